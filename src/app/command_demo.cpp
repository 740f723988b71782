#include <charconv>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/terminal.h"
#include "features/demo/demo.h"

namespace confrere::app {
namespace {

/// The flag's whole number, or `otherwise` where it was not given.
template <class Number>
Result<Number> number_of(const Arguments& arguments, std::string_view flag, Number otherwise) {
  const auto text = arguments.find(flag);
  if (!text) return otherwise;
  Number number = otherwise;
  const auto [end, wrong] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (wrong != std::errc{} || end != text->data() + text->size()) {
    return wrong_use(fmt::format("{} takes a whole number; \"{}\" is none.", flag, *text));
  }
  return number;
}

Result<void> make_demo(const Arguments& arguments) {
  demo::DemoOptions options;
  const auto people = number_of(arguments, "--people", options.people);
  if (!people) return people.error();
  const auto seed = number_of(arguments, "--seed", options.seed);
  if (!seed) return seed.error();
  options = {.people = *people, .seed = *seed};
  const auto folder = folder_of(arguments);
  if (!folder) return folder.error();
  const auto lock = folder->try_lock();
  if (!lock) return lock.error();
  if (!*lock) {
    return conflict(fmt::format(
        "A confrere works on {} already. Stop it, or name another folder for the demo.", folder->path()));
  }
  if (auto checked = folder->check_database(); !checked) return checked.error();
  const auto store = store::Store::open({.path = folder->database()});
  if (!store) return store.error();
  if (auto remembered = folder->remember_database(); !remembered) return remembered.error();
  ProgressBar bar("Inventing a network");
  const auto sign_in = demo::make_demo(**store, options, [&](std::size_t done, std::size_t total) {
    bar.show(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
  });
  bar.clear();
  if (!sign_in) return sign_in.error();
  if (arguments.has("--json")) {
    std::cout << to_json_text(*sign_in) << '\n';
    return {};
  }
  std::cout << fmt::format(
      "A network of {} people is ready. {} is one of them:\n\n  Sign in   {}\n  Password  {}\n\n",
      options.people, sign_in->name, bold(sign_in->email), bold(sign_in->password));
  std::cerr << fmt::format("Start it with: confrere serve --data {}\n", folder->path());
  return {};
}

}  // namespace

Command demo_command() {
  return {
      .name = "demo",
      .summary = "Fill an empty data folder with an invented network to look at.",
      .usage = "--data DIR [--people N] [--seed S]",
      .line = {.flags = flags_with_data(
                   {{.name = "--people", .value = "N", .help = "how many members; else 250"},
                    {.name = "--seed", .value = "S", .help = "another number, another network; else 1"},
                    {.name = "--json", .help = "the sign-in as JSON"}})},
      .run = make_demo,
      .details =
          "N counts the members of the network, 40 to 200,000. Each has about six contacts of their own and "
          "two "
          "years of history with them; the one who gets the sign-in has 120, or over a thousand from 10,000 "
          "members on, where histories are shorter, for measuring. A folder that holds anything is left as "
          "it "
          "is. The same seed on the same day makes the same network."};
}

}  // namespace confrere::app
