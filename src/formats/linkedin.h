#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "formats/contact_card.h"
#include "formats/csv.h"

namespace confrere::formats {

/// A row of LinkedIn's Connections.csv.
struct LinkedInConnection {
  std::size_t line = 0;
  ContactCard card;
  std::optional<PartialDate> connected_on;
  std::vector<LineRemark> remarks;
  friend bool operator==(const LinkedInConnection&, const LinkedInConnection&) = default;
};
using LinkedInEntry = std::variant<LinkedInConnection, Rejection>;

/// Reads LinkedIn's Connections.csv, with or without the notes above its heading, while the bytes arrive.
/// Columns are known by their heading, in any order; some may be missing. Honorifics and degrees stay in the
/// name and fill prefix and suffix. A row without a name is rejected (LinkedIn leaves it for accounts that
/// were closed), and so is one with more fields than the heading; one with fewer is read with a remark. A
/// file without the heading is rejected once. Not thread-safe. O(bytes).
class LinkedInReader {
 public:
  using Sink = std::function<void(LinkedInEntry&&)>;

  explicit LinkedInReader(Sink sink);
  void feed(std::string_view bytes) { csv_.feed(bytes); }
  void finish();

 private:
  struct Columns {
    std::optional<std::size_t> first_name, last_name, url, email, company, position, connected_on;
    std::size_t count = 0;
  };

  void take(CsvEntry&& entry);
  void take_row(const CsvRow& row);
  static std::optional<Columns> find_columns(const CsvRow& row);

  Sink sink_;
  std::optional<Columns> columns_;
  std::optional<std::size_t> first_line_;  ///< of what stands before the heading
  CsvReader csv_;
};

/// "15 Feb 2026", "2026-02-15", "15-Feb-2026", "Feb 15, 2026"; English months.
[[nodiscard]] std::optional<PartialDate> parse_connected_on(std::string_view text);

}  // namespace confrere::formats
