#include "http/transport.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

namespace confrere::http {
namespace {

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(Socket socket) : socket_(std::move(socket)) {}

  asio::awaitable<bool> begin() override { co_return true; }
  asio::awaitable<std::size_t> read_some(asio::mutable_buffer to) override {
    const auto [wrong, size] = co_await socket_.async_read_some(to, kAwait);
    co_return wrong ? 0 : size;
  }
  asio::awaitable<std::size_t> write_some(OutBuffers from) override {
    const auto [wrong, size] = co_await socket_.async_write_some(from, kAwait);
    co_return wrong ? 0 : size;
  }
  asio::awaitable<void> end_sending() override {
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    co_return;
  }
  void cancel() override {
    boost::system::error_code ignored;
    socket_.cancel(ignored);
  }

 private:
  Socket socket_;
};

class TlsTransport final : public Transport {
 public:
  TlsTransport(Socket socket, std::shared_ptr<asio::ssl::context> context)
      : context_(std::move(context)), stream_(std::move(socket), *context_) {}

  asio::awaitable<bool> begin() override {
    const auto [wrong] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kAwait);
    co_return !wrong;
  }
  asio::awaitable<std::size_t> read_some(asio::mutable_buffer to) override {
    const auto [wrong, size] = co_await stream_.async_read_some(to, kAwait);
    co_return wrong ? 0 : size;
  }
  asio::awaitable<std::size_t> write_some(OutBuffers from) override {
    // The stream would encrypt only the first of several buffers at a time.
    const auto& part = from[0].size() > 0 ? from[0] : from[1];
    const auto [wrong, size] = co_await stream_.async_write_some(asio::const_buffer(part), kAwait);
    co_return wrong ? 0 : size;
  }
  asio::awaitable<void> end_sending() override {
    [[maybe_unused]] const auto [wrong] = co_await stream_.async_shutdown(kAwait);
    boost::system::error_code ignored;
    stream_.next_layer().shutdown(Socket::shutdown_send, ignored);
  }
  void cancel() override {
    boost::system::error_code ignored;
    stream_.next_layer().cancel(ignored);
  }

 private:
  std::shared_ptr<asio::ssl::context> context_;
  asio::ssl::stream<Socket> stream_;
};

/// HTTP/1.1 is what this door speaks; a client that offers only others is let go on without ALPN.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                    unsigned int offered_size, void*) {
  static constexpr unsigned char kHttp11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, size, kHttp11, sizeof kHttp11, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

std::unique_ptr<Transport> plain_transport(Socket socket) {
  return std::make_unique<PlainTransport>(std::move(socket));
}
std::unique_ptr<Transport> tls_transport(Socket socket, std::shared_ptr<asio::ssl::context> context) {
  return std::make_unique<TlsTransport>(std::move(socket), std::move(context));
}

Result<std::shared_ptr<asio::ssl::context>> tls_context(const std::string& certificate,
                                                        const std::string& key) {
  const auto unreadable = [](const std::string& file, const boost::system::error_code& wrong) {
    return Error{.code = ErrorCode::invalid,
                 .message = fmt::format("{} cannot be used for TLS: {}.", file, wrong.message())};
  };
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  boost::system::error_code wrong;
  context->use_certificate_chain_file(certificate, wrong);
  if (wrong) return unreadable(certificate, wrong);
  context->use_private_key_file(key, asio::ssl::context::pem, wrong);
  if (wrong) return unreadable(key, wrong);
  SSL_CTX* const raw = context->native_handle();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  // Forward secrecy and authenticated encryption only (RFC 9325); TLS 1.3 has nothing else.
  SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
  return context;
}

}  // namespace confrere::http
