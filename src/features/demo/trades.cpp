#include "features/demo/trades.h"

#include <map>

#include "base/text.h"
#include "features/demo/words.h"

namespace confrere::demo {
namespace {

/// True where such a person is one of `those`: "any", "doctor", sectors or specialties, parted by semicolons.
bool is_one_of(std::string_view specialty, std::string_view style, std::string_view sector,
               std::string_view those) {
  for (const std::string_view each : fields(those, ';')) {
    if (each == "any" || each == sector || each == specialty) return true;
    if (each == "doctor" && style != "none") return true;
  }
  return false;
}

std::string_view draw_exchange(Random& random, bool offers, std::string_view specialty,
                               std::string_view style, std::string_view sector) {
  constexpr int kDraws = 25;
  static const std::vector<std::vector<std::string_view>> kExchanges = [] {
    std::vector<std::vector<std::string_view>> all;
    for (const std::string_view line : word_section("deeds", "exchanges")) all.push_back(fields(line));
    return all;
  }();
  for (int draw = 0; draw < kDraws; ++draw) {
    const auto& parts = kExchanges[random.below(kExchanges.size())];
    if (is_one_of(specialty, style, sector, parts.at(offers ? 3 : 2))) return parts.at(offers ? 1 : 0);
  }
  return {};
}

}  // namespace

const Trade& trade_of(std::string_view specialty) {
  static const std::map<std::string_view, Trade> kTrades = [] {
    std::map<std::string_view, Trade> all;
    for (const WordSection& section : word_file("specialties")) {
      if (section.name.empty()) continue;
      Trade& trade = all[section.name];
      for (const std::string_view line : section.lines) {
        const auto colon = line.find(':');
        const std::string_view key = line.substr(0, colon);
        const std::string_view value = trim(line.substr(colon + 1));
        if (key == "topics") trade.topics = fields(value, ';');
        if (key == "loved") trade.loved = value;
        if (key == "unwanted") trade.unwanted = value;
      }
    }
    return all;
  }();
  const auto found = kTrades.find(specialty);
  return found != kTrades.end() ? found->second : kTrades.at("General medicine");
}

std::string_view draw_ask(Random& random, std::string_view specialty, std::string_view style,
                          std::string_view sector) {
  return draw_exchange(random, false, specialty, style, sector);
}

std::string_view draw_offer(Random& random, std::string_view specialty, std::string_view style,
                            std::string_view sector) {
  return draw_exchange(random, true, specialty, style, sector);
}

}  // namespace confrere::demo
