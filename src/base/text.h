#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace confrere {

/// True when `text` is well-formed UTF-8 without NUL.
bool is_valid_text(std::string_view text);

/// Length in Unicode code points; `text` is valid UTF-8.
std::size_t code_points(std::string_view text);

/// Without white space at either end.
std::string_view trim(std::string_view text);

/// White space at the ends gone, runs of it within made one space.
std::string squeeze(std::string_view text);

/// ASCII letters made small.
std::string ascii_lower(std::string_view text);
bool ascii_iequals(std::string_view a, std::string_view b);

/// For comparing and searching: compatibility forms, case and accents folded (NFKD without marks, case fold),
/// white space squeezed. "Łukasz Ångström-Müller" gives "lukasz angstrom-muller". `text` is valid UTF-8.
std::string fold(std::string_view text);

/// The words of a folded text: runs of letters and digits; O(n).
std::vector<std::string> words(std::string_view folded);

std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// `text` cut to at most `limit` code points, with "…" at the end where something was cut.
std::string shorten(std::string_view text, std::size_t limit);

/// Edits (insert, delete, replace, swap of neighbours) between two folded words, or nothing when there are
/// more than `limit`. O(|a| * |b|); optimal string alignment (Damerau 1964, restricted).
std::optional<int> edits_within(std::string_view a, std::string_view b, int limit);

}  // namespace confrere
