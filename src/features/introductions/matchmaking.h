#pragma once

/// From people's lines to the question of graph/introductions.h, and back from its answer to the lines that
/// speak for each pair. Pure.

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "features/introductions/introductions.h"

namespace confrere::introductions {

class Matchmaking {
 public:
  /// O(all lines). The people outlive it.
  explicit Matchmaking(std::vector<const Person*> people);

  /// Of one contact, the times they were introduced in the last 90 days.
  void set_introduced_lately(ContactId contact);
  void set_known(ContactId one, ContactId other) { add_pair(known_, one, other); }
  void set_excluded(ContactId one, ContactId other) { add_pair(excluded_, one, other); }

  /// Best first: the first `most` of which `fits(one, other)` is true, which is asked of at most `looked`.
  [[nodiscard]] std::vector<Match> matches(std::size_t most, std::size_t looked,
                                           const std::function<bool(ContactId, ContactId)>& fits) const;

 private:
  using Pairs = std::set<graph::KnownPair>;
  using Subjects = std::vector<graph::Subject>;

  graph::Subject number(const std::string& key);
  const Subjects& read(std::string_view line);
  void add(const Person& person);
  void add_roles(const Person& person, graph::Introducible& facts);
  void drop_common();
  void add_pair(Pairs& pairs, ContactId one, ContactId other) const;
  [[nodiscard]] Match match_of(const graph::Introduction& introduction) const;
  [[nodiscard]] Reason reason_of(const graph::IntroductionReason& from, graph::Person contact) const;
  [[nodiscard]] bool is_about(std::string_view line, graph::Subject subject) const;
  template <class Lines>
  [[nodiscard]] std::string line_about(const Lines& lines, graph::Subject subject) const;

  std::vector<const Person*> people_;
  std::map<ContactId, graph::Person> places_;
  std::unordered_map<std::string, graph::Subject> numbers_;
  std::vector<std::string> keys_;  ///< by subject, as is
  std::vector<std::string> shown_;
  std::unordered_map<std::string_view, Subjects> lines_;  ///< what each line of the people is about
  std::vector<graph::Introducible> facts_;
  std::set<std::pair<graph::Subject, graph::Subject>> complementary_;
  Pairs known_;
  Pairs excluded_;
};

}  // namespace confrere::introductions
