#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace confrere::app {

/// A flag of a command. One without a `value` is a switch.
struct FlagSpec {
  std::string name;     ///< "--data"
  std::string value{};  ///< what stands for its value in the help: "DIR"
  std::string help{};
  bool required = false;
  bool many = false;  ///< may be given several times, and takes every value up to the next flag
};

enum class Operands : std::uint8_t { none, one, some };

/// What a command's line may hold.
struct LineSpec {
  std::vector<FlagSpec> flags;
  Operands operands = Operands::none;
  std::string operand_name{};  ///< "FILE"
};

/// A command's line, read and found in order.
class Arguments {
 public:
  /// Reads "--flag value", "--flag=value" and operands; "--" ends the flags. An Error (`invalid`) names what
  /// is wrong and, for a slip, what was probably meant.
  static Result<Arguments> read(const LineSpec& spec, std::span<const std::string> line);

  [[nodiscard]] bool has(std::string_view flag) const { return values_.contains(flag); }
  /// The flag's value; nothing when it was not given.
  [[nodiscard]] std::optional<std::string> find(std::string_view flag) const;
  /// The value of a required flag.
  [[nodiscard]] std::string get(std::string_view flag) const { return find(flag).value_or(""); }
  [[nodiscard]] std::vector<std::string> all(std::string_view flag) const;
  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> operands_;
};

/// Of `known`, the word that `word` is probably a slip of; nothing when none is near.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

}  // namespace confrere::app
