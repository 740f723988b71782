#include "formats/phone.h"

#include <algorithm>
#include <array>

#include <utf8proc.h>

#include "base/text.h"

namespace confrere::formats {
namespace {

constexpr std::size_t kFewestDigits = 3;
constexpr std::size_t kTailDigits = 8;

struct Country {
  std::string_view name;
  std::string_view code;
};

/// ISO 3166 alpha-2 and ITU calling code.
constexpr std::array kCountries{
    Country{"AC", "247"}, Country{"AD", "376"}, Country{"AE", "971"}, Country{"AF", "93"},
    Country{"AG", "1"},   Country{"AI", "1"},   Country{"AL", "355"}, Country{"AM", "374"},
    Country{"AO", "244"}, Country{"AR", "54"},  Country{"AS", "1"},   Country{"AT", "43"},
    Country{"AU", "61"},  Country{"AW", "297"}, Country{"AX", "358"}, Country{"AZ", "994"},
    Country{"BA", "387"}, Country{"BB", "1"},   Country{"BD", "880"}, Country{"BE", "32"},
    Country{"BF", "226"}, Country{"BG", "359"}, Country{"BH", "973"}, Country{"BI", "257"},
    Country{"BJ", "229"}, Country{"BL", "590"}, Country{"BM", "1"},   Country{"BN", "673"},
    Country{"BO", "591"}, Country{"BQ", "599"}, Country{"BR", "55"},  Country{"BS", "1"},
    Country{"BT", "975"}, Country{"BW", "267"}, Country{"BY", "375"}, Country{"BZ", "501"},
    Country{"CA", "1"},   Country{"CC", "61"},  Country{"CD", "243"}, Country{"CF", "236"},
    Country{"CG", "242"}, Country{"CH", "41"},  Country{"CI", "225"}, Country{"CK", "682"},
    Country{"CL", "56"},  Country{"CM", "237"}, Country{"CN", "86"},  Country{"CO", "57"},
    Country{"CR", "506"}, Country{"CU", "53"},  Country{"CV", "238"}, Country{"CW", "599"},
    Country{"CX", "61"},  Country{"CY", "357"}, Country{"CZ", "420"}, Country{"DE", "49"},
    Country{"DJ", "253"}, Country{"DK", "45"},  Country{"DM", "1"},   Country{"DO", "1"},
    Country{"DZ", "213"}, Country{"EC", "593"}, Country{"EE", "372"}, Country{"EG", "20"},
    Country{"EH", "212"}, Country{"ER", "291"}, Country{"ES", "34"},  Country{"ET", "251"},
    Country{"FI", "358"}, Country{"FJ", "679"}, Country{"FK", "500"}, Country{"FM", "691"},
    Country{"FO", "298"}, Country{"FR", "33"},  Country{"GA", "241"}, Country{"GB", "44"},
    Country{"GD", "1"},   Country{"GE", "995"}, Country{"GF", "594"}, Country{"GG", "44"},
    Country{"GH", "233"}, Country{"GI", "350"}, Country{"GL", "299"}, Country{"GM", "220"},
    Country{"GN", "224"}, Country{"GP", "590"}, Country{"GQ", "240"}, Country{"GR", "30"},
    Country{"GT", "502"}, Country{"GU", "1"},   Country{"GW", "245"}, Country{"GY", "592"},
    Country{"HK", "852"}, Country{"HN", "504"}, Country{"HR", "385"}, Country{"HT", "509"},
    Country{"HU", "36"},  Country{"ID", "62"},  Country{"IE", "353"}, Country{"IL", "972"},
    Country{"IM", "44"},  Country{"IN", "91"},  Country{"IO", "246"}, Country{"IQ", "964"},
    Country{"IR", "98"},  Country{"IS", "354"}, Country{"IT", "39"},  Country{"JE", "44"},
    Country{"JM", "1"},   Country{"JO", "962"}, Country{"JP", "81"},  Country{"KE", "254"},
    Country{"KG", "996"}, Country{"KH", "855"}, Country{"KI", "686"}, Country{"KM", "269"},
    Country{"KN", "1"},   Country{"KP", "850"}, Country{"KR", "82"},  Country{"KW", "965"},
    Country{"KY", "1"},   Country{"KZ", "7"},   Country{"LA", "856"}, Country{"LB", "961"},
    Country{"LC", "1"},   Country{"LI", "423"}, Country{"LK", "94"},  Country{"LR", "231"},
    Country{"LS", "266"}, Country{"LT", "370"}, Country{"LU", "352"}, Country{"LV", "371"},
    Country{"LY", "218"}, Country{"MA", "212"}, Country{"MC", "377"}, Country{"MD", "373"},
    Country{"ME", "382"}, Country{"MF", "590"}, Country{"MG", "261"}, Country{"MH", "692"},
    Country{"MK", "389"}, Country{"ML", "223"}, Country{"MM", "95"},  Country{"MN", "976"},
    Country{"MO", "853"}, Country{"MP", "1"},   Country{"MQ", "596"}, Country{"MR", "222"},
    Country{"MS", "1"},   Country{"MT", "356"}, Country{"MU", "230"}, Country{"MV", "960"},
    Country{"MW", "265"}, Country{"MX", "52"},  Country{"MY", "60"},  Country{"MZ", "258"},
    Country{"NA", "264"}, Country{"NC", "687"}, Country{"NE", "227"}, Country{"NF", "672"},
    Country{"NG", "234"}, Country{"NI", "505"}, Country{"NL", "31"},  Country{"NO", "47"},
    Country{"NP", "977"}, Country{"NR", "674"}, Country{"NU", "683"}, Country{"NZ", "64"},
    Country{"OM", "968"}, Country{"PA", "507"}, Country{"PE", "51"},  Country{"PF", "689"},
    Country{"PG", "675"}, Country{"PH", "63"},  Country{"PK", "92"},  Country{"PL", "48"},
    Country{"PM", "508"}, Country{"PR", "1"},   Country{"PS", "970"}, Country{"PT", "351"},
    Country{"PW", "680"}, Country{"PY", "595"}, Country{"QA", "974"}, Country{"RE", "262"},
    Country{"RO", "40"},  Country{"RS", "381"}, Country{"RU", "7"},   Country{"RW", "250"},
    Country{"SA", "966"}, Country{"SB", "677"}, Country{"SC", "248"}, Country{"SD", "249"},
    Country{"SE", "46"},  Country{"SG", "65"},  Country{"SH", "290"}, Country{"SI", "386"},
    Country{"SJ", "47"},  Country{"SK", "421"}, Country{"SL", "232"}, Country{"SM", "378"},
    Country{"SN", "221"}, Country{"SO", "252"}, Country{"SR", "597"}, Country{"SS", "211"},
    Country{"ST", "239"}, Country{"SV", "503"}, Country{"SX", "1"},   Country{"SY", "963"},
    Country{"SZ", "268"}, Country{"TC", "1"},   Country{"TD", "235"}, Country{"TG", "228"},
    Country{"TH", "66"},  Country{"TJ", "992"}, Country{"TK", "690"}, Country{"TL", "670"},
    Country{"TM", "993"}, Country{"TN", "216"}, Country{"TO", "676"}, Country{"TR", "90"},
    Country{"TT", "1"},   Country{"TV", "688"}, Country{"TW", "886"}, Country{"TZ", "255"},
    Country{"UA", "380"}, Country{"UG", "256"}, Country{"US", "1"},   Country{"UY", "598"},
    Country{"UZ", "998"}, Country{"VA", "39"},  Country{"VC", "1"},   Country{"VE", "58"},
    Country{"VG", "1"},   Country{"VI", "1"},   Country{"VN", "84"},  Country{"VU", "678"},
    Country{"WF", "681"}, Country{"WS", "685"}, Country{"XK", "383"}, Country{"YE", "967"},
    Country{"YT", "262"}, Country{"ZA", "27"},  Country{"ZM", "260"}, Country{"ZW", "263"},
};

constexpr std::array<std::string_view, 46> kShortCodes{
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47",
    "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65",
    "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98", "7",  "1"};

/// Where a leading 0 belongs to the subscriber's number: Italy and its neighbours, and three African plans.
constexpr std::array<std::string_view, 5> kZeroBelongs{"39", "378", "225", "241", "242"};

std::string_view code_at_front(std::string_view digits) {
  for (const std::string_view code : kShortCodes) {
    if (digits.starts_with(code)) return digits.substr(0, code.size());
  }
  return digits.substr(0, 3);
}

bool keeps_zero(std::string_view code) {
  return std::find(kZeroBelongs.begin(), kZeroBelongs.end(), code) != kZeroBelongs.end();
}

/// The national number without the digit that is dialled before it inside the country.
std::string_view without_trunk(std::string_view national, std::string_view code) {
  if (code == "1") return national.size() == 11 && national.starts_with('1') ? national.substr(1) : national;
  if (code == "7") return national.size() == 11 && national.starts_with('8') ? national.substr(1) : national;
  if (code == "36" && national.starts_with("06")) return national.substr(2);
  if (keeps_zero(code) || !national.starts_with('0')) return national;
  return national.substr(1);
}

/// The digit of a character: ASCII, full width, Arabic, Persian, Devanagari. -1 for anything else.
int digit_of(utf8proc_int32_t c) {
  for (const utf8proc_int32_t zero : {0x30, 0x660, 0x6F0, 0x966, 0xFF10}) {
    if (c >= zero && c <= zero + 9) return c - zero;
  }
  return -1;
}

struct Dialled {
  std::string digits;
  bool plus = false;
};

/// Digits in order, and whether a plus stands before the first.
Dialled digits_in(std::string_view text) {
  Dialled dialled;
  while (!text.empty()) {
    utf8proc_int32_t c = 0;
    const auto width = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                        static_cast<utf8proc_ssize_t>(text.size()), &c);
    text.remove_prefix(width > 0 ? static_cast<std::size_t>(width) : 1);
    if (width <= 0) continue;
    constexpr utf8proc_int32_t kFullWidthPlus = 0xFF0B;
    if ((c == '+' || c == kFullWidthPlus) && dialled.digits.empty()) dialled.plus = true;
    if (const int digit = digit_of(c); digit >= 0) dialled.digits.push_back(static_cast<char>('0' + digit));
  }
  return dialled;
}

/// The national part of "+44 (0)20…": the zero in brackets is dialled only inside the country.
std::string without_bracketed_zero(std::string text) {
  const std::size_t at = text.find("(0)");
  if (at != std::string::npos && at > 0) text.erase(at, 3);
  return text;
}

struct Parts {
  std::string number;
  std::string extension;
  std::string context;  ///< RFC 3966 phone-context, when it is a prefix such as "+44"
};

/// Where "ext. 5", "x5", "#5" begins, behind the number.
std::size_t find_extension(std::string_view small) {
  const std::size_t first_digit = small.find_first_of("0123456789");
  if (first_digit == std::string_view::npos) return std::string_view::npos;
  std::size_t found = std::string_view::npos;
  for (const std::string_view sign : {"ext", "x", "#"})
    found = std::min(found, small.find(sign, first_digit));
  return found;
}

Parts take_apart(std::string_view text) {
  Parts parts;
  std::string small = ascii_lower(trim(text));
  if (small.starts_with("tel:")) small.erase(0, 4);
  const std::size_t semicolon = std::min(small.find(';'), small.size());
  for (const std::string_view parameter : split(std::string_view(small).substr(semicolon), ';')) {
    if (parameter.starts_with("ext=")) parts.extension = digits_in(parameter).digits;
    if (parameter.starts_with("phone-context=+")) parts.context = parameter.substr(14);
  }
  small.resize(semicolon);
  const std::size_t extension = find_extension(small);
  if (extension != std::string::npos) {
    parts.extension = digits_in(std::string_view(small).substr(extension)).digits;
    small.resize(extension);
  }
  parts.number = std::move(small);
  return parts;
}

std::string international(std::string_view digits) {
  const std::string_view code = code_at_front(digits);
  return '+' + std::string(code) + std::string(without_trunk(digits.substr(code.size()), code));
}

}  // namespace

std::string PhoneKey::tail() const {
  const std::string_view digits = std::string_view(number).substr(is_international() ? 1 : 0);
  return std::string(digits.substr(digits.size() - std::min(digits.size(), kTailDigits)));
}

std::string_view calling_code(std::string_view country) {
  for (const Country& known : kCountries) {
    if (ascii_iequals(known.name, country)) return known.code;
  }
  return {};
}

std::optional<PhoneKey> phone_key(std::string_view text, std::string_view default_country) {
  const Parts parts = take_apart(text);
  const Dialled plain = digits_in(parts.number);
  if (plain.digits.size() < kFewestDigits) return std::nullopt;
  PhoneKey key{.number = {}, .extension = parts.extension};
  const std::string_view home = calling_code(default_country);
  if (plain.plus) {
    key.number = international(digits_in(without_bracketed_zero(parts.number)).digits);
  } else if (plain.digits.starts_with("00") && plain.digits.size() > 8) {
    key.number =
        international(std::string_view(digits_in(without_bracketed_zero(parts.number)).digits).substr(2));
  } else if (home == "1" && plain.digits.starts_with("011") && plain.digits.size() > 11) {
    key.number = international(std::string_view(plain.digits).substr(3));
  } else if (!parts.context.empty()) {
    key.number = international(digits_in(parts.context).digits + plain.digits);
  } else if (!home.empty()) {
    key.number = '+' + std::string(home) + std::string(without_trunk(plain.digits, home));
  } else {
    const std::string_view digits = plain.digits;
    const bool trunk = digits.size() > 6 && digits.starts_with('0');
    const bool north_american = digits.size() == 11 && digits.starts_with('1');
    key.number = digits.substr(trunk || north_american ? 1 : 0);
  }
  return key;
}

}  // namespace confrere::formats
