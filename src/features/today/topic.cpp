#include "features/today/topic.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace confrere::today {
namespace {

constexpr std::array<std::string_view, 5> kLeads{"talked about ", "spoke about ", "discussed ",
                                                 "chatted about ", "talk about "};
constexpr std::array<std::string_view, 24> kNotToSay{
    "patient", "patients", "mr",     "mrs",   "ms",      "he",        "she",          "his",
    "her",     "him",      "they",   "their", "death",   "died",      "dying",        "lawsuit",
    "sued",    "error",    "errors", "fired", "divorce", "complaint", "complication", "complications"};
constexpr std::size_t kLongest = 60;

bool is_fit_to_say(std::string_view topic) {
  if (topic.empty() || code_points(topic) > kLongest) return false;
  if (std::any_of(topic.begin(), topic.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
  const auto all = words(fold(topic));
  return std::none_of(all.begin(), all.end(), [](const std::string& word) {
    return std::find(kNotToSay.begin(), kNotToSay.end(), word) != kNotToSay.end();
  });
}

}  // namespace

std::string topic_of(std::string_view note) {
  const std::string small = ascii_lower(note);
  for (const std::string_view lead : kLeads) {
    const std::size_t at = small.find(lead);
    if (at == std::string::npos) continue;
    const std::string_view rest = note.substr(at + lead.size());
    const std::string_view topic = trim(rest.substr(0, rest.find_first_of(".,;:!?()\n")));
    if (is_fit_to_say(topic)) return std::string(topic);
  }
  return {};
}

}  // namespace confrere::today
