#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "formats/contact_card.h"
#include "formats/testing/reading.h"
#include "formats/vcard_version_4.h"
#include "formats/vcard_writer.h"

namespace {

using namespace confrere::formats;
using confrere::fuzz::check;
using testing::read_vcards;

constexpr std::size_t kMaxCardBytes = 2000;

void check_card(const Vcard& read, std::optional<ContactCard>& previous) {
  const Vcard card = as_version_4(read);
  check(as_version_4(card) == card, "turning a card of version 4.0 into 4.0 changes nothing");
  const std::string text = write_vcard(card);
  check(confrere::is_valid_text(text), "a written card is UTF-8 without NUL");
  const auto again = read_vcards(text);
  check(again.size() == 1 && std::holds_alternative<ReadVcard>(again.front()), "a written card is one card");
  check(std::get<ReadVcard>(again.front()).card == card, "a written card reads as it was");
  const auto contact = to_contact_card(card);
  if (!contact) return;
  check(write_back(card, *contact) == card, "writing back what was read changes nothing");
  if (previous) {
    const Vcard written = write_back(card, *previous);
    check(to_contact_card(written).has_value(), "a card with a name written into it is a person's");
    const auto reread = read_vcards(write_vcard(written));
    check(std::get<ReadVcard>(reread.at(0)).card == written, "a card written back reads as it was");
  }
  previous = *contact;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto entries = read_vcards(bytes, std::string::npos, kMaxCardBytes);
  check(read_vcards(bytes, 1, kMaxCardBytes) == entries, "how the bytes are cut makes no difference");
  check(read_vcards(bytes, 7, kMaxCardBytes) == entries, "how the bytes are cut makes no difference");
  std::size_t last_line = 0;
  std::optional<ContactCard> previous;
  for (const VcardEntry& entry : entries) {
    if (const auto* read = std::get_if<ReadVcard>(&entry)) {
      check(read->line > last_line, "lines grow");
      last_line = read->line;
      check_card(read->card, previous);
    } else {
      check(!std::get<Rejection>(entry).reason.empty(), "a rejection has a reason");
      check(std::get<Rejection>(entry).line > 0, "a rejection has a line");
    }
  }
  return 0;
}
