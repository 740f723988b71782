/// Short texts of a contact: dates, phone numbers, names, addresses of mail.

#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "formats/linkedin.h"
#include "formats/partial_date.h"
#include "formats/person_name.h"
#include "formats/phone.h"
#include "formats/transfer_encoding.h"

namespace {

using namespace confrere::formats;
using confrere::fuzz::check;

void check_dates(std::string_view text) {
  if (const auto date = PartialDate::parse(text)) {
    check(date->text() == text, "the API's form of a date is one");
  }
  for (const auto& date : {parse_vcard_date(text), parse_connected_on(text)}) {
    if (!date) continue;
    check(PartialDate::parse(date->text()) == date, "a date that was read prints as one");
    check(parse_vcard_date(to_vcard_date(*date)) == date || date->year == 1604,
          "a vCard's date reads as it was");
  }
}

void check_phone(std::string_view text) {
  for (const std::string_view country : {"", "GB", "US", "IT"}) {
    const auto key = phone_key(text, country);
    if (!key) continue;
    const std::string_view digits = std::string_view(key->number).substr(key->is_international() ? 1 : 0);
    check(digits.find_first_not_of("0123456789") == std::string_view::npos, "a phone key is digits");
    check(key->extension.find_first_not_of("0123456789") == std::string::npos, "an extension is digits");
    check(digits.ends_with(key->tail()), "the tail is the number's");
    if (!key->is_international()) continue;
    const auto again = phone_key(key->number);
    check(!again || again->is_international(), "an international key stays one");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_dates(text);
  check_phone(text);
  check(decode_base64(encode_base64(text)) == text, "base64 gives the bytes again");
  if (!confrere::is_valid_text(text)) return 0;
  const std::string key = name_key(text);
  check(name_key(key) == key || key.find(' ') != std::string::npos, "a name's key is its own key");
  const std::size_t middle = text.find('|');
  if (middle != std::string_view::npos && !confrere::squeeze(text.substr(0, middle)).empty()) {
    check(split_name(text.substr(0, middle), text.substr(middle + 1)) != NameParts{}, "a name has parts");
  }
  check(email_key(email_key(text)) == email_key(text), "an address's key is its own key");
  return 0;
}
