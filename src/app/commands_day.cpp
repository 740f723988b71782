#include <array>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/people.h"
#include "app/terminal.h"

namespace confrere::app {
namespace {

using boost::json::value;
using http::Method;

constexpr std::size_t kLineWidth = 76;

std::string text_at(const value& from, std::string_view name) {
  const value* found = from.as_object().if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

std::string day_heading(const std::string& date_text) {
  static constexpr std::array kWeekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                        "Thursday", "Friday", "Saturday"};
  const auto date = Date::parse(date_text);
  if (!date) return date_text;
  const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(date->days))};
  return fmt::format("{} {} {}", kWeekdays.at(weekday.c_encoding()),
                     static_cast<unsigned>(date->civil().day()), date->month_name());
}

/// "five people, about ten minutes", as the app's Today says it.
std::string how_much(const value& today) {
  static constexpr std::array kNumbers{"nobody", "one person", "two",   "three", "four", "five",
                                       "six",    "seven",      "eight", "nine",  "ten"};
  std::size_t open = 0;
  for (const value& item : today.at("items").as_array()) open += text_at(item, "state") == "open" ? 1 : 0;
  std::string text = open < kNumbers.size() ? kNumbers[open] : std::to_string(open);
  if (open > 1) text += " people";
  const value* minutes = today.as_object().if_contains("minutes");
  if (open > 0 && minutes != nullptr)
    text += fmt::format(", about {} min", minutes->to_number<std::int64_t>());
  return text;
}

/// What a draft says, in a line: its first paragraph after the greeting.
std::string gist(std::string_view draft) {
  constexpr std::string_view kParagraphEnd = "\n\n";
  const auto greeting_end = draft.find(kParagraphEnd);
  if (greeting_end == std::string_view::npos) return first_line(draft);
  return first_line(draft.substr(greeting_end + kParagraphEnd.size()));
}

void print_item(std::size_t number, const value& item) {
  const value& contact = item.at("contact");
  std::string who = bold(text_at(contact, "name"));
  const value* other = item.as_object().if_contains("other");
  if (other != nullptr && other->is_object()) who += " and " + bold(text_at(*other, "name"));
  if (const std::string headline = text_at(contact, "headline"); !headline.empty())
    who += faint(" · " + headline);
  if (text_at(item, "state") != "open") who += faint(" · " + text_at(item, "state"));
  if (item.at("overdue").as_bool()) who += bold(" · overdue");
  std::cout << fmt::format("{:2}. {}\n", number, who)
            << wrapped(text_at(item.at("reason"), "text"), kLineWidth, "    ");
  const value& action = item.at("action");
  const std::string href = text_at(action, "href");
  std::cout << fmt::format("    → {}{}\n", text_at(action, "kind"),
                           href.empty() ? "" : "  " + first_line(href.substr(0, 60)));
  if (const value& draft = action.at("draft"); draft.is_object()) {
    std::cout << faint(wrapped(fmt::format("“{}”", gist(text_at(draft, "text"))), kLineWidth, "      "));
  }
}

void print_today(const value& today) {
  std::cout << bold(day_heading(text_at(today, "date"))) << " · " << how_much(today) << "\n";
  std::size_t number = 0;
  for (const value& item : today.at("items").as_array()) {
    std::cout << '\n';
    print_item(++number, item);
  }
  const value* extra = today.as_object().if_contains("extra");
  if (number == 0 && extra != nullptr && extra->is_object()) {
    std::cout << "\nNothing is waiting. If you like:\n\n";
    print_item(1, *extra);
  }
  const auto more = today.at("more").to_number<std::int64_t>();
  if (more > 0) std::cout << '\n' << faint(fmt::format("{} more with --all.", more)) << '\n';
}

Result<void> run_today(const Arguments& arguments) {
  ApiClient::Query query;
  if (const auto at = arguments.find("--at")) {
    if (!Instant::parse(*at)) return wrong_use("--at is a time such as 2026-11-21T08:00:00Z.");
    query.emplace_back("at", *at);
  }
  if (arguments.has("--all")) query.emplace_back("all", "true");
  const auto api = open_as_actor(arguments);
  if (!api) return api.error();
  const auto answer = (*api)->send(Method::get, "/api/v1/today", query);
  if (!answer) return answer.error();
  if (arguments.has("--json")) {
    std::cout << *answer << '\n';
    return {};
  }
  const auto today = parse_json(*answer);
  if (!today) return today.error();
  print_today(*today);
  return {};
}

Result<boost::json::object> encounter_of(const Arguments& arguments) {
  boost::json::object encounter;
  for (const auto& [flag, field] : {std::pair("--note", "note"), std::pair("--channel", "channel"),
                                    std::pair("--depth", "depth"), std::pair("--begun-by", "begun_by")}) {
    if (const auto given = arguments.find(flag)) encounter[field] = *given;
  }
  if (const auto at = arguments.find("--at")) {
    if (!Instant::parse(*at)) return wrong_use("--at is a time such as 2026-11-21T08:00:00Z.");
    encounter["happened_at"] = *at;
  }
  boost::json::array promises;
  for (const std::string& promise : arguments.all("--promise"))
    promises.emplace_back(boost::json::object{{"text", promise}});
  if (!promises.empty()) encounter["promises"] = std::move(promises);
  boost::json::array needs;
  for (const std::string& need : arguments.all("--need")) needs.emplace_back(need);
  if (!needs.empty()) encounter["needs"] = std::move(needs);
  if (arguments.has("--awaits-answer")) encounter["awaits_answer"] = true;
  if (arguments.has("--no-patient-confirmed")) encounter["no_patient_confirmed"] = true;
  return encounter;
}

void print_logged(const value& encounter) {
  std::vector<std::string> names;
  for (const value& contact : encounter.at("with").as_array()) names.push_back(text_at(contact, "name"));
  std::cout << fmt::format("Logged with {}.\n", fmt::join(names, ", "));
  for (const value& promise : encounter.at("promises").as_array()) {
    std::cout << fmt::format("Promised: {} (by {})\n", text_at(promise, "text"), text_at(promise, "due"));
  }
}

Result<void> run_log(const Arguments& arguments) {
  auto encounter = encounter_of(arguments);
  if (!encounter) return encounter.error();
  const auto api = open_as_actor(arguments);
  if (!api) return api.error();
  boost::json::array with;
  for (const std::string& name : arguments.all("--with")) {
    const auto id = find_person(**api, name);
    if (!id) return id.error();
    with.emplace_back(*id);
  }
  (*encounter)["with"] = std::move(with);
  const auto answer = (*api)->send(Method::post, "/api/v1/encounters", {}, *encounter);
  if (!answer) return answer.error();
  if (arguments.has("--json")) {
    std::cout << *answer << '\n';
    return {};
  }
  const auto logged = parse_json(*answer);
  if (!logged) return logged.error();
  print_logged(*logged);
  return {};
}

}  // namespace

Command today_command() {
  return {.name = "today",
          .summary = "Show whom to reach out to today, why, and with what.",
          .usage = "--data DIR --as EMAIL [--json] [--at TIME] [--all]",
          .line = {.flags = flags_with_actor(
                       {{.name = "--json", .help = "print the API's answer"},
                        {.name = "--at", .value = "TIME", .help = "as it would look then; changes nothing"},
                        {.name = "--all", .help = "everything that qualifies instead of the day's five"}})},
          .run = run_today};
}

Command log_command() {
  return {
      .name = "log",
      .summary = "Log an encounter with one or more people.",
      .usage = "--data DIR --as EMAIL --with NAME… --note TEXT [--promise TEXT] …",
      .line =
          {.flags = flags_with_actor(
               {{.name = "--with",
                 .value = "NAME…",
                 .help = "whom you met: names or ids",
                 .required = true,
                 .many = true},
                {.name = "--note", .value = "TEXT", .help = "one line is enough; it stays private"},
                {.name = "--channel", .value = "C", .help = "in_person, call, video or message"},
                {.name = "--depth", .value = "D", .help = "passing, conversation or deep"},
                {.name = "--begun-by", .value = "WHO", .help = "me, them or event"},
                {.name = "--at",
                 .value = "TIME",
                 .help = "when it was, such as 2026-11-21T08:00:00Z; else now"},
                {.name = "--promise", .value = "TEXT", .help = "what you said you would do", .many = true},
                {.name = "--need", .value = "TEXT", .help = "what they need", .many = true},
                {.name = "--awaits-answer", .help = "you wrote or asked, and wait for an answer"},
                {.name = "--no-patient-confirmed", .help = "what looks like a patient's number is none"},
                {.name = "--json", .help = "print the API's answer"}})},
      .run = run_log};
}

}  // namespace confrere::app
