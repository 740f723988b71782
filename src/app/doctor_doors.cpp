#include <ctime>
#include <memory>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "app/doctor.h"

namespace confrere::app {
namespace {

constexpr std::chrono::days kWarnsBefore{14};
constexpr std::chrono::seconds kConnectTime{5};

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

std::string certificate_advice() {
  return "Renew it and send the server SIGHUP: it reads the files again and keeps running.";
}

std::optional<Instant> instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return Instant{std::chrono::microseconds(std::chrono::seconds(::timegm(&parts))).count()};
}

struct Place {
  std::string host;
  std::string port;
};

/// REQUIRES: what --public-url takes: a scheme, a host, perhaps a port.
Place place_of(std::string_view url) {
  const bool secure = url.starts_with("https://");
  url.remove_prefix(url.find("//") + 2);
  const auto end_of_v6 = url.rfind(']');
  const auto colon = url.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (end_of_v6 == std::string_view::npos || colon > end_of_v6);
  std::string host(url.substr(0, has_port ? colon : url.size()));
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  return {.host = std::move(host),
          .port = has_port ? std::string(url.substr(colon + 1))
                  : secure ? "443"
                           : "80"};
}

}  // namespace

Check examine_certificate(const std::string& certificate, const std::string& key, Instant now) {
  const Context context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  const auto failed = [](std::string found, std::string advice) {
    return Check{
        .name = "certificate", .good = false, .found = std::move(found), .advice = std::move(advice)};
  };
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) {
    return failed(fmt::format("{} cannot be read as a certificate.", certificate),
                  "It must be PEM: the server's certificate first, then those between it and the root.");
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context.get()) != 1) {
    return failed(fmt::format("{} is not the key of {}.", key, certificate),
                  "Give the key that the certificate was made with, as PEM without a passphrase.");
  }
  const X509* own = SSL_CTX_get0_certificate(context.get());
  const auto begins = instant_of(X509_get0_notBefore(own));
  const auto ends = instant_of(X509_get0_notAfter(own));
  if (!begins || !ends) return failed("The certificate has no readable dates.", certificate_advice());
  if (now < *begins)
    return failed(fmt::format("The certificate is valid from {} only.", begins->text()),
                  certificate_advice());
  if (now >= *ends)
    return failed(fmt::format("The certificate ended at {}.", ends->text()), certificate_advice());
  if (now + kWarnsBefore >= *ends)
    return failed(fmt::format("The certificate ends at {}.", ends->text()), certificate_advice());
  return {.name = "certificate", .found = fmt::format("The certificate is valid until {}.", ends->text())};
}

Check examine_reachability(const std::string& url) {
  namespace asio = boost::asio;
  const Place place = place_of(url);
  asio::io_context context;
  asio::ip::tcp::resolver resolver(context);
  boost::system::error_code outcome;
  const auto addresses = resolver.resolve(place.host, place.port, outcome);
  if (outcome) {
    return {.name = "reachability",
            .good = false,
            .found = fmt::format("The name {} is not known here: {}.", place.host, outcome.message()),
            .advice = "Look at the domain's DNS entry."};
  }
  asio::ip::tcp::socket socket(context);
  outcome = asio::error::timed_out;
  asio::async_connect(socket, addresses,
                      [&](const boost::system::error_code& wrong, const auto&) { outcome = wrong; });
  context.run_for(kConnectTime);
  if (outcome) {
    return {
        .name = "reachability",
        .good = false,
        .found = fmt::format("Nothing answers at {}: {}.", url, outcome.message()),
        .advice = "Is the server (or the proxy before it) running, and does the firewall let it through?"};
  }
  return {.name = "reachability", .found = fmt::format("{} takes connections.", url)};
}

}  // namespace confrere::app
