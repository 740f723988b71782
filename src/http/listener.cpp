#include "http/listener.h"

#include <charconv>
#include <filesystem>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace confrere::http {
namespace {

using asio::ip::tcp;
using Local = asio::local::stream_protocol;

Error cannot_listen(const std::string& where, const boost::system::error_code& wrong) {
  if (wrong == asio::error::address_in_use) {
    return conflict(
        fmt::format("Another program is listening at {} already. Please choose another address.", where));
  }
  return invalid("listen", fmt::format("It is not possible to listen at {}: {}.", where, wrong.message()));
}

Result<TcpAcceptor> bind(asio::io_context& context, const tcp::endpoint& endpoint) {
  TcpAcceptor acceptor(context);
  boost::system::error_code wrong;
  acceptor.open(endpoint.protocol(), wrong);
  if (!wrong) acceptor.set_option(tcp::acceptor::reuse_address(true), wrong);
  if (!wrong && endpoint.address().is_v6()) {
    boost::system::error_code ignored;
    acceptor.set_option(asio::ip::v6_only(!endpoint.address().is_unspecified()), ignored);
  }
  if (!wrong) acceptor.bind(endpoint, wrong);
  if (!wrong) acceptor.listen(asio::socket_base::max_listen_connections, wrong);
  if (wrong)
    return cannot_listen(fmt::format("{}:{}", endpoint.address().to_string(), endpoint.port()), wrong);
  return acceptor;
}

/// Whether a server answers at the socket.
bool is_alive(asio::io_context& context, const std::string& path) {
  Local::socket socket(context);
  boost::system::error_code wrong;
  socket.connect(Local::endpoint(path), wrong);
  return !wrong;
}

}  // namespace

Result<std::vector<TcpAcceptor>> listen_at(asio::io_context& context, const std::string& listen) {
  const auto colon = listen.rfind(':');
  const std::string_view port =
      std::string_view(listen).substr(colon == std::string::npos ? listen.size() : colon + 1);
  std::uint16_t number = 0;
  const auto [end, wrong_number] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (wrong_number != std::errc() || end != port.data() + port.size()) {
    return invalid("listen", fmt::format("{} is not an address and a port such as 127.0.0.1:8080.", listen));
  }
  std::string host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host.empty()) host = "0.0.0.0";
  boost::system::error_code wrong;
  tcp::resolver resolver(context);
  const auto found = resolver.resolve(host, std::string(port), tcp::resolver::passive, wrong);
  if (wrong) return cannot_listen(listen, wrong);

  std::vector<TcpAcceptor> acceptors;
  std::optional<Error> failure;
  for (const auto& entry : found) {
    tcp::endpoint endpoint = entry.endpoint();
    if (!acceptors.empty() && endpoint.port() == 0) endpoint.port(acceptors.front().local_endpoint().port());
    auto acceptor = bind(context, endpoint);
    if (acceptor) {
      acceptors.push_back(*std::move(acceptor));
    } else if (!failure) {
      failure = acceptor.error();
    }
  }
  // A machine may know a name for an address that it does not have, such as ::1 for localhost.
  if (acceptors.empty() || (failure && failure->code == ErrorCode::conflict)) return *failure;
  return acceptors;
}

Result<LocalAcceptor> listen_at_socket(asio::io_context& context, const std::string& path) {
  if (path.size() > 107) {
    return invalid("data", fmt::format("The path {} is too long for a socket: at most 107 bytes.", path));
  }
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) {
    if (is_alive(context, path)) return conflict("A server is running on this data already.");
    std::filesystem::remove(path, ignored);
  }
  LocalAcceptor acceptor(context);
  boost::system::error_code wrong;
  acceptor.open({}, wrong);
  // The socket gets its mode as it is made: there is no moment in which others could open it.
  const mode_t before = umask(S_IRWXG | S_IRWXO | S_IXUSR);
  if (!wrong) acceptor.bind(Local::endpoint(path), wrong);
  umask(before);
  if (!wrong) acceptor.listen(asio::socket_base::max_listen_connections, wrong);
  if (wrong) return cannot_listen(path, wrong);
  return acceptor;
}

}  // namespace confrere::http
