/// The etiquette lint on whatever somebody may paste into an editor.

#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "features/etiquette/etiquette.h"
#include "features/etiquette/letters.h"

namespace {

using namespace confrere;  // a program of one file
using etiquette::Finding;
using fuzz::check;

void check_findings(std::string_view text, const std::vector<Finding>& findings) {
  const etiquette::Letters letters = etiquette::letters_of(text);
  std::size_t last = 0;
  for (const Finding& each : findings) {
    check(each.start < each.end && each.end <= letters.size(), "a finding is within the text");
    check(each.start >= last, "findings are in the text's order");
    check(each.text == etiquette::text_of(letters, each.start, each.end),
          "a finding shows what stands there");
    check(!each.reason.empty() && !each.suggestion.empty(), "a finding says why, and what is better");
    last = each.start;
  }
}

}  // namespace

/// The first byte chooses the circumstances.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const etiquette::Circumstances circumstances{
      .kind = static_cast<etiquette::Kind>(data[0] & 3), .met = data[0] >> 2 & 3, .nudges = data[0] >> 4 & 3};
  const auto found = etiquette::lint(text, circumstances);
  if (!found) {
    check(!is_valid_text(text) || text.size() > etiquette::kLongestText, "a text is not refused");
    return 0;
  }
  check_findings(text, *found);
  check(etiquette::lint(text, circumstances).value() == *found, "the same text says the same");
  return 0;
}
