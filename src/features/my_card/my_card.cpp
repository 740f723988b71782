#include "features/my_card/my_card.h"

#include <fmt/format.h>

#include "base/text.h"
#include "features/etiquette/patient_identifier.h"
#include "features/my_card/my_card_store.h"
#include "formats/contact_card.h"
#include "formats/qr.h"
#include "formats/vcard_writer.h"

namespace confrere::my_card {
namespace {

/// The fields that a contact has, too, are tidied by the same rules; their names are the same.
Result<void> check_like_a_contact(MyCardFields& card) {
  auto checked = contacts::checked_fields({.name = card.name,
                                           .emails = card.emails,
                                           .phones = card.phones,
                                           .links = card.links,
                                           .roles = card.roles,
                                           .specialties = card.specialties,
                                           .ask = card.ask,
                                           .offer = card.offer,
                                           .no_patient_confirmed = card.no_patient_confirmed});
  if (!checked) return checked.error();
  card.name = *std::move(checked->name.value);
  card.emails = *std::move(checked->emails.value);
  card.phones = *std::move(checked->phones.value);
  card.links = *std::move(checked->links.value);
  card.roles = *std::move(checked->roles.value);
  card.specialties = *std::move(checked->specialties.value);
  card.ask = *std::move(checked->ask.value);
  card.offer = *std::move(checked->offer.value);
  return {};
}

Result<void> check_text(std::string_view field, std::string& text, std::size_t most, bool confirmed) {
  text = std::string(trim(text));
  if (code_points(text) > most) {
    return invalid(std::string(field), fmt::format("This is too long. Please use at most {} letters.", most));
  }
  return etiquette::refuse_patient_identifiers(field, text, confirmed);
}

Result<MyCardFields> checked(MyCardFields card) {
  if (auto fits = check_like_a_contact(card); !fits) return fits.error();
  card.headline = squeeze(card.headline);
  const bool confirmed = card.no_patient_confirmed;
  if (auto fits = check_text("$.headline", card.headline, contacts::kMostLineLetters, confirmed); !fits) {
    return fits.error();
  }
  if (auto fits = check_text("$.biography", card.biography, kMostProseLetters, confirmed); !fits)
    return fits.error();
  if (auto fits = check_text("$.referral_pad", card.referral_pad, kMostProseLetters, confirmed); !fits) {
    return fits.error();
  }
  card.no_patient_confirmed = false;  // said of this text, not of the next
  return card;
}

/// What fits into a code that a phone reads at once: no prose.
formats::ContactCard short_card(const MyCard& card, const Viewer& viewer) {
  formats::ContactCard out;
  out.name = card.name;
  out.emails = card.emails;
  out.phones = card.phones;
  out.links = card.links;
  out.roles = card.roles;
  out.uid = "urn:uuid:" + viewer.member.text();
  return out;
}

std::string note_of(const MyCard& card) {
  std::vector<std::string> parts;
  for (const std::string* part : {&card.headline, &card.biography, &card.referral_pad}) {
    if (!part->empty()) parts.push_back(*part);
  }
  return join(parts, "\n\n");
}

std::string vcard_of(const formats::ContactCard& card) {
  return formats::write_vcard(formats::write_back(formats::Vcard{}, card));
}

MyCard shown(MyCardFields fields, std::int64_t version, const Viewer& viewer) {
  MyCard card{.name = std::move(fields.name),
              .headline = std::move(fields.headline),
              .biography = std::move(fields.biography),
              .referral_pad = std::move(fields.referral_pad),
              .emails = std::move(fields.emails),
              .phones = std::move(fields.phones),
              .links = std::move(fields.links),
              .roles = std::move(fields.roles),
              .specialties = std::move(fields.specialties),
              .ask = std::move(fields.ask),
              .offer = std::move(fields.offer),
              .version = version};
  auto full = short_card(card, viewer);
  if (const auto code = formats::make_qr_code(vcard_of(full))) {
    card.qr_svg = code->svg_path();
    card.qr_size = code->svg_size();
  }
  full.specialties = card.specialties;
  full.note = note_of(card);
  card.vcard = vcard_of(full);
  return card;
}

}  // namespace

Result<MyCard> load_my_card(const Viewer& viewer, store::ReadTransaction& tx) {
  if (const auto stored = find(tx, viewer)) {
    auto fields = from_json_text<MyCardFields>(stored->content);
    if (!fields) throw BrokenInvariant(fields.error());
    return shown(*std::move(fields), stored->version, viewer);
  }
  const auto person = find_person(tx, viewer);
  if (!person) return not_found("There is no such member.");
  MyCardFields fields{.name = person->name};
  if (!person->email.empty()) fields.emails.push_back({.value = person->email});
  return shown(std::move(fields), 0, viewer);
}

Result<MyCard> put_my_card(const Viewer& viewer, store::WriteTransaction& tx, const MyCardFields& given) {
  auto fields = checked(given);
  if (!fields) return fields.error();
  const auto stored = find(tx, viewer);
  const std::int64_t version = (stored ? stored->version : 0) + 1;
  upsert(tx, viewer, to_json_text(*fields), version);
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = store::ChangeKind::updated,
             .entity = store::Entity::my_card,
             .id = viewer.member.bytes(),
             .actor = viewer.member});
  return shown(*std::move(fields), version, viewer);
}

}  // namespace confrere::my_card
