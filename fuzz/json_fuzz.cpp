/// The JSON that strangers send, read as one of the API's larger bodies.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/text.h"
#include "check.h"
#include "features/encounters/encounters.h"

namespace {

using namespace confrere;  // a program of one file
using encounters::NewEncounter;
using fuzz::check;

void check_texts(const boost::json::value& value) {
  if (const auto* text = value.if_string())
    check(is_valid_text(std::string_view(*text)), "a text is UTF-8 without NUL");
  if (const auto* items = value.if_array()) {
    for (const auto& item : *items) check_texts(item);
  }
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object) check_texts(member.value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = from_json_text<NewEncounter>({reinterpret_cast<const char*>(data), size});
  if (!read) {
    check(!read.error().message.empty() && read.error().field.starts_with('$'),
          "an error says what and where");
    return 0;
  }
  const boost::json::value document = to_json(*read);
  check_texts(document);
  const auto again = from_json<NewEncounter>(document);
  check(again.has_value(), "what was read and written reads again");
  check(to_json(*again) == document, "and says the same");
  return 0;
}
