#include "features/etiquette/manner_phrases.h"

#include <algorithm>
#include <array>
#include <optional>

#include "features/etiquette/credentials.h"
#include "features/etiquette/dates.h"

namespace confrere::etiquette {
namespace {

std::vector<Place> asks_for_job(const Marked& marked, const Circumstances&) {
  std::vector<Place> places;
  for (const Match& match : in_body(marked, "asks-for-job")) places.push_back(place_of(marked, match));
  return places;
}

std::size_t questions_in(const Marked& marked) {
  const auto& sentences = marked.reading().sentences;
  return static_cast<std::size_t>(std::count_if(sentences.begin(), sentences.end(),
                                                [](const Sentence& sentence) { return sentence.question; }));
}

std::vector<Place> question_barrage(const Marked& marked, const Circumstances&) {
  if (questions_in(marked) < marked.book().limit("questions")) return {};
  Place place;
  bool begun = false;
  for (const Sentence& sentence : marked.reading().sentences) {
    if (!sentence.question) continue;
    if (!begun) place.start = sentence.start;
    begun = true;
    place.end = sentence.end;
  }
  return {place};
}

/// "Thank you for" with something behind it that is not "everything".
bool says_what_for(const Marked& marked) {
  const auto ends = marked.ends("thanks-what");
  const auto vague = marked.begins("thanks-vague");
  for (std::size_t word = 1; word < ends.size(); ++word) {
    if (!ends[word]) continue;
    const bool something =
        word < marked.words().size() && marked.words()[word].sentence == marked.words()[word - 1].sentence;
    if (something && !vague[word - 1]) return true;
  }
  return false;
}

std::vector<Place> ask_without_give(const Marked& marked, const Circumstances& circumstances) {
  const auto jobs = in_body(marked, "asks-for-job");
  std::vector<Place> asks;
  for (const Match& match : in_body(marked, "ask")) asks.push_back(place_of(marked, match));
  if (asks.empty()) asks = first_of(marked, jobs);
  if (asks.empty()) asks = question_barrage(marked, circumstances);
  if (asks.empty() || marked.any_in_body("give") || marked.any_in_body("shared") || says_what_for(marked))
    return {};
  // A CV is no gift.
  if (jobs.empty() && marked.any_in_body("give-attached")) return {};
  return {asks.front()};
}

bool speaks_of_the_other(const Marked& marked, const Sentence& sentence) {
  for (std::uint32_t word = sentence.first; word < sentence.last; ++word) {
    const std::string_view text = marked.text(word);
    if (text == "you" || text == "your" || text == "yours") return true;
  }
  return false;
}

/// It is neither about the writer nor about what is to come.
bool tells_what_happened(const Marked& marked, const Sentence& sentence) {
  const std::string_view first = marked.text(sentence.first);
  if (first == "i" || first == "we" || first == "see" || first == "it" || first == "that" || first == "words")
    return false;
  for (std::uint32_t word = sentence.first; word < sentence.last; ++word) {
    const std::string_view text = marked.text(word);
    if (text == "will" || text == "would" || text == "shall" || text == "thank" || text == "thanks")
      return false;
  }
  return true;
}

/// A sentence beside the thanks that could be its reason.
bool gives_a_reason(const Marked& marked) {
  const auto vague = marked.sentences_with("thanks-vague");
  const auto thanks = marked.sentences_with("thanks");
  const auto& sentences = marked.reading().sentences;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Sentence& sentence = sentences[i];
    if (marked.words()[sentence.first].zone == Zone::closing || vague[i]) continue;
    const std::size_t words = sentence.last - sentence.first;
    const std::size_t least = marked.book().limit("words_of_a_reason") * (thanks[i] ? 2 : 1);
    if (words >= least && (speaks_of_the_other(marked, sentence) || tells_what_happened(marked, sentence)))
      return true;
  }
  return false;
}

std::vector<Place> thanks_without_what(const Marked& marked, const Circumstances&) {
  const auto thanks = in_body(marked, "thanks");
  if (thanks.empty() || says_what_for(marked) || gives_a_reason(marked)) return {};
  const auto none = marked.of("no-thanks");
  const auto asked =
      std::any_of(none.begin(), none.end(), [&](const Match& match) { return marked.in_body(match); });
  if (asked) return {};
  return first_of(marked, thanks);
}

/// Places where a word of the writer's begins: after white space.
std::vector<std::size_t> word_starts(const Marked& marked) {
  std::vector<std::size_t> starts;
  const Letters& letters = marked.reading().letters;
  bool space = true;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const bool is_space = letters[at] == U' ' || letters[at] == U'\n' || letters[at] == U'\t' ||
                          letters[at] == U'\r' || letters[at] == U'\u00a0';
    if (!is_space && space) starts.push_back(at);
    space = is_space;
  }
  return starts;
}

std::vector<Place> too_long(const Marked& marked, const Circumstances&) {
  const auto starts = word_starts(marked);
  const std::size_t limit = marked.book().limit("words");
  if (starts.size() <= limit) return {};
  return {{.start = starts[limit], .end = marked.reading().letters.size()}};
}

std::vector<Place> no_next_step(const Marked& marked, const Circumstances&) {
  if (marked.any_in_body("step")) return {};
  const auto hopes = in_body(marked, "hope");
  if (!hopes.empty()) return {place_of(marked, hopes.front())};
  const auto asks = in_body(marked, "ask");
  if (!asks.empty()) return {place_of(marked, asks.front())};
  const auto jobs = in_body(marked, "asks-for-job");
  return first_of(marked, jobs);
}

std::vector<Place> third_nudge(const Marked& marked, const Circumstances& circumstances) {
  const bool enough = is_nudged(circumstances);
  const auto said = in_body(marked, "third-nudge");
  if (!enough) return first_of(marked, said);
  if (marked.any_in_body("lets-go")) return {};
  if (!said.empty()) return first_of(marked, said);
  for (const Sentence& sentence : marked.reading().sentences) {
    const Word& first = marked.words()[sentence.first];
    if (first.zone == Zone::body || marked.reading().sentences.size() == 1)
      return {{.start = sentence.start, .end = sentence.end}};
    const Word& last = marked.words()[sentence.last - 1];
    if (last.zone == Zone::body) return {{.start = sentence.start, .end = sentence.end}};
  }
  return {};
}

constexpr std::uint32_t kReachOfNo = 5;  ///< words

/// Of oneself one may say so, and of things.
bool is_of_people(const Marked& marked, const Match& match) {
  const Lists self = marked.book().list("self");
  const Lists things = marked.book().list("thing_noun");
  const Sentence& sentence = marked.sentence_of(match.first);
  for (std::uint32_t word = match.first; word < match.last; ++word) {
    const std::string_view text = marked.text(word);
    if (text == "i" || text == "me" || text == "myself" || text == "mine") return false;
    if (marked.is(word, things) && word + 1 == match.last) return false;
  }
  if (match.last < sentence.last && marked.words()[match.last].between == kSpace &&
      marked.is(match.last, things))
    return false;
  if (match.first > sentence.first && marked.text(match.first) != "our" && marked.text(match.first) != "my") {
    const std::uint32_t last = match.first - 1;
    const bool of_self = marked.is(last, self) && marked.text(last) != "our" && marked.text(last) != "my";
    const bool am = last > sentence.first && (marked.text(last) == "am" || marked.text(last) == "was") &&
                    (marked.text(last - 1) == "i" || marked.text(last - 1) == "we");
    const std::uint32_t reach = match.first - std::min(match.first - sentence.first, kReachOfNo);
    for (std::uint32_t word = reach; word < match.first; ++word) {
      const std::string_view text = marked.text(word);
      if (text == "nobody" || text == "never" || text == "ever" || text == "no") return false;
    }
    if (of_self || am || marked.text(last) == "not" || marked.text(last) == "no" ||
        marked.text(last) == "never")
      return false;
  }
  return true;
}

std::vector<Place> ill_word(const Marked& marked, const Circumstances&) {
  std::vector<Place> places;
  for (const Match& match : in_body(marked, "ill-word")) {
    if (is_of_people(marked, match)) places.push_back(place_of(marked, match));
  }
  return places;
}

/// Sentences in which the writer's own hands, harm and where it is done come together: "My second Whipple
/// bled in recovery". The harm is the place.
std::vector<Place> own_mishaps(const Marked& marked, const std::vector<bool>& shop) {
  const Lists harm = marked.book().list("harm");
  const Lists scene = marked.book().list("scene_of_harm");
  const Lists self = marked.book().list("self");
  const auto mine = marked.sentences_with("of-mine");
  std::vector<Place> places;
  const auto& sentences = marked.reading().sentences;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (!mine[i] || shop[i]) continue;
    std::optional<std::uint32_t> harmed;
    bool said = false;
    bool there = false;
    bool of_the_other = false;
    for (std::uint32_t word = sentences[i].first; word < sentences[i].last; ++word) {
      said = said || marked.is(word, self);
      if (!harmed && said && marked.is(word, harm)) harmed = word;
      there = there || (marked.is(word, scene) && !marked.is(word, harm));
      of_the_other = of_the_other || marked.text(word) == "you" || marked.text(word) == "your";
    }
    if (!harmed || !there || of_the_other) continue;
    places.push_back({.start = sentences[i].start, .end = marked.words()[sentences[i].last - 1].end});
  }
  return places;
}

/// Troubles at law are told of somebody; where they are taught or counted, they are nobody's.
std::vector<Place> complication_or_lawsuit(const Marked& marked, const Circumstances&) {
  std::vector<Place> places;
  for (const Match& match : in_body(marked, "complication-or-lawsuit"))
    places.push_back(place_of(marked, match));
  if (!places.empty()) return places;
  const auto shop = marked.sentences_with("shop-of-law");
  places = own_mishaps(marked, shop);
  for (const Match& match : in_body(marked, "trouble-at-law")) {
    if (!shop[marked.words()[match.first].sentence]) places.push_back(place_of(marked, match));
  }
  return places;
}

using Look = std::vector<Place> (*)(const Marked&, const Circumstances&);
struct Named {
  std::string_view rule;
  Look look;
};
constexpr std::array<Named, 10> kRules{{{"asks-for-job", asks_for_job},
                                        {"question-barrage", question_barrage},
                                        {"credential-repeat", credential_repeat},
                                        {"ask-without-give", ask_without_give},
                                        {"thanks-without-what", thanks_without_what},
                                        {"too-long", too_long},
                                        {"no-next-step", no_next_step},
                                        {"third-nudge", third_nudge},
                                        {"ill-word", ill_word},
                                        {"complication-or-lawsuit", complication_or_lawsuit}}};

/// A day, or an hour, outside greeting and closing.
bool has_date(const Marked& marked) {
  const auto& words = marked.words();
  for (std::uint32_t at = 0; at < words.size(); ++at) {
    if (words[at].zone != Zone::body) continue;
    if (date_at(marked, at)) return true;
    const bool hour = words[at].number && at + 1 < words.size() && words[at + 1].number &&
                      (words[at + 1].between == kColon || words[at + 1].between == kStop) &&
                      words[at + 1].end - words[at + 1].start == 2;
    if (hour) return true;
  }
  return false;
}

/// Booleans as one word, so that a model can tell their combinations apart.
std::string pattern_of(const Term& name, std::initializer_list<bool> bits) {
  std::string made = std::string(name.text()) + ' ';
  for (const bool bit : bits) made += bit ? '1' : '0';
  return made;
}

const Named& rule_named(std::string_view rule) {
  const auto found =
      std::find_if(kRules.begin(), kRules.end(), [&](const Named& named) { return named.rule == rule; });
  if (found != kRules.end()) return *found;
  throw BrokenInvariant({.message = "There is no rule of etiquette called " + std::string(rule) + "."});
}

}  // namespace

bool is_nudged(const Circumstances& circumstances) {
  return circumstances.nudges >= static_cast<int>(RuleBook::english().limit("nudges"));
}

std::vector<std::string> rule_clues(std::string_view model, const Marked& marked,
                                    const Circumstances& circumstances) {
  const bool asks = marked.any_in_body("ask");
  const bool job = marked.any_in_body("asks-for-job");
  const bool orders = marked.any_in_body("directive");
  const bool wants = marked.any_in_body("wanting");
  const bool offers = marked.any_in_body("offering");
  if (model == "ask-without-give") {
    return {pattern_of("orders", {orders, wants, marked.any_in_body("asks-you")}),
            pattern_of("balance", {orders || wants || asks || job || questions_in(marked) > 0,
                                   offers || marked.any_in_body("give") || marked.any_in_body("shared") ||
                                       says_what_for(marked)}),
            pattern_of("due", {marked.any_in_body("deadline"), offers}),
            pattern_of("asks", {asks, job, questions_in(marked) > 0}),
            pattern_of("gives", {marked.any_in_body("give"), marked.any_in_body("shared"),
                                 marked.any_in_body("give-attached"), says_what_for(marked)}),
            pattern_of("reminds",
                       {circumstances.nudges >= 2, questions_in(marked) >= marked.book().limit("questions")}),
            pattern_of(kByRule, {!ask_without_give(marked, circumstances).empty()})};
  }
  if (model == "no-next-step") {
    const bool later = marked.any_in_body("some-time");
    const bool together = marked.any_in_body("together");
    const bool step = marked.any_in_body("step");
    return {pattern_of("later", {later, together, step}),
            pattern_of("open",
                       {later || together || marked.any_in_body("hope"), step || orders, has_date(marked)}),
            pattern_of("hopes", {marked.any_in_body("hope"), asks, job, questions_in(marked) > 0}),
            pattern_of("step", {marked.any_in_body("step"), marked.any_in_body("hope") || asks || job}),
            pattern_of(kByRule, {!no_next_step(marked, circumstances).empty()})};
  }
  if (model == "third-nudge") {
    return {pattern_of("reminds", {marked.any_in_body("third-nudge"), marked.any_in_body("lets-go")}),
            pattern_of("asks", {asks, job, questions_in(marked) > 0}),
            pattern_of("gives", {marked.any_in_body("give"), marked.any_in_body("give-attached")})};
  }
  if (model == "credential-repeat") return credential_clues(marked);
  if (model == "question-barrage")
    return {pattern_of(kByRule, {!question_barrage(marked, circumstances).empty()})};
  return {pattern_of("thanks", {marked.any_in_body("thanks"), marked.any_in_body("no-thanks")}),
          pattern_of("reason",
                     {says_what_for(marked), gives_a_reason(marked), marked.any_in_body("thanks-vague")}),
          pattern_of(kByRule, {!thanks_without_what(marked, circumstances).empty()})};
}

std::vector<Place> found_by_phrases(std::string_view rule, const Marked& marked,
                                    const Circumstances& circumstances) {
  return rule_named(rule).look(marked, circumstances);
}

}  // namespace confrere::etiquette
