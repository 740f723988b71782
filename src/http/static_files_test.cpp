#include "http/static_files.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/content_coding.h"

namespace confrere::http {
namespace {

constexpr std::array<EmbeddedFile, 8> kApp{{
    {"assets/app-1a2b.js", "plain"},
    {"assets/app-1a2b.js.br", "brotli"},
    {"assets/app-1a2b.js.gz", "gzip"},
    {"icon.png", "png"},
    {"index.html", "<html>"},
    {"index.html.gz", "<html> in gzip"},
    {"manifest.webmanifest", "{}"},
    {"sw.js", "worker"},
}};

class StaticFilesTest : public testing::Test {
 protected:
  Result<StaticAnswer> find(const std::string& path, const std::map<std::string, std::string>& headers = {}) {
    return StaticFiles(kApp).find({.path = path, .headers = {headers.begin(), headers.end()}});
  }
  static std::string header(const StaticAnswer& answer, const std::string& name) {
    for (const auto& [key, value] : answer.headers) {
      if (key == name) return value;
    }
    return "";
  }
};

TEST_F(StaticFilesTest, SendsTheSmallestThatTheBrowserTakes) {
  const std::string path = "/assets/app-1a2b.js";
  EXPECT_EQ(find(path)->body, "plain");
  EXPECT_EQ(find(path, {{"accept-encoding", "gzip, deflate, br"}})->body, "brotli");
  EXPECT_EQ(find(path, {{"accept-encoding", "gzip"}})->body, "gzip");
  EXPECT_EQ(find(path, {{"accept-encoding", "br;q=0, gzip;q=0.5"}})->body, "gzip");
  EXPECT_EQ(find(path, {{"accept-encoding", "identity, *;q=0"}})->body, "plain");
  EXPECT_EQ(header(*find(path, {{"accept-encoding", "br"}}), "Content-Encoding"), "br");
  EXPECT_EQ(header(*find(path, {{"accept-encoding", "br"}}), "Content-Type"),
            "text/javascript; charset=utf-8");
  EXPECT_EQ(header(*find(path), "Vary"), "Accept-Encoding");
}

TEST_F(StaticFilesTest, KeepsForEverWhatIsNamedByItsContent) {
  EXPECT_EQ(header(*find("/assets/app-1a2b.js"), "Cache-Control"), "public, max-age=31536000, immutable");
  for (const char* path : {"/", "/index.html", "/manifest.webmanifest", "/sw.js"}) {
    EXPECT_EQ(header(*find(path), "Cache-Control"), "no-cache") << path;
  }
}

TEST_F(StaticFilesTest, DoesNotSendWhatTheBrowserHas) {
  const std::string tag = header(*find("/index.html"), "ETag");
  const std::string tag_of_gzip = header(*find("/index.html", {{"accept-encoding", "gzip"}}), "ETag");
  EXPECT_NE(tag, tag_of_gzip) << "a strong tag is of one variant";
  const auto unchanged = find("/index.html", {{"if-none-match", "\"other\", " + tag}});
  EXPECT_EQ(unchanged->status, 304);
  EXPECT_EQ(unchanged->body, "");
  EXPECT_EQ(find("/index.html", {{"if-none-match", tag_of_gzip}})->status, 200);
}

TEST_F(StaticFilesTest, AnAddressOfTheAppGetsTheApp) {
  EXPECT_EQ(find("/people/0190", {{"accept", "text/html,*/*"}})->body, "<html>");
  EXPECT_EQ(find("/")->body, "<html>");
  EXPECT_FALSE(find("/people/0190", {{"accept", "application/json"}}));
  EXPECT_FALSE(find("/missing.js", {{"accept", "text/html"}}));
  EXPECT_FALSE(find("/api/v1/nothing", {{"accept", "text/html"}}));
}

TEST_F(StaticFilesTest, NoPathLeadsOut) {
  for (const char* path :
       {"/../etc/passwd", "/assets/../index.html", "/assets/..", "//etc/passwd", "/assets\\app-1a2b.js",
        "/assets/app-1a2b.js.gz", "/index.html/", "assets/app-1a2b.js"}) {
    EXPECT_FALSE(find(path)) << path;
  }
}

TEST_F(StaticFilesTest, SaysThatTheAppIsNotBuilt) {
  const auto answer = StaticFiles({}).find({.path = "/"});
  ASSERT_TRUE(answer);
  EXPECT_THAT(std::string(answer->body), testing::HasSubstr("not part of this build"));
  EXPECT_FALSE(StaticFiles({}).find({.path = "/people"}));
}

TEST(ContentCodingTest, PacksWhatCanBeUnpacked) {
  const std::string packed = gzip(std::string(100'000, 'a'));
  EXPECT_LT(packed.size(), 1000U);
  EXPECT_EQ(packed.substr(0, 2), "\x1f\x8b");
}

}  // namespace
}  // namespace confrere::http
