#include "formats/vcard_parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/charset.h"
#include "formats/transfer_encoding.h"

namespace confrere::formats {
namespace {

enum class Encoding { none, quoted_printable, base64 };

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_name_character);
}

bool is_folded(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t');
}

/// Finds the colon that ends name and parameters; one inside quotes does not. Goes on where it stopped when
/// the line has grown by a fold.
class ColonFinder {
 public:
  std::size_t find(std::string_view line) {
    for (; next_ < line.size(); ++next_) {
      if (line[next_] == '"') quoted_ = !quoted_;
      if (line[next_] == ':' && !quoted_) return next_;
    }
    return std::string_view::npos;
  }
  /// A quote that is never closed hides nothing.
  [[nodiscard]] std::size_t find_at_last(std::string_view line) const {
    return quoted_ ? line.find(':') : std::string_view::npos;
  }

 private:
  std::size_t next_ = 0;
  bool quoted_ = false;
};

/// RFC 6868, section 3.1.
std::string decode_carets(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = text[i] == '^' && i + 1 < text.size() ? text[i + 1] : '\0';
    if (next == 'n') {
      out.push_back('\n');
    } else if (next == '\'') {
      out.push_back('"');
    } else if (next == '^') {
      out.push_back('^');
    } else {
      out.push_back(text[i]);
      continue;
    }
    ++i;
  }
  return out;
}

/// Walks over the physical lines of a card.
class LineCursor {
 public:
  LineCursor(std::string_view lines, std::size_t first_line) : rest_(lines), number_(first_line) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] std::size_t number() const { return number_; }
  [[nodiscard]] std::string_view peek() const { return rest_.substr(0, rest_.find('\n')); }

  std::string_view take() {
    const std::string_view line = peek();
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    ++number_;
    return line;
  }

  /// Moves to the next folded line, over empty lines that double-spaced files have between; false, and no
  /// move, when the next line that is not empty begins something new.
  bool skip_to_folded() {
    LineCursor ahead = *this;
    while (!ahead.at_end() && ahead.peek().empty()) ahead.take();
    if (ahead.at_end() || !is_folded(ahead.peek())) return false;
    *this = ahead;
    return true;
  }

 private:
  std::string_view rest_;
  std::size_t number_;
};

VcardVersion find_version(std::string_view lines) {
  constexpr std::string_view kName = "VERSION";
  for (LineCursor cursor(lines, 0); !cursor.at_end();) {
    const std::string_view line = cursor.take();
    if (line.size() <= kName.size() || !ascii_iequals(line.substr(0, kName.size()), kName)) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view version = trim(line.substr(colon + 1));
    if (version.starts_with('2')) return VcardVersion::v2_1;
    if (version.starts_with('4')) return VcardVersion::v4_0;
    return VcardVersion::v3_0;
  }
  return VcardVersion::v3_0;
}

class Parser {
 public:
  Parser(std::string_view lines, std::size_t first_line)
      : cursor_(lines, first_line), version_(find_version(lines)) {}

  std::variant<ReadVcard, Rejection> parse() {
    read_.line = line_number_ = cursor_.number();
    read_.card.version = version_;
    while (!cursor_.at_end() && !rejection_) read_property();
    if (rejection_) return std::move(*rejection_);
    return std::move(read_);
  }

 private:
  void read_property() {
    line_number_ = cursor_.number();
    std::string_view line = cursor_.take();
    if (trim(line).empty()) return;
    folded_.clear();
    ColonFinder finder;
    std::size_t colon = finder.find(line);
    while (colon == std::string_view::npos && cursor_.skip_to_folded()) {
      line = append_folded(line, cursor_.take());
      colon = finder.find(line);
    }
    if (colon == std::string_view::npos) colon = finder.find_at_last(line);
    if (colon == std::string_view::npos) return keep_stray_line(line);
    Property property;
    encoding_ = Encoding::none;
    charset_.clear();
    std::string head(line.substr(0, colon));
    std::erase(head, '\0');
    if (!parse_head(head, property)) return keep_stray_line(line);
    if (is_one_of(property.name, {"VERSION", "BEGIN", "END"})) return;
    const std::string_view raw = property.is("AGENT") && trim(line.substr(colon + 1)).empty()
                                     ? take_nested_card()
                                     : take_value(line, colon + 1);
    if (decode_value(raw, property) && !rejection_) read_.card.properties.push_back(std::move(property));
  }

  /// Joins to `line` (which may live in folded_ already) a continuation. In 2.1 a fold replaces nothing: its
  /// white space belongs to the text (versit 2.1, section 2.1.3); since 3.0 the first blank is the fold's.
  std::string_view append_folded(std::string_view line, std::string_view continuation) {
    if (folded_.empty()) folded_.assign(line);
    if (version_ != VcardVersion::v2_1) continuation.remove_prefix(1);
    folded_.append(continuation);
    return folded_;
  }

  std::string_view take_value(std::string_view line, std::size_t start) {
    if (encoding_ == Encoding::quoted_printable) return take_quoted_printable(line, start);
    if (encoding_ == Encoding::base64) return take_base64(line, start);
    while (cursor_.skip_to_folded()) line = append_folded(line, cursor_.take());
    return line.substr(start);
  }

  /// A line that ends with "=" goes on in the next, whatever it begins with (RFC 2045, rule 5).
  std::string_view take_quoted_printable(std::string_view line, std::size_t start) {
    const auto soft_break = [](std::string_view text) {
      const std::size_t last = text.find_last_not_of(" \t");
      return last != std::string_view::npos && text[last] == '=' ? std::optional(last) : std::nullopt;
    };
    while (!cursor_.at_end()) {
      if (const auto end = soft_break(line.substr(start))) {
        if (folded_.empty()) folded_.assign(line);
        folded_.resize(start + *end);
        folded_.append(cursor_.take());
        line = folded_;
      } else if (is_folded(cursor_.peek())) {
        line = append_folded(line, cursor_.take());
      } else {
        break;
      }
    }
    line = line.substr(start);
    if (const auto end = soft_break(line)) line = line.substr(0, *end);
    return line.substr(0, line.find_last_not_of(" \t") + 1);
  }

  /// Base64 goes on in folded lines and, where a program forgot to fold, in lines without a colon, until an
  /// empty line; the decoder passes over the white space.
  std::string_view take_base64(std::string_view line, std::size_t start) {
    while (!cursor_.at_end()) {
      const std::string_view next = cursor_.peek();
      const bool goes_on = is_folded(next) || (!next.empty() && next.find(':') == std::string_view::npos);
      if (!goes_on && !(next.empty() && cursor_.skip_to_folded())) break;
      if (folded_.empty()) folded_.assign(line);
      folded_.push_back(' ');
      folded_.append(cursor_.take());
      line = folded_;
    }
    return line.substr(start);
  }

  /// 2.1 puts the agent's card as it is between the lines of the outer one.
  std::string_view take_nested_card() {
    folded_.clear();
    int depth = 0;
    while (!cursor_.at_end()) {
      const std::string_view line = trim(cursor_.peek());
      if (depth == 0 && !line.empty() && !ascii_iequals(line, "BEGIN:VCARD")) break;
      if (ascii_iequals(line, "BEGIN:VCARD")) ++depth;
      if (ascii_iequals(line, "END:VCARD")) --depth;
      folded_.append(cursor_.take()).push_back('\n');
      if (depth == 0 && !line.empty()) break;
    }
    return trim(folded_);
  }

  /// Name and parameters; false when it is not the head of a property.
  bool parse_head(std::string_view head, Property& property) {
    const std::size_t name_end = std::min(head.find(';'), head.size());
    std::string_view name = trim(head.substr(0, name_end));
    const std::size_t dot = name.rfind('.');
    if (dot != std::string_view::npos) {
      const std::string_view group = name.substr(0, dot);
      const bool sound =
          std::all_of(group.begin(), group.end(), [](char c) { return is_name_character(c) || c == '.'; });
      if (group.empty() || !sound) return false;
      property.group = group;
      name.remove_prefix(dot + 1);
    }
    if (!is_name(name)) return false;
    property.name = name;
    std::string_view rest = head.substr(name_end);
    while (!rest.empty()) {
      rest.remove_prefix(1);
      const std::size_t end = parameter_end(rest);
      parse_parameter(rest.substr(0, end), property);
      rest.remove_prefix(end);
    }
    return true;
  }

  [[nodiscard]] std::size_t parameter_end(std::string_view text) const {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '"') quoted = !quoted;
      if (text[i] == '\\' && version_ == VcardVersion::v2_1) {
        ++i;
      } else if (text[i] == ';' && !quoted) {
        return i;
      }
    }
    return text.size();
  }

  void parse_parameter(std::string_view text, Property& property) {
    if (trim(text).empty()) return;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return add_bare_parameter(text, property);
    const std::string_view name = trim(text.substr(0, equals));
    if (!is_name(name)) {
      remark("a parameter that cannot be read was left out");
      return;
    }
    std::vector<std::string> values = parse_parameter_values(text.substr(equals + 1));
    if (ascii_iequals(name, "ENCODING")) {
      if (set_encoding(values.front())) return;
    } else if (ascii_iequals(name, "CHARSET")) {
      charset_ = values.front();
      return;
    }
    property.parameters.push_back({std::string(name), std::move(values)});
  }

  /// "TEL;HOME;CELL:" of 2.1: the name of the parameter follows from the value.
  void add_bare_parameter(std::string_view text, Property& property) {
    for (std::string& value : parse_parameter_values(text)) {
      if (value.empty() || (value.size() > 1 && set_encoding(value))) continue;
      const bool kind = is_one_of(value, {"INLINE", "URL", "CONTENT-ID", "CID"});
      property.parameters.push_back({kind ? "VALUE" : "TYPE", {std::move(value)}});
    }
  }

  bool set_encoding(std::string_view value) {
    if (is_one_of(value, {"QUOTED-PRINTABLE", "Q"})) {
      encoding_ = Encoding::quoted_printable;
    } else if (is_one_of(value, {"BASE64", "B"})) {
      encoding_ = Encoding::base64;
    } else {
      return is_one_of(value, {"8BIT", "7BIT"});
    }
    return true;
  }

  [[nodiscard]] std::vector<std::string> parse_parameter_values(std::string_view text) const {
    std::vector<std::string> values;
    std::string value;
    bool quoted = false;
    bool was_quoted = false;
    const auto finish = [&] {
      const std::string_view kept = was_quoted ? std::string_view(value) : trim(value);
      values.push_back(version_ == VcardVersion::v4_0 ? decode_carets(kept) : std::string(kept));
      value.clear();
      was_quoted = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '"') {
        quoted = !quoted;
        was_quoted = true;
      } else if (c == ',' && !quoted) {
        finish();
      } else if (c == '\\' && version_ == VcardVersion::v2_1 && i + 1 < text.size() && text[i + 1] == ';') {
        value.push_back(text[++i]);
      } else {
        value.push_back(c);
      }
    }
    finish();
    return values;
  }

  /// False when nothing of the property can be kept.
  bool decode_value(std::string_view raw, Property& property) {
    for (Parameter& parameter : property.parameters) {
      for (std::string& value : parameter.values) value = decode_text(value, "");
    }
    if (encoding_ == Encoding::base64) {
      if (auto bytes = decode_base64(raw)) {
        property.value = std::move(*bytes);
        property.binary = true;
        return true;
      }
      const bool is_text = check_utf8(raw).broken == 0;
      remark(fmt::format("{} is not proper base64 and was {}", property.name,
                         is_text ? "kept as text" : "left out"));
      if (!is_text) return false;
    }
    property.value = encoding_ == Encoding::quoted_printable
                         ? decode_text(decode_quoted_printable(raw), charset_)
                         : decode_text(raw, charset_);
    return true;
  }

  /// UTF-8 without NUL, and with '\n' for every line end.
  std::string decode_text(std::string_view bytes, std::string_view charset) {
    return clean(decode_charset(bytes, charset));
  }

  std::string decode_charset(std::string_view bytes, std::string_view charset) {
    const bool claims_utf8 = charset.empty() || is_one_of(charset, {"UTF-8", "UTF8"});
    if (!claims_utf8) {
      if (auto text = to_utf8(bytes, charset)) return std::move(*text);
    }
    const Utf8Check check = check_utf8(bytes);
    if (check.broken == 0) return std::string(bytes);
    // A few broken bytes among good sequences are a cut or a slip; otherwise it never was UTF-8.
    if (check.multibyte >= check.broken) {
      remark("broken characters were replaced by \"\xEF\xBF\xBD\"");
      return replace_broken_utf8(bytes);
    }
    if (auto text = windows_1252_to_utf8(bytes)) return std::move(*text);
    rejection_ = Rejection{
        line_number_, "The text is neither UTF-8 nor Windows-1252. Export the card as UTF-8 and try again."};
    return {};
  }

  static std::string clean(std::string text) {
    if (text.find('\r') != std::string::npos) {
      std::string with_line_feeds;
      with_line_feeds.reserve(text.size());
      for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
          with_line_feeds.push_back(text[i]);
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
          with_line_feeds.push_back('\n');
        }
      }
      text = std::move(with_line_feeds);
    }
    std::erase(text, '\0');
    return text;
  }

  /// A line that is no property: most often a note whose line ends were not escaped.
  void keep_stray_line(std::string_view line) {
    if (!read_.card.properties.empty() && read_.card.properties.back().is("NOTE")) {
      const std::string text = decode_text(line, "");
      Property& note = read_.card.properties.back();
      note.value.append(version_ == VcardVersion::v4_0 ? "\\n" : "\n").append(trim(text));
      return;
    }
    remark("a line that is not a property was left out");
  }

  void remark(std::string text) { read_.remarks.push_back({line_number_, std::move(text)}); }

  LineCursor cursor_;
  VcardVersion version_;
  ReadVcard read_;
  std::optional<Rejection> rejection_;
  std::size_t line_number_ = 0;
  std::string folded_;  ///< the logical line being joined
  Encoding encoding_ = Encoding::none;
  std::string charset_;
};

}  // namespace

std::variant<ReadVcard, Rejection> parse_vcard(std::string_view lines, std::size_t first_line) {
  return Parser(lines, first_line).parse();
}

}  // namespace confrere::formats
