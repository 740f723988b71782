#include "features/imports/taking.h"

#include <algorithm>

#include <sodium.h>

#include "features/imports/merge.h"

namespace confrere::imports {
namespace {

/// A contact before an import touched it, as undo puts it back.
struct Before {
  contacts::ContactFields fields{};
  contacts::Source source = contacts::Source::own;
  std::optional<std::string> uid{};
  std::optional<std::string> source_card{};
  std::optional<formats::PartialDate> connected_on{};
  bool photo_taken = false;    ///< the import gave the picture
  std::string photo_before{};  ///< the picture it replaced, base64
};
BOOST_DESCRIBE_STRUCT(Before, (), (fields, source, uid, source_card, connected_on, photo_taken, photo_before))

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its NUL
  return text;
}

std::vector<std::uint8_t> from_base64(const std::string& text) {
  std::vector<std::uint8_t> bytes(text.size());
  std::size_t length = 0;
  sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr,
                    sodium_base64_VARIANT_ORIGINAL);
  bytes.resize(length);
  return bytes;
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

contacts::Origin origin_of(const Candidate& candidate) {
  return {.source = candidate.source,
          .uid = candidate.uid,
          .source_card = source_card_of(candidate),
          .connected_on = formats::PartialDate::parse(candidate.connected_on)};
}

/// How a candidate changes a contact that is there.
struct Update {
  Merged merged;
  std::optional<contacts::Origin> origin;  ///< where the contact follows this source from now on
  bool takes_photo = false;
};

/// The photo follows the source as long as the owner left the one it gave; another picture stays.
bool takes_photo(const Viewer& viewer, store::ReadTransaction& tx, ContactId id, const Candidate& candidate,
                 const std::string& photo_before) {
  if (!candidate.photo || candidate.photo->bytes.size() > contacts::kMostPhotoBytes) return false;
  const std::string photo_now = photo_of_source_card(source_card_of(candidate));
  if (photo_now == photo_before) return false;
  const auto mine = contacts::load_photo(viewer, tx, id);
  return !mine || !photo_before.empty();
}

Update plan_update(const Viewer& viewer, store::ReadTransaction& tx, ContactId id, bool by_uid,
                   const Candidate& candidate) {
  const contacts::Contact contact = contacts::load_contact(viewer, tx, id).value();
  const contacts::Origin origin = contacts::load_origin(viewer, tx, id).value();
  const bool same_source = by_uid && origin.source_card.has_value();
  if (same_source && *origin.source_card == source_card_of(candidate)) return {};

  const auto base = same_source ? read_source_card(*origin.source_card) : std::nullopt;
  Update update{.merged = merge(base, card_of(contact), candidate.card), .origin = std::nullopt};
  update.takes_photo =
      takes_photo(viewer, tx, id, candidate, same_source ? photo_of_source_card(*origin.source_card) : "");
  if (update.takes_photo) update.merged.changes.emplace_back("a photo");
  if (same_source && update.merged.changes.empty())
    update.merged.changes.emplace_back("what else the card says");
  if (by_uid || !origin.uid) update.origin = origin_of(candidate);
  if (update.origin && !update.origin->connected_on) update.origin->connected_on = origin.connected_on;
  return update;
}

Before before_of(const Viewer& viewer, store::ReadTransaction& tx, ContactId id, bool photo_taken) {
  const contacts::Origin origin = contacts::load_origin(viewer, tx, id).value();
  Before before{.fields = contacts::fields_of(contacts::load_contact(viewer, tx, id).value()),
                .source = origin.source,
                .uid = origin.uid,
                .source_card = origin.source_card,
                .connected_on = origin.connected_on,
                .photo_taken = photo_taken};
  before.fields.no_patient_confirmed = true;
  if (photo_taken) {
    if (const auto photo = contacts::load_photo(viewer, tx, id)) before.photo_before = base64(photo->bytes);
  }
  return before;
}

/// The picture is an extra: one that is no picture after all does not hold the card back. True when it was
/// taken.
bool put_photo_of(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                  const Candidate& candidate) {
  return candidate.photo && contacts::put_photo(viewer, tx, id, bytes_of(candidate.photo->bytes)).has_value();
}

Result<void> create(const Viewer& viewer, store::WriteTransaction& tx, const Candidate& candidate,
                    StoredRow& row) {
  contacts::ContactFields fields = fields_of_card(candidate.card);
  fields.no_patient_confirmed = true;  // checked when it was read
  const auto id = contacts::create_contact(viewer, tx, fields, origin_of(candidate));
  if (!id) return id.error();
  put_photo_of(viewer, tx, *id, candidate);
  row.row.contact_id = *id;
  row.row.outcome = Outcome::created;
  return {};
}

Result<void> update(const Viewer& viewer, store::WriteTransaction& tx, ContactId id, bool by_uid,
                    const Candidate& candidate, StoredRow& row) {
  row.row.contact_id = id;
  const Update planned = plan_update(viewer, tx, id, by_uid, candidate);
  row.row.changes = planned.merged.changes;
  const bool duplicate = row.row.outcome == Outcome::duplicate;
  if (planned.merged.changes.empty()) {
    if (!duplicate) row.row.outcome = Outcome::unchanged;
    return {};
  }
  Before before = before_of(viewer, tx, id, planned.takes_photo);
  contacts::ContactFields fields = fields_of_card(planned.merged.card);
  fields.no_patient_confirmed = true;
  auto updated = contacts::update_contact(viewer, tx, id, fields, planned.origin);
  if (!updated) return updated;
  before.photo_taken = planned.takes_photo && put_photo_of(viewer, tx, id, candidate);
  row.before = to_json_text(before);
  if (!duplicate) row.row.outcome = Outcome::updated;
  return {};
}

Result<void> take(const Viewer& viewer, store::WriteTransaction& tx, ImportId import, StoredRow& row) {
  const auto candidate = candidate_from(row.card, row.uid, row.source, row.connected_on);
  if (!candidate) return invalid("", "This card names nobody.");
  if (row.same_as) {
    const auto first = contact_of_row(tx, viewer, import, *row.same_as);
    if (first && contacts::contact_version(viewer, tx, *first))
      return update(viewer, tx, *first, false, *candidate, row);
  }
  // Decided anew: the contacts may have changed since the preview.
  const auto match = find_match(viewer, tx, *candidate);
  if (!match) return create(viewer, tx, *candidate, row);
  return update(viewer, tx, match->contact, match->by_uid, *candidate, row);
}

/// What the contact was, as far as it still can be: circles and people it speaks of may be gone since.
contacts::ContactFields still_possible(const Viewer& viewer, store::ReadTransaction& tx,
                                       contacts::ContactFields fields) {
  if (fields.circles.value) {
    const auto circles = circles::list_circles(viewer, tx);
    std::erase_if(*fields.circles.value, [&](CircleId id) {
      return std::ranges::find(circles, id, &circles::Circle::id) == circles.end();
    });
  }
  if (fields.how_we_met.value) {
    auto& through = fields.how_we_met.value->through_contact_id;
    if (through && !contacts::contact_version(viewer, tx, *through)) through.reset();
  }
  return fields;
}

Result<void> put_back(const Viewer& viewer, store::WriteTransaction& tx, ContactId id, const Before& before) {
  auto updated = contacts::update_contact(viewer, tx, id, still_possible(viewer, tx, before.fields),
                                          contacts::Origin{.source = before.source,
                                                           .uid = before.uid,
                                                           .source_card = before.source_card,
                                                           .connected_on = before.connected_on});
  if (!updated || !before.photo_taken) return updated;
  if (!before.photo_before.empty())
    return contacts::put_photo(viewer, tx, id, from_base64(before.photo_before));
  [[maybe_unused]] const auto deleted = contacts::delete_photo(viewer, tx, id);  // or gone already
  return {};
}

}  // namespace

std::vector<std::string> changes_by(const Viewer& viewer, store::ReadTransaction& tx, const FoundMatch& match,
                                    const Candidate& candidate) {
  return plan_update(viewer, tx, match.contact, match.by_uid, candidate).merged.changes;
}

void take_row(const Viewer& viewer, store::WriteTransaction& tx, ImportId id, StoredRow row) {
  if (const auto taken = take(viewer, tx, id, row); !taken) {
    row.row.outcome = Outcome::rejected;
    row.row.reason = taken.error().message;
    row.row.contact_id.reset();
  } else if (row.row.outcome == Outcome::created || !row.before.empty()) {
    row.version_after = contacts::contact_version(viewer, tx, *row.row.contact_id).value();
  } else {
    row.version_after = kNothingTaken;
  }
  save_row(tx, viewer, id, row);
}

bool take_back_row(const Viewer& viewer, store::WriteTransaction& tx, ImportId id, const StoredRow& row) {
  if (!row.row.contact_id) return true;
  const ContactId contact = *row.row.contact_id;
  const auto version = contacts::contact_version(viewer, tx, contact);
  if (!version) return true;  // deleted since: nothing is left to take back
  if (*version != row.version_after) return false;
  if (row.row.outcome == Outcome::created) {
    if (is_worked_with(tx, viewer, contact)) return false;
    contacts::purge_contact(viewer, tx, contact).value();
    return true;
  }
  if (!put_back(viewer, tx, contact, from_json_text<Before>(row.before).value())) return false;
  // What the import did to the same contact before is now what was done last.
  save_version_after(tx, viewer, id, contact, contacts::contact_version(viewer, tx, contact).value());
  return true;
}

}  // namespace confrere::imports
