#include "formats/network_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "formats/table.h"

namespace confrere::formats {
namespace {

constexpr double kMicroseconds = 1e6;
/// Names are ids; a longer one is a sentence in the wrong column.
constexpr std::size_t kMaxNameBytes = 200;

// As published data sets call their columns, too.
constexpr std::array<std::string_view, 2> kFromNames{"person_a", "source"};
constexpr std::array<std::string_view, 2> kToNames{"person_b", "target"};
constexpr std::array<std::string_view, 3> kTimeNames{"seconds", "unix_time", "timestamp"};
constexpr TableColumn kFromColumn{"from", true, kFromNames};
constexpr TableColumn kToColumn{"to", true, kToNames};

/// A finite number and nothing behind it.
std::optional<double> number_in(const std::string& text) {
  double value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Result<std::pair<std::uint32_t, std::uint32_t>> people_of(PersonNumbers& people, const TableRow& row) {
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string_view column = i == 0 ? "from" : "to";
    if (row.fields[i].empty()) return at_line(row.line, fmt::format("\"{}\" is empty.", column));
    if (row.fields[i].size() > kMaxNameBytes)
      return at_line(row.line, fmt::format("\"{}\" is longer than {} bytes.", column, kMaxNameBytes));
  }
  const std::uint32_t from = people.number_of(row.fields[0]);
  return std::pair{from, people.number_of(row.fields[1])};
}

std::uint64_t key_of(std::uint32_t from, std::uint32_t to) {
  return std::uint64_t{from} << 32 | to;
}

Result<Instant> time_of(const TableRow& row, Instant now) {
  const auto seconds = number_in(row.fields[2]);
  if (!seconds) return at_line(row.line, fmt::format("\"{}\" is not a time in seconds.", row.fields[2]));
  if (*seconds * kMicroseconds > static_cast<double>(now.microseconds)) {
    return at_line(row.line, fmt::format("The time {} is in the future. Is it in seconds?", row.fields[2]));
  }
  // As far back as ahead: beyond that a time is no time either.
  if (*seconds * kMicroseconds < -static_cast<double>(now.microseconds)) {
    return at_line(row.line, fmt::format("The time {} is too long ago. Is it in seconds?", row.fields[2]));
  }
  return Instant{std::llround(*seconds * kMicroseconds)};
}

Result<void> complete(ListedTie& tie, const TableRow& row) {
  const auto strength = number_in(row.fields[2]);
  if (!strength || *strength <= 0 || *strength > 1) {
    return at_line(row.line,
                   fmt::format("The strength \"{}\" is not a number above 0 and up to 1.", row.fields[2]));
  }
  tie.strength = *strength;
  if (row.fields[3].empty()) return {};
  const auto sharing = from_word<TieSharing>(row.fields[3]);
  if (!sharing) {
    return at_line(row.line,
                   fmt::format("The sharing \"{}\" is none of nobody, asked and visible.", row.fields[3]));
  }
  tie.sharing = *sharing;
  return {};
}

}  // namespace

std::uint32_t PersonNumbers::number_of(const std::string& name) {
  const auto [entry, is_new] = numbers_.try_emplace(name, size());
  if (is_new) names_.push_back(&entry->first);
  return entry->second;
}

std::optional<std::uint32_t> PersonNumbers::find(const std::string& name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

Result<TouchLog> read_touch_log(std::istream& file, Instant now) {
  constexpr std::array kColumns{kFromColumn, kToColumn, TableColumn{"time", true, kTimeNames}};
  TouchLog log;
  const auto read = read_table(file, kColumns, [&](const TableRow& row) -> Result<void> {
    const auto people = people_of(log.people, row);
    if (!people) return people.error();
    const auto at = time_of(row, now);
    if (!at) return at.error();
    if (people->first == people->second) {
      ++log.with_oneself;
    } else {
      log.touches.push_back({.from = people->first, .to = people->second, .at = *at});
    }
    return {};
  });
  if (!read) return read.error();
  std::stable_sort(log.touches.begin(), log.touches.end(),
                   [](const LoggedTouch& a, const LoggedTouch& b) { return a.at < b.at; });
  return log;
}

Result<TieList> read_tie_list(std::istream& file) {
  constexpr std::array kColumns{kFromColumn, kToColumn, TableColumn{"strength"},
                                TableColumn{"sharing", false}};
  TieList list;
  std::unordered_map<std::uint64_t, std::size_t> lines;
  const auto read = read_table(file, kColumns, [&](const TableRow& row) -> Result<void> {
    const auto people = people_of(list.people, row);
    if (!people) return people.error();
    ListedTie tie{.from = people->first, .to = people->second, .line = row.line};
    if (tie.from == tie.to) return at_line(row.line, "A tie needs two people; these are the same.");
    const auto [before, is_new] = lines.try_emplace(key_of(tie.from, tie.to), row.line);
    if (!is_new) return at_line(row.line, fmt::format("This tie is in line {} already.", before->second));
    if (auto completed = complete(tie, row); !completed) return completed;
    list.ties.push_back(tie);
    return {};
  });
  if (!read) return read.error();
  return list;
}

Result<AcquaintanceList> read_acquaintances(std::istream& file) {
  constexpr std::array kColumns{kFromColumn, kToColumn};
  AcquaintanceList list;
  const auto read = read_table(file, kColumns, [&](const TableRow& row) -> Result<void> {
    const auto people = people_of(list.people, row);
    if (!people) return people.error();
    if (people->first == people->second) {
      ++list.with_oneself;
    } else {
      list.pairs.push_back(std::minmax(people->first, people->second));
    }
    return {};
  });
  if (!read) return read.error();
  std::sort(list.pairs.begin(), list.pairs.end());
  list.pairs.erase(std::unique(list.pairs.begin(), list.pairs.end()), list.pairs.end());
  return list;
}

Result<std::vector<ListedPerson>> read_people(std::istream& file,
                                              const std::optional<PeopleCondition>& condition) {
  const std::string column = condition ? ascii_lower(condition->column) : "";
  const std::string wanted = condition ? fold(condition->value) : "";
  std::vector<TableColumn> columns;
  if (condition) columns.push_back({column});
  std::size_t person_at = 0;
  std::vector<ListedPerson> people;
  const auto row_read = [&](const TableRow& row) -> Result<void> {
    std::string id(trim(row.all[person_at]));
    if (id.empty()) return at_line(row.line, "This row names no person.");
    people.push_back({.id = std::move(id), .matches = condition && fold(row.fields[0]) == wanted});
    return {};
  };
  const auto heading_read = [&](std::span<const std::string> names) {
    for (const std::string_view name : {"id", "person"}) {
      const auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end()) continue;
      person_at = static_cast<std::size_t>(found - names.begin());
      return;
    }
  };
  const auto read = read_table(file, columns, row_read, heading_read);
  if (!read) return read.error();
  return people;
}

}  // namespace confrere::formats
