#include <cmath>
#include <cstdint>
#include <sstream>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "formats/network_files.h"

namespace {

using confrere::fuzz::check;
using namespace confrere::formats;

constexpr confrere::Instant kNow{1'800'000'000'000'000};

template <class T>
void check_refusal(const confrere::Result<T>& read) {
  check(read || !read.error().message.empty(), "a refusal says why");
}

void check_touches(std::istream& file) {
  const auto log = read_touch_log(file, kNow);
  check_refusal(log);
  if (!log) return;
  for (std::size_t i = 0; i < log->touches.size(); ++i) {
    const LoggedTouch& touch = log->touches[i];
    check(touch.from != touch.to, "a touch is of two people");
    check(std::max(touch.from, touch.to) < log->people.size(), "people have names");
    check(touch.at <= kNow, "no touch is in the future");
    check(i == 0 || log->touches[i - 1].at <= touch.at, "touches are in order");
  }
}

void check_ties(std::istream& file) {
  const auto list = read_tie_list(file);
  check_refusal(list);
  if (!list) return;
  for (const ListedTie& tie : list->ties) {
    check(tie.from != tie.to && std::max(tie.from, tie.to) < list->people.size(), "a tie is of two people");
    check(tie.strength > 0 && tie.strength <= 1, "a strength is above 0 and up to 1");
    check(confrere::is_valid_text(list->people.name_of(tie.from)), "a name is UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  std::istringstream touches(bytes), ties(bytes), acquaintances(bytes), people(bytes);
  check_touches(touches);
  check_ties(ties);
  check_refusal(read_acquaintances(acquaintances));
  check_refusal(read_people(people, PeopleCondition{"role", "gp"}));
  return 0;
}
