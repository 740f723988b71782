#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/terminal.h"

namespace confrere::app {
namespace {

using boost::json::value;
using http::Method;

constexpr std::chrono::milliseconds kPoll{50};

std::string text_of(const value& from) {
  return std::string(from.as_string());
}

Result<void> check_files(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    std::error_code wrong;
    if (std::filesystem::is_directory(file, wrong))
      return wrong_use(fmt::format("{} is a folder, not a file.", file));
    if (!std::ifstream(file)) return wrong_use(fmt::format("{} cannot be read.", file));
  }
  return {};
}

/// Waits until the import is no longer in `state`.
Result<value> wait_while(ApiClient& api, const std::string& address, const std::string& state,
                         const std::string& what) {
  ProgressBar bar(what);
  while (true) {
    auto import = api.ask(Method::get, address);
    if (!import) return import;
    if (text_of(import->at("state")) == "failed") {
      const value& problem = import->at("problem");
      return Error{.code = ErrorCode::unavailable,
                   .message = problem.is_string() ? text_of(problem) : "The import could not be finished."};
    }
    if (text_of(import->at("state")) != state) return import;
    bar.show(import->at_pointer("/progress/done").to_number<std::int64_t>(),
             import->at_pointer("/progress/total").to_number<std::int64_t>());
    std::this_thread::sleep_for(kPoll);
  }
}

/// What could not be taken, all of it: the import itself shows the first hundred only.
Result<boost::json::array> rejected_rows(ApiClient& api, const std::string& address,
                                         const std::string& outcome) {
  boost::json::array rejected;
  std::string cursor;
  do {
    ApiClient::Query query{{"outcome", outcome}, {"limit", "500"}};
    if (!cursor.empty()) query.emplace_back("cursor", cursor);
    const auto page = api.ask(Method::get, address + "/rows", query);
    if (!page) return page.error();
    for (const value& row : page->at("items").as_array()) {
      rejected.emplace_back(boost::json::object{
          {"file", row.at("file")}, {"line", row.at("line")}, {"reason", row.at("reason")}});
    }
    cursor = page->at("next_cursor").is_string() ? text_of(page->at("next_cursor")) : "";
  } while (!cursor.empty());
  return rejected;
}

Result<boost::json::object> summary_of(ApiClient& api, const std::string& address, const value& import) {
  boost::json::object summary;
  for (const char* name : {"read", "created", "updated", "unchanged", "duplicates"}) {
    summary[name] = import.at("counts").at(name);
  }
  boost::json::array rejected;
  for (const char* outcome : {"rejected", "aside"}) {
    auto rows = rejected_rows(api, address, outcome);
    if (!rows) return rows.error();
    rejected.insert(rejected.end(), rows->begin(), rows->end());
  }
  summary["rejected"] = std::move(rejected);
  return summary;
}

void print_summary(const boost::json::object& summary, bool dry_run) {
  const auto count = [&](std::string_view name) { return summary.at(name).to_number<std::int64_t>(); };
  std::cout << fmt::format("{} read: {} {}, {} {}, {} unchanged, {} duplicates, {} not taken.\n",
                           count("read"), count("created"), dry_run ? "would be new" : "new",
                           count("updated"), dry_run ? "would be updated" : "updated", count("unchanged"),
                           count("duplicates"), summary.at("rejected").as_array().size());
  for (const value& row : summary.at("rejected").as_array()) {
    std::cerr << fmt::format("{}:{}: {}\n", text_of(row.at("file")), row.at("line").to_number<std::int64_t>(),
                             text_of(row.at("reason")));
  }
}

/// Opens an import, sends it the files, and returns its address.
Result<std::string> send_files(ApiClient& api, const std::vector<std::string>& files) {
  const auto opened = api.ask(Method::post, "/api/v1/imports");
  if (!opened) return opened.error();
  const std::string address = "/api/v1/imports/" + text_of(opened->at("id"));
  for (const std::string& file : files) {
    const auto name = std::filesystem::path(file).filename().string();
    const auto sent = api.upload(address + "/files", {{"name", name}}, file);
    if (!sent) return sent.error();
  }
  return address;
}

/// The import when it is applied, or after a dry run as it was read.
Result<value> carry_out(ApiClient& api, const std::string& address, const Arguments& arguments) {
  if (auto reading = api.ask(Method::post, address + "/reading"); !reading) return reading;
  auto import = wait_while(api, address, "reading", "Reading");
  if (!import || arguments.has("--dry-run")) return import;
  const value confirmation{{"no_patient_confirmed", arguments.has("--no-patient-confirmed")}};
  if (auto applying = api.ask(Method::post, address + "/application", {}, confirmation); !applying)
    return applying;
  return wait_while(api, address, "applying", "Saving");
}

Result<void> run_import(const Arguments& arguments) {
  if (auto good = check_files(arguments.operands()); !good) return good;
  const auto api = open_as_actor(arguments);
  if (!api) return api.error();
  const auto address = send_files(**api, arguments.operands());
  if (!address) return address.error();
  const auto import = carry_out(**api, *address, arguments);
  if (!import) return import.error();
  const auto summary = summary_of(**api, *address, *import);
  if (!summary) return summary.error();
  if (arguments.has("--dry-run")) {
    if (auto discarded = (*api)->send(Method::del, *address); !discarded) return discarded.error();
  }
  if (arguments.has("--json")) {
    std::cout << boost::json::serialize(*summary) << '\n';
  } else {
    print_summary(*summary, arguments.has("--dry-run"));
  }
  return {};
}

Result<void> export_to(ApiClient& api, const std::string& path, std::ostream& to) {
  if (auto done = api.download(path, [&](std::string_view part) { to << part; }); !done) return done;
  to.flush();
  if (!to) {
    return Error{.code = ErrorCode::unavailable,
                 .message = "The export could not be written. Is the disk full?"};
  }
  return {};
}

/// Written beside and renamed, so that a file of that name is never half an export.
Result<void> export_to_file(ApiClient& api, const std::string& path, const std::string& output) {
  const std::string unfinished = output + ".unfinished";
  std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
  const Error cannot{.code = ErrorCode::unavailable, .message = fmt::format("{} cannot be written.", output)};
  if (!file) return cannot;
  auto written = export_to(api, path, file);
  file.close();
  std::error_code wrong;
  if (written) std::filesystem::rename(unfinished, output, wrong);
  if (written && wrong) written = cannot;
  if (!written) std::filesystem::remove(unfinished, wrong);
  return written;
}

Result<void> run_export(const Arguments& arguments) {
  const std::string format = arguments.get("--format");
  if (format != "vcard" && format != "json") return wrong_use("--format is vcard or json.");
  const auto api = open_as_actor(arguments);
  if (!api) return api.error();
  const std::string path = format == "vcard" ? "/api/v1/export.vcf" : "/api/v1/export.json";
  const auto output = arguments.find("--output");
  return output ? export_to_file(**api, path, *output) : export_to(**api, path, std::cout);
}

}  // namespace

Command import_command() {
  return {
      .name = "import",
      .summary = "Bring in vCard files and LinkedIn's Connections.csv.",
      .usage = "--data DIR --as EMAIL FILE… [--dry-run] [--json]",
      .line =
          {.flags = flags_with_actor(
               {{.name = "--dry-run", .help = "say what would happen, and save nothing"},
                {.name = "--json", .help = "print the counts and what was not taken as JSON"},
                {.name = "--no-patient-confirmed",
                 .help =
                     "also take cards that look as if they named a patient: you confirm that none does"}}),
           .operands = Operands::some,
           .operand_name = "FILE"},
      .run = run_import,
      .details = "Files imported again change nothing. An import can be taken back in the web app."};
}

Command export_command() {
  return {.name = "export",
          .summary = "Write every contact as vCard 4.0, or everything as JSON.",
          .usage = "--data DIR --as EMAIL --format vcard|json [--output FILE]",
          .line = {.flags = flags_with_actor(
                       {{.name = "--format", .value = "FORMAT", .help = "vcard or json", .required = true},
                        {.name = "--output", .value = "FILE", .help = "else standard output"}})},
          .run = run_export};
}

}  // namespace confrere::app
