#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <limits>

#include <fmt/format.h>
#include <utf8proc.h>

#include "app/commands.h"
#include "app/terminal.h"
#include "base/json.h"
#include "base/text.h"
#include "features/etiquette/etiquette.h"

namespace confrere::app {
namespace {

using etiquette::Circumstances;
using etiquette::Finding;

constexpr std::size_t kHelpWidth = 96;  ///< columns of reasons and suggestions
constexpr std::size_t kTab = 4;
// Of a line that is longer, what is around a finding is shown: else many findings in one line print it each
// time.
constexpr std::size_t kLongestLine = 240;  ///< code points
constexpr std::size_t kShownBefore = 80;

Result<int> count_in(const Arguments& arguments, std::string_view flag, int otherwise) {
  const auto text = arguments.find(flag);
  if (!text) return otherwise;
  int number = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  if (read.ec != std::errc() || read.ptr != text->data() + text->size() || number < 0)
    return wrong_use(fmt::format("{} is a number, nought or more.", flag));
  return number;
}

Result<Circumstances> circumstances_in(const Arguments& arguments) {
  Circumstances circumstances;
  const auto kind = from_word<etiquette::Kind>(arguments.find("--kind").value_or("message"));
  if (!kind) return wrong_use("--kind is message, blurb, note or event.");
  circumstances.kind = *kind;
  const auto met = count_in(arguments, "--met", circumstances.met);
  if (!met) return met.error();
  const auto nudges = count_in(arguments, "--nudges", circumstances.nudges);
  if (!nudges) return nudges.error();
  circumstances.met = *met;
  circumstances.nudges = *nudges;
  return circumstances;
}

/// All of the file, or one byte more than may be looked at: that is enough to refuse it.
Result<std::string> read_all(std::istream& from, const std::string& name) {
  std::string text(etiquette::kLongestText + 1, '\0');
  from.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (from.bad())
    return Error{.code = ErrorCode::unavailable, .message = fmt::format("{} cannot be read.", name)};
  text.resize(static_cast<std::size_t>(from.gcount()));
  if (text.size() > etiquette::kLongestText) {
    return Error{.code = ErrorCode::too_large,
                 .message = fmt::format("{} is too long: lint looks at texts of at most {} kB.", name,
                                        etiquette::kLongestText / 1000)};
  }
  if (!is_valid_text(text)) {
    return Error{.code = ErrorCode::unavailable,
                 .message = fmt::format("{} is no text: it has to be UTF-8, without NUL.", name)};
  }
  return text;
}

Result<std::string> text_of(const std::string& file) {
  if (file == "-") return read_all(std::cin, "Standard input");
  std::ifstream from(file, std::ios::binary);
  // A folder opens, and fails at the first look.
  if (!from || (from.peek() == std::ifstream::traits_type::eof() && !from.eof()))
    return wrong_use(fmt::format("{} cannot be read.", file));
  from.clear();
  return read_all(from, file);
}

/// The lines of a text by code points.
struct Line {
  std::size_t start = 0;  ///< code points
  std::size_t end = 0;
  std::string_view text;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t at = 0;
  for (std::string_view line : split(text, '\n')) {
    const std::size_t length = code_points(line);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({.start = at, .end = at + length, .text = line});
    at += length + 1;
  }
  return lines;
}

/// What a terminal shows of a line up to code point `limit`, with tabs as spaces, and how many columns that
/// takes.
struct Shown {
  std::string text;
  std::size_t columns = 0;
};

Shown shown(std::string_view line, std::size_t limit) {
  Shown made;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(line.data());
  std::size_t at = 0;
  for (std::size_t place = 0; place < limit && at < line.size(); ++place) {
    utf8proc_int32_t c = 0;
    const auto width = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(line.size() - at), &c);
    const auto bytes_of_it = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(width, 1));
    const bool control = c < 0x20 || c == 0x7f;
    if (control) {
      made.text.append(c == '\t' ? kTab : 1, ' ');
      made.columns += c == '\t' ? kTab : 1;
    } else {
      made.text += line.substr(at, bytes_of_it);
      made.columns += static_cast<std::size_t>(std::max(utf8proc_charwidth(c), 0));
    }
    at += bytes_of_it;
  }
  return made;
}

/// Where code point `number` begins.
std::size_t byte_of(std::string_view text, std::size_t number) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && number-- == 0) break;
  }
  return at;
}

/// A line as it is quoted: whole, or the part around code point `column`.
struct Quote {
  std::string_view text;
  std::size_t from = 0;  ///< code points before it
  bool goes_on = false;
};

Quote quoted(std::string_view line, std::size_t column) {
  const std::size_t from = column > kShownBefore ? column - kShownBefore : 0;
  const std::string_view rest = line.substr(byte_of(line, from));
  const std::string_view part = rest.substr(0, byte_of(rest, kLongestLine));
  return {.text = part, .from = from, .goes_on = part.size() < rest.size()};
}

void print(const std::string& name, const std::vector<Line>& lines, const Finding& finding) {
  const auto after = std::upper_bound(lines.begin(), lines.end(), finding.start,
                                      [](std::size_t start, const Line& line) { return start < line.start; });
  const Line& line = *std::prev(after);
  const auto number = std::distance(lines.begin(), after);
  const std::size_t column = finding.start - line.start;
  const std::size_t end = std::min(finding.end, line.end) - line.start;
  const bool is_long = line.end - line.start > kLongestLine;
  const Quote quote = is_long ? quoted(line.text, column) : Quote{.text = line.text};
  const std::string_view before = quote.from > 0 ? "… " : "";
  const Shown whole = shown(quote.text, std::numeric_limits<std::size_t>::max());
  const std::size_t first = code_points(before) + shown(quote.text, column - quote.from).columns;
  const std::size_t last = code_points(before) + shown(quote.text, end - quote.from).columns;
  const std::size_t width = std::max<std::size_t>(1, last - first);
  std::cout << bold(fmt::format("{}:{}:{}: {}", name, number, column + 1, word_of(finding.severity)))
            << fmt::format(": {} [{}]\n", finding.reason, finding.rule);
  const std::string margin = fmt::format("{:>5} | ", number);
  std::cout << margin << before << whole.text << (quote.goes_on ? " …" : "") << '\n'
            << "      | " << std::string(first, ' ') << bold('^' + std::string(width - 1, '~'));
  if (finding.end > line.end + 1) std::cout << faint(" …");
  std::cout << '\n' << wrapped("better: " + finding.suggestion, kHelpWidth, "      = ") << '\n';
}

Result<bool> run_lint(const Arguments& arguments) {
  const auto circumstances = circumstances_in(arguments);
  if (!circumstances) return circumstances.error();
  const std::string& file = arguments.operands().front();
  const auto text = text_of(file);
  if (!text) return text.error();
  const auto found = etiquette::lint(*text, *circumstances);
  if (!found) return found.error();
  if (arguments.has("--json")) {
    std::cout << to_json_text(*found) << '\n';
  } else {
    const auto lines = lines_of(*text);
    for (const Finding& finding : *found) print(file, lines, finding);
  }
  return !found->empty();
}

}  // namespace

Command lint_command() {
  return {
      .name = "lint",
      .summary = "Look at a text before it is sent: patient identifiers and good manners.",
      .usage = "[--kind message|blurb|note|event] [--met N] [--nudges N] [--json] FILE|-",
      .line =
          {.flags = {{.name = "--kind", .value = "KIND", .help = "message (as usual), blurb, note or event"},
                     {.name = "--met", .value = "N", .help = "how often you have met the addressee; else 1"},
                     {.name = "--nudges", .value = "N", .help = "how many reminders you have sent; else 0"},
                     {.name = "--json", .help = "print what is found as JSON, with offsets in code points"}},
           .operands = Operands::one,
           .operand_name = "FILE"},
      .run = {},
      .details =
          "\"-\" is standard input. Exit status: 0 nothing found, 1 something found, 2 wrong use, 3 failed.",
      .judge = run_lint};
}

}  // namespace confrere::app
