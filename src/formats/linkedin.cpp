#include "formats/linkedin.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/person_name.h"

namespace confrere::formats {
namespace {

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "Feb", "February", "Sept".
std::optional<int> month_of(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
  const std::string small = ascii_lower(text.ends_with('.') ? text.substr(0, text.size() - 1) : text);
  if (small.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths.at(i).starts_with(small)) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

std::string field(const CsvRow& row, std::optional<std::size_t> column) {
  return column && *column < row.fields.size() ? squeeze(row.fields[*column]) : std::string{};
}

bool is_empty(const CsvRow& row) {
  return std::all_of(row.fields.begin(), row.fields.end(),
                     [](const std::string& text) { return trim(text).empty(); });
}

}  // namespace

LinkedInReader::LinkedInReader(Sink sink)
    : sink_(std::move(sink)), csv_([this](CsvEntry&& entry) { take(std::move(entry)); }) {}

void LinkedInReader::finish() {
  csv_.finish();
  if (columns_) return;
  sink_(Rejection{
      first_line_.value_or(1),
      "This is not LinkedIn's Connections.csv: no heading with \"First Name\" and \"Last Name\" was found."});
}

void LinkedInReader::take(CsvEntry&& entry) {
  if (auto* row = std::get_if<CsvRow>(&entry)) return take_row(*row);
  if (columns_) sink_(std::move(std::get<Rejection>(entry)));
}

void LinkedInReader::take_row(const CsvRow& row) {
  if (!columns_) {
    if (!first_line_) first_line_ = row.line;
    columns_ = find_columns(row);
    return;
  }
  const auto extra =
      row.fields.begin() + static_cast<std::ptrdiff_t>(std::min(columns_->count, row.fields.size()));
  if (std::any_of(extra, row.fields.end(), [](const std::string& text) { return !trim(text).empty(); })) {
    sink_(Rejection{row.line,
                    fmt::format("This row has {} fields where the heading has {}; perhaps a comma is not in "
                                "quotation marks.",
                                row.fields.size(), columns_->count)});
    return;
  }
  LinkedInConnection connection{.line = row.line, .card = {}, .connected_on = {}, .remarks = {}};
  ContactCard& card = connection.card;
  const std::string first = field(row, columns_->first_name);
  const std::string last = field(row, columns_->last_name);
  card.name = squeeze(first + ' ' + last);
  if (card.name.empty()) {
    sink_(Rejection{row.line, is_empty(row)
                                  ? "This row is empty."
                                  : "No name: LinkedIn leaves such a row for an account that was closed."});
    return;
  }
  if (row.fields.size() < columns_->count) {
    connection.remarks.push_back({row.line, fmt::format("the row has {} fields where the heading has {}",
                                                        row.fields.size(), columns_->count)});
  }
  card.name_parts = split_name(first, last);
  if (std::string email = field(row, columns_->email); !email.empty())
    card.emails.push_back({std::move(email), {}, false});
  if (std::string url = field(row, columns_->url); !url.empty())
    card.links.push_back({std::move(url), {"linkedin"}, false});
  RoleEntry role;
  role.title = field(row, columns_->position);
  role.organisation = field(row, columns_->company);
  if (role != RoleEntry{}) card.roles.push_back(std::move(role));
  const std::string connected_on = field(row, columns_->connected_on);
  connection.connected_on = parse_connected_on(connected_on);
  if (!connected_on.empty() && !connection.connected_on) {
    connection.remarks.push_back({row.line, fmt::format("\"{}\" is not a date we can read", connected_on)});
  }
  sink_(std::move(connection));
}

std::optional<LinkedInReader::Columns> LinkedInReader::find_columns(const CsvRow& row) {
  Columns columns;
  columns.count = row.fields.size();
  for (std::size_t i = 0; i < row.fields.size(); ++i) {
    const std::string heading = ascii_lower(squeeze(row.fields[i]));
    if (heading == "first name") columns.first_name = i;
    if (heading == "last name") columns.last_name = i;
    if (heading == "url" || heading == "profile url") columns.url = i;
    if (heading == "email address" || heading == "email") columns.email = i;
    if (heading == "company") columns.company = i;
    if (heading == "position") columns.position = i;
    if (heading == "connected on") columns.connected_on = i;
  }
  const bool known =
      columns.first_name && columns.last_name && (columns.connected_on || columns.url || columns.position);
  return known ? std::optional(columns) : std::nullopt;
}

std::optional<PartialDate> parse_connected_on(std::string_view text) {
  if (const auto iso = parse_vcard_date(text)) return iso->day ? iso : std::nullopt;
  std::string plain(text);
  for (char& c : plain) {
    if (c == '-' || c == ',' || c == '/') c = ' ';
  }
  const std::string squeezed = squeeze(plain);
  const auto parts = split(squeezed, ' ');
  if (parts.size() != 3) return std::nullopt;
  const bool month_first = month_of(parts[0]).has_value();
  const auto month = month_of(parts[month_first ? 0 : 1]);
  const auto day = number_of(parts[month_first ? 1 : 0]);
  const auto year = number_of(parts[2]);
  if (!month || !day || !year || *year < 1000) return std::nullopt;
  return PartialDate::of(year, month, day);
}

}  // namespace confrere::formats
