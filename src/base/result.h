#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <boost/system/result.hpp>

namespace confrere {

/// What kind of failure a caller meets; src/http maps each to a status, and nothing else does.
enum class ErrorCode : std::uint8_t {
  invalid,
  unauthenticated,
  forbidden,
  not_found,  ///< also: not visible to the viewer
  conflict,
  precondition_failed,  ///< If-Match names another version
  too_large,
  rate_limited,
  unavailable,
  internal,
};

/// Offsets in Unicode code points within the text of a field, end exclusive.
struct TextSpan {
  std::size_t start = 0;
  std::size_t end = 0;
  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

/// A failure in words. `message` is for people and never holds `cause`, which is for the log.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::string field{};                        ///< path of the field at fault, as "$.promises[0].due"
  std::string problem{};                      ///< a narrower code than `code`, as "patient_identifier"
  std::string cause{};                        ///< for the log only
  std::optional<TextSpan> position{};         ///< where in the field
  std::optional<std::int64_t> retry_after{};  ///< seconds
};

template <class T>
using Result = boost::system::result<T, Error>;

/// What value() throws when a Result was taken for granted: a broken invariant, caught at the doors.
class BrokenInvariant : public std::runtime_error {
 public:
  explicit BrokenInvariant(Error error)
      : std::runtime_error(error.message + (error.cause.empty() ? "" : ": " + error.cause)),
        error_(std::move(error)) {}
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  Error error_;
};

/// Found by boost::system::result through argument-dependent lookup.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw BrokenInvariant(error);
}

[[nodiscard]] inline Error invalid(std::string field, std::string message) {
  return {.code = ErrorCode::invalid, .message = std::move(message), .field = std::move(field)};
}
[[nodiscard]] inline Error not_found(std::string message) {
  return {.code = ErrorCode::not_found, .message = std::move(message)};
}
[[nodiscard]] inline Error conflict(std::string message) {
  return {.code = ErrorCode::conflict, .message = std::move(message)};
}

}  // namespace confrere
