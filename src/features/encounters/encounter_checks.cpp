#include "features/encounters/encounter_checks.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "features/etiquette/patient_identifier.h"

namespace confrere::encounters {
namespace {

constexpr std::size_t kMostPeople = 50;
constexpr std::size_t kMostLines = 20;
constexpr std::size_t kLongestLine = 500;
constexpr std::size_t kLongestNote = 100'000;
constexpr std::chrono::minutes kClockSkew{5};
constexpr std::chrono::hours kLatestPlan{24 * 3660};

Result<std::string> checked_text(std::string_view field, std::string text, std::size_t longest,
                                 bool confirmed) {
  const auto allowed = etiquette::refuse_patient_identifiers(field, text, confirmed);
  if (!allowed) return allowed.error();
  if (code_points(text) > longest) {
    return invalid(std::string(field),
                   fmt::format("This is too long: at most {} characters fit here.", longest));
  }
  return text;
}

Result<std::string> checked_line(std::string_view field, std::string_view text, bool confirmed) {
  auto line = checked_text(field, squeeze(text), kLongestLine, confirmed);
  if (line && line->empty())
    return invalid(std::string(field), "Leave out the line, or write something in it.");
  return line;
}

Result<std::vector<contacts::ContactRef>> checked_people(const Viewer& viewer, store::ReadTransaction& tx,
                                                         const std::vector<ContactId>& given) {
  if (given.empty()) return invalid("$.with", "Say whom you met: at least one contact.");
  if (given.size() > kMostPeople) {
    return invalid("$.with", fmt::format("At most {} people fit into one encounter.", kMostPeople));
  }
  auto people = contacts::contact_refs(viewer, tx, given, "$.with");
  if (!people) return people.error();
  std::vector<contacts::ContactRef> once;
  for (contacts::ContactRef& person : *people) {
    if (std::find(once.begin(), once.end(), person) == once.end()) once.push_back(std::move(person));
  }
  return once;
}

Result<std::vector<std::string>> checked_needs(const std::vector<std::string>& given, bool confirmed) {
  if (given.size() > kMostLines) {
    return invalid("$.needs", fmt::format("At most {} needs fit into one encounter.", kMostLines));
  }
  std::vector<std::string> needs;
  for (const std::string& text : given) {
    auto line = checked_line(fmt::format("$.needs[{}]", needs.size()), text, confirmed);
    if (!line) return line.error();
    needs.push_back(*std::move(line));
  }
  return needs;
}

Result<void> check_time(const Viewer& viewer, Encounter& encounter, const EncounterFields& fields) {
  const bool to_come = is_to_come(viewer, encounter.happened_at);
  if (encounter.happened_at > viewer.now + kLatestPlan) {
    return invalid("$.happened_at", "That is more than ten years away. Choose an earlier time.");
  }
  if (!to_come) return {};
  if (fields.state.value == EncounterState::held) {
    return invalid("$.happened_at", "That is still to come. Give a time that has passed, or plan it.");
  }
  encounter.state = EncounterState::planned;
  return {};
}

/// Sets `text` to what is given, checked.
Result<void> put_text(std::string& text, const Field<std::string>& given, std::string_view field,
                      std::size_t longest, bool confirmed) {
  if (!given.given) return {};
  auto checked = checked_text(field, std::string(trim(given.value_or({}))), longest, confirmed);
  if (!checked) return checked.error();
  text = *std::move(checked);
  return {};
}

Result<void> put_texts(Encounter& encounter, const EncounterFields& fields) {
  const bool confirmed = fields.no_patient_confirmed;
  auto put = put_text(encounter.place, fields.place, "$.place", kLongestLine, confirmed);
  if (put) put = put_text(encounter.event, fields.event, "$.event", kLongestLine, confirmed);
  if (put) put = put_text(encounter.note, fields.note, "$.note", kLongestNote, confirmed);
  if (!put || !fields.needs.given) return put;
  auto needs = checked_needs(fields.needs.value_or({}), confirmed);
  if (!needs) return needs.error();
  encounter.needs = *std::move(needs);
  return {};
}

bool names(const std::vector<std::string>& text_words, const contacts::ContactRef& person) {
  const auto of_name = words(fold(person.name));
  return std::any_of(of_name.begin(), of_name.end(), [&](const std::string& word) {
    return word.size() > 2 && std::find(text_words.begin(), text_words.end(), word) != text_words.end();
  });
}

/// Whom a promise without a contact was made to: who is named in it, when that is one of several; else the
/// first.
ContactId addressee(const Encounter& encounter, std::string_view text) {
  const auto text_words = words(fold(text));
  const auto named =
      std::find_if(encounter.with.begin(), encounter.with.end(),
                   [&](const contacts::ContactRef& person) { return names(text_words, person); });
  return named == encounter.with.end() ? encounter.with.front().id : named->id;
}

bool takes_part(const Encounter& encounter, ContactId contact) {
  return std::any_of(encounter.with.begin(), encounter.with.end(),
                     [&](const contacts::ContactRef& person) { return person.id == contact; });
}

}  // namespace

bool is_to_come(const Viewer& viewer, Instant at) {
  return at > viewer.now + kClockSkew;
}

Result<Encounter> with_fields(const Viewer& viewer, store::ReadTransaction& tx, Encounter encounter,
                              const EncounterFields& fields) {
  if (fields.with.given) {
    auto people = checked_people(viewer, tx, fields.with.value_or({}));
    if (!people) return people.error();
    encounter.with = *std::move(people);
  }
  encounter.state = fields.state.value_or(encounter.state);
  encounter.happened_at = fields.happened_at.value.value_or(encounter.happened_at);
  encounter.channel = fields.channel.value_or(encounter.channel);
  encounter.depth = fields.depth.value.value_or(encounter.depth);
  encounter.begun_by = fields.begun_by.value_or(encounter.begun_by);
  encounter.awaits_answer = fields.awaits_answer.value_or(encounter.awaits_answer);
  const auto timely = check_time(viewer, encounter, fields);
  if (!timely) return timely.error();
  const auto texts = put_texts(encounter, fields);
  if (!texts) return texts.error();
  return encounter;
}

Result<std::vector<CheckedPromise>> checked_promises(const Encounter& encounter,
                                                     const std::vector<NewPromise>& promises,
                                                     bool confirmed) {
  if (promises.size() > kMostLines) {
    return invalid("$.promises", fmt::format("At most {} promises fit into one encounter.", kMostLines));
  }
  std::vector<CheckedPromise> checked;
  for (const NewPromise& promise : promises) {
    const std::string path = fmt::format("$.promises[{}]", checked.size());
    auto text = checked_line(path + ".text", promise.text, confirmed);
    if (!text) return text.error();
    if (promise.contact_id && !takes_part(encounter, *promise.contact_id)) {
      return invalid(path + ".contact_id", "This person is not in the encounter.");
    }
    const ContactId to = promise.contact_id.value_or(addressee(encounter, *text));
    checked.push_back({.text = *text,
                       .to = to,
                       .kind = promise.kind.value_or(follow_ups::kind_of_promise(*text)),
                       .due = promise.due});
  }
  return checked;
}

}  // namespace confrere::encounters
