#include "features/today/reasons.h"

#include <fmt/format.h>

#include "base/catalogue.h"
#include "base/text.h"
#include "base/wording.h"
#include "features/today/phrases.h"
#include "features/today/topic.h"

namespace confrere::today {
namespace {

using follow_ups::FollowUpOrigin;
using Params = std::map<std::string, std::string>;

std::string where(const Dossier& dossier) {
  if (!dossier.about) return {};
  if (!dossier.about->event.empty()) return ", at " + dossier.about->event;
  if (!dossier.about->place.empty()) return ", at " + dossier.about->place;
  return {};
}

std::string others(const Candidate& candidate) {
  if (candidate.others_there == 0) return {};
  return candidate.others_there == 1 ? " and one more person"
                                     : fmt::format(" and {} more people", candidate.others_there);
}

std::string quoted(std::string_view text) {
  return without_full_stop(text);
}

Message promise_reason(const Candidate& candidate, Params params, const Setting& setting) {
  params["what"] = as_promised(candidate.text);
  if (!candidate.happened_at) return say("reason.promise.own", std::move(params));
  params["on"] = on_day(day_of(candidate, setting), setting.today);
  return say("reason.promise", std::move(params));
}

Message follow_up_reason(const Candidate& candidate, const Dossier& dossier, Params params,
                         const Setting& setting) {
  const std::string on = on_day(day_of(candidate, setting), setting.today);
  if (candidate.origin == FollowUpOrigin::first_meeting) {
    return say("reason.first_meeting", {{"who", params["who"]}, {"on", on}, {"where", where(dossier)}});
  }
  if (candidate.origin == FollowUpOrigin::let_go) {
    const Date rested = candidate.known_since.value_or(setting.today);
    return say("reason.let_go", {{"who", params["who"]}, {"on", on_day(rested, setting.today)}});
  }
  params["what"] = quoted(candidate.text);
  return say("reason.own", std::move(params));
}

Message answer_reason(const Candidate& candidate, const std::string& who, const Setting& setting) {
  const Date first = day_of(candidate, setting);
  const Params params{{"who", who}, {"on", on_day(first, setting.today)}};
  if (is_time_to_let_go(candidate, first, setting.today)) {
    Params more = params;
    more["nudges"] =
        candidate.nudges == 0
            ? std::string()
            : phrase("reason.nudged." + std::to_string(std::min<std::int64_t>(candidate.nudges, 2)));
    return say("reason.answer.let_go", std::move(more));
  }
  return candidate.nudges == 0 ? say("reason.answer.first", params) : say("reason.answer.nudged", params);
}

Message ask_reason(const Candidate& candidate, const std::string& who, const Setting& setting) {
  Params params{{"who", who}, {"ask", quoted(candidate.text)}, {"word", candidate.shared}};
  const std::string field = candidate.is_field ? ".field" : "";
  if (!candidate.heard) return say("reason.ask" + field, std::move(params));
  params["on"] = on_day(day_of(candidate, setting), setting.today);
  return say("reason.ask.heard" + field, std::move(params));
}

Message rhythm_reason(const Candidate& candidate, const std::string& who, const Setting& setting) {
  Params params{{"who", who}, {"rhythm", phrase("reason.rhythm." + std::string(word_of(*candidate.rhythm)))}};
  if (!candidate.happened_at) return say("reason.rhythm.never", std::move(params));
  params["on"] = on_day(day_of(candidate, setting), setting.today);
  return say("reason.rhythm", std::move(params));
}

Message fading_reason(const Candidate& candidate, const std::string& who, const Setting& setting) {
  const std::string often = "tie.tempo." + std::string(word_of(ties::tempo_of(candidate.gap_days)));
  return say(
      "reason.fading",
      {{"who", who}, {"often", phrase(often)}, {"on", on_day(day_of(candidate, setting), setting.today)}});
}

/// Why the two should meet: reason and why of an introduction.
std::vector<Message> why_meet(const Candidate& candidate, const Dossier& dossier) {
  return introductions::why_meet(candidate.reasons, called(dossier.contact),
                                 dossier.other ? dossier.other->name : std::string());
}

/// "on LinkedIn in July 2019".
std::string when_connected(const Candidate& candidate, const Dossier& dossier) {
  const std::string month = "in " + in_month(*candidate.known_since);
  return dossier.from_linkedin ? "on LinkedIn " + month : month;
}

Message never_reason(const Candidate& candidate, const Dossier& dossier, const std::string& who) {
  if (candidate.connected_online) {
    return say("reason.never.connected", {{"who", who}, {"when", when_connected(candidate, dossier)}});
  }
  if (candidate.matters) return say("reason.never.matters", {{"who", who}});
  return say("reason.never.card", {{"who", who}, {"month", in_month(*candidate.known_since)}});
}

Message planned_reason(const Candidate& candidate, const Dossier& dossier, const std::string& who,
                       const Setting& setting) {
  const auto channel = dossier.about ? dossier.about->channel : encounters::Channel::in_person;
  Params params{{"who", who},
                {"others", others(candidate)},
                {"what", phrase("reason.channel." + std::string(word_of(channel)))},
                {"on", on_day(day_of(candidate, setting), setting.today)}};
  if (candidate.passed) return say("reason.planned.passed", std::move(params));
  params["time"] = at_time(*candidate.happened_at, setting.zone);
  params["where"] = where(dossier);
  return say("reason.planned.soon", std::move(params));
}

void add_standing(std::vector<Message>& why, const Candidate& candidate, const Dossier& dossier) {
  const std::string who = called(dossier.contact);
  if (candidate.closeness == ties::Closeness::trusted) why.push_back(say("why.trusted", {{"who", who}}));
  if (candidate.matters) why.push_back(say("why.matters", {{"who", who}}));
  const ties::TieWord word = dossier.contact.tie.word;
  if (word == ties::TieWord::not_yet || !dossier.contact.tie.last_encounter_at) return;
  why.push_back(say("why." + std::string(word_of(word)), {{"who", who}}));
}

/// Something shared to begin the conversation with again: what they needed, what was promised, where it was.
std::optional<Message> opener(const Dossier& dossier, const std::string& who) {
  if (!dossier.about) return std::nullopt;
  const encounters::Encounter& last = *dossier.about;
  if (!last.needs.empty())
    return say("give.opener.need", {{"who", who}, {"need", quoted(last.needs.front())}});
  if (!last.promises.empty())
    return say("give.opener.promise", {{"who", who}, {"what", as_promised(last.promises.front().text)}});
  if (const std::string topic = topic_of(last.note); !topic.empty())
    return say("give.opener.topic", {{"topic", topic}});
  const std::string& scene = last.event.empty() ? last.place : last.event;
  if (!scene.empty()) return say("give.opener.scene", {{"scene", scene}});
  return std::nullopt;
}

}  // namespace

Message reason_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting) {
  const std::string who = called(dossier.contact);
  Params due{{"who", who},
             {"due", candidate.due ? due_phrase(*candidate.due, setting.today) : std::string()}};
  switch (candidate.kind) {
    case TodayKind::promise:
      return promise_reason(candidate, std::move(due), setting);
    case TodayKind::thank:
      if (candidate.promise) return promise_reason(candidate, std::move(due), setting);
      due["what"] = quoted(candidate.text);
      return say("reason.thank", std::move(due));
    case TodayKind::follow_up:
      return follow_up_reason(candidate, dossier, std::move(due), setting);
    case TodayKind::answer_awaited:
      return answer_reason(candidate, who, setting);
    case TodayKind::ask:
      return ask_reason(candidate, who, setting);
    case TodayKind::acquaint:
      return why_meet(candidate, dossier).front();
    case TodayKind::rhythm:
      return rhythm_reason(candidate, who, setting);
    case TodayKind::fading:
      return fading_reason(candidate, who, setting);
    case TodayKind::never_followed_up:
      return never_reason(candidate, dossier, who);
    case TodayKind::dormant: {
      const Date last = day_of(candidate, setting);
      return say("reason.dormant",
                 {{"who", who}, {"on", on_day(last, setting.today)}, {"ago", ago(last, setting.today)}});
    }
    case TodayKind::planned:
      return planned_reason(candidate, dossier, who, setting);
  }
  throw BrokenInvariant({.message = "Something went wrong here.", .cause = "a kind without a reason"});
}

std::vector<Message> why_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting) {
  std::vector<Message> why;
  const std::string who = called(dossier.contact);
  const bool waits = candidate.kind == TodayKind::answer_awaited;
  const bool lets_go = waits && is_time_to_let_go(candidate, day_of(candidate, setting), setting.today);
  if (candidate.promise) why.push_back(say("why.promised"));
  if (candidate.overdue) why.push_back(say("why.overdue"));
  if (candidate.origin == FollowUpOrigin::first_meeting && !candidate.promise)
    why.push_back(say("why.first_meeting"));
  if (waits) why.push_back(lets_go ? say("why.let_go") : say("why.nudge"));
  if (candidate.heard) why.push_back(say("why.heard", {{"who", who}}));
  if (candidate.kind == TodayKind::acquaint) why.push_back(why_meet(candidate, dossier).back());
  if (candidate.kind == TodayKind::rhythm) why.push_back(say("why.rhythm"));
  if (candidate.kind == TodayKind::fading) why.push_back(say("why.fading"));
  if (candidate.fits_goal) why.push_back(say("why.goal", {{"goal", candidate.goal}}));
  if (candidate.same_organisation) why.push_back(say("why.organisation"));
  add_standing(why, candidate, dossier);
  if (candidate.lowered) why.push_back(say("why.lowered"));
  const bool is_dated = candidate.due && !candidate.overdue && is_owed(candidate.kind) && !waits;
  if (why.empty() && is_dated)
    why.push_back(say("why.due", {{"due", due_phrase(*candidate.due, setting.today)}}));
  if (why.empty()) {
    const Date since = candidate.known_since.value_or(day_of(candidate, setting));
    why.push_back(say("why.silent", {{"month", in_month(since)}}));
  }
  return why;
}

std::optional<Message> give_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting) {
  const contacts::Contact& contact = dossier.contact;
  const std::string who = called(contact);
  const bool owed = candidate.kind == TodayKind::promise || candidate.kind == TodayKind::thank ||
                    candidate.kind == TodayKind::planned || candidate.kind == TodayKind::acquaint;
  if (owed) return std::nullopt;
  if (candidate.kind == TodayKind::ask) {
    return candidate.offer.empty() ? std::nullopt
                                   : std::optional(say("give.offer", {{"offer", quoted(candidate.offer)}}));
  }
  if (!contact.ask.empty()) return say("give.ask", {{"who", who}, {"ask", quoted(contact.ask)}});
  if (candidate.kind == TodayKind::answer_awaited) return say("give.easy");
  const bool is_silent = candidate.kind == TodayKind::dormant || candidate.kind == TodayKind::fading;
  if (is_silent) {
    if (auto begin = opener(dossier, who)) return begin;
  }
  if (!contact.cares_about.empty()) {
    return say("give.cares",
               {{"who", who}, {"cares", without_capital(quoted(shorten(contact.cares_about, 120)))}});
  }
  if (!setting.my_offer.empty()) return say("give.offer", {{"offer", quoted(setting.my_offer)}});
  return say("give.attention");
}

}  // namespace confrere::today
