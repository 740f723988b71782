#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "base/result.h"

/// One more pair of eyes: looks at a text before it is saved or sent, and points out with position, reason
/// and a better way. It knows no member and keeps nothing.
namespace confrere::etiquette {

enum class Kind : std::uint8_t { message, blurb, note, event };
BOOST_DESCRIBE_ENUM(Kind, message, blurb, note, event)

/// `stop`: not saved or sent until its writer confirms. `advice`: said, and no more.
enum class Severity : std::uint8_t { stop, advice };
BOOST_DESCRIBE_ENUM(Severity, stop, advice)

/// What is known of a text before it is read.
struct Circumstances {
  Kind kind = Kind::message;
  int met = 1;     ///< how often its writer has met the addressee
  int nudges = 0;  ///< how many were sent since the addressee last answered
};

struct Finding {
  std::string rule;
  Severity severity = Severity::advice;
  std::size_t start = 0;  ///< Unicode code points, end exclusive
  std::size_t end = 0;
  std::string text;  ///< what stands there
  std::string reason;
  std::string suggestion;
  friend bool operator==(const Finding&, const Finding&) = default;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (rule, severity, start, end, text, reason, suggestion))

constexpr std::size_t kLongestText = 100'000;  ///< bytes

/// What is to be said about `text`, in its order. Linear in its length: 2,000 characters take about a tenth
/// of a millisecond (bench/lint_bench.cpp). Errors: `too_large`, and `invalid` where it is not UTF-8. Thread
/// safe.
[[nodiscard]] Result<std::vector<Finding>> lint(std::string_view text, const Circumstances& circumstances);

}  // namespace confrere::etiquette
