#include "features/today/drafts.h"

#include "base/catalogue.h"
#include "base/text.h"
#include "base/wording.h"
#include "features/today/links.h"
#include "features/today/phrases.h"
#include "features/today/topic.h"

namespace confrere::today {
namespace {

using follow_ups::FollowUpKind;
using follow_ups::FollowUpOrigin;
using Params = std::map<std::string, std::string>;

/// A situation of the catalogue: the body's code and the subject's.
struct Situation {
  std::string body;
  std::string subject;
};

/// FNV-1a (Fowler, Noll, Vo): the same on every machine, unlike std::hash.
std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

/// One of the code's variants, chosen by the item.
std::string variant(const std::string& code, const Candidate& candidate, const Params& params) {
  const auto count = static_cast<std::uint32_t>(std::max(1, variants(code)));
  const std::uint32_t chosen = hash_of(code + item_id(candidate)) % count + 1;
  return phrase(code + '.' + std::to_string(chosen), params);
}

bool talks(FollowUpKind kind) {
  return kind == FollowUpKind::call || kind == FollowUpKind::meet;
}

Situation promise_situation(const Candidate& candidate) {
  if (candidate.follow_up_kind == FollowUpKind::introduce)
    return {"draft.promise.introduce", "draft.subject.promise"};
  if (talks(candidate.follow_up_kind)) return {"draft.promise.talk", "draft.subject.promise"};
  return {"draft.promise.send", "draft.subject.promise"};
}

Situation follow_up_situation(const Candidate& candidate) {
  if (candidate.origin == FollowUpOrigin::first_meeting)
    return {"draft.first_meeting", "draft.subject.first_meeting"};
  if (candidate.origin == FollowUpOrigin::let_go) return {"draft.let_go", "draft.subject.let_go"};
  return {"draft.own", "draft.subject.own"};
}

Situation never_situation(const Candidate& candidate) {
  if (candidate.closeness == ties::Closeness::trusted || candidate.closeness == ties::Closeness::friendly) {
    return {"draft.never.close", "draft.subject.rhythm"};
  }
  if (candidate.connected_online) return {"draft.never.connected", "draft.subject.never"};
  return {"draft.never.card", "draft.subject.never"};
}

Situation situation_of(const Candidate& candidate) {
  switch (candidate.kind) {
    case TodayKind::promise:
      return promise_situation(candidate);
    case TodayKind::thank:
      return {"draft.thank", "draft.subject.thank"};
    case TodayKind::follow_up:
      return follow_up_situation(candidate);
    case TodayKind::answer_awaited:
      return {candidate.nudges == 0 ? "draft.nudge" : "draft.last_nudge", "draft.subject.answer"};
    case TodayKind::ask:
      return {"draft.ask", "draft.subject.ask"};
    case TodayKind::acquaint:
      return {"draft.acquaint", "draft.subject.acquaint"};
    case TodayKind::fading:
      return {"draft.rhythm", "draft.subject.rhythm"};
    case TodayKind::rhythm:
      return candidate.happened_at ? Situation{"draft.rhythm", "draft.subject.rhythm"}
                                   : never_situation(candidate);
    case TodayKind::never_followed_up:
      return never_situation(candidate);
    case TodayKind::dormant:
      return {"draft.dormant", "draft.subject.dormant"};
    case TodayKind::planned:
      return {"draft.planned", "draft.subject.planned"};
  }
  return {};
}

/// A line as part of a sentence.
std::string within(std::string_view line) {
  return without_capital(without_full_stop(shorten(line, 160)));
}

std::string space_before(const std::string& text) {
  return text.empty() ? text : ' ' + text;
}

/// What was talked about, as a sentence with a space after it.
std::string about(const Candidate& candidate, const Dossier& dossier) {
  std::string sentence;
  if (dossier.about && !dossier.about->needs.empty()) {
    const bool fresh = candidate.origin == FollowUpOrigin::first_meeting;
    const Params need{{"need", within(dossier.about->needs.front())}};
    sentence = fresh ? phrase("draft.about.need", need) : phrase("draft.about.need_later", need);
  } else if (const std::string topic = dossier.about ? topic_of(dossier.about->note) : ""; !topic.empty()) {
    sentence = phrase("draft.about.topic", {{"topic", topic}});
  } else if (!dossier.contact.cares_about.empty()) {
    sentence = phrase("draft.about.cares", {{"cares", within(dossier.contact.cares_about)}});
  }
  return sentence.empty() ? sentence : sentence + ' ';
}

/// " for the leaflet" of "thank her for the leaflet".
std::string thanks_for(std::string_view text) {
  const std::size_t at = text.find(" for ");
  return at == std::string_view::npos ? std::string() : without_full_stop(text).substr(at);
}

std::string where(const Dossier& dossier) {
  if (!dossier.about) return {};
  if (!dossier.about->event.empty()) return " at " + dossier.about->event;
  if (!dossier.about->place.empty()) return " at " + dossier.about->place;
  return {};
}

/// "your work as GP partner", "your work".
std::string role_of(const contacts::Contact& contact) {
  std::string work = phrase("draft.never.role");
  if (contact.roles.empty() || contact.roles.front().title.empty()) return work;
  return work + " as " + without_capital(contact.roles.front().title);
}

/// "to send the leaflet" stays, what is a thing is promised "you": "I promised you the leaflet".
std::string what_was_promised(const Candidate& candidate) {
  const std::string promised = as_promised(candidate.text);
  return promised.starts_with("to ") || candidate.kind != TodayKind::promise ? promised : "you " + promised;
}

std::string meant_to(const Candidate& candidate) {
  const std::string meant = as_promised(candidate.text);
  return meant.starts_with("to ") ? meant : "to write to you: " + meant;
}

Params params_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting) {
  const Date day = day_of(candidate, setting);
  const std::string on = candidate.happened_at ? on_day(day, setting.today) : std::string();
  const bool has_name = dossier.other.has_value();
  Params params{
      {"first", called(dossier.contact)},
      {"on", candidate.kind == TodayKind::planned ? on : space_before(on)},
      {"where", where(dossier)},
      {"about", about(candidate, dossier)},
      {"what", what_was_promised(candidate)},
      {"thing", without_full_stop(candidate.text)},
      {"for", thanks_for(candidate.text)},
      {"ask", within(candidate.text)},
      {"offer", within(candidate.offer)},
      {"why", has_name ? introductions::said_to_contact(candidate.reasons, called(*dossier.other)) : ""},
      {"other", has_name ? dossier.other->name : std::string()},
      {"other_first", has_name ? called(*dossier.other) : std::string()},
      {"ago", ago(day, setting.today)},
      {"role", role_of(dossier.contact)},
      {"when", {}},
      {"since", {}}};
  if (candidate.known_since) {
    params["since"] = in_month(*candidate.known_since);
    params["when"] = "in " + params["since"];
  }
  if (candidate.kind == TodayKind::follow_up) params["what"] = meant_to(candidate);
  if (candidate.kind == TodayKind::planned && candidate.happened_at) {
    const auto channel = dossier.about ? dossier.about->channel : encounters::Channel::in_person;
    params["what"] = phrase("reason.channel." + std::string(word_of(channel)));
    params["time"] = at_time(*candidate.happened_at, setting.zone);
  }
  return params;
}

std::string letter(const Candidate& candidate, const Setting& setting, const std::string& first,
                   const std::string& body) {
  const std::string closing = variant("draft.closing", candidate, {{"me", setting.me}});
  return phrase("draft.letter", {{"greeting", variant("draft.greeting", candidate, {{"first", first}})},
                                 {"body", body},
                                 {"closing", std::string(trim(closing))}});
}

}  // namespace

ActionKind action_kind(const Candidate& candidate, const Setting& setting) {
  switch (candidate.kind) {
    case TodayKind::thank:
      return ActionKind::thank;
    case TodayKind::acquaint:
      return ActionKind::introduce;
    case TodayKind::planned:
      return candidate.passed ? ActionKind::log : ActionKind::meet;
    case TodayKind::answer_awaited:
      return is_time_to_let_go(candidate, day_of(candidate, setting), setting.today) ? ActionKind::log
                                                                                     : ActionKind::write;
    case TodayKind::promise:
    case TodayKind::follow_up:
      break;
    default:
      return ActionKind::write;
  }
  switch (candidate.follow_up_kind) {
    case FollowUpKind::call:
      return ActionKind::call;
    case FollowUpKind::meet:
      return ActionKind::meet;
    case FollowUpKind::thank:
      return ActionKind::thank;
    case FollowUpKind::introduce:
      return ActionKind::introduce;
    default:
      return ActionKind::write;
  }
}

std::optional<Draft> draft_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting) {
  if (action_kind(candidate, setting) == ActionKind::log) return std::nullopt;
  const Situation situation = situation_of(candidate);
  const Params params = params_for(candidate, dossier, setting);
  const std::string body = variant(situation.body, candidate, params);
  return Draft{.subject = phrase(situation.subject),
               .text = letter(candidate, setting, params.at("first"), body)};
}

Action action_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting) {
  Action action{.kind = action_kind(candidate, setting), .draft = draft_for(candidate, dossier, setting)};
  if (!action.draft) return action;
  const std::string subject = action.draft->subject.value_or({});
  action.href = action.kind == ActionKind::call ? call_link(dossier.contact, subject, action.draft->text)
                                                : write_link(dossier.contact, subject, action.draft->text);
  return action;
}

std::int64_t minutes_for(ActionKind kind) {
  switch (kind) {
    case ActionKind::call:
      return 5;
    case ActionKind::meet:
    case ActionKind::introduce:
      return 3;
    case ActionKind::write:
    case ActionKind::thank:
      return 2;
    case ActionKind::log:
      return 1;
  }
  return 0;
}

}  // namespace confrere::today
