/// What a member's browser meets: the whole program over real HTTP, on the demo. Prints a row for each figure
/// with the mark it is held to.
///
/// api_bench [people]: of the larger demo; 17,000, whose contacts are over 100,000 together, where none is
/// given.
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

#include "database.h"
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
constexpr int kPeopleForManyContacts = 17'000;
constexpr int kIdle = 1000;
constexpr int kStormClients = 64;
constexpr int kStormReaders = 4;
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
  store::TestDatabase database;
  TemporaryFolder folder;
  std::string email;
  std::string token;

  explicit Demo(int people) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::string> line{
        program(), "demo", "--data", folder.path(), "--people", std::to_string(people), "--json"};
    if (store::TestDatabase::is_postgres()) {
      line.emplace_back("--database");
      line.push_back(database.address());
    }
    const std::string sign_in = run(line);
    seconds = seconds_since(start);
    settle(database);
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
                  fmt::format("127.0.0.1:{}", kPort), "--access-log", "off", "--trusted-proxy", "127.0.0.1"},
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

/// The 99th percentile of what kStormReaders clients wait for a contact, in milliseconds.
double p99_of_contacts(const Demo& demo, const std::vector<std::string>& ids) {
  std::vector<std::vector<double>> waited(kStormReaders);
  std::vector<std::thread> threads;
  const auto end = std::chrono::steady_clock::now() + kMeasured;
  for (std::size_t reader = 0; reader < waited.size(); ++reader) {
    threads.emplace_back([&, reader] {
      HttpClient connection(kPort);
      for (std::size_t number = reader * 7919; std::chrono::steady_clock::now() < end; ++number) {
        const auto request = get_request("/api/v1/contacts/" + ids[number % ids.size()], demo.token);
        const auto asked = std::chrono::steady_clock::now();
        if (connection.ask(request).status != 200) std::abort();
        waited[reader].push_back(seconds_since(asked) * 1000);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<double> all;
  for (const auto& each : waited) all.insert(all.end(), each.begin(), each.end());
  const auto place = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 99 / 100);
  std::nth_element(all.begin(), place, all.end());
  return *place;
}

/// Clients that guess passwords without a pause, each guess for another account from another address, so that
/// no limit of tries spares the server a hash.
class SignInStorm {
 public:
  SignInStorm() {
    for (int client = 0; client < kStormClients; ++client)
      threads_.emplace_back([this, client] { guess(client); });
    std::this_thread::sleep_for(kWarmUp);
  }
  SignInStorm(const SignInStorm&) = delete;
  SignInStorm& operator=(const SignInStorm&) = delete;
  ~SignInStorm() { end(); }
  void end() {
    stopping_ = true;
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }
  [[nodiscard]] std::int64_t guesses() const { return guesses_; }
  [[nodiscard]] std::int64_t turned_away() const { return turned_away_; }

 private:
  void guess(int client) {
    HttpClient connection(kPort);
    for (int number = 0; !stopping_; ++number) {
      const std::string body = fmt::format(
          R"({{"email":"guess.{}.{}@example.org","password":"not the right one"}})", client, number);
      const std::string request = fmt::format(
          "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 10.{}.{}.{}\r\n"
          "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
          client, number / 250 % 250, number % 250, body.size(), body);
      const int status = connection.ask(request).status;
      ++(status == 503 ? turned_away_ : guesses_);
    }
  }
  std::atomic<bool> stopping_ = false;
  std::atomic<std::int64_t> guesses_ = 0;
  std::atomic<std::int64_t> turned_away_ = 0;
  std::vector<std::thread> threads_;
};

void measure_storm(const Demo& demo, const std::vector<std::string>& ids) {
  const double idle = p99_of_contacts(demo, ids);
  SignInStorm storm;
  const double stormed = p99_of_contacts(demo, ids);
  storm.end();
  row(fmt::format("p99 of a read in a storm of {} clients that sign in, against idle", kStormClients),
      fmt::format("{:.1f} ({:.2f} ms, {:.2f} ms; {} guesses, {} turned away)", stormed / idle, stormed, idle,
                  storm.guesses(), storm.turned_away()),
      "under 3");
}

void measure_idle_connections(const RunningServer& server) {
  const auto before = server.process().memory();
  std::vector<HttpClient> clients;
  const std::string request = get_request("/healthz", "");
  for (int number = 0; number < kIdle; ++number) {
    if (clients.emplace_back(kPort).ask(request).status != 200)
      throw std::runtime_error("a client is refused");
  }
  const auto after = server.process().memory();
  row(fmt::format("{} idle connections, resident", kIdle),
      fmt::format("{:.1f} MB", static_cast<double>(after.resident - before.resident) / kMegabyte), "");
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
    measure_storm(demo, ids);
    measure_idle_connections(server);
    row("64 clients logging encounters", fmt::format("{:.0f}/s", rate_of_encounters(demo, ids)), "");
    row("server after that, resident", megabytes(server.process().memory()), "");
  }
}

void measure_many_contacts(int people) {
  const Demo demo(people);
  row(fmt::format("`confrere demo --people {}`", people), fmt::format("{:.0f} s", demo.seconds), "");
  const RunningServer server(demo);
  row("start with so many", fmt::format("{:.3f} s", server.seconds_to_ready()), "under 0.5 s");
  row("server with so many, idle, resident", megabytes(server.process().memory()), "");
  const auto ids = contact_ids(demo);
  const double contacts = rate_of_contacts(demo, ids);
  row(fmt::format("GET of a random one of {} contacts among so many", ids.size()),
      fmt::format("{:.0f}/s", contacts), "");
  row("server with so many, in use, resident", megabytes(server.process().memory()), "under 150 MB");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    stay_on_processor(kClientProcessor);
    std::cout << fmt::format("| {} | figure | mark |\n| --- | --- | --- |\n", database_name());
    if (argc == 1) measure_usual_demo();
    measure_many_contacts(argc > 1 ? std::stoi(argv[1]) : kPeopleForManyContacts);
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 3;
  }
}
