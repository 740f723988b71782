#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "features/contacts/search_words.h"

/// Search on SQLite: FTS5 over space-parted tokens (store/migrations/0002_search.sql). A token is its owner's
/// number in four characters and a word, so that `ada`'s "gra*" walks through no other member's words,
/// however many they have.

namespace confrere::contacts {
namespace {

using store::Row;

constexpr std::string_view kColumns =
    "first, name, organisations, roles, specialties, emails, places, cares_about, cases_loved, "
    "cases_unwanted, ask,"
    " offer, note";

std::optional<std::int64_t> find_document_number(store::ReadTransaction& tx, NetworkId network,
                                                 ContactId id) {
  return tx.first([](const Row& row) { return row.integer(0); },
                  "SELECT number FROM search_document WHERE network_id = $1 AND contact_id = $2", network,
                  id);
}

/// Not `RETURNING number`: SQLite opens a savepoint for such a statement, at which FTS5 writes out all that
/// it has gathered, one document at a time (bench/search_bench.cpp: a third of the time of writing contacts).
std::int64_t insert_document_number(store::WriteTransaction& tx, NetworkId network, ContactId id) {
  const auto number = tx.first([](const Row& row) { return row.integer(0); },
                               "SELECT coalesce(max(number), 0) + 1 FROM search_document");
  tx.execute("INSERT INTO search_document (number, network_id, contact_id) VALUES ($1, $2, $3)", *number,
             network, id);
  return *number;
}

std::string tokens(std::string_view mark, const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += mark;
    text += word;
  }
  return text;
}

std::vector<std::string> words_from(std::string_view tokens_text, std::size_t mark_size) {
  std::vector<std::string> words;
  if (tokens_text.empty()) return words;
  for (const std::string_view token : split(tokens_text, ' ')) words.emplace_back(token.substr(mark_size));
  return words;
}

SearchDocument document_from(const Row& row) {
  SearchDocument document;
  for (std::size_t field = 0; field < kSearchFields; ++field) {
    document.fields[field] = words_from(row.text(static_cast<int>(field)), mark_of(0).size());
  }
  return document;
}

SearchDocument document_at(store::ReadTransaction& tx, std::int64_t number) {
  static const std::string kSql = fmt::format("SELECT {} FROM search_index WHERE rowid = $1", kColumns);
  return tx.first(document_from, kSql, number).value_or(SearchDocument{});
}

void insert_index_row(store::WriteTransaction& tx, OwnerNumber owner, std::int64_t number,
                      const SearchDocument& document) {
  static const std::string kSql = fmt::format(
      "INSERT INTO search_index (rowid, {}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
      " $14)",
      kColumns);
  const std::string mark = mark_of(owner);
  std::array<std::string, kSearchFields> texts;
  std::transform(document.fields.begin(), document.fields.end(), texts.begin(),
                 [&](const auto& words) { return tokens(mark, words); });
  std::apply([&](const auto&... text) { tx.execute(kSql, number, text...); }, texts);
}

/// Whether a contact of the owner's has the word.
bool is_used(store::ReadTransaction& tx, OwnerNumber owner, std::string_view word) {
  return tx
      .first([](const Row&) { return true; },
             "SELECT rowid FROM search_index WHERE search_index MATCH $1 LIMIT 1",
             fmt::format("\"{}{}\"", mark_of(owner), word))
      .has_value();
}

void remove_words(store::WriteTransaction& tx, OwnerNumber owner, const SearchDocument& document) {
  contacts::remove_words(tx, owner, document,
                         [&](std::string_view word) { return is_used(tx, owner, word); });
}

std::string columns_of(Reach reach) {
  switch (reach) {
    case Reach::first_names:
      return "{first} : ";
    case Reach::names:
      return "{first name} : ";
    case Reach::work:
      return "{first name organisations roles specialties} : ";
    case Reach::everything:
      return "";
  }
  return "";
}

/// Words are letters and digits only: nothing in them ends a string of FTS5's.
std::string match_of(const std::vector<SearchTerm>& terms, Reach reach, std::string_view mark) {
  std::string all;
  for (const SearchTerm& term : terms) {
    std::string any = fmt::format("\"{}{}\" *", mark, term.typed);
    for (const std::string& word : term.near) any += fmt::format(" OR \"{}{}\"", mark, word);
    all += fmt::format("{}({})", all.empty() ? "" : " AND ", any);
  }
  return fmt::format("{}({})", columns_of(reach), all);
}

class SqliteSearch final : public SearchIndex {
 public:
  void add(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
           const SearchDocument& document) const override;
  void update(const Viewer& viewer, store::WriteTransaction& tx, ContactId id, const SearchDocument& before,
              const SearchDocument& after) const override;
  void remove(store::WriteTransaction& tx, NetworkId network, MemberId owner, ContactId id) const override;
  [[nodiscard]] std::vector<Candidate> find_candidates(store::ReadTransaction& tx, const Viewer& viewer,
                                                       const std::vector<SearchTerm>& terms, Reach reach,
                                                       const ContactFilter& filter,
                                                       std::size_t most) const override;
  [[nodiscard]] SearchDocument find_document(store::ReadTransaction& tx, const Viewer& viewer,
                                             ContactId id) const override;
};

}  // namespace

void SqliteSearch::add(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                       const SearchDocument& document) const {
  const OwnerNumber owner = find_or_insert_owner(tx, viewer);
  const std::int64_t number = insert_document_number(tx, viewer.network, id);
  insert_index_row(tx, owner, number, document);
  add_words(tx, owner, document);
}

void SqliteSearch::update(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                          const SearchDocument& before, const SearchDocument& after) const {
  const auto number = find_document_number(tx, viewer.network, id);
  if (!number) return add(viewer, tx, id, after);
  const OwnerNumber owner = find_or_insert_owner(tx, viewer);
  tx.execute("DELETE FROM search_index WHERE rowid = $1", *number);
  insert_index_row(tx, owner, *number, after);
  remove_words(tx, owner, before);
  add_words(tx, owner, after);
}

void SqliteSearch::remove(store::WriteTransaction& tx, NetworkId network, MemberId owner_id,
                          ContactId id) const {
  const auto owner = find_owner(tx, network, owner_id);
  const auto number = find_document_number(tx, network, id);
  if (!owner || !number) return;
  const SearchDocument document = document_at(tx, *number);
  tx.execute("DELETE FROM search_index WHERE rowid = $1", *number);
  tx.execute("DELETE FROM search_document WHERE number = $1", *number);
  remove_words(tx, *owner, document);
}

std::vector<Candidate> SqliteSearch::find_candidates(store::ReadTransaction& tx, const Viewer& viewer,
                                                     const std::vector<SearchTerm>& terms, Reach reach,
                                                     const ContactFilter& filter, std::size_t most) const {
  const auto owner = find_owner(tx, viewer.network, viewer.member);
  if (!owner) return {};
  // CROSS JOIN keeps this order (SQLite, "Manual Control Of Query Plans"): else the planner asks the index
  // about each contact of the owner.
  std::string sql =
      "SELECT c.id, c.name, c.sort_key, t.closeness, t.last_held_at FROM search_index s"
      " CROSS JOIN search_document d ON d.number = s.rowid"
      " CROSS JOIN contact c ON c.network_id = d.network_id AND c.id = d.contact_id"
      " CROSS JOIN tie t ON t.network_id = c.network_id AND t.contact_id = c.id"
      " WHERE s.search_index MATCH $1 AND c.network_id = $2 AND c.owner_id = $3 AND c.deleted_at IS NULL";
  sql += filter.archived ? " AND c.archived_at IS NOT NULL" : " AND c.archived_at IS NULL";
  sql += filter.circle ? " AND EXISTS (SELECT 1 FROM circle_contact m WHERE m.network_id = c.network_id"
                         " AND m.circle_id = $4 AND m.contact_id = c.id)"
                       : " AND $4 IS NULL";
  sql += " LIMIT $5";
  return tx.all(candidate_from, sql, match_of(terms, reach, mark_of(*owner)), viewer.network, viewer.member,
                filter.circle, most);
}

SearchDocument SqliteSearch::find_document(store::ReadTransaction& tx, const Viewer& viewer,
                                           ContactId id) const {
  const auto number = find_document_number(tx, viewer.network, id);
  return number ? document_at(tx, *number) : SearchDocument{};
}

const SearchIndex& sqlite_search() {
  static const SqliteSearch kIndex;
  return kIndex;
}

}  // namespace confrere::contacts
