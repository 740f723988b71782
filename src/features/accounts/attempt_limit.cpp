#include "features/accounts/attempt_limit.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/network_address.h"

namespace confrere::accounts {
namespace {

constexpr int kMostDoublings = 20;

Error wait_please(std::chrono::microseconds wait) {
  const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
  return {.code = ErrorCode::rate_limited,
          .message = fmt::format("That was tried too often. Please wait {} and try again.",
                                 seconds == 1 ? "a second" : fmt::format("{} seconds", seconds)),
          .retry_after = seconds};
}

}  // namespace

std::chrono::seconds AttemptLimit::wait_after(int count) const {
  if (count < policy_.free) return std::chrono::seconds(0);
  const int doublings = std::min(count - policy_.free, kMostDoublings);
  return std::min(policy_.longest_wait, std::chrono::seconds(std::int64_t{1} << doublings));
}

Result<void> AttemptLimit::admit(const std::string& key, Instant now) {
  const std::lock_guard lock(mutex_);
  if (tries_.size() >= kMostKeys && !tries_.contains(key)) make_room(now);
  Tries& tries = tries_[key];
  if (now - tries.last > policy_.forget_after) tries = {};
  // A clock that went back makes nobody wait until it is as late again.
  tries.next_allowed = std::min(tries.next_allowed, now + wait_after(tries.count));
  if (now < tries.next_allowed) return wait_please(tries.next_allowed - now);
  ++tries.count;
  tries.last = now;
  tries.next_allowed = now + wait_after(tries.count);
  return {};
}

void AttemptLimit::forget(const std::string& key) {
  const std::lock_guard lock(mutex_);
  tries_.erase(key);
}

void AttemptLimit::take_back(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = tries_.find(key);
  if (found == tries_.end() || found->second.count == 0) return;
  --found->second.count;
  found->second.next_allowed = found->second.last;
}

void AttemptLimit::make_room(Instant now) {
  std::erase_if(tries_, [&](const auto& entry) { return now - entry.second.last > policy_.forget_after; });
  if (tries_.size() < kMostKeys) return;
  std::vector<Instant> ages;
  ages.reserve(tries_.size());
  for (const auto& [key, tries] : tries_) ages.push_back(tries.last);
  const auto middle = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2);
  std::nth_element(ages.begin(), middle, ages.end());
  std::erase_if(tries_, [limit = *middle](const auto& entry) { return entry.second.last <= limit; });
}

Result<void> SignInLimit::admit(const std::string& email_key, const std::string& address, Instant now) {
  const std::string from = address_key(address);
  if (auto admitted = pair_.admit(from + ' ' + email_key, now); !admitted) return admitted;
  if (auto admitted = address_.admit(from, now); !admitted) return admitted;
  return account_.admit(email_key, now);
}

void SignInLimit::succeeded(const std::string& email_key, const std::string& address) {
  const std::string from = address_key(address);
  pair_.forget(from + ' ' + email_key);
  account_.forget(email_key);
  address_.take_back(from);
}

}  // namespace confrere::accounts
