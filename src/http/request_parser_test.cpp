#include "http/request_parser.h"

#include <gtest/gtest.h>

namespace confrere::http {
namespace {

struct Outcome {
  std::string problem;  ///< empty for a request that was read
  RequestHead head;
  std::string body;
  std::size_t left = 0;  ///< bytes that belong to the next request
  bool is_done = false;
};

/// Reads `bytes` as they would come in parts of `step` bytes.
Outcome read(std::string_view bytes, std::size_t step = std::string_view::npos) {
  RequestParser parser;
  Outcome outcome;
  std::size_t taken = 0;
  std::size_t come = 0;
  bool has_head = false;
  while (come < bytes.size() && !outcome.is_done && outcome.problem.empty()) {
    come = step > bytes.size() - come ? bytes.size() : come + step;
    for (std::size_t used = 1; used > 0 && !outcome.is_done;) {
      const std::string_view there = bytes.substr(taken, come - taken);
      const auto size = has_head ? parser.read_body(there, outcome.body) : parser.read_head(there);
      if (!size) {
        outcome.problem = size.error().problem;
        break;
      }
      used = *size;
      taken += used;
      has_head = has_head || used > 0;
      outcome.is_done = has_head && parser.is_done();
    }
  }
  outcome.head = parser.head();
  outcome.left = bytes.size() - taken;
  return outcome;
}

std::string with_headers(const std::string& lines) {
  return "POST /x HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
}

TEST(RequestParserTest, ReadsARequest) {
  const Outcome outcome = read(
      "POST /a%20b/%C3%BC?q=1%202 HTTP/1.1\r\nHost: confrere.example:8080\r\nX-Thing:  two words \r\n"
      "Content-Length: 5\r\n\r\nhelloGET /next");
  EXPECT_EQ(outcome.problem, "");
  EXPECT_TRUE(outcome.is_done);
  EXPECT_EQ(outcome.head.method, Method::post);
  EXPECT_EQ(outcome.head.request.path, "/a b/ü");
  EXPECT_EQ(outcome.head.request.query, "q=1%202");
  EXPECT_EQ(outcome.head.request.header("x-thing"), "two words");
  EXPECT_EQ(outcome.head.content_length, 5U);
  EXPECT_TRUE(outcome.head.keep_alive);
  EXPECT_EQ(outcome.body, "hello");
  EXPECT_EQ(outcome.left, 9U) << "the next request is left alone";
}

TEST(RequestParserTest, ReadsChunksAndLeavesTrailersOut) {
  const Outcome outcome = read(
      "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;why=not\r\nhello\r\n6\r\n world\r\n0\r\nHost: evil\r\nX-Admin: yes\r\n\r\nGET");
  EXPECT_EQ(outcome.problem, "");
  EXPECT_TRUE(outcome.is_done);
  EXPECT_EQ(outcome.body, "hello world");
  EXPECT_EQ(outcome.left, 3U);
  EXPECT_EQ(outcome.head.request.header("host"), "a");
  EXPECT_EQ(outcome.head.request.header("x-admin"), "");
}

TEST(RequestParserTest, ReadsTheSameHoweverItComes) {
  const std::string chunked =
      "\r\nPUT /x?y=z HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n"
      "a\r\n0123456789\r\n3;x=\"y\"\r\nabc\r\n0\r\n\r\n";
  for (std::size_t step = 1; step <= chunked.size(); ++step) {
    const Outcome outcome = read(chunked, step);
    EXPECT_EQ(outcome.problem, "") << step;
    EXPECT_TRUE(outcome.is_done) << step;
    EXPECT_EQ(outcome.body, "0123456789abc") << step;
    EXPECT_EQ(outcome.head.request.header("cookie"), "a=1; b=2") << step;
  }
  const std::string empty = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
  for (std::size_t step = 1; step <= empty.size(); ++step) EXPECT_TRUE(read(empty, step).is_done) << step;
}

TEST(RequestParserTest, KnowsWhoWantsToStay) {
  EXPECT_TRUE(read("GET / HTTP/1.1\r\nHost: a\r\n\r\n").head.keep_alive);
  EXPECT_FALSE(read("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").head.keep_alive);
  EXPECT_FALSE(read("GET / HTTP/1.0\r\n\r\n").head.keep_alive);
  EXPECT_TRUE(read("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").head.keep_alive);
}

TEST(RequestParserTest, TakesAnAbsoluteAddressAsItsPath) {
  EXPECT_EQ(read("GET http://a/b/c?d HTTP/1.1\r\nHost: a\r\n\r\n").head.request.path, "/b/c");
  EXPECT_EQ(read("GET https://a HTTP/1.1\r\nHost: a\r\n\r\n").head.request.path, "/");
}

TEST(RequestParserTest, KnowsItsMethods) {
  EXPECT_TRUE(read("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").head.without_answer_body);
  EXPECT_EQ(read("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").head.method, std::nullopt);
  EXPECT_EQ(read("PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n").head.method, std::nullopt);
  EXPECT_EQ(read("get / HTTP/1.1\r\nHost: a\r\n\r\n").head.method, std::nullopt) << "methods have a case";
}

TEST(RequestParserTest, RefusesWhatTwoParsersCouldReadDifferently) {
  const std::vector<std::pair<std::string, std::string>> requests{
      {"two Content-Length", with_headers("Content-Length: 3\r\nContent-Length: 4\r\n")},
      {"two equal Content-Length", with_headers("Content-Length: 3\r\nContent-Length: 3\r\n")},
      {"a list in Content-Length", with_headers("Content-Length: 3, 3\r\n")},
      {"a signed Content-Length", with_headers("Content-Length: +3\r\n")},
      {"a negative Content-Length", with_headers("Content-Length: -3\r\n")},
      {"a hexadecimal Content-Length", with_headers("Content-Length: 0x3\r\n")},
      {"a huge Content-Length", with_headers("Content-Length: 99999999999999999999999\r\n")},
      {"length and chunks", with_headers("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")},
      {"chunks and length", with_headers("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n")},
      {"chunked twice", with_headers("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")},
      {"another coding", with_headers("Transfer-Encoding: gzip, chunked\r\n")},
      {"identity", with_headers("Transfer-Encoding: identity\r\n")},
      {"a disguised coding", with_headers("Transfer-Encoding: xchunked\r\n")},
      {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"},
      {"a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
      {"a space before the length's colon", with_headers("Content-Length : 3\r\n")},
      {"a folded line", with_headers("X-A: b\r\n c\r\n")},
      {"a folded line with a tab", with_headers("X-A: b\r\n\tc\r\n")},
      {"bare LF", "GET / HTTP/1.1\nHost: a\n\n"},
      {"one bare LF", "GET / HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n"},
      {"a bare CR", "GET / HTTP/1.1\r\nHost: a\rX-A: b\r\n\r\n"},
      {"NUL", std::string("GET / HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n", 38)},
      {"no Host", "GET / HTTP/1.1\r\n\r\n"},
      {"an empty Host", "GET / HTTP/1.1\r\nHost: \r\n\r\n"},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
      {"a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
      {"a Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"},
      {"two Authorizations", with_headers("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n")},
      {"no colon", with_headers("Nonsense\r\n")},
      {"no name", with_headers(": b\r\n")},
      {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"HTTP/0.9", "GET /\r\n\r\n"},
      {"HTTP/2", "GET / HTTP/2.0\r\nHost: a\r\n\r\n"},
      {"HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"TLS", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03\n"},
      {"a broken escape", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"an escaped slash", "GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"an escaped NUL", "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"no UTF-8", "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"no path", "GET a HTTP/1.1\r\nHost: a\r\n\r\n"},
  };
  for (const auto& [what, request] : requests) {
    EXPECT_EQ(read(request).problem, "bad_request") << what;
    EXPECT_EQ(read(request, 1).problem, "bad_request") << what << ", byte by byte";
  }
}

TEST(RequestParserTest, RefusesBrokenChunks) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char* body : {"x\r\n", "-1\r\na\r\n", "5\r\nhello!\r\n0\r\n\r\n", "ffffffffffffffffff\r\n",
                           "5\nhello\r\n", "0x5\r\nhello\r\n\r\n", " 5\r\nhello\r\n", "\n0\r\n\r\n",
                           "\r\n0\r\n\r\n", "5 \r\nhello\r\n", ";a\r\n", "5;\x01\r\n", "5;a\nhello\r\n",
                           "5\r\nhello\n0\r\n\r\n", "0\r\n\n", "0\r\n A: b\r\n\r\n", "0\r\nA: b\n\r\n"}) {
    EXPECT_EQ(read(head + body).problem, "bad_request") << body;
    EXPECT_EQ(read(head + body, 1).problem, "bad_request") << body << ", byte by byte";
  }
  EXPECT_EQ(read(head + "fffffffffffffff\r\nhello").problem, "") << "more than comes";
  EXPECT_EQ(read(head + "5;" + std::string(8192, 'x')).problem, "bad_request") << "an endless first line";
  std::string small_chunks;
  for (int i = 0; i < 100; ++i) small_chunks += "1;" + std::string(100, 'x') + "\r\na\r\n";
  EXPECT_EQ(read(head + small_chunks).problem, "bad_request") << "extensions without end";
}

TEST(RequestParserTest, BoundsWhatItTakes) {
  EXPECT_EQ(read("GET /" + std::string(8300, 'a')).problem, "address_too_long");
  EXPECT_EQ(read("GET /?" + std::string(8300, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n").problem,
            "address_too_long");
  EXPECT_EQ(read("GET /" + std::string(8000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n").problem, "");
  EXPECT_EQ(read(with_headers("X-A: " + std::string(17'000, 'b') + "\r\n")).problem, "headers_too_large");
  EXPECT_EQ(read(with_headers("X-A: " + std::string(16'000, 'b') + "\r\n")).problem, "");
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "A" + std::to_string(i) + ": b\r\n";
  EXPECT_EQ(read(with_headers(many)).problem, "headers_too_large");
}

}  // namespace
}  // namespace confrere::http
