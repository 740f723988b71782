#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features/etiquette/letters.h"

namespace confrere::etiquette {

/// Which part of a letter a word stands in.
enum class Zone : std::uint8_t { greeting, body, closing };

/// What stands between a word and the one before it; a set.
enum Between : std::uint16_t {
  kSpace = 1,
  kComma = 2,
  kColon = 4,  ///< also a semicolon
  kHyphen = 8,
  kDash = 16,  ///< a dash with a space beside it
  kBracket = 32,
  kSlash = 64,
  kQuote = 128,
  kStop = 256,
  kNewLine = 512,
  kOther = 1024,
};

/// "I'm" is two words, "i" and "am"; "Jones's" is "jones", possessive.
struct Word {
  std::uint32_t start = 0;  ///< code points, end exclusive
  std::uint32_t end = 0;
  std::uint32_t text_at = 0;  ///< its folded text in Reading::folded
  std::uint16_t text_size = 0;
  std::uint16_t between = 0;
  std::uint32_t sentence = 0;
  Zone zone = Zone::body;
  bool capital = false;
  bool all_capitals = false;  ///< two letters or more
  bool number = false;        ///< digits alone
  bool digit_first = false;
  bool possessive = false;
};

struct Sentence {
  std::uint32_t first = 0;  ///< words, last exclusive
  std::uint32_t last = 0;
  std::uint32_t start = 0;  ///< code points, end exclusive, with its full stop
  std::uint32_t end = 0;
  bool question = false;
};

/// A text in words and sentences.
struct Reading {
  Letters letters;
  std::string folded;
  std::vector<Word> words;
  std::vector<Sentence> sentences;

  [[nodiscard]] std::string_view text(const Word& word) const {
    return std::string_view(folded).substr(word.text_at, word.text_size);
  }
  [[nodiscard]] std::string_view text(std::size_t word) const { return text(words[word]); }
};

/// O(length). Sentences end at ". ! ?", at an empty line, and at a line's end that is no mere wrap.
Reading read(std::string_view text);

}  // namespace confrere::etiquette
