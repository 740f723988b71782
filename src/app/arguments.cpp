#include "app/arguments.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace confrere::app {
namespace {

constexpr int kSlips = 2;

Error wrong_use(std::string message) {
  return {.code = ErrorCode::invalid, .message = std::move(message)};
}

bool looks_like_flag(std::string_view word) {
  return word.size() > 2 && word.starts_with("--");
}

Error unknown_flag(std::string_view flag, const LineSpec& spec) {
  std::vector<std::string> known;
  for (const FlagSpec& each : spec.flags) known.push_back(each.name);
  const auto meant = nearest(flag, known);
  return wrong_use(
      fmt::format("There is no {}.{}", flag, meant ? fmt::format(" Did you mean {}?", *meant) : ""));
}

Result<void> check_operands(const LineSpec& spec, const std::vector<std::string>& operands) {
  if (spec.operands == Operands::none && !operands.empty()) {
    return wrong_use(fmt::format("\"{}\" is one word too many.", operands.front()));
  }
  if (spec.operands != Operands::none && operands.empty()) {
    return wrong_use(fmt::format("{} is missing.", spec.operand_name));
  }
  if (spec.operands == Operands::one && operands.size() > 1) {
    return wrong_use(fmt::format("\"{}\" is one {} too many.", operands[1], spec.operand_name));
  }
  return {};
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known) {
  std::optional<std::string> best;
  int least = kSlips + 1;
  for (const std::string& each : known) {
    const auto edits = edits_within(word, each, kSlips);
    if (!edits || *edits >= least) continue;
    least = *edits;
    best = each;
  }
  return best;
}

std::optional<std::string> Arguments::find(std::string_view flag) const {
  const auto found = values_.find(flag);
  if (found == values_.end() || found->second.empty()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> Arguments::all(std::string_view flag) const {
  const auto found = values_.find(flag);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

Result<Arguments> Arguments::read(const LineSpec& spec, std::span<const std::string> line) {
  Arguments read;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == "--") {
      read.operands_.insert(read.operands_.end(), line.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                            line.end());
      break;
    }
    if (!looks_like_flag(line[i])) {
      if (line[i].size() > 1 && line[i].front() == '-') return unknown_flag(line[i], spec);
      read.operands_.push_back(line[i]);
      continue;
    }
    const auto equals = line[i].find('=');
    const std::string name = line[i].substr(0, equals);
    const auto flag = std::ranges::find(spec.flags, name, &FlagSpec::name);
    if (flag == spec.flags.end()) return unknown_flag(name, spec);
    if (read.has(name) && !flag->many) return wrong_use(fmt::format("{} is given twice.", name));
    std::vector<std::string>& values = read.values_[name];
    if (equals != std::string::npos) {
      if (flag->value.empty()) return wrong_use(fmt::format("{} takes no value.", name));
      values.push_back(line[i].substr(equals + 1));
      continue;
    }
    if (flag->value.empty()) continue;
    const std::size_t before = values.size();
    while (i + 1 < line.size() && !looks_like_flag(line[i + 1]) && line[i + 1] != "--") {
      values.push_back(line[++i]);
      if (!flag->many) break;
    }
    if (values.size() == before)
      return wrong_use(fmt::format("{} needs a value: {} {}", name, name, flag->value));
  }
  for (const FlagSpec& flag : spec.flags) {
    if (flag.required && !read.has(flag.name)) {
      return wrong_use(fmt::format("{} is missing: {} {}", flag.name, flag.name, flag.value));
    }
  }
  if (auto good = check_operands(spec, read.operands_); !good) return good.error();
  return read;
}

}  // namespace confrere::app
