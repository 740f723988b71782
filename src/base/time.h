#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace confrere {

/// A moment: microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t microseconds = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;

  /// "2026-11-10T12:00:00Z", with a fraction only where there is one.
  [[nodiscard]] std::string text() const;
  /// RFC 3339 with `Z` or an offset, years 1900 to 9999; nothing when it is anything else.
  static std::optional<Instant> parse(std::string_view text);
};

inline Instant operator+(Instant at, std::chrono::microseconds by) {
  return {at.microseconds + by.count()};
}
inline Instant operator-(Instant at, std::chrono::microseconds by) {
  return {at.microseconds - by.count()};
}
inline std::chrono::microseconds operator-(Instant a, Instant b) {
  return std::chrono::microseconds(a.microseconds - b.microseconds);
}
/// `from` to `to` in days and parts of a day; negative when `to` is the earlier.
double days_between(Instant from, Instant to);

/// A calendar date, without a time zone: what a due date is.
struct Date {
  std::int32_t days = 0;  ///< since 1970-01-01
  friend auto operator<=>(const Date&, const Date&) = default;

  [[nodiscard]] std::string text() const;  ///< "2026-11-21"
  static std::optional<Date> parse(std::string_view text);
  static std::optional<Date> of(int year, unsigned month, unsigned day);
  [[nodiscard]] std::chrono::year_month_day civil() const;
  [[nodiscard]] std::string month_name() const;  ///< "November"
};
inline Date operator+(Date date, int days) {
  return {date.days + days};
}
inline Date operator-(Date date, int days) {
  return {date.days - days};
}
inline int operator-(Date a, Date b) {
  return a.days - b.days;
}
/// The same day `months` later, or the month's last day where it has no such day.
Date add_months(Date date, int months);

/// An IANA time zone, such as "Europe/London", from the system's time zone data.
class TimeZone {
 public:
  static std::optional<TimeZone> find(std::string_view name);
  static TimeZone utc();
  /// The one this machine is set to; UTC where it says none.
  static TimeZone of_machine();
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The date on the wall at that moment.
  [[nodiscard]] Date date_at(Instant at) const;
  /// The first moment of that date there.
  [[nodiscard]] Instant start_of(Date date) const;
  /// Hour (0 to 23) and minute on the wall at that moment.
  [[nodiscard]] std::chrono::hh_mm_ss<std::chrono::minutes> time_of_day(Instant at) const;

 private:
  explicit TimeZone(std::string name, const void* zone) : name_(std::move(name)), zone_(zone) {}
  std::string name_;
  const void* zone_;  ///< date::time_zone, which lives as long as the process
};

/// Where the time comes from; tests fix it. Thread safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// Stands still until it is told to move. Not thread safe while it is moved.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : now_(at) {}
  [[nodiscard]] Instant now() const override { return now_; }
  void set(Instant at) { now_ = at; }
  void advance(std::chrono::microseconds by) { now_ = now_ + by; }

 private:
  Instant now_;
};

}  // namespace confrere
