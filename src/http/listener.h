#pragma once

/// Sockets that wait for clients. Like transport.h, for the door's own few files only.

#include <string>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "base/result.h"
#include "http/transport.h"

namespace confrere::http {

using TcpAcceptor = asio::ip::tcp::acceptor;
using LocalAcceptor = asio::local::stream_protocol::acceptor;

/// Listens at "127.0.0.1:8080", "[::1]:8080", "localhost:8080" or ":8080" (every address of the machine). A
/// name may stand for several addresses: each that can be bound is. Port 0 asks for any free one.
Result<std::vector<TcpAcceptor>> listen_at(asio::io_context& context, const std::string& listen);

/// Listens at a Unix socket that only the server's user may open. What a server left behind that is no more
/// is replaced; a living one is a conflict.
Result<LocalAcceptor> listen_at_socket(asio::io_context& context, const std::string& path);

}  // namespace confrere::http
