#include "features/etiquette/reading.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace confrere::etiquette {
namespace {

constexpr std::size_t kLongestWord = 60;  ///< more letters than that are no word, and are cut into several
constexpr std::size_t kShortLine = 50;    ///< code points; a longer one may go on in the next line

constexpr std::array<std::string_view, 26> kAbbreviations{
    "dr", "drs", "mr",   "mrs",    "ms",  "mx",  "prof", "st",  "vs", "pt", "pts",  "yr",  "yrs",
    "no", "nos", "hosp", "approx", "tel", "e.g", "i.e",  "ext", "sr", "jr", "dept", "ref", "mob"};
constexpr std::array<std::string_view, 12> kSaysIs{"he",   "she", "it",    "that", "there", "here",
                                                   "what", "who", "where", "how",  "when",  "why"};

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'\u2019' || c == U'\u2018' || c == U'\u02bc';
}

class Reader {
 public:
  explicit Reader(std::string_view text) { reading_.letters = letters_of(text); }

  Reading take() {
    const Letters& letters = reading_.letters;
    reading_.folded.reserve(letters.size() * 2);
    reading_.words.reserve(letters.size() / 4);
    std::size_t at = 0;
    while (at < letters.size()) {
      if (is_of_word(letters[at]) || is_digit(letters[at])) {
        const std::size_t end = word_end(at);
        add_word(at, end);
        at = end;
      } else {
        at = pass_between(at);
      }
    }
    end_sentence(letters.size(), false);
    return std::move(reading_);
  }

 private:
  [[nodiscard]] bool in_word(std::size_t at) const {
    const char32_t c = peek(reading_.letters, at);
    return is_of_word(c) || is_digit(c);
  }

  [[nodiscard]] std::size_t word_end(std::size_t at) const {
    const Letters& letters = reading_.letters;
    const std::size_t limit = std::min(letters.size(), at + kLongestWord);
    std::size_t end = at;
    while (end < limit) {
      const bool joins = (is_apostrophe(letters[end]) || letters[end] == U'&') && end > at &&
                         is_letter(letters[end - 1]) && is_letter(peek(letters, end + 1));
      if (!in_word(end) && !joins) break;
      ++end;
    }
    return end;
  }

  void add_word(std::size_t start, std::size_t end) {
    const Letters& letters = reading_.letters;
    Word word;
    word.start = static_cast<std::uint32_t>(start);
    word.end = static_cast<std::uint32_t>(end);
    word.between = between_;
    word.sentence = static_cast<std::uint32_t>(reading_.sentences.size());
    word.capital = is_capital(letters[start]);
    word.digit_first = is_digit(letters[start]);
    std::size_t apostrophe = end;
    bool ascii = true;
    bool small = false;
    word.number = word.digit_first;
    for (std::size_t at = start; at < end; ++at) {
      if (is_apostrophe(letters[at])) apostrophe = at;
      ascii = ascii && letters[at] < 0x80;
      small = small || !(is_capital(letters[at]) || is_digit(letters[at]));
      word.number = word.number && is_digit(letters[at]);
    }
    word.all_capitals = word.capital && !small && end - start > 1;
    between_ = 0;
    if (apostrophe != end) {
      add_with_apostrophe(word, apostrophe);
    } else {
      const std::string text = folded(start, end, ascii);
      if (text == "cannot") {
        Word can = word;
        can.end = word.start + 3;
        push(can, "can");
        push_rest(word, start + 3, "not");
      } else {
        push(word, text);
      }
    }
    // "the patients' notes": the apostrophe after an s.
    if (is_apostrophe(peek(letters, end)) && letters[end - 1] == U's')
      reading_.words.back().possessive = true;
  }

  [[nodiscard]] std::string folded(std::size_t start, std::size_t end, bool ascii) const {
    std::string text = text_of(reading_.letters, start, end);
    return ascii ? ascii_lower(text) : fold(text);
  }

  void push(Word word, std::string_view text) {
    word.text_at = static_cast<std::uint32_t>(reading_.folded.size());
    word.text_size = static_cast<std::uint16_t>(text.size());
    reading_.folded += text;
    reading_.words.push_back(word);
  }

  /// The second half of a contraction, in the whole word's place from `start` on.
  void push_rest(Word word, std::size_t start, std::string_view text) {
    word.start = static_cast<std::uint32_t>(start);
    word.between = 0;
    word.capital = false;
    push(word, text);
  }

  void add_with_apostrophe(Word word, std::size_t apostrophe) {
    const std::size_t end = word.end;
    std::string head = folded(word.start, apostrophe, false);
    const std::string tail = folded(apostrophe + 1, end, false);
    const auto two = [&](std::string_view first, std::string_view second, std::size_t cut) {
      Word left = word;
      left.end = static_cast<std::uint32_t>(cut);
      push(left, first);
      push_rest(word, cut, second);
    };
    if (tail == "t" && head.ends_with('n')) {
      std::string verb = head.substr(0, head.size() - 1);
      if (head == "can") verb = "can";
      if (head == "won") verb = "will";
      if (head == "shan") verb = "shall";
      return two(verb, "not", apostrophe - 1);
    }
    if (tail == "m") return two(head, "am", apostrophe);
    if (tail == "re") return two(head, "are", apostrophe);
    if (tail == "ve") return two(head, "have", apostrophe);
    if (tail == "ll") return two(head, "will", apostrophe);
    if (tail == "d") return two(head, "would", apostrophe);
    if (tail == "s" && head == "let") return two(head, "us", apostrophe);
    if (tail == "s" && std::find(kSaysIs.begin(), kSaysIs.end(), head) != kSaysIs.end())
      return two(head, "is", apostrophe);
    if (tail == "s") {
      word.possessive = true;
      word.end = static_cast<std::uint32_t>(apostrophe);
      return push(word, head);
    }
    push(word, head + tail);  // O'Brien, D'Souza
  }

  /// Over what stands between two words, ending the sentence where it does. Returns the place after it.
  std::size_t pass_between(std::size_t at) {
    const Letters& letters = reading_.letters;
    const std::size_t begun = at;
    std::size_t lines = 0;
    std::size_t sentence_end = 0;
    bool question = false;
    for (; at < letters.size() && !in_word(at); ++at) {
      const char32_t c = letters[at];
      const char32_t next = peek(letters, at + 1);
      between_ |= between_bit(c, at == begun ? U'x' : letters[at - 1], next);
      if (c == U'\n') ++lines;
      const bool ends = (c == U'?' || c == U'!' || c == U'\u2026' || (c == U'.' && is_full_stop(at))) &&
                        !is_of_word(next) && !is_digit(next);
      if (ends) sentence_end = at + 1;
      question = question || (ends && c == U'?');
    }
    if (sentence_end != 0) {
      end_sentence(sentence_end, question);
    } else if (lines > 1 || (lines == 1 && line_ends_thought(begun, at))) {
      end_sentence(begun, false);
    }
    if (lines > 0) line_start_ = at;
    return at;
  }

  static std::uint16_t between_bit(char32_t c, char32_t last, char32_t next) {
    switch (c) {
      case U' ':
      case U'\t':
      case U'\r':
      case U'\u00a0':
        return kSpace;
      case U'\n':
        return kNewLine;
      case U',':
        return kComma;
      case U':':
      case U';':
        return kColon;
      case U'-':
      case U'\u2010':
      case U'\u2011':
        return last == U' ' || next == U' ' || last == U'\n' ? kDash : kHyphen;
      case U'\u2013':
      case U'\u2014':
        return kDash;
      case U'(':
      case U')':
      case U'[':
      case U']':
        return kBracket;
      case U'/':
        return kSlash;
      case U'.':
        return kStop;
      case U'"':
      case U'\'':
      case U'\u2018':
      case U'\u2019':
      case U'\u201c':
      case U'\u201d':
        return kQuote;
      default:
        return kOther;
    }
  }

  [[nodiscard]] bool is_full_stop(std::size_t at) const {
    if (reading_.words.empty()) return true;
    const Word& last = reading_.words.back();
    if (last.end != at) return true;
    const std::string_view text = reading_.text(last);
    if (text.size() == 1 && !last.digit_first && text != "i") return false;
    return std::find(kAbbreviations.begin(), kAbbreviations.end(), text) == kAbbreviations.end();
  }

  /// A single line's end: the next begins like a sentence or a list, and this one was not wrapped.
  [[nodiscard]] bool line_ends_thought(std::size_t line_end, std::size_t next) const {
    const Letters& letters = reading_.letters;
    const bool bullet = (between_ & (kDash | kOther)) != 0;
    if (bullet || line_end - std::min(line_start_, line_end) < kShortLine) return true;
    return is_capital(peek(letters, next)) && peek(letters, line_end) != U',';
  }

  void end_sentence(std::size_t end, bool question) {
    const auto first = reading_.sentences.empty() ? 0 : reading_.sentences.back().last;
    const auto last = static_cast<std::uint32_t>(reading_.words.size());
    if (first == last) {
      if (question && !reading_.sentences.empty()) reading_.sentences.back().question = true;
      return;
    }
    reading_.sentences.push_back({.first = first,
                                  .last = last,
                                  .start = reading_.words[first].start,
                                  .end = static_cast<std::uint32_t>(end),
                                  .question = question});
  }

  Reading reading_;
  std::uint16_t between_ = kNewLine;
  std::size_t line_start_ = 0;
};

}  // namespace

Reading read(std::string_view text) {
  return Reader(text).take();
}

}  // namespace confrere::etiquette
