#include "base/log.h"

#include <atomic>

#include <boost/json.hpp>
#include <unistd.h>

#include "base/time.h"

namespace confrere::log {
namespace {

std::atomic<Level> lowest{Level::info};

std::string_view word(Level level) {
  switch (level) {
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

}  // namespace

void set_lowest(Level level) {
  lowest = level;
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level < lowest.load(std::memory_order_relaxed)) return;
  boost::json::object line;
  line["at"] = SystemClock().now().text();
  line["level"] = word(level);
  line["event"] = event;
  for (const auto& [name, value] : fields) line[name] = value;
  const std::string text = boost::json::serialize(line) + '\n';
  // One write call a line: lines of several threads do not mix. A log that cannot be written stops nobody.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace confrere::log
