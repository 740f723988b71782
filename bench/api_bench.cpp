/// What a member's browser meets: the whole program over real HTTP, on the demo. Prints a row for each figure
/// with the mark it is held to.
///
/// The server runs on one processor and the clients on another, so that they do not take each other's time.
/// Rates are of keep-alive connections without pipelining. "A constant" is a file of the web app that the
/// same server sends from memory: the least that it can do for a request.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "http_client.h"
#include "process.h"
#include "store/testing/temporary_folder.h"

namespace {

using namespace confrere;         // a program of one file
using namespace confrere::bench;  // NOLINT

constexpr int kServerProcessor = 0;
constexpr int kClientProcessor = 1;
constexpr int kReaders = 16;
constexpr int kWriters = 64;
constexpr int kPort = 18397;
constexpr std::chrono::seconds kWarmUp{1};
constexpr std::chrono::seconds kMeasured{5};
constexpr int kPeopleForManyContacts = 17'000;  ///< members whose contacts are over 100,000 together
constexpr double kMegabyte = 1'000'000;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void row(std::string_view what, std::string_view figure, std::string_view mark) {
  std::cout << fmt::format("| {} | {} | {} |\n", what, figure, mark) << std::flush;
}

std::string program() {
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin" / "confrere")
      .string();
}

/// A demo in a folder of its own, and who may sign in to it.
struct Demo {
  TemporaryFolder folder;
  std::string email;
  std::string token;

  explicit Demo(int people) {
    const auto start = std::chrono::steady_clock::now();
    const std::string sign_in =
        run({program(), "demo", "--data", folder.path(), "--people", std::to_string(people), "--json"});
    seconds = seconds_since(start);
    email = std::string(boost::json::parse(sign_in).at("email").as_string());
    token = run({program(), "token", "--data", folder.path(), "--as", email, "--name", "bench"});
    while (token.ends_with('\n')) token.pop_back();
  }
  double seconds = 0;
};

/// `confrere serve` on the demo; ready once constructed.
class RunningServer {
 public:
  explicit RunningServer(const Demo& demo)
      : start_(std::chrono::steady_clock::now()),
        process_({program(), "serve", "--data", demo.folder.path(), "--listen",
                  fmt::format("127.0.0.1:{}", kPort), "--access-log", "off"},
                 kServerProcessor) {
    const std::string request = get_request("/healthz", "");
    while (seconds_since(start_) < 60) {
      try {
        if (HttpClient(kPort).ask(request).status == 200) {
          seconds_to_ready_ = seconds_since(start_);
          return;
        }
      } catch (const std::runtime_error&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    }
    throw std::runtime_error("the server does not start");
  }
  [[nodiscard]] double seconds_to_ready() const { return seconds_to_ready_; }
  [[nodiscard]] const Process& process() const { return process_; }

 private:
  std::chrono::steady_clock::time_point start_;
  Process process_;
  double seconds_to_ready_ = 0;
};

/// How often a second `clients` clients get an answer when each takes its next request from `next(client,
/// number)`.
template <class Next>
double rate(int clients, int wanted_status, Next next) {
  std::atomic<bool> counting = false;
  std::atomic<bool> stopping = false;
  std::atomic<std::int64_t> answered = 0;
  std::atomic<std::int64_t> refused = 0;
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      HttpClient connection(kPort);
      std::int64_t mine = 0;
      for (std::int64_t number = 0; !stopping; ++number) {
        const int status = connection.ask(next(client, number)).status;
        if (status != wanted_status) ++refused;
        if (counting) ++mine;
      }
      answered += mine;
    });
  }
  std::this_thread::sleep_for(kWarmUp);
  counting = true;
  const auto start = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(kMeasured);
  const double seconds = seconds_since(start);
  stopping = true;
  for (std::thread& thread : threads) thread.join();
  if (refused > 0) throw std::runtime_error(fmt::format("{} requests were refused", refused.load()));
  return static_cast<double>(answered) / seconds;
}

std::vector<std::string> contact_ids(const Demo& demo) {
  HttpClient client(kPort);
  std::vector<std::string> ids;
  std::string cursor;
  do {
    const std::string path = "/api/v1/contacts?limit=500" + (cursor.empty() ? "" : "&cursor=" + cursor);
    const Answer answer = client.ask(get_request(path, demo.token));
    if (answer.status != 200) throw std::runtime_error("no contacts: " + std::string(answer.body));
    const auto page = boost::json::parse(answer.body);
    for (const auto& item : page.at("items").as_array()) ids.emplace_back(item.at("id").as_string());
    cursor = page.at("next_cursor").is_null() ? "" : std::string(page.at("next_cursor").as_string());
  } while (!cursor.empty());
  return ids;
}

double rate_of_contacts(const Demo& demo, const std::vector<std::string>& ids) {
  std::vector<std::string> requests;
  for (const std::string& id : ids) requests.push_back(get_request("/api/v1/contacts/" + id, demo.token));
  std::shuffle(requests.begin(), requests.end(), std::mt19937(1));
  return rate(kReaders, 200, [&](int client, std::int64_t number) -> const std::string& {
    return requests[(static_cast<std::size_t>(client) * 7919 + static_cast<std::size_t>(number)) %
                    requests.size()];
  });
}

double rate_of_constant() {
  const std::string request = get_request("/manifest.webmanifest", "");
  return rate(kReaders, 200, [&](int, std::int64_t) -> const std::string& { return request; });
}

double rate_of_encounters(const Demo& demo, const std::vector<std::string>& ids) {
  std::vector<std::string> requests;
  for (const std::string& id : ids) {
    requests.push_back(post_request(
        "/api/v1/encounters", demo.token,
        fmt::format(
            R"({{"with":["{}"],"channel":"call","depth":"conversation","note":"Ten minutes between clinics."}})",
            id)));
  }
  return rate(kWriters, 201, [&](int client, std::int64_t number) -> const std::string& {
    return requests[(static_cast<std::size_t>(client) * 7919 + static_cast<std::size_t>(number)) %
                    requests.size()];
  });
}

std::size_t transferred(HttpClient& client, const std::string& path) {
  const Answer answer = client.ask(get_request(path, "", "Accept-Encoding: br, gzip\r\n"));
  if (answer.status != 200) throw std::runtime_error(path + " is not served");
  return answer.body.size();
}

/// What a browser loads before it shows anything: the page, and the scripts and styles that it names; fonts
/// apart.
std::size_t first_page_bytes() {
  HttpClient client(kPort);
  const std::string page(client.ask(get_request("/", "")).body);
  std::set<std::string> needed;
  for (const std::string_view attribute : {"src=\"/", "href=\"/"}) {
    for (std::size_t at = page.find(attribute); at != std::string::npos; at = page.find(attribute, at + 1)) {
      const std::size_t begin = at + attribute.size() - 1;
      const std::string path = page.substr(begin, page.find('"', begin) - begin);
      if (path.ends_with(".js") || path.ends_with(".css")) needed.insert(path);
    }
  }
  std::size_t bytes = transferred(client, "/");
  for (const std::string& path : needed) bytes += transferred(client, path);
  return bytes;
}

std::string megabytes(const Process::Memory& memory) {
  return fmt::format("{:.1f} MB ({:.1f} MB of it its own)", static_cast<double>(memory.resident) / kMegabyte,
                     static_cast<double>(memory.anonymous) / kMegabyte);
}

void measure_usual_demo() {
  const Demo demo(250);
  row("`confrere demo`, 250 people", fmt::format("{:.1f} s", demo.seconds), "under 10 s");
  {
    const RunningServer server(demo);
    row("start until /healthz answers", fmt::format("{:.3f} s", server.seconds_to_ready()), "under 0.5 s");
    std::this_thread::sleep_for(std::chrono::seconds(1));
    row("idle server, resident", megabytes(server.process().memory()), "under 30 MB");
    row("first page, compressed, fonts apart",
        fmt::format("{:.0f} kB", static_cast<double>(first_page_bytes()) / 1000), "under 150 kB");
    const auto ids = contact_ids(demo);
    const double constant = rate_of_constant();
    const double contacts = rate_of_contacts(demo, ids);
    row("a constant, 16 connections", fmt::format("{:.0f}/s", constant), "");
    row("GET of a random contact, 16 connections", fmt::format("{:.0f}/s", contacts), "");
    row("the second against the first", fmt::format("{:.2f}", contacts / constant), "0.2 or more");
    row("64 clients logging encounters", fmt::format("{:.0f}/s", rate_of_encounters(demo, ids)), "");
    row("server after that, resident", megabytes(server.process().memory()), "");
  }
}

void measure_many_contacts() {
  const Demo demo(kPeopleForManyContacts);
  row(fmt::format("`confrere demo --people {}`: over 100,000 contacts", kPeopleForManyContacts),
      fmt::format("{:.0f} s", demo.seconds), "");
  const RunningServer server(demo);
  row("start with 100,000 contacts", fmt::format("{:.3f} s", server.seconds_to_ready()), "under 0.5 s");
  const auto ids = contact_ids(demo);
  const double contacts = rate_of_contacts(demo, ids);
  row(fmt::format("GET of a random one of {} contacts among 100,000", ids.size()),
      fmt::format("{:.0f}/s", contacts), "");
  row("server with 100,000 contacts, in use, resident", megabytes(server.process().memory()), "under 150 MB");
}

}  // namespace

int main() {
  try {
    stay_on_processor(kClientProcessor);
    std::cout << "| what | figure | mark |\n| --- | --- | --- |\n";
    measure_usual_demo();
    measure_many_contacts();
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 3;
  }
}
