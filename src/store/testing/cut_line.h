#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/testing/temporary_folder.h"

namespace confrere::store {

/// Where the line is cut: before a message of the client reaches the server, or after, so that the server
/// does what it says and nobody hears of it.
enum class Cut : std::uint8_t { before_the_server, before_the_answer };

/// A line to a PostgreSQL on a Unix socket that can be cut at a message. Thread safe.
class CutLine {
 public:
  /// To where `database` leads, the address of a PostgreSQL on a Unix socket. REQUIRES: it listens.
  explicit CutLine(const std::string& database);
  ~CutLine();
  CutLine(const CutLine&) = delete;
  CutLine& operator=(const CutLine&) = delete;

  /// The same database through this line.
  [[nodiscard]] const std::string& address() const { return address_; }
  /// So many messages of clients still pass; at the next one all connections are cut, once.
  void cut_after(std::int64_t messages, Cut where);
  [[nodiscard]] bool was_cut() const { return left_ < 0; }

 private:
  void accept_all();
  void carry(int client, int server);
  /// False when the message is the one that does not pass, or is not answered.
  bool passes(int server, const char* data, std::size_t size);

  TemporaryFolder folder_;
  std::string server_;  ///< the path of its socket
  std::string address_;
  int listener_ = -1;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::int64_t> left_ = -1;
  std::atomic<std::int64_t> cuts_ = 0;
  std::atomic<Cut> where_ = Cut::before_the_server;
  std::vector<std::thread> carriers_;
  std::thread acceptor_;
};

}  // namespace confrere::store
