#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "features/follow_ups/follow_ups.h"

namespace confrere::follow_ups {
namespace {

struct Hint {
  std::string_view phrase;  ///< folded; whole words
  FollowUpKind kind;
};

/// Tried in this order, so that "send a thank-you card" is a thank and "introduce her over coffee" an
/// introduction.
constexpr std::array kHints{
    Hint{"thank", FollowUpKind::thank},
    Hint{"thanks", FollowUpKind::thank},
    Hint{"introduce", FollowUpKind::introduce},
    Hint{"introduction", FollowUpKind::introduce},
    Hint{"put in touch", FollowUpKind::introduce},
    Hint{"in touch with", FollowUpKind::introduce},
    Hint{"connect with", FollowUpKind::introduce},
    Hint{"referral pad", FollowUpKind::send_referral_pad},
    Hint{"referral form", FollowUpKind::send_referral_pad},
    Hint{"biography", FollowUpKind::send_biography},
    Hint{"bio", FollowUpKind::send_biography},
    Hint{"cv", FollowUpKind::send_biography},
    Hint{"resume", FollowUpKind::send_biography},
    Hint{"linkedin", FollowUpKind::connect_online},
    Hint{"connect online", FollowUpKind::connect_online},
    Hint{"my card", FollowUpKind::send_card},
    Hint{"business card", FollowUpKind::send_card},
    Hint{"contact details", FollowUpKind::send_card},
    Hint{"my mobile", FollowUpKind::send_card},
    Hint{"my number", FollowUpKind::send_card},
    Hint{"call", FollowUpKind::call},
    Hint{"ring", FollowUpKind::call},
    Hint{"phone", FollowUpKind::call},
    Hint{"telephone", FollowUpKind::call},
    Hint{"meet", FollowUpKind::meet},
    Hint{"coffee", FollowUpKind::meet},
    Hint{"lunch", FollowUpKind::meet},
    Hint{"dinner", FollowUpKind::meet},
    Hint{"visit", FollowUpKind::meet},
};

}  // namespace

FollowUpKind kind_of_promise(std::string_view text) {
  const std::string spaced = ' ' + join(words(fold(text)), " ") + ' ';
  const auto holds = [&](const Hint& hint) {
    return spaced.find(' ' + std::string(hint.phrase) + ' ') != std::string::npos;
  };
  const auto found = std::find_if(kHints.begin(), kHints.end(), holds);
  return found == kHints.end() ? FollowUpKind::write : found->kind;
}

}  // namespace confrere::follow_ups
