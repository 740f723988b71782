#include "features/accounts/password.h"

#include <array>
#include <semaphore>
#include <stdexcept>

#include <sodium.h>

#include "base/text.h"

namespace confrere::accounts {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = std::size_t{19} * 1024 * 1024;
constexpr std::ptrdiff_t kAtOnce = 2;
constexpr std::size_t kLeastCharacters = 10;
constexpr std::size_t kMostBytes = 1024;

std::counting_semaphore<kAtOnce>& slots() {
  static std::counting_semaphore<kAtOnce> semaphore(kAtOnce);
  return semaphore;
}

class Slot {
 public:
  Slot() {
    static const int kReady = sodium_init();  // also chooses the code for this processor
    if (kReady < 0) throw std::runtime_error("the system gives no random numbers");
    slots().acquire();
  }
  ~Slot() { slots().release(); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
};

/// Of a password that nobody can type.
const std::string& nobodys_hash() {
  static const std::string kHash = hash_password("\x01 nobody has this password \x01");
  return kHash;
}

bool same_words(std::string_view a, std::string_view b) {
  return !b.empty() && ascii_lower(a) == ascii_lower(b);
}

}  // namespace

std::string hash_password(std::string_view password) {
  const Slot slot;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), kPasses, kMemory) != 0) {
    throw std::runtime_error("there is not enough memory to hash a password");
  }
  return hash.data();
}

bool password_fits(std::string_view password, std::string_view hash) {
  const std::string compared = hash.empty() ? nobodys_hash() : std::string(hash);
  const Slot slot;
  const bool fits = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

Result<void> check_password(std::string_view password, std::string_view email, std::string_view name,
                            const std::string& field) {
  if (!is_valid_text(password))
    return invalid(field, "The password holds characters that cannot be typed again.");
  if (code_points(password) < kLeastCharacters) {
    return invalid(field,
                   "Please choose a password of at least 10 characters. A few words in a row are good.");
  }
  if (password.size() > kMostBytes)
    return invalid(field, "Please choose a password of at most 1,000 characters.");
  if (same_words(password, email) || same_words(password, email.substr(0, email.find('@')))) {
    return invalid(field, "Please choose a password that is not your e-mail.");
  }
  if (same_words(squeeze(password), squeeze(name))) {
    return invalid(field, "Please choose a password that is not your name.");
  }
  return {};
}

}  // namespace confrere::accounts
