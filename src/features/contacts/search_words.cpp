#include "features/contacts/search_words.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace confrere::contacts {
namespace {

using store::Row;

/// Shorter words have no slips.
constexpr std::size_t kLeastSlippable = 4;
/// So many are written by one statement: on PostgreSQL each costs a round trip.
constexpr std::size_t kWordsAtOnce = 32;

std::set<std::string_view> slippable_words(const SearchDocument& document) {
  std::set<std::string_view> words;
  for (const auto& field : document.fields) {
    for (const std::string& word : field) {
      if (code_points(word) >= kLeastSlippable) words.insert(word);
    }
  }
  return words;
}

/// The end of a range that holds all that begins with `prefix`.
std::string after_all(std::string_view prefix) {
  return std::string(prefix) + "\U0010FFFF";
}

void append_range(store::ReadTransaction& tx, std::vector<std::string>& words, std::string_view sql,
                  OwnerNumber owner, std::string_view prefix) {
  for (const Row& row : tx.query(sql, owner, prefix, after_all(prefix))) words.emplace_back(row.text(0));
}

}  // namespace

std::optional<OwnerNumber> find_owner(store::ReadTransaction& tx, NetworkId network, MemberId owner) {
  return tx.first([](const Row& row) { return row.integer(0); },
                  "SELECT number FROM search_owner WHERE network_id = $1 AND owner_id = $2", network, owner);
}

OwnerNumber find_or_insert_owner(store::WriteTransaction& tx, const Viewer& viewer) {
  if (const auto known = find_owner(tx, viewer.network, viewer.member)) return *known;
  return *tx.first([](const Row& row) { return row.integer(0); },
                   "INSERT INTO search_owner (network_id, owner_id) VALUES ($1, $2) RETURNING number",
                   viewer.network, viewer.member);
}

std::string mark_of(OwnerNumber owner) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string mark(4, '0');
  for (auto place = mark.rbegin(); place != mark.rend(); ++place) {
    *place = kDigits[static_cast<std::size_t>(owner % 36)];
    owner /= 36;
  }
  return mark;
}

Candidate candidate_from(const Row& row) {
  return {.id = row.get<ContactId>(0),
          .name = row.get<std::string>(1),
          .sort_key = row.get<std::string>(2),
          .closeness = row.get<std::optional<ties::Closeness>>(3),
          .last_encounter_at = row.get<std::optional<Instant>>(4)};
}

void add_words(store::WriteTransaction& tx, OwnerNumber owner, const SearchDocument& document) {
  const auto words = slippable_words(document);
  for (auto word = words.begin(); word != words.end();) {
    std::vector<std::string> reversed;
    reversed.reserve(kWordsAtOnce);
    std::vector<store::Parameter> parameters;
    for (; word != words.end() && reversed.size() < kWordsAtOnce; ++word) {
      parameters.emplace_back(owner);
      parameters.emplace_back(*word);
      parameters.emplace_back(reversed.emplace_back(backwards(*word)));
    }
    tx.execute_with("INSERT INTO search_word (owner, word, backwards) VALUES " +
                        store::placeholders(reversed.size(), 3) + " ON CONFLICT (owner, word) DO NOTHING",
                    parameters);
  }
}

void remove_words(store::WriteTransaction& tx, OwnerNumber owner, const SearchDocument& document,
                  const std::function<bool(std::string_view)>& still) {
  for (const std::string_view word : slippable_words(document)) {
    if (still(word)) continue;
    tx.execute("DELETE FROM search_word WHERE owner = $1 AND word = $2", owner, word);
  }
}

/// One slip, even two letters swapped, leaves the beginning or the end of a word whole when a letter between
/// them is left over: a word within one slip is in one of two small ranges.
std::vector<std::string> find_similar_words(store::ReadTransaction& tx, const Viewer& viewer,
                                            std::u32string_view typed, Likeness likeness) {
  const int slips = slips_allowed(typed.size());
  const auto owner = find_owner(tx, viewer.network, viewer.member);
  if (slips == 0 || !owner) return {};
  std::vector<std::string> words;
  if (likeness == Likeness::nothing) {
    if (slips == 1) return {};  // an_end has found them all
    const auto least = static_cast<std::int64_t>(typed.size()) - slips;
    for (const Row& row :
         tx.query("SELECT word FROM search_word WHERE owner = $1 AND length(word) BETWEEN $2 AND $3", *owner,
                  least, least + 2 * slips)) {
      words.emplace_back(row.text(0));
    }
    return words;
  }
  const std::size_t front = slips == 1 ? (typed.size() - 1) / 2 : 2;
  append_range(tx, words, "SELECT word FROM search_word WHERE owner = $1 AND word >= $2 AND word < $3",
               *owner, text_of(typed.substr(0, front)));
  if (likeness == Likeness::beginning) return words;
  const std::size_t back = slips == 1 ? typed.size() - 1 - front : 2;
  append_range(tx, words,
               "SELECT word FROM search_word WHERE owner = $1 AND backwards >= $2 AND backwards < $3", *owner,
               backwards(text_of(typed.substr(typed.size() - back))));
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace confrere::contacts
