#include <cstdio>
#include <memory>
#include <unordered_map>

#include <fmt/format.h>
#include <sodium.h>

#include "base/text.h"
#include "features/etiquette/patient_identifier.h"
#include "features/imports/candidate_reader.h"
#include "features/imports/imports_store.h"
#include "features/imports/merge.h"
#include "features/imports/steps.h"
#include "features/imports/taking.h"

namespace confrere::imports {
namespace {

constexpr std::size_t kBatch = 500;
constexpr std::size_t kPiece = 256 * 1024;  ///< bytes read at a time

/// What looks as if it named a patient, in the texts of a card where somebody writes freely.
Result<void> check_no_patient(const formats::ContactCard& card) {
  auto checked = etiquette::refuse_patient_identifiers("the note", card.note, false);
  if (checked)
    checked =
        etiquette::refuse_patient_identifiers("the name", card.name, false, etiquette::LookFor::own_shapes);
  for (const auto& role : card.roles) {
    if (checked)
      checked = etiquette::refuse_patient_identifiers("the role", role.title, false,
                                                      etiquette::LookFor::own_shapes);
  }
  return checked;
}

std::string headline_of(const formats::ContactCard& card) {
  if (card.roles.empty()) return card.emails.empty() ? "" : card.emails.front().value;
  const auto& role = card.roles.front();
  if (role.title.empty() || role.organisation.empty()) return role.title + role.organisation;
  return role.title + ", " + role.organisation;
}

/// Reads the files of one import and writes its rows.
class Reading {
 public:
  Reading(const StepContext& context, Import import) : context_(context), import_(std::move(import)) {
    for (const File& file : import_.files) progress_.total += file.bytes;
  }

  Result<void> read_file(const std::string& path, const std::string& name) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file) {
      return not_found(fmt::format("{} is not there any more. Please send it again.", name));
    }
    name_ = name;
    CandidateReader reader(uids_, [this](Entry&& entry) { take(std::move(entry)); });
    std::string piece(kPiece, '\0');
    while (const std::size_t read = std::fread(piece.data(), 1, piece.size(), file.get())) {
      reader.feed({piece.data(), read});
      progress_.done += static_cast<std::int64_t>(read);
      save_batch();
      if (failed_) return *failed_;
      context_.tell(progress_, counts_);
      if (context_.stopped())
        return Error{.code = ErrorCode::unavailable, .message = "The server is stopping."};
    }
    if (std::ferror(file.get()) != 0) {
      return Error{.code = ErrorCode::internal,
                   .message = fmt::format("{} could not be read to its end. Please send it again.", name)};
    }
    reader.finish();
    save_batch();
    if (failed_) return *failed_;
    return {};
  }

  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  void take(Entry&& entry) {
    StoredRow row{.number = ++last_number_};
    row.row.file = name_;
    if (const auto* unreadable = std::get_if<Unreadable>(&entry)) {
      row.row.line = unreadable->line;
      row.row.outcome = Outcome::rejected;
      row.row.reason = unreadable->reason;
      rows_.push_back(std::move(row));
    } else {
      auto& candidate = std::get<Candidate>(entry);
      row.row.line = candidate.line;
      row.row.name = shorten(candidate.card.name, 300);
      row.row.headline = shorten(headline_of(candidate.card), 300);
      row.uid = candidate.uid;
      row.source = candidate.source;
      row.connected_on = candidate.connected_on;
      row.card = candidate.text;
      candidates_.emplace_back(rows_.size(), std::move(candidate));
      rows_.push_back(std::move(row));
    }
    if (rows_.size() >= kBatch) save_batch();
  }

  /// After a failure nothing more is saved.
  void save_batch() {
    if (rows_.empty() || failed_) return;
    context_.store.read([&](store::ReadTransaction& tx) {
      for (auto& [place, candidate] : candidates_) decide(tx, candidate, rows_[place]);
    });
    const auto saved = context_.write([&](store::WriteTransaction& tx) -> Result<void> {
      for (const StoredRow& row : rows_) insert_row(tx, context_.viewer, context_.id, row);
      return {};
    });
    if (!saved) {
      failed_ = saved.error();
      return;
    }
    for (const StoredRow& row : rows_) count(row.row.outcome);
    rows_.clear();
    candidates_.clear();
  }

  void decide(store::ReadTransaction& tx, const Candidate& candidate, StoredRow& row) {
    if (auto checked = check_no_patient(candidate.card); !checked) {
      row.row.outcome = Outcome::aside;
      row.row.reason = checked.error().message;
      return;
    }
    row.same_as = remember(candidate, row.number);
    if (row.same_as) {
      row.row.outcome = Outcome::duplicate;
      return;
    }
    const auto match = find_match(context_.viewer, tx, candidate);
    if (!match) {
      row.row.outcome = Outcome::created;
      return;
    }
    row.row.contact_id = match->contact;
    row.row.changes = changes_by(context_.viewer, tx, *match, candidate);
    row.row.outcome = row.row.changes.empty() ? Outcome::unchanged : Outcome::updated;
  }

  /// The row of the same person that came before in this import, if any.
  std::optional<std::int64_t> remember(const Candidate& candidate, std::int64_t number) {
    const auto keys = identity_keys(candidate);
    std::optional<std::int64_t> before;
    for (const std::string& key : keys) {
      const auto found = seen_.find(digest(key));
      if (found != seen_.end() && !before) before = found->second;
    }
    for (const std::string& key : keys) seen_.emplace(digest(key), before.value_or(number));
    return before;
  }

  /// Keyed by a digest rather than the text, so that a large address book stays small in memory; 64 bits make
  /// two of a million people equal with a chance of three in a hundred million.
  static std::uint64_t digest(const std::string& key) {
    static constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kFixed{};
    std::uint64_t hash = 0;
    crypto_shorthash(reinterpret_cast<unsigned char*>(&hash),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size(), kFixed.data());
    return hash;
  }

  void count(Outcome outcome) {
    ++counts_.read;
    switch (outcome) {
      case Outcome::created:
        ++counts_.created;
        break;
      case Outcome::updated:
        ++counts_.updated;
        break;
      case Outcome::unchanged:
        ++counts_.unchanged;
        break;
      case Outcome::duplicate:
        ++counts_.duplicates;
        break;
      case Outcome::aside:
        ++counts_.aside;
        [[fallthrough]];
      case Outcome::rejected:
        ++counts_.rejected;
        break;
    }
  }

  const StepContext& context_;
  Import import_;
  Progress progress_;
  Counts counts_;
  TextUids uids_;
  std::unordered_map<std::uint64_t, std::int64_t> seen_;
  std::string name_;
  std::int64_t last_number_ = 0;
  std::optional<Error> failed_;
  std::vector<StoredRow> rows_;
  std::vector<std::pair<std::size_t, Candidate>> candidates_;  ///< place in rows_
};

}  // namespace

std::string import_folder(const std::string& folder, ImportId id) {
  return folder + '/' + id.text();
}

std::string file_path(const std::string& folder, ImportId id, std::size_t place) {
  return import_folder(folder, id) + '/' + std::to_string(place);
}

Result<void> read_files(const StepContext& context, const std::string& folder) {
  const auto import =
      context.store.read([&](auto& tx) { return load_import(context.viewer, tx, context.id); });
  if (!import) return import.error();
  // A reading that was interrupted begins anew: nothing of it was saved but its rows.
  auto cleared = context.write([&](store::WriteTransaction& tx) -> Result<void> {
    delete_rows(tx, context.viewer, context.id);
    return {};
  });
  if (!cleared) return cleared;

  Reading reading(context, *import);
  for (std::size_t place = 0; place < import->files.size(); ++place) {
    auto read = reading.read_file(file_path(folder, context.id, place), import->files[place].name);
    if (!read) return read;
  }
  return context.write([&](store::WriteTransaction& tx) -> Result<void> {
    auto finished = load_import(context.viewer, tx, context.id);
    if (!finished) return finished.error();
    finished->state = State::ready;
    finished->counts = reading.counts();
    save_import(tx, context.viewer, *finished);
    return {};
  });
}

}  // namespace confrere::imports
