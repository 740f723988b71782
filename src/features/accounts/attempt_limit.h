#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"

namespace confrere::accounts {

/// How often something may be tried: `free` times at once, after which each further try must wait twice as
/// long as the one before, from one second up to `longest_wait`. Forgotten when nothing was tried for
/// `forget_after`.
struct AttemptPolicy {
  int free = 5;
  std::chrono::seconds longest_wait{60};
  std::chrono::seconds forget_after{std::chrono::minutes(15)};
};

/// Counts tries by a key, in memory. Bounded: beyond `kMostKeys` the longest untouched are forgotten. Thread
/// safe.
class AttemptLimit {
 public:
  static constexpr std::size_t kMostKeys = 20'000;

  explicit AttemptLimit(AttemptPolicy policy) : policy_(policy) {}

  /// Counts a try as a failed one, before its outcome is known, so that many at once cannot pass together. An
  /// Error `rate_limited` with `retry_after`, and nothing counted, while the key must wait.
  Result<void> admit(const std::string& key, Instant now);
  /// The tries of the key were its owner's.
  void forget(const std::string& key);
  /// The last try of the key was a good one.
  void take_back(const std::string& key);

 private:
  struct Tries {
    int count = 0;
    Instant last;
    Instant next_allowed;
  };
  [[nodiscard]] std::chrono::seconds wait_after(int count) const;
  void make_room(Instant now);

  AttemptPolicy policy_;
  std::mutex mutex_;
  std::unordered_map<std::string, Tries> tries_;
};

/// The limits of signing in. One address that guesses at one account is slowed most; one address that guesses
/// at many accounts, and many addresses that guess at one, are slowed later. The last never makes the real
/// owner wait for more than some seconds, since otherwise anybody could lock anybody out.
class SignInLimit {
 public:
  Result<void> admit(const std::string& email_key, const std::string& address, Instant now);
  void succeeded(const std::string& email_key, const std::string& address);

 private:
  AttemptLimit pair_{{.free = 5, .longest_wait = std::chrono::minutes(5)}};
  AttemptLimit address_{{.free = 30, .longest_wait = std::chrono::minutes(5)}};
  AttemptLimit account_{{.free = 30, .longest_wait = std::chrono::seconds(8)}};
};

}  // namespace confrere::accounts
