#pragma once

/// What a member writes down about a person.

#include "features/contacts/contacts.h"
#include "features/demo/random.h"
#include "features/demo/region.h"
#include "features/my_card/my_card.h"

namespace confrere::demo {

/// Somebody of elsewhere, whom a member knows from training, a conference or the web.
struct Outsider {
  Person person;
  std::string_view organisation;
};
Outsider draw_outsider(Random& random, std::size_t number);

/// The card of somebody of the region. How much of it is filled differs from writer to writer, as it does in
/// life.
contacts::ContactFields card_of(const Region& region, const Person& person, Random& random);
contacts::ContactFields card_of(const Outsider& outsider, Random& random);

/// What the person hands out of themselves.
my_card::MyCardFields my_card_of(const Region& region, const Person& person);

/// "2019" or "2019-07": how well people remember when they met.
formats::PartialDate long_ago(Date today, Random& random);

}  // namespace confrere::demo
