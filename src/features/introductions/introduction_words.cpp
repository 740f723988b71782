/// Why two people should meet, in words.

#include "base/catalogue.h"
#include "base/text.h"
#include "base/wording.h"
#include "features/introductions/introductions.h"

namespace confrere::introductions {
namespace {

using graph::IntroductionReasonKind;
using Params = std::map<std::string, std::string>;

constexpr std::size_t kSentences = 2;
constexpr std::size_t kLineLetters = 160;

std::string quoted(std::string_view line) {
  return without_full_stop(shorten(line, kLineLetters));
}

bool is_of_both(IntroductionReasonKind kind) {
  return kind >= IntroductionReasonKind::complementary_roles;
}

/// "ask_meets_offer.cases": what the sentence's code ends with.
std::string sentence_of(const Reason& reason) {
  std::string sentence(word_of(reason.kind));
  if (reason.kind == IntroductionReasonKind::ask_meets_offer && reason.given_as != GivenAs::offer)
    sentence += '.' + std::string(word_of(reason.given_as));
  return sentence;
}

std::string side(const std::string& sector) {
  return sector.empty() ? sector : phrase("introduction.side." + sector);
}

/// The two sides of the reason as `giver` and `taker`.
Params params_of(const Reason& reason, const std::string& giver, const std::string& taker) {
  Params params{{"giver", giver}, {"taker", taker}, {"subject", without_capital(reason.subject)}};
  if (reason.kind == IntroductionReasonKind::complementary_roles) {
    params["given"] = side(reason.given);
    params["wanted"] = side(reason.wanted);
  } else {
    params["given"] =
        reason.given_as == GivenAs::specialty ? without_capital(reason.given) : quoted(reason.given);
    params["wanted"] = quoted(reason.wanted);
  }
  return params;
}

Message sentence(const Reason& reason, const std::string& who, const std::string& other) {
  const std::string& giver = reason.other_gives ? other : who;
  const std::string& taker = reason.other_gives ? who : other;
  return say("introduction." + sentence_of(reason), params_of(reason, giver, taker));
}

/// Said to the contact: "You need …, and Tom …", or the other way round.
std::string said(const Reason& reason, const std::string& other) {
  std::string code = "introduction.said." + sentence_of(reason);
  if (!reason.other_gives && !is_of_both(reason.kind)) code += ".back";
  return phrase(code, params_of(reason, other, other));
}

}  // namespace

std::vector<Message> why_meet(std::span<const Reason> reasons, const std::string& who,
                              const std::string& other) {
  std::vector<Message> why;
  for (const Reason& reason : reasons) {
    if (why.size() < kSentences) why.push_back(sentence(reason, who, other));
  }
  if (why.size() < kSentences) why.push_back(say("introduction.not_met"));
  return why;
}

std::string said_to_contact(std::span<const Reason> reasons, const std::string& other) {
  std::string text;
  std::size_t sentences = 0;
  for (const Reason& reason : reasons) {
    if (sentences == kSentences) break;
    if (sentences++ > 0) text += ' ';
    text += said(reason, other);
  }
  return sentences < kSentences ? text + ' ' + phrase("introduction.said.not_met") : text;
}

}  // namespace confrere::introductions
