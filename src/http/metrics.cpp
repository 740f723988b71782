#include "http/metrics.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

namespace confrere::http {
namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// Bytes of memory that are this process's own and in the machine's memory now.
double resident_memory() {
  std::ifstream file("/proc/self/statm");
  double size = 0;
  double resident = 0;
  file >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double open_files() {
  std::error_code ignored;
  double count = 0;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", ignored), end; entry != end;
       entry.increment(ignored)) {
    ++count;
  }
  return count;
}

/// When this code was loaded, which is when the process began but for some milliseconds.
const auto kStart = std::chrono::system_clock::now();

}  // namespace

void MetricsText::family(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void MetricsText::sample(double value, std::string_view labels, std::string_view suffix) {
  text_ += name_;
  text_ += suffix;
  if (!labels.empty()) text_ += fmt::format("{{{}}}", labels);
  text_ += fmt::format(" {}\n", value);
}

std::string MetricsText::label(std::string_view name, std::string_view value) {
  std::string text = fmt::format("{}=\"", name);
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    if (c == '\n') {
      text += "\\n";
    } else {
      text += c;
    }
  }
  return text + '"';
}

void Metrics::count_request(std::string_view route, std::string_view method, int status,
                            std::chrono::steady_clock::duration took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  const std::lock_guard lock(mutex_);
  auto found = requests_.find(std::pair(route, method));
  if (found == requests_.end()) found = requests_.emplace(Key(route, method), Of{}).first;
  Of& of = found->second;
  ++of.by_class[status / 100];
  ++of.durations.counts.at(static_cast<std::size_t>(bound - kBounds.begin()));
  of.durations.sum += seconds;
}

void Metrics::append_to(MetricsText& text) const {
  const std::lock_guard lock(mutex_);
  const auto labels_of = [](const Key& key) {
    return MetricsText::label("route", key.first) + ',' + MetricsText::label("method", key.second);
  };
  text.family("confrere_http_requests_total", "counter", "Requests that were answered.");
  for (const auto& [key, of] : requests_) {
    for (const auto& [status, count] : of.by_class) {
      text.sample(static_cast<double>(count),
                  labels_of(key) + ',' + MetricsText::label("status", fmt::format("{}xx", status)));
    }
  }
  text.family("confrere_http_request_duration_seconds", "histogram",
              "From a request's head to the end of its answer.");
  for (const auto& [key, of] : requests_) {
    double count = 0;
    for (std::size_t i = 0; i <= kBounds.size(); ++i) {
      count += static_cast<double>(of.durations.counts.at(i));
      const std::string bound = i < kBounds.size() ? fmt::format("{}", kBounds.at(i)) : "+Inf";
      text.sample(count, labels_of(key) + ',' + MetricsText::label("le", bound), "_bucket");
    }
    text.sample(of.durations.sum, labels_of(key), "_sum");
    text.sample(count, labels_of(key), "_count");
  }
  text.family("confrere_live_streams", "gauge", "Windows that are told of changes as they happen.");
  text.sample(live_streams_);
}

void append_connections(const ConnectionLimit& connections, MetricsText& text) {
  text.family("confrere_connections", "gauge", "Open connections of clients.");
  text.sample(connections.open());
  text.family("confrere_connections_refused_total", "counter", "Connections for which there was no room.");
  text.sample(static_cast<double>(connections.refused()));
}

void append_writer(const store::WriterFigures& figures, MetricsText& text) {
  text.family("confrere_writer_commits_total", "counter", "Groups of writes that were tried.");
  text.sample(static_cast<double>(figures.commits));
  text.family("confrere_writer_failures_total", "counter",
              "Groups of writes that failed, as on a full disk.");
  text.sample(static_cast<double>(figures.failures));
  text.family("confrere_writer_jobs_total", "counter", "Writes, of which a group has many.");
  text.sample(static_cast<double>(figures.jobs));
  text.family("confrere_writer_queue_length", "gauge", "Writes that wait for the next group.");
  text.sample(static_cast<double>(figures.waiting));
  text.family("confrere_writing_works", "gauge", "1, or 0 since a group failed and until one succeeds.");
  text.sample(figures.failing_since ? 0 : 1);
}

void append_process(MetricsText& text) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  text.family("process_resident_memory_bytes", "gauge", "Memory in use.");
  text.sample(resident_memory());
  text.family("process_cpu_seconds_total", "counter", "Processor time used.");
  text.sample(seconds_of(used.ru_utime) + seconds_of(used.ru_stime));
  text.family("process_open_fds", "gauge", "Open files and connections.");
  text.sample(open_files());
  text.family("process_start_time_seconds", "gauge", "When the process began, in seconds since 1970.");
  text.sample(std::chrono::duration<double>(kStart.time_since_epoch()).count());
}

}  // namespace confrere::http
