#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "check.h"
#include "formats/csv.h"

namespace {

using namespace confrere::formats;
using confrere::fuzz::check;

std::vector<CsvEntry> read_csv(std::string_view bytes, std::size_t piece) {
  constexpr std::size_t kMaxFieldBytes = 200;
  std::vector<CsvEntry> entries;
  CsvReader reader([&entries](CsvEntry&& entry) { entries.push_back(std::move(entry)); }, kMaxFieldBytes);
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
    reader.feed(bytes.substr(at, piece));
  }
  reader.finish();
  return entries;
}

/// The rows as RFC 4180 has them, every field in quotes.
std::string written(const std::vector<CsvEntry>& entries) {
  std::string text = "sep=,\r\n";
  for (const CsvEntry& entry : entries) {
    const auto* row = std::get_if<CsvRow>(&entry);
    if (row == nullptr) continue;
    for (std::size_t i = 0; i < row->fields.size(); ++i) {
      text += i == 0 ? "\"" : ",\"";
      for (const char c : row->fields[i]) text.append(c == '"' ? 2 : 1, c);
      text += '"';
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto entries = read_csv(bytes, std::string::npos);
  check(read_csv(bytes, 1) == entries, "how the bytes are cut makes no difference");
  check(read_csv(bytes, 5) == entries, "how the bytes are cut makes no difference");
  std::size_t last_line = 0;
  bool small = true;
  for (const CsvEntry& entry : entries) {
    if (const auto* row = std::get_if<CsvRow>(&entry)) {
      check(row->line > last_line, "lines grow");
      last_line = row->line;
      for (const std::string& field : row->fields) {
        check(confrere::is_valid_text(field), "a field is UTF-8 without NUL");
        // Windows-1252 takes more room in UTF-8.
        small = small && field.size() <= 200;
      }
    } else {
      check(!std::get<Rejection>(entry).reason.empty(), "a rejection has a reason");
    }
  }
  if (!small) return 0;
  std::vector<std::vector<std::string>> rows;
  for (const CsvEntry& entry : entries) {
    if (const auto* row = std::get_if<CsvRow>(&entry)) rows.push_back(row->fields);
  }
  std::vector<std::vector<std::string>> again;
  for (const CsvEntry& entry : read_csv(written(entries), std::string::npos)) {
    check(std::holds_alternative<CsvRow>(entry), "a written row is a row");
    again.push_back(std::get<CsvRow>(entry).fields);
  }
  check(again == rows, "written rows read as they were");
  return 0;
}
