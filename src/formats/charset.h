#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace confrere::formats {

/// Turns the bytes of a file into UTF-8 while they arrive: takes off a byte order mark and decodes
/// UTF-16 (by its mark, or without one when every other of the first bytes is zero). Other bytes pass
/// as they are; whether they are UTF-8 is for the format to judge. Half a character at the end of a
/// piece waits for the next. Not thread-safe. O(bytes).
class StreamDecoder {
 public:
  /// The text of `bytes`; valid until the next call and as long as `bytes` is.
  std::string_view feed(std::string_view bytes);
  /// What still waited when the file ended.
  std::string_view finish();

 private:
  enum class Form { unknown, bytes, utf16_le, utf16_be };

  void settle(bool at_end);
  void decode_utf16(std::string_view bytes);
  void put_unit(char16_t unit);

  Form form_ = Form::unknown;
  std::string head_;  ///< the first bytes, while the form is unknown
  std::string out_;
  std::optional<unsigned char> odd_byte_;
  std::optional<char16_t> high_surrogate_;
};

/// Converts `bytes` from a charset named as in a CHARSET parameter ("ISO-8859-1", "windows-1252",
/// "UTF-16LE", ...). Latin-1 is read as Windows-1252, as every mail program and browser does.
/// Empty when the charset is unknown or the bytes are not in it.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset);

/// Empty when a byte has no character in Windows-1252 (81, 8D, 8F, 90, 9D).
[[nodiscard]] std::optional<std::string> windows_1252_to_utf8(std::string_view bytes);

/// How much of `text` is proper UTF-8 (RFC 3629: no surrogates, nothing overlong).
struct Utf8Check {
  std::size_t multibyte = 0;  ///< well-formed sequences of two to four bytes
  std::size_t broken = 0;     ///< bytes that belong to no well-formed sequence
};
[[nodiscard]] Utf8Check check_utf8(std::string_view text);

/// Every broken byte replaced by U+FFFD.
[[nodiscard]] std::string replace_broken_utf8(std::string_view text);

}  // namespace confrere::formats
