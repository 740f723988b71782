#include "graph/testing/data_sets.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <zlib.h>

namespace confrere::graph::testing {
namespace {

std::filesystem::path data_folder() {
  const char* set = std::getenv("CONFRERE_DATA");
  return set == nullptr ? std::filesystem::path("../shared/data") : std::filesystem::path(set);
}

std::vector<double> numbers_of(const char* line, std::size_t columns) {
  std::vector<double> numbers;
  char* end = nullptr;
  for (std::size_t i = 0; i < columns; ++i, line = end + 1) numbers.push_back(std::strtod(line, &end));
  return numbers;
}

}  // namespace

std::optional<std::vector<std::vector<double>>> read_numbers(const std::string& path, std::size_t columns) {
  const auto file = data_folder() / path;
  if (!std::filesystem::exists(file)) return std::nullopt;
  gzFile stream = gzopen(file.c_str(), "rb");
  std::vector<std::vector<double>> rows;
  std::array<char, 1024> line{};
  bool heading = true;
  while (gzgets(stream, line.data(), static_cast<int>(line.size())) != nullptr) {
    if (!heading) rows.push_back(numbers_of(line.data(), columns));
    heading = false;
  }
  gzclose(stream);
  return rows;
}

std::optional<std::vector<Touch>> read_touches(const std::string& path, std::size_t from, std::size_t to,
                                               std::size_t seconds) {
  const auto rows = read_numbers(path, 3);
  if (!rows) return std::nullopt;
  std::vector<Touch> touches;
  for (const auto& row : *rows) {
    touches.push_back({.from = static_cast<std::uint32_t>(row[from]),
                       .to = static_cast<std::uint32_t>(row[to]),
                       .at = {static_cast<std::int64_t>(row[seconds]) * 1000000}});
  }
  std::stable_sort(touches.begin(), touches.end(),
                   [](const Touch& a, const Touch& b) { return a.at < b.at; });
  return touches;
}

}  // namespace confrere::graph::testing
