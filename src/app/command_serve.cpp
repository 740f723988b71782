#include <cstdlib>
#include <iostream>

#include <fmt/format.h>

#include "app/application.h"
#include "app/commands.h"
#include "app/lan_address.h"
#include "app/routes.h"
#include "app/stop_signals.h"
#include "app/terminal.h"
#include "base/embedded.h"
#include "base/log.h"
#include "http/server.h"

namespace confrere::app {
namespace {

struct ServeOptions {
  http::ServerOptions server;
  Configuration configuration;
};

Result<ServeOptions> options_of(const Arguments& arguments, const DataFolder& folder) {
  ServeOptions options;
  options.server.listen = arguments.find("--listen").value_or(options.server.listen);
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

void greet(const std::string& address, const std::string& public_url, store::Store& store) {
  const std::string shown = public_url.empty() ? own_address(address) : public_url;
  std::cout << fmt::format("\n{} {}\n\n  Open      {}\n", bold("Confrere"), version(), bold(shown));
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
  StopSignals signals;
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
  (*application)->start_jobs();
  signals.listen([&server] { (*server)->stop(); },
                 [&server] {
                   if (auto reloaded = (*server)->reload_certificate(); !reloaded) {
                     log::error("certificate_not_reloaded", {{"cause", reloaded.error().message}});
                   }
                 });
  greet((*server)->address(), options->server.public_url, (*application)->store());
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
                {.name = "--sign-up",
                 .value = "WHO",
                 .help = "open, closed, or automatic: the first account and on a demo"},
                {.name = "--access-log", .value = "ON", .help = "on or off; else on unless on a terminal"}})},
      .run = serve,
      .details = "SIGTERM finishes what runs and stops within ten seconds."};
}

}  // namespace confrere::app
