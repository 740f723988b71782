#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "features/contacts/contacts.h"
#include "features/encounters/encounters.h"
#include "features/follow_ups/follow_ups.h"
#include "features/testing/member_fixture.h"
#include "features/ties/ties.h"
#include "features/today/today.h"

namespace confrere::today {

/// An encounter as a story tells it: `met("Grace").promising("send the leaflet").at_event("the audit day")`.
struct Told {
  std::vector<std::string> with;
  encounters::NewEncounter encounter{};

  Told& promising(std::string text, std::string_view due = {}) {
    encounter.promises.push_back({.text = std::move(text), .due = Date::parse(due)});
    return *this;
  }
  Told& needing(std::string need) {
    std::vector<std::string> needs = encounter.needs.value_or({});
    needs.push_back(std::move(need));
    encounter.needs = needs;
    return *this;
  }
  Told& at_event(std::string event) {
    encounter.event = std::move(event);
    return *this;
  }
  Told& noting(std::string note) {
    encounter.note = std::move(note);
    return *this;
  }
  Told& deeply() {
    encounter.depth = encounters::Depth::deep;
    return *this;
  }
  Told& at(std::string_view rfc3339) {
    encounter.happened_at = Instant::parse(rfc3339).value();
    return *this;
  }
  Told& awaiting_an_answer() {
    encounter.awaits_answer = true;
    return *this;
  }
};

inline Told met(std::string who) {
  return {.with = {std::move(who)}};
}
inline Told met(std::vector<std::string> who) {
  return {.with = std::move(who)};
}
inline Told wrote_to(std::string who) {
  Told told{.with = {std::move(who)}};
  told.encounter.channel = encounters::Channel::message;
  return told;
}
inline Told called(std::string who) {
  Told told{.with = {std::move(who)}};
  told.encounter.channel = encounters::Channel::call;
  return told;
}

/// Ada's days, told in the past tense with a fixed clock. Days begin at nine in the morning in London.
class Story : public MemberFixture {
 protected:
  void on(std::string_view day) { set_time(std::string(day) + "T09:00:00Z"); }
  void days_later(int days) { on((ada_.today() + days).text()); }
  void tomorrow() { days_later(1); }
  void at_time(std::string_view time) { set_time(ada_.today().text() + "T" + std::string(time) + ":00Z"); }

  ContactId knows(const std::string& name, contacts::ContactFields fields = {},
                  const contacts::Origin& origin = {}) {
    fields.name = name;
    const auto made = write(
        [&](store::WriteTransaction& tx) { return contacts::create_contact(ada_, tx, fields, origin); });
    EXPECT_TRUE(made) << made.error().message;
    people_[name] = made.value();
    return made.value();
  }
  ContactId id_of(const std::string& name) { return people_.contains(name) ? people_.at(name) : knows(name); }

  EncounterId tell(Told told) {
    std::vector<ContactId> with;
    for (const std::string& name : told.with) with.push_back(id_of(name));
    told.encounter.with = with;
    const auto logged = write(
        [&](store::WriteTransaction& tx) { return encounters::log_encounter(ada_, tx, told.encounter); });
    EXPECT_TRUE(logged) << logged.error().field << " " << logged.error().message;
    return logged.value().id;
  }
  void states(const std::string& name, const ties::TieStatement& statement) {
    EXPECT_TRUE(
        write([&](store::WriteTransaction& tx) { return ties::put_tie(ada_, tx, id_of(name), statement); }));
  }
  ties::Tie tie_with(const std::string& name) {
    return read([&](store::ReadTransaction& tx) { return ties::load_tie(ada_, tx, id_of(name)).value(); });
  }

  /// Ada's own card, as JSON.
  void has_card(const std::string& content) {
    EXPECT_TRUE(write([&](store::WriteTransaction& tx) -> Result<void> {
      tx.execute(
          "INSERT INTO my_card (network_id, member_id, content, version, updated_at)"
          " VALUES ($1, $2, $3, 1, 0) ON CONFLICT (network_id, member_id) DO UPDATE SET content = $3",
          ada_.network, ada_.member, content);
      return {};
    }));
  }

  Today open() { return open_today(ada_, *store_).value(); }
  Today preview() {
    return read([&](store::ReadTransaction& tx) { return preview_today(ada_, tx); });
  }
  Today everything() {
    return read([&](store::ReadTransaction& tx) { return preview_all(ada_, tx); });
  }
  /// "promise Grace Hopper", in their order; with its state where it is not open: "promise Grace Hopper
  /// (done)".
  static std::vector<std::string> lines(const Today& today) {
    std::vector<std::string> said;
    for (const TodayItem& item : today.items) {
      std::string line = std::string(word_of(item.kind)) + ' ' + item.contact.name;
      if (item.state != ItemState::open) line += " (" + std::string(word_of(item.state)) + ')';
      said.push_back(std::move(line));
    }
    return said;
  }
  /// What Ada sees when she opens Today.
  std::vector<std::string> list() { return lines(open()); }

  TodayItem item(std::string_view kind, const std::string& name) {
    for (TodayItem& each : everything().items) {
      if (word_of(each.kind) == kind && each.contact.name == name) return each;
    }
    ADD_FAILURE() << "no " << kind << " for " << name;
    return {};
  }
  std::string reason(std::string_view kind, const std::string& name) { return item(kind, name).reason.text; }
  std::string draft(std::string_view kind, const std::string& name) {
    const auto found = item(kind, name).action.draft;
    return found ? found->text : std::string();
  }

  /// Runs one of today.h's steps on an item.
  template <class Step>
  void does(std::string_view kind, const std::string& name, Step step) {
    const std::string id = item(kind, name).id;
    const auto done = write([&](store::WriteTransaction& tx) { return step(ada_, tx, id); });
    EXPECT_TRUE(done) << done.error().message;
  }
  void completes(std::string_view kind, const std::string& name) { does(kind, name, complete_item); }
  void dismisses(std::string_view kind, const std::string& name) { does(kind, name, dismiss_item); }
  void takes_back(std::string_view kind, const std::string& name) { does(kind, name, reopen_item); }
  void snoozes(std::string_view kind, const std::string& name, int days) {
    does(kind, name, [&](const Viewer& viewer, store::WriteTransaction& tx, std::string_view id) {
      return snooze_item(viewer, tx, id, viewer.today() + days);
    });
  }
  void wrote(std::string_view kind, const std::string& name, const Writing& writing = {}) {
    does(kind, name, [&](const Viewer& viewer, store::WriteTransaction& tx, std::string_view id) {
      return write_item(viewer, tx, id, writing);
    });
  }
  std::vector<follow_ups::FollowUp> follow_ups_of(const std::string& name,
                                                  follow_ups::FollowUpState state = {}) {
    return read([&](store::ReadTransaction& tx) {
      return follow_ups::list_follow_ups(ada_, tx, {.contact = id_of(name), .state = state});
    });
  }

 private:
  std::map<std::string, ContactId> people_;
};

}  // namespace confrere::today
