#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/doctor.h"
#include "app/terminal.h"

namespace confrere::app {
namespace {

using http::Method;

constexpr std::size_t kLineWidth = 90;

Check check_of(const boost::json::value& from) {
  const auto text = [&](std::string_view name) { return std::string(from.at(name).as_string()); };
  return {.name = text("name"),
          .good = from.at("good").as_bool(),
          .found = text("found"),
          .advice = text("advice")};
}

/// What the server says of itself; or that there is no talking to it, which is a finding, too.
std::vector<Check> server_checks(const DataFolder& folder, bool repair) {
  const auto unwell = [](const Error& error) {
    return std::vector<Check>{{.name = "server",
                               .good = false,
                               .found = error.message,
                               .advice = error.cause.empty() ? "Look at the server's log." : error.cause}};
  };
  const auto api = ApiClient::open(folder, {});
  if (!api) return unwell(api.error());
  const auto answer = (*api)->ask(repair ? Method::post : Method::get, "/local/v1/doctor");
  if (!answer) return unwell(answer.error());
  std::vector<Check> checks;
  for (const auto& each : answer->at("checks").as_array()) checks.push_back(check_of(each));
  return checks;
}

Result<std::vector<Check>> all_checks(const Arguments& arguments) {
  const auto folder = existing_folder_of(arguments);
  if (!folder) return folder.error();
  const auto certificate = arguments.find("--tls-cert");
  const auto key = arguments.find("--tls-key");
  if (certificate.has_value() != key.has_value()) return wrong_use("--tls-cert and --tls-key go together.");
  const auto url = arguments.find("--public-url");
  if (url && !is_server_url(*url))
    return wrong_use("--public-url is an address such as https://confrere.example.org, without a path.");
  std::vector<Check> checks = server_checks(*folder, arguments.has("--repair"));
  if (certificate) checks.push_back(examine_certificate(*certificate, *key, SystemClock().now()));
  if (url) checks.push_back(examine_reachability(*url));
  return checks;
}

void print(const std::vector<Check>& checks) {
  for (const Check& check : checks) {
    std::cout << fmt::format("{}  {}\n", check.good ? "ok      " : bold("trouble "), check.found);
    if (!check.good) std::cout << wrapped(check.advice, kLineWidth, "          ");
  }
}

Result<bool> find_trouble(const Arguments& arguments) {
  const auto checks = all_checks(arguments);
  if (!checks) return checks.error();
  if (arguments.has("--json")) {
    std::cout << to_json_text(*checks) << '\n';
  } else {
    print(*checks);
  }
  return std::any_of(checks->begin(), checks->end(), [](const Check& check) { return !check.good; });
}

}  // namespace

Command doctor_command() {
  return {.name = "doctor",
          .summary = "Look over database, disk, clock and certificate, and say what to do.",
          .usage = "--data DIR [--public-url URL] [--tls-cert FILE --tls-key FILE] [--json]",
          .line = {.flags = flags_with_data(
                       {{.name = "--public-url", .value = "URL", .help = "try whether it takes connections"},
                        {.name = "--tls-cert", .value = "FILE", .help = "look over this certificate (PEM)"},
                        {.name = "--tls-key", .value = "FILE", .help = "and this key (PEM)"},
                        {.name = "--repair", .help = "make the ties' summaries anew from their encounters"},
                        {.name = "--json", .help = "print [{\"name\",\"good\",\"found\",\"advice\"}]"}})},
          .run = {},
          .details = "Also beside a running server. Exit status 1 when something needs attention.",
          .judge = find_trouble};
}

}  // namespace confrere::app
