#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "http/connection_limit.h"
#include "store/store.h"

namespace confrere::http {

/// Text in the form that Prometheus reads (exposition format 0.0.4): families of samples, each with its help.
class MetricsText {
 public:
  /// Begins a family: all its samples follow. `type` is "counter", "gauge" or "histogram".
  void family(std::string_view name, std::string_view type, std::string_view help);
  /// A sample of the family. `labels` as `label()` makes them, with commas between; may be empty.
  void sample(double value, std::string_view labels = {}, std::string_view suffix = {});
  [[nodiscard]] const std::string& text() const { return text_; }

  /// `name="value"`, escaped.
  static std::string label(std::string_view name, std::string_view value);

 private:
  std::string name_;
  std::string text_;
};

/// Counts what a server answers: by route pattern, method and class of status, and never who asked for what.
/// Thread safe.
class Metrics {
 public:
  void count_request(std::string_view route, std::string_view method, int status,
                     std::chrono::steady_clock::duration took);
  void append_to(MetricsText& text) const;

 private:
  friend class LiveStream;
  /// Seconds; from what a cached read takes to what nobody waits for.
  static constexpr std::array<double, 12> kBounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                  0.05,   0.1,   0.25,   0.5,   1,    5};
  struct Durations {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};  ///< by bound, the last without one
    double sum = 0;                                          ///< seconds
  };
  struct Of {
    std::map<int, std::uint64_t> by_class{};  ///< 2 for 200 to 299
    Durations durations{};
  };
  using Key = std::pair<std::string, std::string>;  ///< route, method
  struct Less {
    using is_transparent = void;
    bool operator()(const auto& a, const auto& b) const {
      return std::pair<std::string_view, std::string_view>(a) <
             std::pair<std::string_view, std::string_view>(b);
    }
  };

  mutable std::mutex mutex_;
  std::map<Key, Of, Less> requests_;
  std::atomic<int> live_streams_ = 0;
};

/// Counts as one live stream for as long as it lives.
class LiveStream {
 public:
  explicit LiveStream(Metrics& metrics) : metrics_(&metrics) { ++metrics_->live_streams_; }
  LiveStream(const LiveStream&) = delete;
  LiveStream& operator=(const LiveStream&) = delete;
  ~LiveStream() { --metrics_->live_streams_; }

 private:
  Metrics* metrics_;
};

void append_connections(const ConnectionLimit& connections, MetricsText& text);
void append_writer(const store::WriterFigures& figures, MetricsText& text);
/// Of this process, from /proc: resident memory, processor time, open files, start.
void append_process(MetricsText& text);

}  // namespace confrere::http
