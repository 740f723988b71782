#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/embedded.h"
#include "base/result.h"
#include "http/dispatcher.h"
#include "http/metrics.h"

namespace confrere::http {

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";
  std::string socket_path{};   ///< Unix socket for commands on the machine (Origin::machine); empty for none
  std::string spool_folder{};  ///< where spooled bodies lie while they are handled
  std::string
      public_url{};  ///< how people reach the server: decides secure cookies and the links in messages
  std::string tls_certificate{};  ///< PEM files; both or neither
  std::string tls_key{};
  std::string trusted_proxy{};  ///< an address whose Forwarded / X-Forwarded-For and -Proto are believed
  std::chrono::seconds header_time{10};
  std::chrono::seconds body_idle_time{30};  ///< a body may take long, but must not pause longer
  /// Nor come slower than this once `slow_time` is over; an answer must be taken as fast.
  std::uint64_t least_bytes_per_second = 256;
  std::chrono::seconds slow_time{60};
  std::chrono::seconds idle_time{60};  ///< between requests of a connection
  std::chrono::seconds stop_time{10};
  std::chrono::seconds live_heartbeat{20};  ///< so that proxies keep an event stream open
  std::chrono::seconds live_check{60};      ///< how often an event stream's session is looked at again
  int most_connections = 4096;
  int most_connections_of_client = 1024;    ///< a trusted proxy speaks for many and has as many as there are
  std::size_t most_waiting_passwords = 64;  ///< requests that wait for a password to be hashed
  /// Passwords that are hashed at once; 0: half of the processors, at least one, at most two.
  int password_threads = 0;
  bool access_log = true;
  int io_threads = 2;
  int worker_threads = 4;
};

/// The door's own routes, to be mounted beside those of the features: /healthz and /api/v1/changes.
std::vector<Route> door_routes();

/// The HTTP/1.1 door: connections, limits, static files, live updates. Runs until stop().
class Server {
 public:
  /// Binds at once, so that a taken port is an Error here. `web` are the app's files, with `.br` and `.gz`
  /// beside them.
  static Result<std::unique_ptr<Server>> open(ServerOptions options, Dispatcher& dispatcher,
                                              std::span<const EmbeddedFile> web);
  virtual ~Server() = default;
  /// Serves on the calling thread and its own until stop() has finished. False when something had not ended
  /// within `stop_time`: the caller should then leave the process at once, since destroying the server waits
  /// for it.
  virtual bool run() = 0;
  /// Refuses what is new, finishes what runs, closes within `stop_time`. Thread safe; also from a signal's
  /// thread.
  virtual void stop() = 0;
  /// Reads the TLS certificate and key again, for connections from now on; on an Error the old ones stay.
  /// Thread safe.
  virtual Result<void> reload_certificate() = 0;
  /// What the door counts, for monitoring. Thread safe.
  virtual void append_metrics(MetricsText& text) const = 0;
  /// "http://127.0.0.1:8080": where it listens, with the real port when 0 was asked.
  [[nodiscard]] virtual std::string address() const = 0;
};

/// `GET /metrics` of a server that outlives the route, for a listener of its own: what is counted is nobody's
/// business but the administrator's.
Route metrics_route(const Server& server, std::string version);

}  // namespace confrere::http
