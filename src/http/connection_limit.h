#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace confrere::http {

/// Counts open connections, in all and of each client, and has no place for one over a limit, so that no
/// client can take the server's memory and files from the others. Thread safe.
class ConnectionLimit {
 public:
  ConnectionLimit(int most, int most_of_client) : most_(most), most_of_client_(most_of_client) {}
  ConnectionLimit(const ConnectionLimit&) = delete;
  ConnectionLimit& operator=(const ConnectionLimit&) = delete;

  /// Held for as long as its connection is open; not longer than the limit.
  class Place {
   public:
    Place(ConnectionLimit& limit, std::string client) : limit_(&limit), client_(std::move(client)) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { limit_->release(client_); }

   private:
    ConnectionLimit* limit_;
    std::string client_;
  };

  /// A place for a connection of the client at `address`; of nobody in particular, and only counted in all,
  /// where that is empty. Null when there is none.
  std::unique_ptr<Place> admit(const std::string& address);

  [[nodiscard]] int open() const;
  /// How many were refused so far.
  [[nodiscard]] std::int64_t refused() const;

 private:
  void release(const std::string& client);

  const int most_;
  const int most_of_client_;
  mutable std::mutex mutex_;
  int open_ = 0;
  std::int64_t refused_ = 0;
  std::unordered_map<std::string, int> of_client_;
};

}  // namespace confrere::http
