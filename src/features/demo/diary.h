#pragma once

/// What one member has in Confrere: their contacts and what happened with them. Pure: made for one member at
/// a time from the region, its ties and the seed, so that a network of any size needs no more memory than its
/// largest diary. When two members tell of the same meeting, their diaries agree on when it was and how, and
/// differ in their words.

#include <optional>
#include <string>
#include <vector>

#include "features/circles/circles.h"
#include "features/contacts/contacts.h"
#include "features/demo/region.h"
#include "features/demo/ties.h"
#include "features/encounters/encounters.h"
#include "features/my_card/my_card.h"

namespace confrere::demo {

/// The whole demo before it is written.
struct DemoNetwork {
  std::uint64_t seed = 0;
  Instant now;
  Region region;
  Ties ties;
};

/// O(people). REQUIRES: people >= kFewestPeople.
DemoNetwork make_network(std::uint64_t seed, int people, Instant now);

struct DiaryContact {
  contacts::ContactFields card;
  contacts::Origin origin;
  std::optional<std::size_t> member;  ///< of region.people, when the contact is one of them
  std::vector<std::size_t> circles;   ///< of the diary's circles
  ties::TieStatement tie;
  Instant added_at;
};

struct DiaryEncounter {
  std::vector<std::size_t> with;  ///< of the diary's contacts
  encounters::NewEncounter told;  ///< all but `with`
  Instant logged_at;
  std::optional<Instant> answered_at;
  std::optional<Instant> seen_to_at;  ///< when what it led to was done; open until today where there is none
};

struct DiaryAcquaintance {
  std::size_t a = 0;
  std::size_t b = 0;
  std::string where_from;
  Instant noted_at;
};

struct DiaryGoal {
  std::string text;
  Instant set_at;
};

struct Diary {
  Instant joined_at;
  std::optional<my_card::MyCardFields> my_card;
  std::vector<circles::CircleFields> circles;
  std::vector<DiaryContact> contacts;
  std::vector<DiaryAcquaintance> acquaintances;
  std::vector<DiaryEncounter> encounters;  ///< in the order in which they were logged
  std::vector<DiaryGoal> goals;
};

/// O(what is in it). The first member's is fuller than others' and ends in a day with much to do (story.h).
Diary diary_of(const DemoNetwork& network, std::size_t member);

}  // namespace confrere::demo
