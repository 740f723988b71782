#include "http/connection_limit.h"

#include "base/network_address.h"

namespace confrere::http {

std::unique_ptr<ConnectionLimit::Place> ConnectionLimit::admit(const std::string& address) {
  std::string client = address_key(address);
  const std::lock_guard lock(mutex_);
  const auto found = of_client_.find(client);
  const int of_client = found == of_client_.end() ? 0 : found->second;
  if (open_ >= most_ || of_client >= most_of_client_) {
    ++refused_;
    return nullptr;
  }
  ++open_;
  if (!client.empty()) ++of_client_[client];
  return std::make_unique<Place>(*this, std::move(client));
}

void ConnectionLimit::release(const std::string& client) {
  const std::lock_guard lock(mutex_);
  --open_;
  const auto found = of_client_.find(client);
  if (found != of_client_.end() && --found->second == 0) of_client_.erase(found);
}

int ConnectionLimit::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

std::int64_t ConnectionLimit::refused() const {
  const std::lock_guard lock(mutex_);
  return refused_;
}

}  // namespace confrere::http
