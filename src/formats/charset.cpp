#include "formats/charset.h"

#include <array>
#include <cerrno>
#include <cstdint>

#include <iconv.h>

#include "base/text.h"

namespace confrere::formats {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// The 27 characters of 80-9F; 0 has none. Source: WHATWG Encoding, index windows-1252.
constexpr std::array<char16_t, 32> kWindows1252High{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void append_code_point(std::string& out, std::uint32_t point) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6));
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

/// Length of the well-formed sequence of several bytes at `at`; 0 when there is none (Unicode, table 3-7).
std::size_t multibyte_length(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  if (at + length > text.size()) return 0;
  if (byte_at(text, at + 1) < low || byte_at(text, at + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte_at(text, at + i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

std::optional<std::string> convert_with_iconv(std::string_view bytes, const std::string& charset) {
  const iconv_t converter = iconv_open("UTF-8", charset.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  // iconv takes its input as char* but does not write to it.
  char* in = const_cast<char*>(bytes.data());
  std::size_t in_left = bytes.size();
  std::string out;
  std::array<char, 4096> piece{};
  bool failed = false;
  while (true) {
    char* to = piece.data();
    std::size_t to_left = piece.size();
    const bool flush = in_left == 0;
    const std::size_t done =
        iconv(converter, flush ? nullptr : &in, flush ? nullptr : &in_left, &to, &to_left);
    out.append(piece.data(), piece.size() - to_left);
    if (done == static_cast<std::size_t>(-1) && errno != E2BIG) {
      failed = true;
      break;
    }
    if (flush) break;
  }
  iconv_close(converter);
  if (failed) return std::nullopt;
  return out;
}

}  // namespace

std::string_view StreamDecoder::feed(std::string_view bytes) {
  if (form_ == Form::bytes) return bytes;
  out_.clear();
  if (form_ == Form::unknown) {
    head_.append(bytes);
    settle(false);
    return out_;
  }
  decode_utf16(bytes);
  return out_;
}

std::string_view StreamDecoder::finish() {
  out_.clear();
  if (form_ == Form::unknown) settle(true);
  if (high_surrogate_ || odd_byte_) out_.append(kReplacement);
  high_surrogate_.reset();
  odd_byte_.reset();
  return out_;
}

void StreamDecoder::settle(bool at_end) {
  constexpr std::size_t kLongestSign = 3;
  if (head_.size() < kLongestSign && !at_end) return;
  std::string_view rest = head_;
  if (rest.starts_with(kUtf8Mark)) {
    form_ = Form::bytes;
    rest.remove_prefix(kUtf8Mark.size());
  } else if (rest.starts_with("\xFF\xFE")) {
    form_ = Form::utf16_le;
    rest.remove_prefix(2);
  } else if (rest.starts_with("\xFE\xFF")) {
    form_ = Form::utf16_be;
    rest.remove_prefix(2);
  } else if (rest.size() >= 2 && rest[0] != 0 && rest[1] == 0) {
    form_ = Form::utf16_le;
  } else if (rest.size() >= 2 && rest[0] == 0 && rest[1] != 0) {
    form_ = Form::utf16_be;
  } else {
    form_ = Form::bytes;
  }
  if (form_ == Form::bytes) {
    out_.append(rest);
  } else {
    decode_utf16(rest);
  }
  head_.clear();
}

void StreamDecoder::decode_utf16(std::string_view bytes) {
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (!odd_byte_) {
      odd_byte_ = value;
      continue;
    }
    const int unit = form_ == Form::utf16_le ? (value << 8) | *odd_byte_ : (*odd_byte_ << 8) | value;
    odd_byte_.reset();
    put_unit(static_cast<char16_t>(unit));
  }
}

void StreamDecoder::put_unit(char16_t unit) {
  const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (high_surrogate_) {
    const std::uint32_t high = *high_surrogate_;
    high_surrogate_.reset();
    if (is_low) {
      append_code_point(out_, 0x10000 + ((high - 0xD800U) << 10) + (unit - 0xDC00U));
      return;
    }
    out_.append(kReplacement);
  }
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    high_surrogate_ = unit;
  } else if (is_low) {
    out_.append(kReplacement);
  } else {
    append_code_point(out_, unit);
  }
}

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset) {
  for (const std::string_view latin :
       {"iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252", "us-ascii"}) {
    if (ascii_iequals(charset, latin)) return windows_1252_to_utf8(bytes);
  }
  return convert_with_iconv(bytes, std::string(charset));
}

std::optional<std::string> windows_1252_to_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    const std::uint32_t point = value >= 0x80 && value < 0xA0 ? kWindows1252High[value - 0x80U] : value;
    if (point == 0 && value != 0) return std::nullopt;
    append_code_point(out, point);
  }
  return out;
}

Utf8Check check_utf8(std::string_view text) {
  Utf8Check check;
  std::size_t at = 0;
  while (at < text.size()) {
    if (byte_at(text, at) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = multibyte_length(text, at);
    ++(length == 0 ? check.broken : check.multibyte);
    at += length == 0 ? 1 : length;
  }
  return check;
}

std::string replace_broken_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = byte_at(text, at) < 0x80 ? 1 : multibyte_length(text, at);
    out.append(length == 0 ? kReplacement : text.substr(at, length));
    at += length == 0 ? 1 : length;
  }
  return out;
}

}  // namespace confrere::formats
