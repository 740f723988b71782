#include "features/demo/demo.h"

#include <fmt/format.h>

#include "features/demo/demo_store.h"
#include "features/demo/diary.h"
#include "features/demo/record.h"

namespace confrere::demo {
namespace {

constexpr std::string_view kPassword = "harbour-lights-4";
constexpr std::string_view kNetwork = "Harbour Wick health and care";
constexpr std::string_view kTimeZone = "Europe/London";
/// Contacts written in one transaction: enough that its sync costs little, few enough that it stays in
/// memory.
constexpr std::size_t kContactsInABatch = 500;

Result<void> check(store::Store& store, const DemoOptions& options) {
  if (options.people < kFewestPeople || options.people > kMostPeople) {
    return invalid("people", fmt::format("A demo has between {} and {} people; {} is outside of that.",
                                         kFewestPeople, kMostPeople, options.people));
  }
  if (store.read([](store::ReadTransaction& tx) { return holds_anything(tx); })) {
    return conflict(
        "This folder already holds a network, and a demo never mixes with one. Name another folder for the "
        "demo, one "
        "that is empty or not there yet.");
  }
  return {};
}

Result<accounts::CheckedAccount> account_of(const Person& person) {
  return accounts::check_account({.name = person.name(),
                                  .email = person.email,
                                  .password = std::string(kPassword),
                                  .network = std::string(kNetwork),
                                  .language = "en",
                                  .time_zone = std::string(kTimeZone)});
}

class DemoWriter {
 public:
  DemoWriter(store::Store& store, const DemoNetwork& network, const accounts::CheckedAccount& account)
      : store_(store), network_(network), account_(account), members_(network.region.people.size()) {
    members_[0] = account.member;
    for (std::size_t i = 1; i < members_.size(); ++i) members_[i] = MemberId::make();
  }

  /// The account comes last: a demo that was interrupted lets nobody in, and nothing is mistaken for a whole
  /// one.
  Result<DemoSignIn> run(const Progress& progress) {
    std::size_t next = 0;
    while (next < members_.size()) {
      const auto written = write_some(next);
      if (!written) return written.error();
      next = *written;
      if (progress) progress(next, members_.size());
    }
    return write_members_and_account();
  }

 private:
  /// Writes the diaries from `first` on; returns the first that is left.
  Result<std::size_t> write_some(std::size_t first) {
    std::vector<Diary> batch;
    for (std::size_t contacts = 0; contacts < kContactsInABatch && first + batch.size() < members_.size();) {
      batch.push_back(diary_of(network_, first + batch.size()));
      contacts += batch.back().contacts.size();
    }
    return store_.write([&](store::WriteTransaction& tx) -> Result<std::size_t> {
      for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto recorded = record_diary(viewer(first + i), tx, batch[i], members_);
        if (!recorded) return recorded.error();
      }
      return first + batch.size();
    });
  }

  Result<DemoSignIn> write_members_and_account() {
    const DemoSignIn sign_in{
        .email = account_.email, .password = std::string(kPassword), .name = account_.name};
    return store_.write([&](store::WriteTransaction& tx) -> Result<DemoSignIn> {
      if (const auto created = accounts::create_account(tx, account_); !created) return created.error();
      predate_network(tx, account_.network, account_.member, network_.region.people[0].joined_at);
      for (std::size_t i = 1; i < members_.size(); ++i) {
        const Person& person = network_.region.people[i];
        save_member(tx, account_.network, members_[i], person.name(), person.joined_at);
      }
      save_sign_in(tx, to_json_text(sign_in));
      return sign_in;
    });
  }

  [[nodiscard]] Viewer viewer(std::size_t member) const {
    return {.account = member == 0 ? account_.id : AccountId(),
            .network = account_.network,
            .member = members_[member],
            .role = member == 0 ? MemberRole::owner : MemberRole::member,
            .now = network_.now,
            .time_zone = zone_};
  }

  store::Store& store_;
  const DemoNetwork& network_;
  const accounts::CheckedAccount& account_;
  TimeZone zone_ = TimeZone::find(kTimeZone).value_or(TimeZone::utc());
  std::vector<MemberId> members_;
};

}  // namespace

Result<DemoSignIn> make_demo(store::Store& store, const DemoOptions& options, const Progress& progress) {
  if (const auto fine = check(store, options); !fine) return fine.error();
  const DemoNetwork network = make_network(options.seed, options.people, store.now());
  const auto account = account_of(network.region.people[0]);
  if (!account) return account.error();
  return DemoWriter(store, network, *account).run(progress);
}

}  // namespace confrere::demo
