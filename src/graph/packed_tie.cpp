#include "graph/packed_tie.h"

#include <algorithm>

namespace confrere::graph {
namespace {

constexpr unsigned kStatedShift = 2;
constexpr unsigned kGapShift = 7;
constexpr double kStatedSteps = 20;
constexpr int kGapCodes = 512;
/// Gaps from 2^-8 days (six minutes) to 2^13 (22 years): code 1 to 511 in steps of a factor 2^(21/510), 3 %.
constexpr double kSmallestGapLog2 = -8;
constexpr double kGapOctaves = 21;

/// Binary logarithm and power by table, since a search asks for them at every tie it looks at. Twelve bits of
/// the mantissa give a cost to within one step.
constexpr unsigned kTableBits = 12;
constexpr std::size_t kTableSize = std::size_t{1} << kTableBits;
constexpr int kFloatMantissaBits = 23;
constexpr int kFloatBias = 127;

struct Tables {
  std::array<std::uint16_t, kTableSize> log2{};  ///< of 1 + i / kTableSize, in cost steps
  std::array<float, kTableSize> power{};         ///< 2^-(i / kCostPerOctave)
  std::array<float, kGapCodes> gaps_per_day{};   ///< by gap code; 0 for "never fades"
  Tables() {
    for (std::size_t i = 0; i < kTableSize; ++i) {
      const double middle = (static_cast<double>(i) + 0.5) / static_cast<double>(kTableSize);
      log2[i] = static_cast<std::uint16_t>(std::lround(std::log2(1 + middle) * kCostPerOctave));
      power[i] = static_cast<float>(std::exp2(-static_cast<double>(i) / kCostPerOctave));
    }
    for (int code = 1; code < kGapCodes; ++code) {
      const double octave = kSmallestGapLog2 + kGapOctaves * (code - 1) / (kGapCodes - 2);
      gaps_per_day[static_cast<std::size_t>(code)] = static_cast<float>(std::exp2(-octave));
    }
  }
};
static_assert(kTableSize == kCostPerOctave);

const Tables kTables;

Cost fast_cost(float strength) {
  const auto bits = std::bit_cast<std::uint32_t>(strength);
  const int exponent = static_cast<int>(bits >> kFloatMantissaBits) - kFloatBias;
  const std::uint32_t mantissa = bits & ((1U << kFloatMantissaBits) - 1);
  const int cost = -exponent * static_cast<int>(kCostPerOctave) -
                   static_cast<int>(kTables.log2[mantissa >> (kFloatMantissaBits - kTableBits)]);
  return static_cast<Cost>(std::clamp(cost, 0, static_cast<int>(kMaxTieCost)));
}

float fast_strength(std::uint16_t cost) {
  const int octaves = cost / static_cast<int>(kCostPerOctave);
  const auto scale =
      std::bit_cast<float>(static_cast<std::uint32_t>(kFloatBias - octaves) << kFloatMantissaBits);
  return kTables.power[cost % kCostPerOctave] * scale;
}

unsigned gap_code(double gap_days) {
  const double octave = std::log2(std::max(gap_days, 1e-9)) - kSmallestGapLog2;
  const long code = 1 + std::lround(octave / kGapOctaves * (kGapCodes - 2));
  return static_cast<unsigned>(std::clamp<long>(code, 1, kGapCodes - 1));
}

std::uint16_t detail_of(unsigned gap, unsigned stated, Sharing sharing) {
  return static_cast<std::uint16_t>(gap << kGapShift | stated << kStatedShift |
                                    static_cast<unsigned>(sharing));
}

}  // namespace

Day day_of(Instant at) {
  const double days = std::floor(days_between(Instant{}, at));
  return static_cast<Day>(std::clamp(days, 0.0, 65535.0));
}

Cost cost_of(double strength) {
  return static_cast<Cost>(std::min<long>(std::lround(-std::log2(strength) * kCostPerOctave), kMaxTieCost));
}

double strength_of(Cost cost) {
  return std::exp2(-static_cast<double>(cost) / kCostPerOctave);
}

PackedTie pack(const Fade& fade, double stated, Sharing sharing) {
  const auto twentieths = static_cast<unsigned>(std::lround(std::clamp(stated, 0.0, 1.0) * kStatedSteps));
  const double top = with_stated(fade.odds / (1 + fade.odds), twentieths / kStatedSteps);
  const unsigned gap = fade.odds > 0 ? gap_code(fade.gap_days) : 0;
  // A cost of 0 would be a strength of 1, which no odds reach and which could not fade.
  const Cost level = top > 0 ? std::max<Cost>(cost_of(top), gap > 0 ? 1 : 0) : kMaxTieCost;
  return {.level = static_cast<std::uint16_t>(level),
          .last = day_of(fade.last),
          .detail = detail_of(gap, twentieths, sharing)};
}

PackedTie pack_fixed(double strength, Sharing sharing) {
  return {
      .level = static_cast<std::uint16_t>(cost_of(strength)), .last = 0, .detail = detail_of(0, 0, sharing)};
}

Cost cost_on(const PackedTie& tie, Day day) {
  const float gaps_per_day = kTables.gaps_per_day[tie.detail >> kGapShift];
  if (gaps_per_day == 0 || day <= tie.last) return tie.level;
  const float silence = 1 + static_cast<float>(day - tie.last) * gaps_per_day;
  const float stated =
      static_cast<float>(tie.detail >> kStatedShift & 31U) / static_cast<float>(kStatedSteps);
  const float top = fast_strength(tie.level);
  // With odds o = (top - stated) / (1 - top) at the last touch, the chance of neither reason holding, over 1
  // - stated, is silence / (silence + o).
  const float rest = (1 - top) * silence;
  const float left = std::max(0.0F, top - stated);
  const float strength = 1 - (1 - stated) * rest / (rest + left);
  return std::max<Cost>(tie.level, fast_cost(std::max(strength, 0.0F)));
}

}  // namespace confrere::graph
