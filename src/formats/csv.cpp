#include "formats/csv.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace confrere::formats {
namespace {

constexpr std::array kDelimiters{',', ';', '\t'};
/// Rows to look at for the delimiter: notes above the heading are shorter than this.
constexpr int kRowsToDetect = 20;

enum class Fault { none, unfinished, open_quote, long_field, long_row };

struct Scan {
  Fault fault = Fault::none;
  std::vector<std::string> fields;
  std::size_t length = 0;  ///< bytes of the row with its line end
  std::size_t lines = 0;   ///< line ends in them
};

struct Limits {
  std::size_t field_bytes;
  std::size_t fields = CsvReader::kMaxFields;
  std::size_t row_bytes = CsvReader::kMaxRowBytes;
};

/// One row at the front of `text`. Without `at_end` a row is finished only when its line end, and the byte
/// after a CR, has been seen.
class RowScanner {
 public:
  RowScanner(std::string_view text, char delimiter, Limits limits, bool at_end)
      : text_(text), delimiter_(delimiter), limits_(limits), at_end_(at_end) {}

  Scan scan() {
    while (true) {
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      if (quoted && !scan_quoted()) return failed();
      if (!scan_plain()) return failed();
      scan_.fields.push_back(std::move(field_));
      field_.clear();
      if (scan_.fields.size() > limits_.fields) return fail(Fault::long_row);
      if (at_ == text_.size()) return finish_at_end();
      if (text_[at_] != delimiter_) return finish_at_line_end();
      ++at_;
    }
  }

 private:
  /// From the opening quote to behind the closing one.
  bool scan_quoted() {
    ++at_;
    while (true) {
      const std::size_t quote = std::min(text_.find('"', at_), text_.size());
      take(quote - at_);
      if (fault_ != Fault::none) return false;
      if (quote + 1 >= text_.size() && !at_end_) return stop(Fault::unfinished);
      if (quote == text_.size()) return stop(Fault::open_quote);
      at_ = quote + 1;
      if (at_ == text_.size() || text_[at_] != '"') return true;
      field_.push_back('"');
      ++at_;
    }
  }

  /// Up to the delimiter or the line end; also what stands behind a closing quote.
  bool scan_plain() {
    const auto is_end = [this](char c) { return c == delimiter_ || c == '\n' || c == '\r'; };
    const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto end = std::find_if(begin, text_.end(), is_end);
    take(static_cast<std::size_t>(end - begin));
    if (fault_ != Fault::none) return false;
    return at_ < text_.size() || at_end_ ? true : stop(Fault::unfinished);
  }

  void take(std::size_t count) {
    const std::string_view piece = text_.substr(at_, count);
    scan_.lines += count_line_ends(piece);
    field_.append(piece);
    at_ += count;
    if (at_ > limits_.row_bytes) fault_ = Fault::long_row;
    if (field_.size() > limits_.field_bytes) fault_ = Fault::long_field;
  }

  static std::size_t count_line_ends(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool lone_return = text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
      if (text[i] == '\n' || lone_return) ++count;
    }
    return count;
  }

  Scan finish_at_end() {
    scan_.length = at_;
    return std::move(scan_);
  }

  Scan finish_at_line_end() {
    const bool carriage_return = text_[at_++] == '\r';
    if (carriage_return && at_ == text_.size() && !at_end_) return fail(Fault::unfinished);
    if (carriage_return && at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++scan_.lines;
    scan_.length = at_;
    return std::move(scan_);
  }

  bool stop(Fault fault) {
    fault_ = fault;
    return false;
  }
  Scan failed() { return fail(fault_); }
  Scan fail(Fault fault) {
    scan_.fault = fault;
    return std::move(scan_);
  }

  std::string_view text_;
  char delimiter_;
  Limits limits_;
  bool at_end_;
  std::size_t at_ = 0;
  std::string field_;
  Fault fault_ = Fault::none;
  Scan scan_;
};

/// How well a delimiter fits: in how many of the first rows it gives the same number of fields, and how many.
std::pair<int, std::size_t> fitness(std::string_view text, char delimiter, std::size_t max_field_bytes) {
  std::map<std::size_t, int> rows_by_width;
  for (int row = 0; row < kRowsToDetect && !text.empty(); ++row) {
    const Scan scan = RowScanner(text, delimiter, {max_field_bytes}, true).scan();
    if (scan.fault != Fault::none) break;
    if (scan.fields.size() > 1) ++rows_by_width[scan.fields.size()];
    text.remove_prefix(scan.length);
  }
  std::pair<int, std::size_t> best{0, 0};
  for (const auto& [width, rows] : rows_by_width) best = std::max(best, {rows, width});
  return best;
}

/// Bytes of the first line with its end; 0 when it is not there yet.
std::size_t line_length(std::string_view text, bool at_end) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) return at_end ? text.size() : 0;
  if (text[end] == '\n') return end + 1;
  if (end + 1 == text.size()) return at_end ? end + 1 : 0;
  return text[end + 1] == '\n' ? end + 2 : end + 1;
}

std::string reason(Fault fault, std::size_t max_field_bytes) {
  switch (fault) {
    case Fault::open_quote:
      return "A quotation mark is opened here and never closed.";
    case Fault::long_field:
      return fmt::format("A field here is longer than {} kB; perhaps a quotation mark is not closed.",
                         max_field_bytes >> 10);
    default:
      return "This row is too long.";
  }
}

}  // namespace

CsvReader::CsvReader(Sink sink, std::size_t max_field_bytes)
    : sink_(std::move(sink)), max_field_bytes_(max_field_bytes) {}

void CsvReader::feed(std::string_view bytes) {
  buffer_.append(decoder_.feed(bytes));
  if (delimiter_ == '\0' && buffer_.size() < kDetectBytes) return;
  if (delimiter_ == '\0') detect_delimiter();
  read_rows(false);
}

void CsvReader::finish() {
  buffer_.append(decoder_.finish());
  if (delimiter_ == '\0') detect_delimiter();
  read_rows(true);
}

void CsvReader::detect_delimiter() {
  const std::string_view all = buffer_;
  const std::string_view start = all.substr(0, kDetectBytes);
  constexpr std::string_view kSign = "sep=";
  if (start.size() > kSign.size() && ascii_iequals(start.substr(0, kSign.size()), kSign)) {
    delimiter_ = start[kSign.size()];
    if (std::find(kDelimiters.begin(), kDelimiters.end(), delimiter_) != kDelimiters.end()) {
      const std::size_t length = line_length(start, true);
      buffer_.erase(0, length);
      ++line_;
      return;
    }
  }
  delimiter_ = ',';
  std::pair<int, std::size_t> best{0, 0};
  for (const char candidate : kDelimiters) {
    const auto fit = fitness(start, candidate, max_field_bytes_);
    if (fit <= best) continue;
    best = fit;
    delimiter_ = candidate;
  }
}

void CsvReader::read_rows(bool at_end) {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    if (skipping_line_) {
      const std::size_t length = line_length(rest, at_end);
      skipping_line_ = length == 0;
      rest.remove_prefix(skipping_line_ ? rest.size() - (rest.ends_with('\r') ? 1 : 0) : length);
      if (skipping_line_) break;
      ++line_;
      continue;
    }
    Scan scan = RowScanner(rest, delimiter_, {max_field_bytes_}, at_end).scan();
    if (scan.fault == Fault::unfinished) break;
    if (scan.fault != Fault::none) {
      sink_(Rejection{line_, reason(scan.fault, max_field_bytes_)});
      skipping_line_ = true;
      continue;
    }
    emit({line_, std::move(scan.fields)});
    line_ += scan.lines;
    rest.remove_prefix(scan.length);
  }
  buffer_.erase(0, buffer_.size() - rest.size());
}

void CsvReader::emit(CsvRow row) {
  for (std::string& field : row.fields) std::erase(field, '\0');
  if (row.fields.size() == 1 && trim(row.fields.front()).empty()) return;
  for (std::string& field : row.fields) {
    if (check_utf8(field).broken == 0) continue;
    auto text = windows_1252_to_utf8(field);
    if (!text) {
      sink_(Rejection{row.line,
                      "The text is neither UTF-8 nor Windows-1252. Export the file as UTF-8 and try again."});
      return;
    }
    field = std::move(*text);
  }
  sink_(std::move(row));
}

}  // namespace confrere::formats
