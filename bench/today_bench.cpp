/// How long Today takes (HTTP aside) for members with 1,000 contacts each, in a database of 100,000 contacts:
/// the list before it is fixed (everything is gathered, weighed and put in words), the fixed list, and
/// everything that qualifies. Contacts, ties and encounters are made through the features. Prints the median
/// and the 99th percentile of processor time (database.h).
///
/// today_bench [members]

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "database.h"
#include "features/contacts/contacts.h"
#include "features/encounters/encounters.h"
#include "features/ties/ties.h"
#include "features/today/today.h"
#include "store/store.h"

namespace {

using namespace confrere;  // a program of one file

constexpr int kContacts = 1000;
constexpr int kSamples = 1000;
constexpr int kMeasured = 20;  ///< members whose Today is opened
constexpr std::string_view kSubjects[] = {"hernia surgery",    "frailty pathways",    "palliative sedation",
                                          "discharge letters", "mental health",       "wound care",
                                          "gynaecology",       "teaching ultrasound", "stroke recovery",
                                          "dermatology",       "home visits",         "audit methods"};

class World {
 public:
  World(store::Store& store, FixedClock& clock) : store_(store), clock_(clock) {}

  Viewer add_member(NetworkId network, int number) {
    const Viewer viewer{
        .account = AccountId::make(), .network = network, .member = MemberId::make(), .now = clock_.now()};
    write([&](store::WriteTransaction& tx) -> Result<void> {
      tx.execute(
          "INSERT INTO member (network_id, id, account_id, role, name, joined_at) VALUES ($1, $2, NULL, "
          "'member', $3, 0)",
          network, viewer.member, fmt::format("Member {}", number));
      return {};
    });
    write([&](store::WriteTransaction& tx) -> Result<void> {
      for (int contact = 0; contact < kContacts; ++contact) add_contact(viewer, tx, contact);
      return {};
    });
    return viewer;
  }

 private:
  std::uint32_t roll(std::uint32_t sides) { return static_cast<std::uint32_t>(random_() % sides); }
  std::string subject() { return std::string(kSubjects[roll(std::size(kSubjects))]); }

  /// One of three has a card only; the others were met up to six times over three years; one in five is
  /// sorted.
  void add_contact(const Viewer& viewer, store::WriteTransaction& tx, int number) {
    contacts::ContactFields fields;
    fields.name = fmt::format("Person{} Family{}", number, roll(5000));
    fields.emails =
        std::vector<contacts::LabelledValue>{{.value = fmt::format("p{}@example.org", random_())}};
    fields.roles = std::vector<contacts::Role>{
        {.title = "GP partner", .organisation = fmt::format("Practice {}", roll(200))}};
    fields.cares_about = subject();
    if (roll(10) == 0) fields.ask = "Somebody for " + subject();
    if (roll(10) == 0) fields.offer = "Advice on " + subject();
    const auto id = contacts::create_contact(
        viewer, tx, fields,
        {.source = contacts::Source::linkedin,
         .connected_on = formats::PartialDate::of(2015 + static_cast<int>(roll(11)), 3, 1)});
    if (roll(5) == 0) {
      (void)ties::put_tie(viewer, tx, *id,
                          {.closeness = static_cast<ties::Closeness>(roll(3)),
                           .rhythm = static_cast<ties::Rhythm>(roll(4)),
                           .matters = true});
    }
    for (auto left = roll(3) == 0 ? 0 : roll(6); left > 0; --left) add_encounter(viewer, tx, *id);
  }

  void add_encounter(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact) {
    encounters::NewEncounter fresh;
    fresh.with = std::vector{contact};
    fresh.happened_at = clock_.now() - std::chrono::hours(24 * (1 + roll(1100)));
    fresh.channel = static_cast<encounters::Channel>(roll(4));
    fresh.depth = static_cast<encounters::Depth>(roll(3));
    fresh.awaits_answer = roll(8) == 0;
    if (roll(12) == 0) fresh.needs = std::vector<std::string>{"Help with " + subject()};
    if (roll(40) == 0) fresh.promises = {{.text = "send the paper on " + subject()}};
    (void)encounters::log_encounter(viewer, tx, fresh);
  }

  template <class Work>
  void write(Work work) {
    const auto written = store_.write(work);
    if (!written) throw BrokenInvariant(written.error());
  }

  store::Store& store_;
  FixedClock& clock_;
  std::mt19937 random_{7};
};

template <class Work>
void measure(std::string_view what, Work work) {
  work(0);
  const bench::AnswerClock clock;
  std::vector<double> milliseconds;
  for (int sample = 0; sample < kSamples; ++sample) {
    const double begun = clock.milliseconds();
    work(sample);
    milliseconds.push_back(clock.milliseconds() - begun);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  fmt::print("{:<28} median {:6.2f} ms   p99 {:6.2f} ms\n", what, milliseconds[kSamples / 2],
             milliseconds[kSamples * 99 / 100]);
}

}  // namespace

int main(int argc, char** argv) {
  const int members = argc > 1 ? std::stoi(argv[1]) : 100;
  const store::TestDatabase database;
  FixedClock clock(Instant::parse("2026-11-21T09:00:00Z").value());
  auto store = store::Store::open({.path = database.address(), .clock = &clock}).value();
  World world(*store, clock);
  const NetworkId network = NetworkId::make();
  const auto made = store->write([&](store::WriteTransaction& tx) -> Result<void> {
    tx.execute("INSERT INTO network (id, name, created_at) VALUES ($1, 'Bench', 0)", network);
    return {};
  });
  if (!made) throw BrokenInvariant(made.error());

  std::vector<Viewer> viewers;
  for (int member = 0; member < members; ++member) viewers.push_back(world.add_member(network, member));
  fmt::print("{}: {} contacts of {} members\n", bench::database_name(), members * kContacts, members);
  const auto viewer_of = [&](int sample) -> const Viewer& {
    return viewers[static_cast<std::size_t>(sample % std::min(members, kMeasured))];
  };

  bench::settle(database);
  std::size_t items = 0;
  measure("not fixed yet", [&](int sample) {
    items += store->read(
        [&](store::ReadTransaction& tx) { return today::preview_today(viewer_of(sample), tx).items.size(); });
  });
  for (int member = 0; member < kMeasured; ++member) (void)today::open_today(viewer_of(member), *store);
  measure("fixed",
          [&](int sample) { items += today::open_today(viewer_of(sample), *store).value().items.size(); });
  measure("everything that qualifies", [&](int sample) {
    items += store->read(
        [&](store::ReadTransaction& tx) { return today::preview_all(viewer_of(sample), tx).items.size(); });
  });
  fmt::print("{:.1f} items a list\n", static_cast<double>(items) / (3 * (kSamples + 1)));
}
