#include "http/server.h"

#include <algorithm>
#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "base/log.h"
#include "http/connection.h"
#include "http/listener.h"

namespace confrere::http {
namespace {

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds kAcceptAgain{100};
/// As many as hash at once (features/accounts/password.cpp), with the processor that others leave; at most
/// half of the processors, since niceness counts for little between processes of different sessions, such as
/// PostgreSQL's.
constexpr int kMostPasswordThreads = 2;
constexpr int kPasswordNiceness = 15;
int password_threads(const ServerOptions& options) {
  if (options.password_threads > 0) return options.password_threads;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, kMostPasswordThreads);
}
/// Connections that hear that there is no room; more than these are closed without a word.
constexpr int kMostTurnedAway = 64;
constexpr std::chrono::seconds kTurnsAwayFor{1};
constexpr std::int64_t kComeAgainAfter = 5;  ///< seconds

Door door_of(ServerOptions options, Dispatcher& dispatcher, std::span<const EmbeddedFile> web) {
  const int workers = options.worker_threads;
  const int most = options.most_connections;
  const int most_of_client = options.most_connections_of_client;
  const int passwords = password_threads(options);
  return Door{.options = std::move(options),
              .dispatcher = &dispatcher,
              .files = StaticFiles(web),
              .changes = ChangeHub(dispatcher.store()),
              .workers = Workers(workers),
              .password_workers = Workers(passwords, kPasswordNiceness),
              .connections = ConnectionLimit(most, most_of_client)};
}

std::string no_room() {
  const Response response = problem({.code = ErrorCode::unavailable,
                                     .message = "Too many connections are open. Please try again soon.",
                                     .retry_after = kComeAgainAfter});
  const std::string date = http_date();
  return response_head({.status = response.status,
                        .headers = response.headers,
                        .content_length = response.body.size(),
                        .keep_alive = false,
                        .date = date}) +
         response.body;
}

class DoorServer final : public Server {
 public:
  DoorServer(ServerOptions options, Dispatcher& dispatcher, std::span<const EmbeddedFile> web)
      : door_(door_of(std::move(options), dispatcher, web)) {
    for (int i = 0; i < std::max(1, door_.options.io_threads); ++i)
      loops_.push_back(std::make_shared<Loop>());
    for (const auto& loop : loops_) guards_.emplace_back(loop->context.get_executor());
  }
  ~DoorServer() override {
    close_socket();
    // Whoever owes an answer to a connection that was cut still holds parts of it.
    while (door_.unanswered > 0 || !are_workers_idle()) std::this_thread::sleep_for(kAcceptAgain);
    for (const auto& loop : loops_) {
      loop->context.restart();
      loop->context.poll();
    }
  }

  Result<void> bind() {
    if (auto read = reload_certificate(); !read) return read;
    auto listening = listen_at(loops_[0]->context, door_.options.listen);
    if (!listening) return listening.error();
    tcp_ = *std::move(listening);
    if (door_.options.socket_path.empty()) return {};
    auto local = listen_at_socket(loops_[0]->context, door_.options.socket_path);
    if (!local) return local.error();
    local_.emplace(*std::move(local));
    return {};
  }

  bool run() override;
  void stop() override;
  Result<void> reload_certificate() override;
  void append_metrics(MetricsText& text) const override {
    door_.metrics.append_to(text);
    append_connections(door_.connections, text);
  }
  [[nodiscard]] std::string address() const override;

 private:
  asio::awaitable<void> accept_tcp(TcpAcceptor& acceptor);
  asio::awaitable<void> accept_local();
  asio::awaitable<void> rest_after(const boost::system::error_code& failure);
  void welcome(const std::shared_ptr<Loop>& loop, Socket socket, Arrival arrival);
  asio::awaitable<void> turn_away(std::shared_ptr<Loop> loop, std::shared_ptr<Socket> socket);
  bool are_workers_idle() {
    return door_.workers.wait_until_idle(kAcceptAgain) &&
           door_.password_workers.wait_until_idle(kAcceptAgain);
  }
  const std::shared_ptr<Loop>& next_loop() { return loops_[accepted_++ % loops_.size()]; }
  void begin_stop();
  /// Its file goes first: a server that starts while this one still finishes makes a new one.
  void close_socket() {
    if (!local_ || !local_->is_open()) return;
    unlink(door_.options.socket_path.c_str());
    local_->close();
  }
  [[nodiscard]] bool is_tls() const { return !door_.options.tls_certificate.empty(); }

  Door door_;
  std::vector<std::shared_ptr<Loop>> loops_;
  std::vector<asio::executor_work_guard<asio::io_context::executor_type>> guards_;
  std::vector<TcpAcceptor> tcp_;
  std::optional<LocalAcceptor> local_;
  std::size_t accepted_ = 0;
  std::atomic<int> turned_away_ = 0;  ///< of those that are being told so just now
  std::mutex certificate_mutex_;
  std::shared_ptr<asio::ssl::context> certificate_;
};

Result<void> DoorServer::reload_certificate() {
  const ServerOptions& options = door_.options;
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    return invalid("tls", "TLS needs both: the certificate and its key.");
  }
  if (!is_tls()) return {};
  auto context = tls_context(options.tls_certificate, options.tls_key);
  if (!context) return context.error();
  const std::lock_guard lock(certificate_mutex_);
  certificate_ = *std::move(context);
  return {};
}

std::string DoorServer::address() const {
  const auto endpoint = tcp_.front().local_endpoint();
  const std::string host = endpoint.address().to_string();
  return fmt::format(fmt::runtime(endpoint.address().is_v6() ? "{}://[{}]:{}" : "{}://{}:{}"),
                     is_tls() ? "https" : "http", host, endpoint.port());
}

void DoorServer::welcome(const std::shared_ptr<Loop>& loop, Socket socket, Arrival arrival) {
  arrival.tls = is_tls() && arrival.origin == Origin::network;
  std::unique_ptr<Transport> transport;
  if (arrival.tls) {
    const std::lock_guard lock(certificate_mutex_);
    transport = tls_transport(std::move(socket), certificate_);
  } else {
    transport = plain_transport(std::move(socket));
  }
  asio::post(loop->context,
             [this, loop, owned = std::move(transport), arrival = std::move(arrival)]() mutable {
               std::make_shared<Connection>(door_, loop, std::move(owned), std::move(arrival))->start();
             });
}

/// Out of file descriptors or memory: connections that end make room.
asio::awaitable<void> DoorServer::rest_after(const boost::system::error_code& failure) {
  if (failure == asio::error::connection_aborted) co_return;
  log::warning("accept_failed", {{"cause", failure.message()}});
  asio::steady_timer timer(loops_[0]->context, kAcceptAgain);
  co_await timer.async_wait(kAwait);
}

/// As Connection::linger: what the client still sends is read, so that it is not reset before it reads why.
asio::awaitable<void> DoorServer::turn_away(std::shared_ptr<Loop> loop, std::shared_ptr<Socket> socket) {
  asio::steady_timer end(loop->context, kTurnsAwayFor);
  end.async_wait([socket](const boost::system::error_code& cancelled) {
    boost::system::error_code ignored;
    if (!cancelled) socket->close(ignored);
  });
  const std::string text = no_room();
  co_await asio::async_write(*socket, asio::buffer(text), kAwait);
  boost::system::error_code ignored;
  socket->shutdown(Socket::shutdown_send, ignored);
  std::array<char, 1024> thrown_away{};
  for (bool goes_on = true; goes_on;) {
    const auto [wrong, size] = co_await socket->async_read_some(asio::buffer(thrown_away), kAwait);
    goes_on = !wrong;
  }
  --turned_away_;
}

asio::awaitable<void> DoorServer::accept_tcp(TcpAcceptor& acceptor) {
  while (!door_.stopping) {
    const auto& loop = next_loop();
    auto [wrong, socket] = co_await acceptor.async_accept(loop->context, kAwait);
    if (door_.stopping) co_return;
    if (wrong) {
      co_await rest_after(wrong);
      continue;
    }
    boost::system::error_code gone;
    socket.set_option(asio::ip::tcp::no_delay(true), gone);
    const auto client = socket.remote_endpoint(gone);
    if (gone) continue;
    const std::string address = client.address().to_string();
    auto place = door_.connections.admit(address == door_.options.trusted_proxy ? "" : address);
    if (place) {
      welcome(loop, Socket(std::move(socket)), {.client = address, .place = std::move(place)});
    } else if (!is_tls() && turned_away_ < kMostTurnedAway) {
      ++turned_away_;
      asio::co_spawn(loop->context, turn_away(loop, std::make_shared<Socket>(std::move(socket))),
                     asio::detached);
    }
  }
}

asio::awaitable<void> DoorServer::accept_local() {
  while (!door_.stopping) {
    const auto& loop = next_loop();
    auto [wrong, socket] = co_await local_->async_accept(loop->context, kAwait);
    if (door_.stopping) co_return;
    if (wrong) {
      co_await rest_after(wrong);
      continue;
    }
    welcome(loop, Socket(std::move(socket)), {.origin = Origin::machine, .client = "local"});
  }
}

bool DoorServer::run() {
  for (TcpAcceptor& acceptor : tcp_) asio::co_spawn(loops_[0]->context, accept_tcp(acceptor), asio::detached);
  if (local_) asio::co_spawn(loops_[0]->context, accept_local(), asio::detached);
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < loops_.size(); ++i) {
    threads.emplace_back([loop = loops_[i]] { loop->context.run(); });
  }
  loops_[0]->context.run();
  for (std::thread& thread : threads) thread.join();
  return are_workers_idle() && door_.unanswered == 0;  // in this order: a worker answers before it is idle
}

void DoorServer::stop() {
  asio::post(loops_[0]->context, [this] { begin_stop(); });
}

void DoorServer::begin_stop() {
  if (door_.stopping.exchange(true)) return;
  for (TcpAcceptor& acceptor : tcp_) acceptor.close();
  close_socket();
  guards_.clear();
  for (const auto& loop : loops_) {
    asio::post(loop->context, [raw = loop.get(), time = door_.options.stop_time] { raw->stop(time); });
  }
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, Dispatcher& dispatcher,
                                             std::span<const EmbeddedFile> web) {
  auto server = std::make_unique<DoorServer>(std::move(options), dispatcher, web);
  if (const auto bound = server->bind(); !bound) return bound.error();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace confrere::http
