#include "features/imports/candidate_reader.h"

#include <fmt/format.h>
#include <sodium.h>

#include "base/text.h"
#include "formats/linkedin.h"
#include "formats/vcard_reader.h"
#include "formats/vcard_version_4.h"
#include "formats/vcard_writer.h"

namespace confrere::imports {
namespace {

/// How much of a file is looked at for its format.
constexpr std::size_t kBeginning = 64 * 1024;

Entry entry_of(formats::VcardEntry&& read, TextUids& uids) {
  if (const auto* rejection = std::get_if<formats::Rejection>(&read)) {
    return Unreadable{.line = static_cast<std::int64_t>(rejection->line), .reason = rejection->reason};
  }
  auto& found = std::get<formats::ReadVcard>(read);
  const auto line = static_cast<std::int64_t>(found.line);
  const formats::Vcard vcard = formats::as_version_4(std::move(found.card));
  auto card = formats::to_contact_card(vcard);
  if (!card) return Unreadable{.line = line, .reason = card.error().message};

  Candidate candidate{.line = line, .card = *std::move(card), .text = formats::write_vcard(vcard), .uid = {}};
  candidate.photo = std::exchange(candidate.card.photo, std::nullopt);
  candidate.uid = candidate.card.uid.empty() ? uids.uid_of(candidate.text) : candidate.card.uid;
  return candidate;
}

Entry entry_of(formats::LinkedInEntry&& read, TextUids& uids) {
  if (const auto* rejection = std::get_if<formats::Rejection>(&read)) {
    return Unreadable{.line = static_cast<std::int64_t>(rejection->line), .reason = rejection->reason};
  }
  auto& found = std::get<formats::LinkedInConnection>(read);
  Candidate candidate{.line = static_cast<std::int64_t>(found.line),
                      .card = std::move(found.card),
                      .text = {},
                      .uid = {},
                      .source = contacts::Source::linkedin,
                      .connected_on = found.connected_on ? found.connected_on->text() : ""};
  // The profile's address is as good as a UID: LinkedIn gives each person one.
  const bool has_profile = !candidate.card.links.empty();
  candidate.text = formats::write_vcard(formats::write_back({}, candidate.card));
  candidate.uid = has_profile ? "linkedin:" + ascii_lower(candidate.card.links.front().value)
                              : uids.uid_of(candidate.text);
  return candidate;
}

/// What to say of a file of no known format.
std::string_view why_unknown(std::string_view beginning) {
  if (trim(beginning).empty()) return "This file is empty.";
  if (beginning.starts_with("PK\x03\x04")) {
    return "This is a ZIP archive. Please unpack it and bring the .vcf or .csv file that is inside.";
  }
  return "This file is neither a vCard file nor LinkedIn's Connections.csv.";
}

}  // namespace

std::string TextUids::uid_of(std::string_view text) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::string hex;
  for (const unsigned char byte : hash) hex += fmt::format("{:02x}", byte);
  return fmt::format("text:{}:{}", hex, ++seen_[hex]);
}

class CandidateReader::Format {
 public:
  virtual ~Format() = default;
  virtual void feed(std::string_view bytes) = 0;
  virtual void finish() = 0;
};

template <class Reader>
class CandidateReader::FormatOf final : public Format {
 public:
  FormatOf(TextUids& uids, Sink& sink)
      : reader_(
            [&uids, &sink](auto&& entry) { sink(entry_of(std::forward<decltype(entry)>(entry), uids)); }) {}
  void feed(std::string_view bytes) override { reader_.feed(bytes); }
  void finish() override { reader_.finish(); }

 private:
  Reader reader_;
};

CandidateReader::CandidateReader(TextUids& uids, Sink sink) : uids_(uids), sink_(std::move(sink)) {}
CandidateReader::~CandidateReader() = default;

void CandidateReader::feed(std::string_view bytes) {
  if (chosen_) {
    if (format_) format_->feed(bytes);
    return;
  }
  beginning_ += bytes;
  if (beginning_.size() >= kBeginning) choose_format();
}

void CandidateReader::finish() {
  if (!chosen_) choose_format();
  if (format_) format_->finish();
}

void CandidateReader::choose_format() {
  chosen_ = true;
  // A file in UTF-16 shows its letters with NULs between them.
  std::string letters;
  for (const char c : beginning_) {
    if (c != '\0') letters += c;
  }
  letters = ascii_lower(letters);
  // Some programs leave BEGIN out of a file with one card.
  const bool bare_card =
      letters.starts_with("version:") || letters.starts_with("fn:") || letters.starts_with("n:");
  if (bare_card || letters.find("begin:vcard") != std::string::npos) {
    format_ = std::make_unique<FormatOf<formats::VcardReader>>(uids_, sink_);
  } else if (letters.find("first name") != std::string::npos) {
    format_ = std::make_unique<FormatOf<formats::LinkedInReader>>(uids_, sink_);
  } else {
    sink_(Unreadable{.line = 1, .reason = std::string(why_unknown(beginning_))});
    return;
  }
  format_->feed(beginning_);
  beginning_ = {};
}

}  // namespace confrere::imports
