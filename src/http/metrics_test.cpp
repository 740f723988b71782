#include "http/metrics.h"

#include <gmock/gmock.h>

#include "http/testing/door_fixture.h"

namespace confrere::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const Metrics& metrics) {
  MetricsText text;
  metrics.append_to(text);
  return text.text();
}

TEST(MetricsTest, CountsByRouteMethodAndClassOfStatus) {
  Metrics metrics;
  for (const int status : {200, 204, 404}) {
    metrics.count_request("/api/v1/contacts/{id}", "GET", status, milliseconds(1));
  }
  EXPECT_THAT(text_of(metrics), HasSubstr("# TYPE confrere_http_requests_total counter\n"
                                          "confrere_http_requests_total{route=\"/api/v1/contacts/{id}\","
                                          "method=\"GET\",status=\"2xx\"} 2\n"
                                          "confrere_http_requests_total{route=\"/api/v1/contacts/{id}\","
                                          "method=\"GET\",status=\"4xx\"} 1\n"));
}

TEST(MetricsTest, AHistogramCountsWhatIsNotOverEachBound) {
  Metrics metrics;
  for (const int time : {1, 3, 60, 10'000}) metrics.count_request("/", "GET", 200, milliseconds(time));
  const std::string text = text_of(metrics);
  const std::string name = "confrere_http_request_duration_seconds";
  const std::string of = "{route=\"/\",method=\"GET\"";
  for (const auto& [bound, count] : std::map<std::string, int>{
           {"0.0005", 0}, {"0.001", 1}, {"0.0025", 1}, {"0.005", 2}, {"0.1", 3}, {"5", 3}, {"+Inf", 4}}) {
    EXPECT_THAT(text, HasSubstr(fmt::format("{}_bucket{},le=\"{}\"}} {}\n", name, of, bound, count)));
  }
  EXPECT_THAT(text, HasSubstr(name + "_sum" + of + "} 10.064\n"));
  EXPECT_THAT(text, HasSubstr(name + "_count" + of + "} 4\n"));
}

TEST(MetricsTest, ALabelCannotForgeASample) {
  EXPECT_EQ(MetricsText::label("route", "a\"} 1\nb\\"), "route=\"a\\\"} 1\\nb\\\\\"");
}

class MetricsRouteTest : public DoorTest {
 protected:
  MetricsRouteTest() {
    router_.add(write_route(Method::post, "/facts/{name}", [](const Call& call) -> Result<WriteStep> {
      return
          [name = std::string(call.path_parameter("name"))](store::WriteTransaction& tx) -> Result<Response> {
            tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, '')", name);
            return no_content();
          };
    }));
  }
  /// The second listener, as `serve --metrics` opens it.
  void serve_with_metrics() {
    serve();
    metrics_router_.add(metrics_route(*server_, "1.2.3"));
    metrics_dispatcher_ = std::make_unique<Dispatcher>(*store_, metrics_router_, people_);
    metrics_server_ = Server::open({.listen = "127.0.0.1:0"}, *metrics_dispatcher_, {}).value();
    metrics_thread_ = std::thread([this] { metrics_server_->run(); });
  }
  ~MetricsRouteTest() override {
    metrics_server_->stop();
    metrics_thread_.join();
  }
  std::string metrics() {
    const auto answer = RawClient(metrics_server_->address()).ask(get("/metrics", ""));
    EXPECT_EQ(answer->header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    return answer->body;
  }

  Router metrics_router_;
  std::unique_ptr<Dispatcher> metrics_dispatcher_;
  std::unique_ptr<Server> metrics_server_;
  std::thread metrics_thread_;
};

TEST_F(MetricsRouteTest, TellsWhatTheServerDoesAndNotForWhom) {
  serve_with_metrics();
  auto browser = client();
  EXPECT_EQ(browser.ask(post("/facts/ada-lovelace", ""))->status, 204);
  EXPECT_EQ(browser.ask(get("/people/grace"))->status, 404);
  EXPECT_EQ(browser.ask("PROPFIND /facts/x HTTP/1.1\r\nHost: a\r\n\r\n")->status, 405);
  auto window = client();
  window.send(get("/api/v1/changes"));
  window.receive_until("id: ");
  const std::string text = metrics();
  for (const char* line :
       {"confrere_http_requests_total{route=\"/facts/{name}\",method=\"POST\",status=\"2xx\"} 1\n",
        "confrere_http_requests_total{route=\"static\",method=\"GET\",status=\"4xx\"} 1\n",
        "confrere_http_requests_total{route=\"static\",method=\"other\",status=\"4xx\"} 1\n",
        "confrere_connections 2\n", "confrere_connections_refused_total 0\n", "confrere_live_streams 1\n",
        "confrere_writer_jobs_total 1\n", "confrere_writer_queue_length 0\n",
        "confrere_writer_failures_total 0\n", "confrere_writing_works 1\n",
        "confrere_build_info{version=\"1.2.3\"} 1\n"}) {
    EXPECT_THAT(text, HasSubstr(std::string("\n") + line)) << line;
  }
  EXPECT_THAT(text, HasSubstr("\nprocess_resident_memory_bytes "));
  EXPECT_THAT(text, HasSubstr("\nprocess_start_time_seconds "));
  for (const char* personal : {"ada", "lovelace", "grace", "127.0.0.1"}) {
    EXPECT_THAT(text, Not(HasSubstr(personal)));
  }
}

TEST_F(MetricsRouteTest, EachListenerHasItsOwnRoutesOnly) {
  serve_with_metrics();
  EXPECT_EQ(ask(get("/metrics", "Accept: */*\r\n"))->status, 404);
  RawClient monitor(metrics_server_->address());
  EXPECT_EQ(monitor.ask(get("/healthz"))->status, 404);
  EXPECT_EQ(monitor.ask(post("/metrics", ""))->status, 405);
}

}  // namespace
}  // namespace confrere::http
