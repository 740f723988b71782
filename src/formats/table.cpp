#include "formats/table.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/csv.h"

namespace confrere::formats {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

class Table {
 public:
  Table(std::span<const TableColumn> columns, const std::function<Result<void>(const TableRow&)>& row,
        const std::function<void(std::span<const std::string>)>& heading)
      : columns_(columns), row_(row), heading_(heading), fields_(columns.size()) {}

  void take(CsvEntry&& entry) {
    if (!done_) return;
    if (const auto* rejection = std::get_if<Rejection>(&entry)) {
      done_ = at_line(rejection->line, rejection->reason);
    } else if (width_ == 0) {
      done_ = take_heading(std::get<CsvRow>(entry));
    } else {
      done_ = take_row(std::get<CsvRow>(entry));
    }
  }

  [[nodiscard]] bool failed() const { return !done_; }

  Result<void> finish() {
    if (done_ && width_ == 0)
      return invalid("", "The file is empty; its first line should name the columns.");
    return done_;
  }

 private:
  Result<void> take_heading(const CsvRow& row) {
    std::vector<std::string> names;
    for (const std::string& field : row.fields) names.push_back(ascii_lower(trim(field)));
    for (const TableColumn& column : columns_) {
      const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
        return name == column.name || std::find(column.other_names.begin(), column.other_names.end(), name) !=
                                          column.other_names.end();
      });
      if (found == names.end() && column.required) {
        return at_line(row.line, fmt::format("The heading has no column \"{}\".", column.name));
      }
      places_.push_back(found == names.end() ? std::nullopt : std::optional(found - names.begin()));
    }
    width_ = row.fields.size();
    if (heading_) heading_(names);
    return {};
  }

  Result<void> take_row(const CsvRow& row) {
    if (row.fields.size() != width_) {
      return at_line(row.line,
                     fmt::format("This row has {} fields where the heading has {}. Is the file whole?",
                                 row.fields.size(), width_));
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (places_[i]) fields_[i] = trim(row.fields[static_cast<std::size_t>(*places_[i])]);
    }
    return row_({.line = row.line, .fields = fields_, .all = row.fields});
  }

  std::span<const TableColumn> columns_;
  const std::function<Result<void>(const TableRow&)>& row_;
  const std::function<void(std::span<const std::string>)>& heading_;
  std::vector<std::optional<std::ptrdiff_t>> places_;
  std::vector<std::string> fields_;
  std::size_t width_ = 0;  ///< of the heading; 0 before it
  Result<void> done_{};
};

}  // namespace

Result<void> read_table(std::istream& file, std::span<const TableColumn> columns,
                        const std::function<Result<void>(const TableRow&)>& row,
                        const std::function<void(std::span<const std::string>)>& heading) {
  Table table(columns, row, heading);
  CsvReader reader([&table](CsvEntry&& entry) { table.take(std::move(entry)); });
  std::string piece(kPieceBytes, '\0');
  while (file && !table.failed()) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    reader.feed(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
  }
  if (file.bad())
    return Error{.code = ErrorCode::unavailable, .message = "The file cannot be read to its end."};
  reader.finish();
  return table.finish();
}

Error at_line(std::size_t line, std::string_view reason) {
  return invalid("", fmt::format("Line {}: {}", line, reason));
}

}  // namespace confrere::formats
