#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/terminal.h"

namespace confrere::app {
namespace {

using http::Method;

FlagSpec password_flag() {
  return {.name = "--password-stdin", .help = "read the password from standard input; else it is asked for"};
}

Result<void> init(const Arguments& arguments) {
  const auto folder = folder_of(arguments);
  if (!folder) return folder.error();
  auto password = read_password(arguments.has("--password-stdin"));
  if (!password) return password.error();
  boost::json::object account{
      {"name", arguments.get("--name")}, {"email", arguments.get("--email")}, {"password", *password}};
  if (const auto network = arguments.find("--network")) account["network"] = *network;
  if (const auto language = arguments.find("--language")) account["language"] = *language;
  if (const auto time_zone = arguments.find("--time-zone")) account["time_zone"] = *time_zone;
  const auto api = ApiClient::open(*folder, {});
  if (!api) return api.error();
  const auto me = (*api)->ask(Method::post, "/local/v1/accounts", {}, account);
  if (!me) return me.error();
  if (arguments.has("--json")) {
    std::cout << boost::json::serialize(*me) << '\n';
    return {};
  }
  const auto text = [&](std::string_view pointer) {
    return std::string(me->at_pointer(pointer).as_string());
  };
  std::cerr << fmt::format("{} has an account and owns \"{}\".\n", text("/account/name"),
                           text("/network/name"));
  return {};
}

Result<void> make_token(const Arguments& arguments) {
  const auto api = open_as_actor(arguments);
  if (!api) return api.error();
  const auto token = (*api)->ask(Method::post, "/api/v1/tokens", {}, {{"name", arguments.get("--name")}});
  if (!token) return token.error();
  std::cout << std::string_view(token->at("secret").as_string()) << '\n';
  return {};
}

Result<void> set_password(const Arguments& arguments) {
  auto password = read_password(arguments.has("--password-stdin"));
  if (!password) return password.error();
  const auto api = open_as_actor(arguments);
  if (!api) return api.error();
  const auto done = (*api)->send(Method::put, "/local/v1/password", {}, {{"password", *password}});
  if (!done) return done.error();
  std::cerr << "The password is changed, and every session has ended.\n";
  return {};
}

}  // namespace

Command init_command() {
  return {
      .name = "init",
      .summary = "Create an account with a network of its own.",
      .usage = "--data DIR --name \"Ada Test\" --email EMAIL [--password-stdin] [--network NAME] [--json]",
      .line =
          {.flags = flags_with_data(
               {{.name = "--name", .value = "NAME", .help = "the person's name", .required = true},
                {.name = "--email", .value = "EMAIL", .help = "to sign in with", .required = true},
                password_flag(),
                {.name = "--network", .value = "NAME", .help = "the network's name; else \"NAME's network\""},
                {.name = "--language", .value = "TAG", .help = "such as en"},
                {.name = "--time-zone",
                 .value = "ZONE",
                 .help = "such as Europe/London; else this machine's"},
                {.name = "--json", .help = "print the account as JSON"}})},
      .run = init};
}

Command token_command() {
  return {.name = "token",
          .summary = "Make an API token and print it.",
          .usage = "--data DIR --as EMAIL --name NAME",
          .line = {.flags = flags_with_actor(
                       {{.name = "--name", .value = "NAME", .help = "what will use it", .required = true}})},
          .run = make_token,
          .details = "Send it as \"Authorization: Bearer …\". It is shown this once."};
}

Command password_command() {
  return {.name = "password",
          .summary = "Set an account's password and end its sessions.",
          .usage = "--data DIR --as EMAIL [--password-stdin]",
          .line = {.flags = flags_with_actor({password_flag()})},
          .run = set_password};
}

}  // namespace confrere::app
