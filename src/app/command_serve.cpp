#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "app/application.h"
#include "app/commands.h"
#include "app/lan_address.h"
#include "app/routes.h"
#include "app/stop_signals.h"
#include "app/terminal.h"
#include "base/embedded.h"
#include "base/log.h"
#include "http/open_files.h"
#include "http/server.h"

namespace confrere::app {
namespace {

/// Of the database, its copies, imports and spooled bodies.
constexpr int kOtherFiles = 256;

struct ServeOptions {
  http::ServerOptions server;
  std::optional<std::string> metrics;  ///< where it is listened for questions about them
  Configuration configuration;
};

Result<ServeOptions> options_of(const Arguments& arguments, const DataFolder& folder) {
  ServeOptions options;
  const int files = http::raise_open_files();
  options.server.most_connections =
      std::min(options.server.most_connections, std::max(files - kOtherFiles, files / 2));
  options.server.most_connections_of_client =
      std::min(options.server.most_connections_of_client, options.server.most_connections / 2);
  options.server.listen = arguments.find("--listen").value_or(options.server.listen);
  options.metrics = arguments.find("--metrics");
  options.server.socket_path = folder.socket();
  options.server.spool_folder = folder.spool();
  options.server.public_url = arguments.find("--public-url").value_or("");
  while (options.server.public_url.ends_with('/')) options.server.public_url.pop_back();
  if (!options.server.public_url.empty() && !is_server_url(options.server.public_url)) {
    return wrong_use("--public-url is an address such as https://confrere.example.org, without a path.");
  }
  options.server.tls_certificate = arguments.find("--tls-cert").value_or("");
  options.server.tls_key = arguments.find("--tls-key").value_or("");
  if (options.server.tls_certificate.empty() != options.server.tls_key.empty()) {
    return wrong_use("--tls-cert and --tls-key go together.");
  }
  options.server.trusted_proxy = arguments.find("--trusted-proxy").value_or("");
  const std::string access_log =
      arguments.find("--access-log").value_or(errors_are_terminal() ? "off" : "on");
  if (access_log != "on" && access_log != "off") return wrong_use("--access-log is on or off.");
  options.server.access_log = access_log == "on";
  const auto sign_up = from_word<accounts::SignUp>(arguments.find("--sign-up").value_or("automatic"));
  if (!sign_up) return wrong_use("--sign-up is automatic, open or closed.");
  options.configuration = {.sign_up = *sign_up, .public_url = options.server.public_url};
  return options;
}

/// `/metrics` on a listener of its own, as long as it lives.
class MetricsListener {
 public:
  static Result<std::unique_ptr<MetricsListener>> open(const std::string& listen, const http::Server& server,
                                                       Application& application) {
    std::unique_ptr<MetricsListener> listener(new MetricsListener(server, application));
    http::ServerOptions options;
    options.listen = listen;
    options.access_log = false;
    options.io_threads = options.worker_threads = 1;
    options.most_connections = options.most_connections_of_client = kMonitors;
    auto opened = http::Server::open(options, listener->dispatcher_, {});
    if (!opened) return opened.error();
    listener->server_ = *std::move(opened);
    listener->thread_ = std::thread([raw = listener->server_.get()] { raw->run(); });
    return listener;
  }
  MetricsListener(const MetricsListener&) = delete;
  MetricsListener& operator=(const MetricsListener&) = delete;
  ~MetricsListener() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
  }
  [[nodiscard]] std::string address() const { return server_->address(); }

 private:
  static constexpr int kMonitors = 16;
  MetricsListener(const http::Server& server, Application& application)
      : dispatcher_(application.store(), router_, application.authenticator()) {
    router_.add(http::metrics_route(server, version()));
  }

  http::Router router_;
  http::Dispatcher dispatcher_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

void greet(const std::string& address, const std::string& public_url, const MetricsListener* metrics,
           store::Store& store) {
  const std::string shown = public_url.empty() ? own_address(address) : public_url;
  std::cout << fmt::format("\n{} {}\n\n  Open      {}\n", bold("Confrere"), version(), bold(shown));
  if (metrics != nullptr) std::cout << fmt::format("  Metrics   {}/metrics\n", metrics->address());
  const auto [demo, nobody] = store.read(
      [](auto& tx) { return std::pair(accounts::demo_sign_in(tx), accounts::nobody_has_an_account(tx)); });
  if (demo) {
    std::cout << fmt::format("  Sign in   {}\n  Password  {}\n\n  This is a demo; {} is one of its people.\n",
                             bold(demo->email), bold(demo->password), demo->name);
  } else if (nobody) {
    std::cout << "\n  Nobody has an account yet: the page lets you make the first.\n";
  }
  const auto for_phones = public_url.empty() ? reachable_address(address) : std::optional(public_url);
  if (for_phones) {
    std::cout << fmt::format("\n  From a phone: {}\n", *for_phones);
    if (output_is_terminal()) std::cout << '\n' << qr_code(*for_phones);
  }
  if (output_is_terminal()) std::cout << "\n  Ctrl-C stops it.\n";
  std::cout << std::endl;
}

Result<void> serve(const Arguments& arguments) {
  hold_signals();
  const auto folder = folder_of(arguments);
  if (!folder) return folder.error();
  auto options = options_of(arguments, *folder);
  if (!options) return options.error();
  auto lock = folder->try_lock();
  if (!lock) return lock.error();
  if (!*lock) {
    return Error{.code = ErrorCode::conflict,
                 .message = fmt::format("Another confrere works on {} already. One folder has one server.",
                                        folder->path())};
  }
  auto application = Application::open(*folder, **std::move(lock), options->configuration);
  if (!application) return application.error();
  auto server = http::Server::open(options->server, (*application)->dispatcher(), embedded::web());
  if (!server) return server.error();
  std::unique_ptr<MetricsListener> metrics;
  if (options->metrics) {
    auto listener = MetricsListener::open(*options->metrics, **server, **application);
    if (!listener) return listener.error();
    metrics = *std::move(listener);
  }
  (*application)->start_jobs();
  const StopSignals signals([&server] { (*server)->stop(); },
                            [&server] {
                              if (auto reloaded = (*server)->reload_certificate(); !reloaded) {
                                log::error("certificate_not_reloaded", {{"cause", reloaded.error().message}});
                              }
                            });
  greet((*server)->address(), options->server.public_url, metrics.get(), (*application)->store());
  if (!(*server)->run()) {
    log::warning("stopped_with_work_unfinished");
    std::_Exit(0);  // everything acknowledged is on the disk; the rest must not hold the process
  }
  return {};
}

}  // namespace

Command serve_command() {
  return {
      .name = "serve",
      .summary = "Run the server: the web app and the API.",
      .usage = "--data DIR [--database ADDRESS] [--listen 127.0.0.1:8080] [--public-url URL]",
      .line =
          {.flags = flags_with_data(
               {{.name = "--listen",
                 .value = "ADDRESS",
                 .help = "else 127.0.0.1:8080; 0.0.0.0:8080 for the whole network"},
                {.name = "--public-url",
                 .value = "URL",
                 .help = "how people reach the server, such as https://confrere.example.org"},
                {.name = "--tls-cert", .value = "FILE", .help = "serve https with this certificate (PEM)"},
                {.name = "--tls-key", .value = "FILE", .help = "and this key (PEM); SIGHUP reads both again"},
                {.name = "--trusted-proxy",
                 .value = "ADDRESS",
                 .help = "believe this proxy's Forwarded headers"},
                {.name = "--metrics",
                 .value = "ADDRESS",
                 .help = "answer GET /metrics for Prometheus there, such as 127.0.0.1:9090"},
                {.name = "--sign-up",
                 .value = "WHO",
                 .help = "open, closed, or automatic: the first account and on a demo"},
                {.name = "--access-log", .value = "ON", .help = "on or off; else on unless on a terminal"}})},
      .run = serve,
      .details = "SIGTERM finishes what runs and stops within ten seconds."};
}

}  // namespace confrere::app
