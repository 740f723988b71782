#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "formats/vcard.h"

namespace confrere::formats {

/// What was passed over or mended in a card that was read all the same.
struct LineRemark {
  std::size_t line = 0;
  std::string text;
  friend bool operator==(const LineRemark&, const LineRemark&) = default;
};

/// Why a card or a row could not be read, for the person who gave the file.
struct Rejection {
  std::size_t line = 0;  ///< of the file, from 1: where the fault is, else where the card starts
  std::string reason;
  friend bool operator==(const Rejection&, const Rejection&) = default;
};

struct ReadVcard {
  std::size_t line = 0;  ///< of the file, from 1: where the card starts
  Vcard card;
  std::vector<LineRemark> remarks;
  friend bool operator==(const ReadVcard&, const ReadVcard&) = default;
};

/// Parses the lines between BEGIN and END of one card (neither included), each ended by '\n'.
/// `first_line` is the file's number of the first of them. Text that is not UTF-8 is taken as its
/// CHARSET says, else as Windows-1252; a card where neither fits is rejected. O(text).
[[nodiscard]] std::variant<ReadVcard, Rejection> parse_vcard(std::string_view lines, std::size_t first_line);

}  // namespace confrere::formats
