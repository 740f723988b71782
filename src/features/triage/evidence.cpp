#include "features/triage/evidence.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/catalogue.h"

namespace confrere::triage {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr double kRecentHalves = 2;  ///< years

std::string month_of(Date day) {
  return fmt::format("{} {}", day.month_name(), static_cast<int>(day.civil().year()));
}

Message connected(const Evidence& evidence) {
  const std::string month = month_of(*evidence.connected_on);
  return evidence.from_linkedin ? say("triage.connected.linkedin", {{"month", month}})
                                : say("triage.connected", {{"month", month}});
}

Message held(std::int64_t count) {
  return count == 1 ? say("triage.held.one") : say("triage.held.more", {{"count", std::to_string(count)}});
}

}  // namespace

double weight(const Evidence& evidence, Date today) {
  double sum = 3.0 * static_cast<double>(std::min<std::int64_t>(evidence.held, 3));
  if (!evidence.shared_organisation.empty()) sum += 2.5;
  if (!evidence.shared_specialty.empty()) sum += 1.5;
  if (evidence.has_note) sum += 2;
  if (evidence.has_how_we_met) sum += 1.5;
  if (evidence.has_photo) sum += 1;
  if (evidence.has_phone_and_mail) sum += 1;
  const double years = std::max(0, today - evidence.connected_on.value_or(evidence.since)) / kDaysPerYear;
  return sum + 2 * std::exp2(-years / kRecentHalves);
}

std::vector<Message> in_words(const Evidence& evidence) {
  std::vector<Message> said;
  if (evidence.held > 0) said.push_back(held(evidence.held));
  if (!evidence.shared_organisation.empty()) {
    said.push_back(say("triage.organisation", {{"organisation", evidence.shared_organisation}}));
  }
  if (!evidence.shared_specialty.empty()) {
    said.push_back(say("triage.specialty", {{"specialty", evidence.shared_specialty}}));
  }
  if (evidence.has_note) said.push_back(say("triage.note"));
  if (evidence.has_how_we_met) said.push_back(say("triage.met"));
  if (evidence.connected_on) said.push_back(connected(evidence));
  if (evidence.has_photo) said.push_back(say("triage.photo"));
  if (evidence.has_phone_and_mail) said.push_back(say("triage.reach"));
  if (said.empty()) said.push_back(say("triage.card", {{"month", month_of(evidence.since)}}));
  return said;
}

}  // namespace confrere::triage
