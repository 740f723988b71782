#pragma once

/// A connection's bytes, in the clear or through TLS. Included by the door's own few files only, since Asio
/// is slow to compile.

#include <array>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include "base/result.h"

namespace boost::asio::ssl {
class context;
}

namespace confrere::http {

namespace asio = boost::asio;
using Socket = asio::generic::stream_protocol::socket;
using OutBuffers = std::array<asio::const_buffer, 2>;

/// Used on its connection's thread only. Reads and writes give 0 when the connection has ended, or was
/// cancelled.
class Transport {
 public:
  virtual ~Transport() = default;
  /// What comes before the first request; false when it fails.
  virtual asio::awaitable<bool> begin() = 0;
  virtual asio::awaitable<std::size_t> read_some(asio::mutable_buffer to) = 0;
  virtual asio::awaitable<std::size_t> write_some(OutBuffers from) = 0;
  /// Says that nothing more will be sent.
  virtual asio::awaitable<void> end_sending() = 0;
  /// Ends the read or write that is waiting.
  virtual void cancel() = 0;
};

std::unique_ptr<Transport> plain_transport(Socket socket);
std::unique_ptr<Transport> tls_transport(Socket socket, std::shared_ptr<asio::ssl::context> context);

/// TLS 1.2 and later with the given PEM files, which may hold a chain.
Result<std::shared_ptr<asio::ssl::context>> tls_context(const std::string& certificate,
                                                        const std::string& key);

}  // namespace confrere::http
