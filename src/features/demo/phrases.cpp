#include "features/demo/phrases.h"

#include <numeric>

#include "base/result.h"

namespace confrere::demo {
namespace {

std::string_view value_of(std::string_view slot, const Slots& slots) {
  const std::array<std::pair<std::string_view, std::string_view>, 10> values{{{"first", slots.first},
                                                                              {"topic", slots.topic},
                                                                              {"mine", slots.mine},
                                                                              {"project", slots.project},
                                                                              {"org", slots.org},
                                                                              {"third", slots.third},
                                                                              {"hobby", slots.hobby},
                                                                              {"home", slots.home},
                                                                              {"town", slots.town},
                                                                              {"event", slots.event}}};
  for (const auto& [name, value] : values) {
    if (name == slot) return value;
  }
  throw BrokenInvariant({.message = "no slot is called " + std::string(slot)});
}

void capitalise_sentences(std::string& text) {
  bool at_start = true;
  for (char& c : text) {
    if (at_start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c != ' ' && c != '"') at_start = false;
    if (c == '.' || c == '!' || c == '?') at_start = true;
  }
}

}  // namespace

std::string fill(std::string_view shape, const Slots& slots) {
  std::string text;
  while (!shape.empty()) {
    const auto open = shape.find('{');
    text += shape.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = shape.find('}', open);
    text += value_of(shape.substr(open + 1, close - open - 1), slots);
    shape.remove_prefix(close + 1);
  }
  capitalise_sentences(text);
  return text;
}

std::string_view rotate(Words choices, std::uint64_t seed, std::size_t turn) {
  const std::size_t count = choices.size();
  std::size_t step = 1 + static_cast<std::size_t>((seed >> 20U) % count);
  while (std::gcd(step, count) != 1) ++step;
  return choices[static_cast<std::size_t>((seed % count + turn % count * step) % count)];
}

}  // namespace confrere::demo
