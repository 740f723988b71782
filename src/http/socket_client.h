#pragma once

/// The other side of the server's Unix socket: how a command asks the server that runs on its data.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/call.h"

namespace confrere::http {

struct SocketAnswer {
  int status = 0;
  std::map<std::string, std::string, std::less<>> headers;  ///< names in lower case
  std::string body;                                         ///< empty where a sink took it

  [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }
};

/// Takes the parts of an answer's body as they come.
using BodySink = std::function<void(std::string_view part)>;

/// Sends `request` (method, path, query, headers; body or, when it is set, the content of body_file) and
/// waits for the answer. With a sink, the body of a success goes there instead of into memory. An Error with
/// problem "no_server" where no server listens at the socket; `unavailable` where the answer is broken off.
/// Blocks.
Result<SocketAnswer> ask_over_socket(const std::string& socket_path, const Request& request,
                                     const BodySink& sink = {});

/// What a problem answer says, as the Error it was made of (without its code's finer points).
Error error_of(const SocketAnswer& answer);

}  // namespace confrere::http
