#pragma once

#include <memory>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "base/log.h"
#include "http/server.h"
#include "http/testing/named_authenticator.h"
#include "http/testing/raw_client.h"
#include "store/testing/test_database.h"

namespace confrere::http {

/// A server on a free port with a temporary store. Add routes, then call serve().
class DoorTest : public testing::Test {
 protected:
  DoorTest();
  ~DoorTest() override;

  void serve(std::span<const EmbeddedFile> web = {});
  /// Asks the server to stop and waits for it; how long that took.
  std::chrono::milliseconds stop();
  [[nodiscard]] std::string address() const { return server_->address(); }
  [[nodiscard]] RawClient client() const { return RawClient(address()); }
  [[nodiscard]] std::optional<Answer> ask(std::string_view request) const {
    return RawClient(address()).ask(request);
  }

  TemporaryFolder folder_;
  store::TestDatabase database_;
  std::unique_ptr<store::Store> store_;
  Router router_;
  NamedAuthenticator people_;
  Viewer ada_;
  Viewer grace_;
  ServerOptions options_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
  bool ended_well_ = false;
};

/// A GET of `path` with further header lines, each ending in CR LF.
std::string get(const std::string& path, const std::string& headers = "Authorization: Bearer ada\r\n");
std::string post(const std::string& path, const std::string& body,
                 const std::string& headers = "Authorization: Bearer ada\r\n");

}  // namespace confrere::http
