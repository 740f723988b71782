#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace confrere {

/// The sixteen bytes of a UUID (RFC 9562), in network order.
using IdBytes = std::array<std::uint8_t, 16>;

/// A new UUIDv7: ordered by time across the process, so that rows of one moment stay together. Thread safe.
IdBytes new_id_bytes();
/// The usual 36 characters, lower case.
std::string id_text(const IdBytes& bytes);
/// The bytes of a 36-character UUID of any version; nothing when it is not one.
std::optional<IdBytes> parse_id(std::string_view text);

/// An id of one kind of thing: a ContactId cannot be passed for an EncounterId.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  explicit constexpr Id(const IdBytes& bytes) : bytes_(bytes) {}
  static Id make() { return Id(new_id_bytes()); }
  static std::optional<Id> parse(std::string_view text) {
    const auto bytes = parse_id(text);
    return bytes ? std::optional<Id>(Id(*bytes)) : std::nullopt;
  }
  [[nodiscard]] const IdBytes& bytes() const { return bytes_; }
  [[nodiscard]] std::string text() const { return id_text(bytes_); }
  /// True for the all-zero id, which names nothing.
  [[nodiscard]] bool empty() const { return bytes_ == IdBytes{}; }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  IdBytes bytes_{};
};

using AccountId = Id<struct AccountTag>;
using NetworkId = Id<struct NetworkTag>;
using MemberId = Id<struct MemberTag>;
using ContactId = Id<struct ContactTag>;
using OrganisationId = Id<struct OrganisationTag>;
using CircleId = Id<struct CircleTag>;
using EncounterId = Id<struct EncounterTag>;
using FollowUpId = Id<struct FollowUpTag>;
using GoalId = Id<struct GoalTag>;
using ImportId = Id<struct ImportTag>;
using AcquaintanceId = Id<struct AcquaintanceTag>;
using SessionId = Id<struct SessionTag>;
using TokenId = Id<struct TokenTag>;
using UndoId = Id<struct UndoTag>;

}  // namespace confrere

template <class Tag>
struct std::hash<confrere::Id<Tag>> {
  std::size_t operator()(const confrere::Id<Tag>& id) const noexcept {
    std::uint64_t tail = 0;
    std::memcpy(&tail, id.bytes().data() + 8, sizeof tail);  // the random half of a UUIDv7
    return static_cast<std::size_t>(tail);
  }
};
