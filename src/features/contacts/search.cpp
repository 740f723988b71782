#include "features/contacts/search.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "features/contacts/search_words.h"

namespace confrere::contacts {
namespace {

/// So many are ranked of those that fit equally well; of more, which ones is left to chance. One letter fits
/// thousands of names; what is typed next tells them apart.
constexpr std::size_t kRanked = 300;
constexpr std::size_t kNearWords = 12;

const SearchIndex& index_of(store::ReadTransaction& tx) {
  return tx.connection().dialect() == store::Dialect::postgres ? postgres_search() : sqlite_search();
}

struct Ranked {
  Candidate candidate;
  bool begins;  ///< the name or the list's form of it begins as typed
};

int closeness_rank(const std::optional<ties::Closeness>& closeness) {
  constexpr int kNone = 100;
  return closeness ? static_cast<int>(*closeness) : kNone;
}

bool better(const Ranked& a, const Ranked& b) {
  if (a.begins != b.begins) return a.begins;
  const int a_closeness = closeness_rank(a.candidate.closeness);
  const int b_closeness = closeness_rank(b.candidate.closeness);
  if (a_closeness != b_closeness) return a_closeness < b_closeness;
  if (a.candidate.last_encounter_at != b.candidate.last_encounter_at) {
    return a.candidate.last_encounter_at > b.candidate.last_encounter_at;
  }
  return std::tie(a.candidate.sort_key, a.candidate.id) < std::tie(b.candidate.sort_key, b.candidate.id);
}

/// Collects hits reach by reach until there are enough.
class Search {
 public:
  Search(const Viewer& viewer, store::ReadTransaction& tx, std::string_view query,
         const ContactFilter& filter, std::size_t most)
      : viewer_(viewer), tx_(tx), folded_(fold(query)), filter_(filter), most_(most) {}

  void run(const std::vector<SearchTerm>& terms) {
    for (const Reach reach : {Reach::first_names, Reach::names, Reach::work, Reach::everything}) {
      if (hits_.size() >= most_) return;
      add(terms, reach);
    }
  }
  [[nodiscard]] bool few() const { return hits_.size() < std::min(kFewHits, most_); }
  [[nodiscard]] bool none() const { return hits_.empty(); }
  std::vector<SearchHit> take_hits() { return std::move(hits_); }

 private:
  void add(const std::vector<SearchTerm>& terms, Reach reach) {
    std::vector<Ranked> found;
    // What an earlier reach found is found again: room for it.
    for (Candidate& candidate : index_of(tx_).find_candidates(tx_, viewer_, terms, reach, filter_,
                                                              seen_.size() + std::max(kRanked, most_))) {
      if (!seen_.insert(candidate.id).second) continue;
      const bool begins =
          fold(candidate.name).starts_with(folded_) || candidate.sort_key.starts_with(folded_);
      found.push_back({.candidate = std::move(candidate), .begins = begins});
    }
    std::sort(found.begin(), found.end(), better);
    for (const Ranked& each : found) {
      if (hits_.size() == most_) return;
      hits_.push_back({.id = each.candidate.id, .matched = matched(each.candidate.id, terms, reach)});
    }
  }

  /// Where the first word fits that does not fit in the name.
  SearchField matched(ContactId id, const std::vector<SearchTerm>& terms, Reach reach) {
    if (reach <= Reach::names) return SearchField::name;
    const SearchDocument document = index_of(tx_).find_document(tx_, viewer_, id);
    const auto fits_in = [&](const SearchTerm& term, std::size_t field) {
      return std::any_of(document.fields[field].begin(), document.fields[field].end(),
                         [&](const std::string& word) { return term.fits(word); });
    };
    for (const SearchTerm& term : terms) {
      if (fits_in(term, 0) || fits_in(term, 1)) continue;
      for (std::size_t field = 2; field < kSearchFields; ++field) {
        if (fits_in(term, field)) return static_cast<SearchField>(field);
      }
    }
    return SearchField::name;
  }

  const Viewer& viewer_;
  store::ReadTransaction& tx_;
  std::string folded_;
  const ContactFilter& filter_;
  std::size_t most_;
  std::unordered_set<ContactId> seen_;
  std::vector<SearchHit> hits_;
};

/// The nearest words of the index, nearest first.
std::vector<std::string> near_words(const Viewer& viewer, store::ReadTransaction& tx,
                                    const std::string& typed, Likeness likeness) {
  const std::u32string letters = letters_of(typed);
  const int allowed = slips_allowed(letters.size());
  std::vector<std::pair<int, std::string>> found;
  for (std::string& word : find_similar_words(tx, viewer, letters, likeness)) {
    const Distance apart = distance(letters, letters_of(word));
    const int slips = likeness == Likeness::beginning ? apart.begins : apart.whole;
    if (slips > 0 && slips <= allowed) found.emplace_back(slips, std::move(word));
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> nearest;
  for (auto& [slips, word] : found) {
    if (nearest.size() == kNearWords) break;
    nearest.push_back(std::move(word));
  }
  return nearest;
}

/// The terms with what counts as a slip of them; nothing when there is no such word.
std::optional<std::vector<SearchTerm>> with_slips(const Viewer& viewer, store::ReadTransaction& tx,
                                                  std::vector<SearchTerm> terms, Likeness likeness) {
  bool any = false;
  for (SearchTerm& term : terms) {
    term.near = near_words(viewer, tx, term.typed, likeness);
    any = any || !term.near.empty();
  }
  if (!any) return std::nullopt;
  return terms;
}

}  // namespace

std::vector<SearchHit> search(const Viewer& viewer, store::ReadTransaction& tx, std::string_view query,
                              const ContactFilter& filter, std::size_t most) {
  const auto terms = search_terms(query);
  if (terms.empty()) return {};
  Search hits(viewer, tx, query, filter, most);
  hits.run(terms);
  for (const Likeness likeness : {Likeness::an_end, Likeness::nothing, Likeness::beginning}) {
    // What costs more to look up, or fits much, counts only where nothing else fits.
    if (!(likeness == Likeness::an_end ? hits.few() : hits.none())) break;
    if (const auto slipped = with_slips(viewer, tx, terms, likeness)) hits.run(*slipped);
  }
  return hits.take_hits();
}

void add_to_search(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                   const SearchDocument& document) {
  index_of(tx).add(viewer, tx, id, document);
}

void update_in_search(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                      const SearchDocument& before, const SearchDocument& after) {
  if (before != after) index_of(tx).update(viewer, tx, id, before, after);
}

void remove_from_search(store::WriteTransaction& tx, NetworkId network, MemberId owner, ContactId id) {
  index_of(tx).remove(tx, network, owner, id);
}

void copy_search(store::ReadTransaction& from, store::WriteTransaction& to) {
  for (const store::Row& row : from.query("SELECT network_id, owner_id, id FROM contact")) {
    const Viewer owner{
        .account = {}, .network = row.get<NetworkId>(0), .member = row.get<MemberId>(1), .now = to.now()};
    const auto id = row.get<ContactId>(2);
    index_of(to).add(owner, to, id, index_of(from).find_document(from, owner, id));
  }
}

}  // namespace confrere::contacts
