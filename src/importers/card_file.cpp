#include "importers/card_file.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "formats/charset.h"
#include "formats/vcard_version_4.h"

namespace confrere::importers {
namespace {

constexpr std::string_view kConnectedOn = "X-CONFRERE-CONNECTED-ON";
/// Enough to meet a card or a heading behind whatever notes stand above it.
constexpr std::size_t kHeadBytes = std::size_t{16} << 10;

struct Sign {
  std::string_view bytes;
  std::string_view reason;
};
constexpr Sign kRefused[] = {
    {"PK\x03\x04",
     "This is a ZIP archive or a spreadsheet. Unpack it, or save it as CSV, and choose the file inside."},
    {"\x1F\x8B", "This file is compressed. Unpack it first."},
    {"\xFF\xD8\xFF", "This is a picture, not a file of cards."},
    {"\x89PNG", "This is a picture, not a file of cards."},
    {"%PDF", "This is a PDF, not a file of cards."},
    {"SQLite format 3",
     "This is a database, not a file of cards. Export the address book as vCard and choose that file."},
    {"!BDN", "This is an Outlook data file. Export the contacts as vCard or CSV and choose that file."},
};

std::string as_small_text(std::string_view bytes) {
  formats::StreamDecoder decoder;
  std::string text(decoder.feed(bytes));
  text.append(decoder.finish());
  return ascii_lower(text);
}

}  // namespace

std::optional<formats::PartialDate> ImportedCard::connected_on() const {
  const formats::Property* found = card.find(kConnectedOn);
  return found == nullptr ? std::nullopt : formats::parse_vcard_date(found->value);
}

CardFileReader::CardFileReader(Sink sink)
    : sink_(std::move(sink)),
      vcards_([this](formats::VcardEntry&& entry) { take(std::move(entry)); }),
      linkedin_([this](formats::LinkedInEntry&& entry) { take(std::move(entry)); }) {}

void CardFileReader::feed(std::string_view bytes) {
  if (kind_ == Kind::vcard) return vcards_.feed(bytes);
  if (kind_ == Kind::linkedin) return linkedin_.feed(bytes);
  if (kind_ == Kind::refused) return;
  head_.append(bytes);
  if (head_.size() >= kHeadBytes) settle();
}

void CardFileReader::finish() {
  if (kind_ == Kind::unknown) settle();
  if (kind_ == Kind::vcard) vcards_.finish();
  if (kind_ == Kind::linkedin) linkedin_.finish();
}

void CardFileReader::settle() {
  const auto refused = std::find_if(std::begin(kRefused), std::end(kRefused),
                                    [this](const Sign& sign) { return head_.starts_with(sign.bytes); });
  const std::string text = as_small_text(std::string_view(head_).substr(0, kHeadBytes));
  const bool cards =
      text.find("begin:vc") != std::string::npos || text.find("end:vcard") != std::string::npos;
  const bool heading =
      text.find("first name") != std::string::npos && text.find("last name") != std::string::npos;
  if (trim(text).empty()) {
    kind_ = Kind::refused;
    sink_(formats::Rejection{1, "This file is empty."});
  } else if (refused != std::end(kRefused)) {
    kind_ = Kind::refused;
    sink_(formats::Rejection{1, std::string(refused->reason)});
  } else if (cards) {
    kind_ = Kind::vcard;
    vcards_.feed(head_);
  } else if (heading) {
    kind_ = Kind::linkedin;
    linkedin_.feed(head_);
  } else {
    kind_ = Kind::refused;
    sink_(formats::Rejection{
        1,
        "This is neither a file of vCards nor LinkedIn's Connections.csv. Export your contacts as "
        "vCard and choose that file."});
  }
  head_ = {};
}

void CardFileReader::take(formats::VcardEntry&& entry) {
  if (auto* rejection = std::get_if<formats::Rejection>(&entry)) return sink_(std::move(*rejection));
  auto& read = std::get<formats::ReadVcard>(entry);
  ImportedCard imported{.line = read.line,
                        .source = CardSource::vcard,
                        .card = formats::as_version_4(std::move(read.card)),
                        .contact = {},
                        .remarks = std::move(read.remarks)};
  auto contact = formats::to_contact_card(imported.card);
  if (!contact) return sink_(formats::Rejection{imported.line, contact.error().message});
  imported.contact = std::move(*contact);
  sink_(std::move(imported));
}

void CardFileReader::take(formats::LinkedInEntry&& entry) {
  if (auto* rejection = std::get_if<formats::Rejection>(&entry)) return sink_(std::move(*rejection));
  auto& connection = std::get<formats::LinkedInConnection>(entry);
  ImportedCard imported{.line = connection.line,
                        .source = CardSource::linkedin,
                        .card = formats::write_back({}, connection.card),
                        .contact = std::move(connection.card),
                        .remarks = std::move(connection.remarks)};
  if (connection.connected_on) {
    imported.card.properties.push_back(
        {"", std::string(kConnectedOn), {}, formats::to_vcard_date(*connection.connected_on), false});
  }
  sink_(std::move(imported));
}

}  // namespace confrere::importers
