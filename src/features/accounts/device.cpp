#include <array>
#include <utility>

#include "base/text.h"
#include "features/accounts/accounts.h"

namespace confrere::accounts {
namespace {

using Sign = std::pair<std::string_view, std::string_view>;

// The order matters: most browsers also claim to be those below them.
constexpr std::array<Sign, 6> kPrograms{{{"Edg", "Edge"},
                                         {"OPR/", "Opera"},
                                         {"Firefox/", "Firefox"},
                                         {"FxiOS/", "Firefox"},
                                         {"Chrome/", "Chrome"},
                                         {"Safari/", "Safari"}}};
constexpr std::array<Sign, 7> kMachines{{{"iPhone", "iPhone"},
                                         {"iPad", "iPad"},
                                         {"Android", "Android"},
                                         {"Windows", "Windows"},
                                         {"CrOS", "ChromeOS"},
                                         {"Mac OS X", "Mac"},
                                         {"Linux", "Linux"}}};

template <std::size_t N>
std::string_view first_sign(std::string_view text, const std::array<Sign, N>& signs) {
  for (const auto& [sign, word] : signs) {
    if (text.find(sign) != std::string_view::npos) return word;
  }
  return {};
}

}  // namespace

std::string device_of(std::string_view user_agent) {
  const std::string_view program = first_sign(user_agent, kPrograms);
  const std::string_view machine = first_sign(user_agent, kMachines);
  if (!program.empty() && !machine.empty()) return std::string(program) + " on " + std::string(machine);
  if (!program.empty() || !machine.empty()) return std::string(program.empty() ? machine : program);
  const std::string_view name = trim(user_agent.substr(0, user_agent.find('/')));
  return name.empty() || !is_valid_text(name) ? "Unknown device" : shorten(name, 60);
}

}  // namespace confrere::accounts
