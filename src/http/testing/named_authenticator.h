#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/log.h"
#include "http/dispatcher.h"

namespace confrere::http {

/// Knows people by a bearer token or a cookie that is their name; also by x-confrere-as on the machine.
class NamedAuthenticator final : public Authenticator {
 public:
  Viewer add(const std::string& name);
  void remove(const std::string& name);
  Result<std::optional<Viewer>> viewer_of(const Request& request, store::ReadTransaction& tx) override;

 private:
  std::mutex mutex_;
  std::map<std::string, Viewer, std::less<>> people_;
};

}  // namespace confrere::http
