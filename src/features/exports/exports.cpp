#include "features/exports/exports.h"

#include <memory>
#include <vector>

#include <sodium.h>

#include "base/json.h"
#include "features/acquaintances/acquaintances.h"
#include "features/circles/circles.h"
#include "features/contacts/contacts.h"
#include "features/encounters/encounters.h"
#include "features/follow_ups/follow_ups.h"
#include "features/goals/goals.h"
#include "features/imports/candidate.h"
#include "features/introductions/introductions.h"
#include "features/my_card/my_card.h"

namespace confrere::exports {
namespace {

constexpr std::int64_t kPage = 200;

/// Pages through the contacts, the archived ones after the others.
class ContactPages {
 public:
  /// The next contacts; empty at the end.
  std::vector<contacts::Contact> next(const Viewer& viewer, store::ReadTransaction& tx) {
    while (!done_) {
      const auto page =
          contacts::list_contacts(viewer, tx, {.circle = {}, .archived = archived_}, kPage, cursor_).value();
      cursor_ = page.next_cursor;
      if (!cursor_) {
        done_ = archived_;
        archived_ = true;
      }
      std::vector<contacts::Contact> found;
      for (const auto& summary : page.items)
        found.push_back(contacts::load_contact(viewer, tx, summary.id).value());
      if (!found.empty()) return found;
    }
    return {};
  }

 private:
  std::optional<std::string> cursor_;
  bool archived_ = false;
  bool done_ = false;
};

std::string base64(const store::Blob& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its NUL
  return text;
}

std::optional<contacts::Photo> photo_of(const Viewer& viewer, store::ReadTransaction& tx,
                                        const contacts::Contact& contact) {
  if (!contact.photo) return std::nullopt;
  auto photo = contacts::load_photo(viewer, tx, contact.id);
  if (!photo) return std::nullopt;
  return *std::move(photo);
}

std::string vcard_of(const Viewer& viewer, store::ReadTransaction& tx, const contacts::Contact& contact) {
  const auto origin = contacts::load_origin(viewer, tx, contact.id).value();
  std::optional<formats::Photo> photo;
  if (const auto kept = photo_of(viewer, tx, contact)) {
    photo = formats::Photo{.media_type = kept->media_type, .bytes = {kept->bytes.begin(), kept->bytes.end()}};
  }
  return imports::exported_card(contact, origin, photo);
}

boost::json::value json_of(const Viewer& viewer, store::ReadTransaction& tx,
                           const contacts::Contact& contact) {
  boost::json::value document = to_json(contact);
  boost::json::object& object = document.get_object();
  const auto origin = contacts::load_origin(viewer, tx, contact.id).value();
  object["source"] = boost::json::object{{"kind", word_of(origin.source)},
                                         {"uid", to_json(origin.uid)},
                                         {"card", to_json(origin.source_card)},
                                         {"connected_on", to_json(origin.connected_on)}};
  if (const auto photo = photo_of(viewer, tx, contact)) {
    object["photo_content"] =
        boost::json::object{{"media_type", photo->media_type}, {"base64", base64(photo->bytes)}};
  }
  return document;
}

/// The JSON export, as a chain of sections; each gives its items a page at a time.
class JsonExport {
 public:
  JsonExport(store::Store& store, const Viewer& viewer) : store_(store), viewer_(viewer) {}

  std::optional<std::string> next() {
    if (section_ == kSections.size()) return std::nullopt;
    return store_.read([&](store::ReadTransaction& tx) { return next_part(tx); });
  }

 private:
  using Page = std::vector<std::string>;  ///< each item as JSON
  struct Section {
    std::string_view name;
    /// The next page of items; empty at the section's end.
    Page (JsonExport::*page)(store::ReadTransaction&);
  };
  static const std::vector<Section> kSections;

  std::string next_part(store::ReadTransaction& tx) {
    std::string part;
    if (!begun_) {
      begun_ = true;
      const boost::json::object head{{"format", "confrere"},
                                     {"version", 1},
                                     {"exported_at", tx.now().text()},
                                     {"my_card", to_json(my_card::load_my_card(viewer_, tx).value())}};
      part = boost::json::serialize(head);
      part.back() = ',';  // the object goes on
      part += section_head();
    }
    const Section& section = kSections[section_];
    const Page page = (this->*section.page)(tx);
    if (page.empty()) return part + end_section();
    for (const auto& item : page) {
      if (!first_item_) part += ",\n";
      first_item_ = false;
      part += item;
    }
    return part;
  }

  [[nodiscard]] std::string section_head() const {
    return "\n\"" + std::string(kSections[section_].name) + "\":[";
  }

  std::string end_section() {
    ++section_;
    first_item_ = true;
    section_paged_ = false;
    if (section_ == kSections.size()) return "]}\n";
    return "]," + section_head();
  }

  /// For lists that are short enough to come at once.
  template <class Items>
  Page once(const Items& items) {
    Page page;
    if (std::exchange(section_paged_, true)) return page;
    for (const auto& item : items) page.push_back(to_json_text(item));
    return page;
  }

  Page circles(store::ReadTransaction& tx) { return once(circles::list_circles(viewer_, tx)); }
  Page goals(store::ReadTransaction& tx) { return once(goals::list_goals(viewer_, tx)); }
  Page introductions(store::ReadTransaction& tx) { return once(introductions::list_pairs(viewer_, tx)); }

  Page contacts(store::ReadTransaction& tx) {
    Page page;
    for (const auto& contact : contacts_.next(viewer_, tx))
      page.push_back(boost::json::serialize(json_of(viewer_, tx, contact)));
    return page;
  }

  /// Each pair once: with the contact that its acquaintance names first.
  Page acquaintances(store::ReadTransaction& tx) {
    Page page;
    while (page.empty()) {
      const auto people = people_.next(viewer_, tx);
      if (people.empty()) return page;
      for (const auto& person : people) {
        for (const auto& known : acquaintances::list_acquaintances(viewer_, tx, person.id).value()) {
          if (known.contact_a.id == person.id) page.push_back(to_json_text(known));
        }
      }
    }
    return page;
  }

  Page encounters(store::ReadTransaction& tx) {
    Page page;
    for (const auto& encounter :
         encounters::list_encounters(viewer_, tx, {.limit = kPage, .before = encounter_place_})) {
      encounter_place_ = encounters::EncounterPlace{.happened_at = encounter.happened_at, .id = encounter.id};
      page.push_back(to_json_text(encounter));
    }
    return page;
  }

  Page follow_ups(store::ReadTransaction& tx) {
    using follow_ups::FollowUpState;
    static constexpr std::array kStates{FollowUpState::open, FollowUpState::done, FollowUpState::dropped};
    Page page;
    for (; page.empty() && follow_up_state_ < kStates.size(); ++follow_up_state_) {
      for (const auto& follow_up : follow_ups::list_follow_ups(
               viewer_, tx,
               {.state = kStates[follow_up_state_], .limit = kPage, .after = follow_up_place_})) {
        follow_up_place_ = follow_ups::FollowUpPlace{.due = follow_up.due, .id = follow_up.id};
        page.push_back(to_json_text(follow_up));
      }
      if (!page.empty()) return page;
      follow_up_place_.reset();
    }
    return page;
  }

  store::Store& store_;
  Viewer viewer_;
  bool begun_ = false;
  std::size_t section_ = 0;
  bool first_item_ = true;
  bool section_paged_ = false;
  ContactPages contacts_;
  ContactPages people_;
  std::optional<encounters::EncounterPlace> encounter_place_;
  std::size_t follow_up_state_ = 0;
  std::optional<follow_ups::FollowUpPlace> follow_up_place_;
};

const std::vector<JsonExport::Section> JsonExport::kSections{
    {"circles", &JsonExport::circles},
    {"goals", &JsonExport::goals},
    {"contacts", &JsonExport::contacts},
    {"acquaintances", &JsonExport::acquaintances},
    {"encounters", &JsonExport::encounters},
    {"follow_ups", &JsonExport::follow_ups},
    {"introductions", &JsonExport::introductions},
};

}  // namespace

Parts vcard_parts(store::Store& store, const Viewer& viewer) {
  return [&store, viewer, pages = std::make_shared<ContactPages>()]() -> std::optional<std::string> {
    return store.read([&](store::ReadTransaction& tx) -> std::optional<std::string> {
      std::string part;
      for (const auto& contact : pages->next(viewer, tx)) part += vcard_of(viewer, tx, contact);
      return part.empty() ? std::nullopt : std::optional(std::move(part));
    });
  };
}

Parts json_parts(store::Store& store, const Viewer& viewer) {
  return [made = std::make_shared<JsonExport>(store, viewer)] { return made->next(); };
}

}  // namespace confrere::exports
