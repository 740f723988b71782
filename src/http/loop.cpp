#include <algorithm>

#include "base/log.h"
#include "http/connection.h"

namespace confrere::http {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::milliseconds kSweepEvery{500};
constexpr std::chrono::milliseconds kLastWords{500};

}  // namespace

std::string_view Loop::now_as_date() {
  const auto now = steady_clock::now();
  if (date.empty() || now - date_made >= std::chrono::seconds(1)) {
    date = http_date();
    date_made = now;
  }
  return date;
}

void Loop::add(Connection& connection) {
  connections.insert(&connection);
  if (!sweeping) sweep_later();
}

void Loop::remove(Connection& connection) {
  connections.erase(&connection);
  if (!connections.empty()) return;
  sweep.cancel();
  end.cancel();
}

void Loop::stop(std::chrono::milliseconds time) {
  if (connections.empty()) return;
  for (Connection* connection : connections) connection->stop();
  end.expires_after(time - std::min(time, kLastWords));
  end.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) stop_at_last();
  });
}

void Loop::stop_at_last() {
  log::warning("stop_cuts_connections", {{"connections", std::to_string(connections.size())}});
  for (Connection* connection : connections) connection->cut();
  end.expires_after(kLastWords);
  end.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) context.stop();
  });
}

void Loop::sweep_later() {
  sweeping = true;
  sweep.expires_after(kSweepEvery);
  sweep.async_wait([this](const boost::system::error_code&) {
    sweeping = false;
    if (connections.empty()) return;
    const auto now = steady_clock::now();
    for (Connection* connection : connections) connection->cut_if_late(now);
    sweep_later();
  });
}

}  // namespace confrere::http
