#include "app/people.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/id.h"
#include "base/text.h"

namespace confrere::app {
namespace {

constexpr std::size_t kShown = 10;

struct Person {
  std::string id;
  std::string name;
  std::string headline;
};

Result<std::vector<Person>> search(ApiClient& api, const std::string& name) {
  const auto page = api.ask(http::Method::get, "/api/v1/contacts", {{"query", name}, {"limit", "50"}});
  if (!page) return page.error();
  std::vector<Person> found;
  for (const auto& item : page->at("items").as_array()) {
    found.push_back({.id = std::string(item.at("id").as_string()),
                     .name = std::string(item.at("name").as_string()),
                     .headline = std::string(item.at("headline").as_string())});
  }
  return found;
}

/// Whether every word of `asked` begins a word of `name` of its own.
bool begins_words_of(const std::string& asked, const std::string& name) {
  std::vector<std::string> left = words(fold(name));
  return std::ranges::all_of(words(fold(asked)), [&](const std::string& word) {
    const auto fits =
        std::ranges::find_if(left, [&](const std::string& other) { return other.starts_with(word); });
    if (fits == left.end()) return false;
    left.erase(fits);
    return true;
  });
}

std::vector<Person> those(const std::vector<Person>& people, auto&& fits) {
  std::vector<Person> chosen;
  std::ranges::copy_if(people, std::back_inserter(chosen), fits);
  return chosen;
}

Error candidates(const std::string& name, const std::vector<Person>& people, std::string_view question) {
  std::string text = fmt::format(fmt::runtime(question), name);
  for (std::size_t i = 0; i < std::min(people.size(), kShown); ++i) {
    const Person& person = people[i];
    text += fmt::format("\n  {}{}  ({})", person.name, person.headline.empty() ? "" : ", " + person.headline,
                        person.id);
  }
  if (people.size() > kShown) text += fmt::format("\n  … and {} more", people.size() - kShown);
  return invalid("with", text + "\nPlease give the whole name, or the id.");
}

}  // namespace

Result<std::string> find_person(ApiClient& api, const std::string& name) {
  if (parse_id(name)) return name;
  const auto found = search(api, name);
  if (!found) return found.error();
  const auto exact = those(*found, [&](const Person& person) { return fold(person.name) == fold(name); });
  if (exact.size() == 1) return exact.front().id;
  if (exact.size() > 1) return candidates(name, exact, "Several people are called \"{}\":");
  const auto begun = those(*found, [&](const Person& person) { return begins_words_of(name, person.name); });
  if (begun.size() == 1) return begun.front().id;
  if (begun.size() > 1) return candidates(name, begun, "\"{}\" could be any of these:");
  if (!found->empty()) return candidates(name, *found, "Nobody is called \"{}\". Did you mean one of these?");
  return invalid("with", fmt::format("Nobody among your contacts is called \"{}\".", name));
}

}  // namespace confrere::app
