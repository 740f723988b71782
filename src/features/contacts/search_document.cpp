#include <algorithm>

#include "base/text.h"
#include "features/contacts/search.h"
#include "features/specialties/specialties.h"

namespace confrere::contacts {
namespace {

/// Longer ones are nobody's words: encoded files and the like in a note.
constexpr std::size_t kLongestWord = 64;

void add(std::vector<std::string>& field, std::string_view text) {
  if (text.empty()) return;
  for (std::string& word : words(fold(text))) {
    if (word.size() <= kLongestWord) field.push_back(std::move(word));
  }
}

/// The given and the family name, by the parts or else as the ends of the name.
std::vector<std::string> first_words(const Contact& contact) {
  std::vector<std::string> first;
  add(first, contact.name_parts.given);
  if (first.size() > 1) first.resize(1);
  add(first, contact.name_parts.family);
  if (!first.empty()) return first;
  std::vector<std::string> all;
  add(all, contact.name);
  static constexpr std::array<std::string_view, 8> kTitles{"dr",  "prof", "professor", "mr",
                                                           "mrs", "ms",   "sir",       "dame"};
  while (all.size() > 1 && std::find(kTitles.begin(), kTitles.end(), all.front()) != kTitles.end()) {
    all.erase(all.begin());
  }
  if (all.size() > 2) all.erase(all.begin() + 1, all.end() - 1);
  return all;
}

}  // namespace

SearchDocument search_document(const Contact& contact) {
  SearchDocument document;
  auto& first = document[SearchField::first];
  first = first_words(contact);
  auto& name = document[SearchField::name];
  add(name, contact.name);
  std::erase_if(name, [&](const std::string& word) {
    return std::find(first.begin(), first.end(), word) != first.end();
  });
  for (const std::string& nickname : contact.nicknames) add(name, nickname);
  for (const Role& role : contact.roles) {
    add(document[SearchField::organisations], role.organisation);
    add(document[SearchField::roles], role.title);
    add(document[SearchField::roles], role.department);
  }
  for (const std::string& specialty : contact.specialties) {
    add(document[SearchField::specialties], specialty);
    const auto* const entry = specialties::find(specialty);
    if (entry != nullptr) add(document[SearchField::specialties], entry->folded);
  }
  for (const LabelledValue& email : contact.emails) add(document[SearchField::emails], email.value);
  for (const Address& address : contact.addresses) {
    for (const std::string* part : {&address.city, &address.region, &address.postcode, &address.country}) {
      add(document[SearchField::places], *part);
    }
  }
  if (contact.how_we_met) {
    add(document[SearchField::places], contact.how_we_met->place);
    add(document[SearchField::places], contact.how_we_met->event);
  }
  add(document[SearchField::cares_about], contact.cares_about);
  add(document[SearchField::cases_loved], contact.cases_loved);
  add(document[SearchField::cases_unwanted], contact.cases_unwanted);
  add(document[SearchField::ask], contact.ask);
  add(document[SearchField::offer], contact.offer);
  add(document[SearchField::note], contact.note);
  return document;
}

}  // namespace confrere::contacts
