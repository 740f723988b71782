#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "check.h"
#include "formats/linkedin.h"

namespace {

using namespace confrere::formats;
using confrere::fuzz::check;

std::vector<LinkedInEntry> read_linkedin(std::string_view bytes, std::size_t piece) {
  std::vector<LinkedInEntry> entries;
  LinkedInReader reader([&entries](LinkedInEntry&& entry) { entries.push_back(std::move(entry)); });
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
    reader.feed(bytes.substr(at, piece));
  }
  reader.finish();
  return entries;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto entries = read_linkedin(bytes, std::string::npos);
  check(read_linkedin(bytes, 1) == entries, "how the bytes are cut makes no difference");
  for (const LinkedInEntry& entry : entries) {
    if (const auto* connection = std::get_if<LinkedInConnection>(&entry)) {
      const ContactCard& card = connection->card;
      check(!card.name.empty() && confrere::is_valid_text(card.name), "a connection has a name");
      const auto again = to_contact_card(write_back({}, card));
      check(again.has_value() && *again == card, "a connection's card is a vCard's");
    } else {
      check(!std::get<Rejection>(entry).reason.empty(), "a rejection has a reason");
    }
  }
  return 0;
}
