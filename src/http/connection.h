#pragma once

/// One client's connection. Like transport.h, for the door's own few files only.

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/connection_limit.h"
#include "http/live_changes.h"
#include "http/request_parser.h"
#include "http/response_head.h"
#include "http/server.h"
#include "http/spool_file.h"
#include "http/static_files.h"
#include "http/transport.h"
#include "http/workers.h"

namespace confrere::http {

class Connection;

/// What all connections of a server share. It outlives them.
struct Door {
  ServerOptions options;
  Dispatcher* dispatcher;
  StaticFiles files;
  ChangeHub changes;
  Workers workers;
  Workers password_workers;  ///< apart, so that a storm of sign-ins holds up nothing else
  ConnectionLimit connections;
  Metrics metrics{};
  std::atomic<bool> stopping{false};
  std::atomic<int> unanswered{0};  ///< requests whose answer the writer or a worker owes
};

/// A thread's connections. All of a connection happens on its loop's thread, so it needs no locks.
struct Loop {
  asio::io_context context{1};
  std::set<Connection*> connections{};
  asio::steady_timer sweep{context};  ///< runs while there are connections: cuts those that are late
  bool sweeping = false;
  asio::steady_timer end{context};  ///< when a stop ends what still runs
  std::string date{};               ///< for answers, made anew each second
  std::chrono::steady_clock::time_point date_made{};

  /// "Tue, 10 Nov 2026 12:00:00 GMT"
  std::string_view now_as_date();
  void add(Connection& connection);
  void remove(Connection& connection);
  /// Ends the connections that owe no answer, the others after it, and all of them after `time`.
  void stop(std::chrono::milliseconds time);

 private:
  void stop_at_last();
  void sweep_later();
};

/// Where a connection came in.
struct Arrival {
  Origin origin = Origin::network;
  bool tls = false;
  std::string client;  ///< address, without port
  std::unique_ptr<ConnectionLimit::Place> place{};
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Door& door, std::shared_ptr<Loop> loop, std::unique_ptr<Transport> transport, Arrival arrival);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Serves requests until the connection ends. On the loop's thread, as everything here.
  void start();
  /// Ends the connection when it is late with what it owes.
  void cut_if_late(std::chrono::steady_clock::time_point now);
  /// Ends it at once when it owes no answer, otherwise after what runs.
  void stop();
  /// Ends it whatever runs.
  void cut();

 private:
  using Time = std::chrono::steady_clock::time_point;

  asio::awaitable<void> serve();
  asio::awaitable<bool> read_head();
  /// Serves the request whose head was read; false when the connection must end after it.
  asio::awaitable<bool> exchange();
  asio::awaitable<bool> exchange_on(const Match& match);
  asio::awaitable<Result<void>> receive_body(const Route& route, SpoolFile& file);
  asio::awaitable<bool> exchange_static(const Error& no_route);
  /// Answers a request that was not read to its end, and lets the client read the answer before the
  /// connection ends.
  asio::awaitable<bool> refuse(const Error& error);
  asio::awaitable<void> linger();

  asio::awaitable<Result<void>> read_body(const Route& route);
  asio::awaitable<Result<void>> spool_body(SpoolFile& file);
  asio::awaitable<Result<bool>> read_part(std::string& part);
  /// Hands the request to whom its route is for; false when they have too much to do.
  bool pass_on(const Match& match, const Dispatcher::Answer& answer);
  asio::awaitable<Response> answer_of(const Match& match);

  asio::awaitable<bool> send(Response response);
  asio::awaitable<void> pack(Response& response);
  asio::awaitable<bool> send_plain(const Response& response);
  asio::awaitable<bool> send_stream(const Response& response);
  asio::awaitable<bool> send_changes(const LiveChanges& live);
  asio::awaitable<void> write_events(const LiveChanges& live, bool chunked);

  /// Until when the next of a body's or an answer's bytes may come or go: none may pause long, and all of
  /// them must not be too slow.
  [[nodiscard]] Time due(Time began, std::uint64_t bytes) const;
  /// More bytes into input_; false when there are none, also not until `deadline`.
  asio::awaitable<bool> read_more(Time deadline);
  asio::awaitable<bool> write_all(std::string_view first, std::string_view second);
  asio::awaitable<bool> write_part(std::string_view part, bool chunked);
  template <class Work>
  asio::awaitable<void> on_worker(Work work);

  [[nodiscard]] bool keeps_alive() const;
  [[nodiscard]] ResponseHead head_of(const Response& response);
  [[nodiscard]] const Request& request() const { return parser_.head().request; }
  [[nodiscard]] std::string_view input() const { return std::string_view(input_).substr(taken_); }
  void take(std::size_t bytes) { taken_ += bytes; }
  /// Fills in what the request says of its client.
  void identify_client();
  void end_request();

  Door* door_;
  std::shared_ptr<Loop> loop_;
  std::unique_ptr<Transport> transport_;
  Arrival arrival_;
  RequestParser parser_;
  std::string input_;
  std::size_t taken_ = 0;  ///< of input_
  Time deadline_ = Time::max();
  bool is_unasked_ = true;  ///< no request has been read that is not answered
  bool late_ = false;
  bool cut_ = false;
  bool must_close_ = false;
  const Route* route_ = nullptr;              ///< of the request being served
  Time began_{};                              ///< when its head was read
  std::uint64_t received_ = 0;                ///< bytes of its body
  int status_ = 0;                            ///< what it was answered
  std::uint64_t sent_ = 0;                    ///< bytes of the answer
  asio::steady_timer* live_timer_ = nullptr;  ///< while live changes are sent
};

}  // namespace confrere::http
