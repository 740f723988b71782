#pragma once

#include <cstdint>
#include <string_view>

namespace confrere::etiquette {

/// A word of a clue's name with its hash: of literals the compiler makes it, of a text's words it is made
/// once.
class Term {
 public:
  constexpr Term() = default;
  /// A literal is a term; by the compiler alone.
  consteval Term(const char* literal) : Term(std::string_view(literal)) {}
  /// A view: what it is of has to outlive it.
  constexpr explicit Term(std::string_view text) : text_(text), hash_(hash_of(text)) {}

  [[nodiscard]] constexpr std::string_view text() const { return text_; }
  [[nodiscard]] constexpr std::uint64_t hash() const { return hash_; }
  [[nodiscard]] constexpr bool empty() const { return text_.empty(); }
  friend constexpr bool operator==(const Term& a, const Term& b) { return a.text_ == b.text_; }

  /// The finaliser of MurmurHash3, a half of it.
  static constexpr std::uint64_t mixed(std::uint64_t hash) {
    hash *= 0xff51afd7ed558ccdULL;
    return hash ^ hash >> 32;
  }

 private:
  static constexpr std::uint64_t hash_of(std::string_view text) {
    constexpr std::size_t kAtOnce = sizeof(std::uint64_t);
    std::uint64_t hash = mixed(0x9e3779b97f4a7c15ULL ^ text.size());
    for (std::size_t at = 0; at < text.size(); at += kAtOnce) {
      std::uint64_t part = 0;
      for (std::size_t byte = at; byte < text.size() && byte < at + kAtOnce; ++byte)
        part = part << 8 | static_cast<unsigned char>(text[byte]);
      hash = mixed(hash ^ part);
    }
    return hash;
  }

  std::string_view text_;
  std::uint64_t hash_ = 0;
};

}  // namespace confrere::etiquette
