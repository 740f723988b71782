#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "formats/charset.h"
#include "formats/vcard_parser.h"

namespace confrere::formats {

struct CsvRow {
  std::size_t line = 0;  ///< of the file, from 1: where the row starts
  std::vector<std::string> fields;
  friend bool operator==(const CsvRow&, const CsvRow&) = default;
};
using CsvEntry = std::variant<CsvRow, Rejection>;

/// Reads CSV (RFC 4180) while the bytes arrive in pieces of any size. Every row and every rejection goes to
/// the sink in the file's order; empty lines do not. How the bytes are cut makes no difference.
///
/// - The delimiter (comma, semicolon or tab) is the one that parts most of the first rows alike, or what a
/// first
///   line "sep=;" says.
/// - Fields in quotes may hold delimiters, doubled quotes and line ends. A quote that is never closed, or
/// closed
///   only after `max_field_bytes`, costs its line alone: reading goes on in the next.
/// - Line ends may be CRLF, LF and CR, mixed. UTF-16 and byte order marks are read; text that is not UTF-8 is
///   taken for Windows-1252; where that does not fit either, the row is rejected.
/// Holds the first kDetectBytes, then one row of at most kMaxRowBytes. Not thread-safe. O(bytes) for pieces
/// of a row's size or more.
class CsvReader {
 public:
  static constexpr std::size_t kMaxFieldBytes = std::size_t{64} << 10;
  static constexpr std::size_t kMaxFields = 1000;
  static constexpr std::size_t kMaxRowBytes = std::size_t{1} << 20;
  static constexpr std::size_t kDetectBytes = std::size_t{64} << 10;
  using Sink = std::function<void(CsvEntry&&)>;

  explicit CsvReader(Sink sink, std::size_t max_field_bytes = kMaxFieldBytes);

  void feed(std::string_view bytes);
  /// The file ended; what still waited goes to the sink. Nothing may be fed afterwards.
  void finish();

 private:
  void read_rows(bool at_end);
  void detect_delimiter();
  void emit(CsvRow row);

  Sink sink_;
  std::size_t max_field_bytes_;
  StreamDecoder decoder_;
  std::string buffer_;  ///< from the current row's start
  char delimiter_ = '\0';
  std::size_t line_ = 1;  ///< of the buffer's first byte
  bool skipping_line_ = false;
};

}  // namespace confrere::formats
