#include <array>
#include <fstream>
#include <memory>

#include <gmock/gmock.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "http/testing/certificate.h"
#include "http/testing/door_fixture.h"

namespace confrere::http {
namespace {

using testing::HasSubstr;

template <auto free_it>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    free_it(pointer);
  }
};
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Stream = std::unique_ptr<BIO, Freed<BIO_free_all>>;

class TlsTest : public DoorTest {
 protected:
  TlsTest() {
    options_.tls_certificate = folder_.file("certificate.pem");
    options_.tls_key = folder_.file("key.pem");
    make_certificate(options_.tls_certificate, options_.tls_key, "first");
  }
  struct Said {
    std::string answer;
    std::string certificate_name;
  };
  /// What the server says to `request` through TLS up to `most`; nothing when they do not come to terms.
  std::optional<Said> ask_through_tls(const std::string& request, int most = TLS1_3_VERSION) {
    const Context context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_security_level(context.get(), 0);  // so that it is the server that refuses old versions
    SSL_CTX_set_max_proto_version(context.get(), most);
    const Stream stream(BIO_new_ssl_connect(context.get()));
    BIO_set_conn_hostname(stream.get(), address().substr(8).c_str());
    if (BIO_do_connect(stream.get()) <= 0 || BIO_do_handshake(stream.get()) <= 0) return std::nullopt;
    SSL* ssl = nullptr;
    BIO_get_ssl(stream.get(), &ssl);
    const Certificate certificate(SSL_get1_peer_certificate(ssl));
    std::array<char, 64> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(),
                              name.size());
    Said said{.answer = {}, .certificate_name = name.data()};
    BIO_write(stream.get(), request.data(), static_cast<int>(request.size()));
    std::array<char, 4096> part{};
    for (int got = 1; got > 0;) {
      got = BIO_read(stream.get(), part.data(), part.size());
      if (got > 0) said.answer.append(part.data(), static_cast<std::size_t>(got));
    }
    return said;
  }
};

TEST_F(TlsTest, ServesThroughTls) {
  serve();
  EXPECT_THAT(address(), testing::StartsWith("https://"));
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const auto said = ask_through_tls(get("/healthz", "Connection: close\r\n"), version);
    ASSERT_TRUE(said);
    EXPECT_THAT(said->answer, HasSubstr(R"({"status":"ok"})"));
    EXPECT_THAT(said->answer, HasSubstr("Strict-Transport-Security"));
  }
}

TEST_F(TlsTest, OldVersionsAreRefused) {
  serve();
  EXPECT_FALSE(ask_through_tls(get("/healthz", "Connection: close\r\n"), TLS1_1_VERSION));
}

TEST_F(TlsTest, TakesANewCertificateWhileItRuns) {
  serve();
  make_certificate(options_.tls_certificate, options_.tls_key, "second");
  EXPECT_EQ(ask_through_tls(get("/", "Connection: close\r\n"))->certificate_name, "first");
  ASSERT_TRUE(server_->reload_certificate());
  EXPECT_EQ(ask_through_tls(get("/", "Connection: close\r\n"))->certificate_name, "second");
  std::ofstream(options_.tls_certificate) << "broken";
  EXPECT_FALSE(server_->reload_certificate());
  EXPECT_EQ(ask_through_tls(get("/", "Connection: close\r\n"))->certificate_name, "second")
      << "the old one stays";
}

TEST_F(TlsTest, PlainHttpOnTheTlsPortIsCut) {
  serve();
  auto lost = RawClient(address());
  lost.send(get("/healthz"));
  EXPECT_TRUE(lost.is_closed_within(std::chrono::seconds(3)));
}

TEST_F(TlsTest, NeedsBothFiles) {
  dispatcher_ = std::make_unique<Dispatcher>(*store_, router_, people_);
  options_.tls_key.clear();
  EXPECT_EQ(Server::open(options_, *dispatcher_, {}).error().field, "tls");
  options_.tls_key = folder_.file("none.pem");
  EXPECT_THAT(Server::open(options_, *dispatcher_, {}).error().message, HasSubstr("none.pem"));
}

}  // namespace
}  // namespace confrere::http
