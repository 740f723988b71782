#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "features/contacts/search_words.h"

/// Search on PostgreSQL: a tsvector of folded words for each contact
/// (store/migrations/0002_search.postgres.sql). A token is its owner's number in four characters and a word,
/// so that `ada`'s "gra:*" walks through no other member's words. The reach is a weight, of which PostgreSQL
/// has four.

namespace confrere::contacts {
namespace {

using store::Row;

constexpr std::array<char, 4> kWeights{'A', 'B', 'C', 'D'};

Reach reach_of(SearchField field) {
  switch (field) {
    case SearchField::first:
      return Reach::first_names;
    case SearchField::name:
      return Reach::names;
    case SearchField::organisations:
    case SearchField::roles:
    case SearchField::specialties:
      return Reach::work;
    default:
      return Reach::everything;
  }
}

/// Words are letters and digits only: nothing in them ends a token. A word has a place for each weight, since
/// PostgreSQL keeps weights with places.
std::string tokens_of(OwnerNumber owner, const SearchDocument& document) {
  std::map<std::string_view, std::array<bool, kWeights.size()>> weights_of_word;
  for (std::size_t field = 0; field < kSearchFields; ++field) {
    const auto weight = static_cast<std::size_t>(reach_of(static_cast<SearchField>(field)));
    for (const std::string& word : document.fields[field]) weights_of_word[word].at(weight) = true;
  }
  const std::string mark = mark_of(owner);
  std::string text;
  for (const auto& [word, weights] : weights_of_word) {
    text += fmt::format("{}'{}{}':", text.empty() ? "" : " ", mark, word);
    std::string_view comma;
    for (std::size_t weight = 0; weight < weights.size(); ++weight) {
      if (!weights.at(weight)) continue;
      text += fmt::format("{}{}{}", comma, weight + 1, kWeights.at(weight));
      comma = ",";
    }
  }
  return text;
}

std::string fields_text(const SearchDocument& document) {
  std::vector<std::string> lines;
  for (const auto& words : document.fields) lines.push_back(join(words, " "));
  return join(lines, "\n");
}

SearchDocument document_from(std::string_view text) {
  SearchDocument document;
  const auto lines = split(text, '\n');
  for (std::size_t field = 0; field < std::min(kSearchFields, lines.size()); ++field) {
    if (lines[field].empty()) continue;
    for (const std::string_view word : split(lines[field], ' ')) document.fields[field].emplace_back(word);
  }
  return document;
}

/// PostgreSQL takes 2046 bytes (its manual, 12.11); no word of a document is nearly as long.
bool is_too_long(const SearchTerm& term) {
  return term.typed.size() > 1000;
}

std::string query_of(OwnerNumber owner, const std::vector<SearchTerm>& terms, Reach reach) {
  const std::string mark = mark_of(owner);
  const std::string weights(kWeights.begin(), kWeights.begin() + static_cast<int>(reach) + 1);
  std::string all;
  for (const SearchTerm& term : terms) {
    std::string any = fmt::format("'{}{}':*{}", mark, term.typed, weights);
    for (const std::string& word : term.near) any += fmt::format(" | '{}{}':{}", mark, word, weights);
    all += fmt::format("{}({})", all.empty() ? "" : " & ", any);
  }
  return all;
}

void write(store::WriteTransaction& tx, const Viewer& viewer, OwnerNumber owner, ContactId id,
           const SearchDocument& document) {
  tx.execute(
      "INSERT INTO search_document (network_id, contact_id, fields, tokens)"
      " VALUES ($1, $2, $3, CAST(CAST($4 AS text) AS tsvector)) ON CONFLICT (network_id, contact_id)"
      " DO UPDATE SET fields = excluded.fields, tokens = excluded.tokens",
      viewer.network, id, fields_text(document), tokens_of(owner, document));
  add_words(tx, owner, document);
}

void forget_words(store::WriteTransaction& tx, OwnerNumber owner, const SearchDocument& document) {
  const std::string mark = mark_of(owner);
  remove_words(tx, owner, document, [&](std::string_view word) {
    return tx
        .first([](const Row&) { return true; },
               "SELECT 1 FROM search_document WHERE tokens @@ CAST(CAST($1 AS text) AS tsquery) LIMIT 1",
               fmt::format("'{}{}'", mark, word))
        .has_value();
  });
}

SearchDocument load_document(store::ReadTransaction& tx, NetworkId network, ContactId id) {
  return tx
      .first([](const Row& row) { return document_from(row.text(0)); },
             "SELECT fields FROM search_document WHERE network_id = $1 AND contact_id = $2", network, id)
      .value_or(SearchDocument{});
}

class PostgresSearch final : public SearchIndex {
 public:
  void add(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
           const SearchDocument& document) const override {
    write(tx, viewer, find_or_insert_owner(tx, viewer), id, document);
  }

  void update(const Viewer& viewer, store::WriteTransaction& tx, ContactId id, const SearchDocument& before,
              const SearchDocument& after) const override {
    const OwnerNumber owner = find_or_insert_owner(tx, viewer);
    write(tx, viewer, owner, id, after);
    forget_words(tx, owner, before);
  }

  void remove(store::WriteTransaction& tx, NetworkId network, MemberId owner_id,
              ContactId id) const override {
    const auto owner = find_owner(tx, network, owner_id);
    if (!owner) return;
    const SearchDocument document = load_document(tx, network, id);
    tx.execute("DELETE FROM search_document WHERE network_id = $1 AND contact_id = $2", network, id);
    forget_words(tx, *owner, document);
  }

  [[nodiscard]] std::vector<Candidate> find_candidates(store::ReadTransaction& tx, const Viewer& viewer,
                                                       const std::vector<SearchTerm>& terms, Reach reach,
                                                       const ContactFilter& filter,
                                                       std::size_t most) const override {
    const auto owner = find_owner(tx, viewer.network, viewer.member);
    if (!owner || std::ranges::any_of(terms, is_too_long)) return {};
    std::string sql =
        "SELECT c.id, c.name, c.sort_key, t.closeness, t.last_held_at FROM search_document d"
        " JOIN contact c ON c.network_id = d.network_id AND c.id = d.contact_id"
        " JOIN tie t ON t.network_id = c.network_id AND t.contact_id = c.id"
        " WHERE d.tokens @@ CAST(CAST($1 AS text) AS tsquery) AND c.network_id = $2 AND c.owner_id = $3"
        " AND c.deleted_at IS NULL";
    sql += filter.archived ? " AND c.archived_at IS NOT NULL" : " AND c.archived_at IS NULL";
    sql += filter.circle ? " AND EXISTS (SELECT 1 FROM circle_contact m WHERE m.network_id = c.network_id"
                           " AND m.circle_id = $4 AND m.contact_id = c.id)"
                         : " AND CAST($4 AS uuid) IS NULL";
    sql += " LIMIT $5";
    return tx.all(candidate_from, sql, query_of(*owner, terms, reach), viewer.network, viewer.member,
                  filter.circle, most);
  }

  [[nodiscard]] SearchDocument find_document(store::ReadTransaction& tx, const Viewer& viewer,
                                             ContactId id) const override {
    return load_document(tx, viewer.network, id);
  }
};

}  // namespace

const SearchIndex& postgres_search() {
  static const PostgresSearch kIndex;
  return kIndex;
}

}  // namespace confrere::contacts
