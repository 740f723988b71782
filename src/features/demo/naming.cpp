#include "features/demo/naming.h"

#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "features/demo/words.h"

namespace confrere::demo {
namespace {

constexpr std::size_t kDramaNumbers = 1000;

}  // namespace

FullName draw_name(Random& random) {
  struct Background {
    std::vector<std::string_view> women, men, family;
  };
  static const std::vector<Background> kBackgrounds = [] {
    std::vector<Background> all;
    for (const WordSection& section : word_file("names")) {
      if (section.lines.size() != 3) continue;
      const auto after_colon = [&](std::size_t line) {
        return fields(section.lines[line].substr(section.lines[line].find(':') + 1), ',');
      };
      all.push_back({after_colon(0), after_colon(1), after_colon(2)});
    }
    return all;
  }();
  // A background is drawn by how many family names it lists: that is how common it is here.
  static const std::vector<std::size_t> kByWeight = [] {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < kBackgrounds.size(); ++i)
      all.insert(all.end(), kBackgrounds[i].family.size(), i);
    return all;
  }();
  const auto draw = [&]() -> const Background& {
    return kBackgrounds[kByWeight[random.below(kByWeight.size())]];
  };
  const Background& first = draw();
  const Background& last = random.chance(0.86) ? first : draw();
  const bool woman = random.chance(0.58);
  return {.given = random.pick(std::span<const std::string_view>(woman ? first.women : first.men)),
          .family = random.pick(std::span<const std::string_view>(last.family)),
          .woman = woman};
}

std::string_view prefix_for(std::string_view style, bool woman) {
  if (style == "dr") return "Dr";
  if (style == "professor") return "Prof";
  if (style == "surgeon") return woman ? "Ms" : "Mr";
  return "";
}

std::string drama_mobile(std::size_t number) {
  // 387 has no factor in common with 1000, so that neighbours differ and the first thousand are distinct.
  return fmt::format("+44 7700 900{:03}", number * 387 % kDramaNumbers);
}

std::string drama_landline(std::size_t number) {
  return fmt::format("+44 1632 960{:03}", number % kDramaNumbers);
}

std::string slug(std::string_view text, char separator) {
  std::string result;
  for (const char c : fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += c;
    } else if ((c == ' ' || c == '-') && !result.empty() && result.back() != separator) {
      result += separator;
    }
  }
  return result;
}

int number_in(std::string_view text) {
  const auto digit = text.find_first_of("0123456789");
  int value = 0;
  if (digit != std::string_view::npos) std::from_chars(text.data() + digit, text.data() + text.size(), value);
  return value;
}

}  // namespace confrere::demo
