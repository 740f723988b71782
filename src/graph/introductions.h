#pragma once

/// Whom should a member introduce to each other? Pairs of their contacts who, as far as is known, do not know
/// each other yet and would give each other something. Pure: the caller says what is known, and words the
/// reasons.

#include <cstdint>
#include <span>
#include <vector>

#include <boost/describe.hpp>

#include "graph/acquaintances.h"

namespace confrere::graph {

/// Anything that two people can have in common or give each other, as a number that the caller gives out: a
/// specialty, a subject, a kind of case, a role. Numbers of different kinds may be the same.
using Subject = std::uint32_t;

/// A contact of the member. Each list without repeats; at most a few dozen of each.
struct Introducible {
  std::vector<Subject> asks{};
  std::vector<Subject> offers{};
  std::vector<Subject> interests{};
  std::vector<Subject> cases_loved{};
  std::vector<Subject> cases_seen{};  ///< and would pass on
  std::vector<Subject> roles{};
  int introduced_lately = 0;  ///< times in the last 90 days: people are not inventory
};

enum class IntroductionReasonKind : std::uint8_t {
  ask_meets_offer,       ///< `from` offers what `to` asks for
  cases_find_their_way,  ///< `from` sees the cases that `to` loves
  complementary_roles,   ///< `subject` is the role of `from`, and that of `to` completes it
  shared_interest,       ///< both ways
  common_acquaintances,  ///< both ways; `count` of them
  separate_circles,      ///< both ways: few of the people around them know each other
};
BOOST_DESCRIBE_ENUM(IntroductionReasonKind, ask_meets_offer, cases_find_their_way, complementary_roles,
                    shared_interest, common_acquaintances, separate_circles)

/// Why; what the two sentences of a first draft are made of.
struct IntroductionReason {
  IntroductionReasonKind kind = IntroductionReasonKind::shared_interest;
  Person from = 0;
  Person to = 0;
  Subject subject = 0;
  std::size_t count = 0;
  friend bool operator==(const IntroductionReason&, const IntroductionReason&) = default;
};

struct Introduction {
  Person a = 0;  ///< the smaller number
  Person b = 0;
  double score = 0;
  std::vector<IntroductionReason> reasons;  ///< the weightiest first
};

struct IntroductionQuestion {
  std::span<const Introducible> people;  ///< the member's contacts; a Person is a place in it
  /// Who knows whom among them, each pair once: acquaintances, organisations in common, the same encounters.
  std::span<const KnownPair> known;
  /// Never to be proposed besides those known: introduced, declined, or held apart by a block.
  std::span<const KnownPair> excluded{};
  /// Roles that complete each other, in either order.
  std::span<const std::pair<Subject, Subject>> complementary_roles{};
  std::size_t most = 10;
};

/// The best introductions, best first; equal ones by their people. Only pairs with something to give: whom
/// they both know alone is no reason to meet. What they give is the sum of its reasons, an ask above all,
/// each further reason of a kind counting half of the one before; it is raised by the structural score and by
/// bridging (closeness_scores.h), and shared out among those who were introduced much lately. O(pairs that
/// share a subject + people × acquaintances); a few milliseconds for 500 people.
[[nodiscard]] std::vector<Introduction> suggest_introductions(const IntroductionQuestion& question);

}  // namespace confrere::graph
