#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/evaluate_ties.h"

namespace confrere::graph::testing {

/// Rows of numbers from a CSV file of CONFRERE_DATA (default ../shared/data), packed with gzip or not,
/// without its heading; the first `columns` of each. Nothing where there is no such file.
std::optional<std::vector<std::vector<double>>> read_numbers(const std::string& path, std::size_t columns);

/// The touches of a file whose columns `from`, `to` and `seconds` are those places, in order of time.
std::optional<std::vector<Touch>> read_touches(const std::string& path, std::size_t from, std::size_t to,
                                               std::size_t seconds);

}  // namespace confrere::graph::testing
