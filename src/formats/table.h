#pragma once

#include <functional>
#include <istream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace confrere::formats {

struct TableColumn {
  std::string_view name;  ///< as in the heading, small letters
  bool required = true;
  std::span<const std::string_view> other_names{};  ///< that files of the kind have instead
};

/// One row: the fields of the columns asked for, in their order, without white space at the ends; empty for a
/// column that the file does not have.
struct TableRow {
  std::size_t line = 0;
  std::span<const std::string> fields;
  std::span<const std::string> all;  ///< as they stand, as many as the heading has
};

/// Reads CSV (see CsvReader) with a heading; columns are found by name and others passed over. Stops at the
/// first Error, of `row` or its own (`invalid`, with the line): a heading without a required column, a row
/// with another number of fields than the heading, such as the last one of a file that was cut short, or one
/// that is no CSV. `heading` hears all the columns' names, once. Holds one row at a time. O(bytes).
Result<void> read_table(std::istream& file, std::span<const TableColumn> columns,
                        const std::function<Result<void>(const TableRow&)>& row,
                        const std::function<void(std::span<const std::string>)>& heading = {});

/// "Line 12: reason" as an Error with code `invalid`.
Error at_line(std::size_t line, std::string_view reason);

}  // namespace confrere::formats
