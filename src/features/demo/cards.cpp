#include "features/demo/cards.h"

#include <cctype>

#include <fmt/format.h>

#include "features/demo/naming.h"
#include "features/demo/trades.h"
#include "features/demo/words.h"

namespace confrere::demo {
namespace {

using contacts::ContactFields;
using contacts::LabelledValue;

LabelledValue labelled(std::string value, std::string label) {
  return {.value = std::move(value), .labels = {std::move(label)}, .preferred = false};
}

std::string text(std::string_view from) {
  return std::string(from);
}

/// "Fair rotas" within a sentence: "fair rotas"; "GP time" stays.
std::string sentence_part(std::string_view line) {
  std::string part(line);
  const bool is_word = part.size() > 1 && part[1] >= 'a' && part[1] <= 'z';
  if (is_word) part.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(part.front())));
  return part;
}

ContactFields common_card(const Person& person, Random& random) {
  ContactFields card;
  card.name = person.name();
  card.name_parts = contacts::NameParts{.family = person.family,
                                        .given = person.given,
                                        .additional = {},
                                        .prefix = text(person.prefix),
                                        .suffix = {}};
  card.emails = std::vector{labelled(person.email, "work")};
  card.specialties = std::vector{text(person.specialty)};
  if (random.chance(0.6)) card.cares_about = text(person.cares_about);
  if (!person.ask.empty() && random.chance(0.6)) card.ask = text(person.ask);
  if (!person.offer.empty() && random.chance(0.6)) card.offer = text(person.offer);
  if (person.seniority >= 3 && !person.prefix.empty() && random.chance(0.6)) {
    const Trade& trade = trade_of(person.specialty);
    card.cases_loved = text(trade.loved);
    if (random.chance(0.6)) card.cases_unwanted = text(trade.unwanted);
  }
  if (random.chance(0.12)) {
    const auto birthday =
        formats::PartialDate::of(std::nullopt, random.between(1, 12), random.between(1, 28));
    card.dates = std::vector{contacts::DatedEvent{.kind = "birthday", .date = *birthday}};
  }
  return card;
}

contacts::Role role_of(const Person& person, const Organisation& work) {
  return {.title = text(person.title),
          .organisation = work.name,
          .department = text(person.department),
          .sector = from_word<contacts::Sector>(work.sector),
          .started = {},
          .ended = {}};
}

}  // namespace

formats::PartialDate long_ago(Date today, Random& random) {
  const int year = static_cast<int>(today.civil().year()) - random.between(3, 16);
  const bool knows_month = random.chance(0.3);
  return *formats::PartialDate::of(year, knows_month ? std::optional(random.between(1, 12)) : std::nullopt,
                                   std::nullopt);
}

Outsider draw_outsider(Random& random, std::size_t number) {
  const FullName name = draw_name(random);
  const auto job = fields(random.pick(word_section("people", "outside_titles")));
  const std::string_view organisation = random.pick(word_section("people", "outside_organisations"));
  return {
      .person = {.given = std::string(name.given),
                 .family = std::string(name.family),
                 .prefix = prefix_for(job.at(3), name.woman),
                 .organisation = 0,
                 .title = job.at(0),
                 .department = {},
                 .specialty = job.at(1),
                 .seniority = job.at(2).front() - '0',
                 .email = fmt::format("{}.{}{}@{}.example", slug(name.given, '-'), slug(name.family, '-'),
                                      number, slug(organisation, '-')),
                 .mobile = drama_mobile(number),
                 .hobby = random.pick(word_section("people", "hobbies")),
                 .home = random.pick(word_section("people", "homes")),
                 .project = random.pick(word_section("people", "projects")),
                 .cares_about = random.pick(word_section("people", "cares_about")),
                 .ask = random.chance(0.3) ? draw_ask(random, job.at(1), job.at(3)) : std::string_view(),
                 .offer = random.chance(0.5) ? draw_offer(random, job.at(1), job.at(3)) : std::string_view(),
                 .joined_at = {}},
      .organisation = organisation};
}

ContactFields card_of(const Region& region, const Person& person, Random& random) {
  const Organisation& work = region.organisations[person.organisation];
  ContactFields card = common_card(person, random);
  std::vector phones{labelled(work.phone, "work")};
  if (random.chance(0.6)) phones.insert(phones.begin(), labelled(person.mobile, "mobile"));
  card.phones = std::move(phones);
  if (random.chance(0.3)) {
    contacts::Address address;
    address.street = work.street;
    address.city = region.towns[work.town];
    address.labels = {"work"};
    card.addresses = std::vector{address};
  }
  card.roles = std::vector{role_of(person, work)};
  return card;
}

ContactFields card_of(const Outsider& outsider, Random& random) {
  ContactFields card = common_card(outsider.person, random);
  if (random.chance(0.5)) card.phones = std::vector{labelled(outsider.person.mobile, "mobile")};
  if (random.chance(0.4)) {
    card.links =
        std::vector{labelled(fmt::format("https://people.example/{}-{}", slug(outsider.person.given, '-'),
                                         slug(outsider.person.family, '-')),
                             "profile")};
  }
  card.roles = std::vector{contacts::Role{.title = text(outsider.person.title),
                                          .organisation = text(outsider.organisation),
                                          .department = {},
                                          .sector = {},
                                          .started = {},
                                          .ended = {}}};
  return card;
}

my_card::MyCardFields my_card_of(const Region& region, const Person& person) {
  const Organisation& work = region.organisations[person.organisation];
  const Trade& trade = trade_of(person.specialty);
  my_card::MyCardFields card;
  card.name = person.name();
  card.headline = fmt::format("{}, {}", person.title, work.name);
  card.biography = fmt::format("{}, {} at {}, {}. Busy with {}; after work, {}. What matters most: {}.",
                               person.name(), person.title, work.name, region.towns[work.town],
                               person.project, person.hobby, sentence_part(person.cares_about));
  if (person.seniority >= 3) {
    card.referral_pad = fmt::format("Love to get: {}. Better elsewhere: {}. A call beats a letter.",
                                    sentence_part(trade.loved), sentence_part(trade.unwanted));
  }
  card.emails = {labelled(person.email, "work")};
  card.phones = {labelled(person.mobile, "mobile"), labelled(work.phone, "work")};
  card.roles = {role_of(person, work)};
  card.specialties = {text(person.specialty)};
  card.ask = text(person.ask);
  card.offer = text(person.offer);
  return card;
}

}  // namespace confrere::demo
