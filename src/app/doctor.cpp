#include "app/doctor.h"

#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include "base/time.h"
#include "features/ties/ties.h"

namespace confrere::app {
namespace {

constexpr std::uintmax_t kLeastFree = 500'000'000;  ///< bytes; less is soon full
constexpr int kFaultsShown = 5;
constexpr double kBytesInGigabyte = 1e9;

Check good(std::string name, std::string found) {
  return {.name = std::move(name), .good = true, .found = std::move(found)};
}

Check bad(std::string name, std::string found, std::string advice) {
  return {.name = std::move(name), .good = false, .found = std::move(found), .advice = std::move(advice)};
}

Check examine_database(store::Store& store) {
  const auto faults = store.faults();
  if (faults.empty()) return good("database", "The database is sound.");
  std::string found = fmt::format("The database has {} faults:", faults.size());
  for (std::size_t i = 0; i < faults.size() && i < kFaultsShown; ++i) found += fmt::format(" {};", faults[i]);
  found.back() = '.';
  return bad("database", found,
             "Stop the server, keep a copy of the data folder, and restore the newest backup that is sound "
             "(confrere restore). Then have the disk and the memory of the machine tested.");
}

Check examine_migrations(store::ReadTransaction& tx) {
  const auto names = tx.all([](const store::Row& row) { return row.get<std::string>(0); },
                            "SELECT name FROM migration ORDER BY name");
  return good("migrations", fmt::format("All {} are applied; the last is {}.", names.size(),
                                        names.empty() ? "-" : names.back()));
}

Check examine_summaries(store::ReadTransaction& tx) {
  const auto compared = ties::compare_summaries(tx);
  if (compared.wrong == 0) {
    return good("summaries",
                fmt::format("The summaries of {} ties agree with their encounters.", compared.ties));
  }
  return bad("summaries",
             fmt::format("{} of {} ties' summaries do not agree with their encounters.", compared.wrong,
                         compared.ties),
             "confrere doctor --repair makes them anew. Please report it: this should not happen.");
}

/// The graphs in memory against graphs made anew.
Check examine_relationships(const relationships::Relationships& relationships) {
  const auto differing = relationships.find_differing();
  if (differing.empty()) {
    const auto figures = relationships.figures();
    return good("relationships", fmt::format("The graph of {} people and {} ties agrees with the database.",
                                             figures.people, figures.ties));
  }
  return bad("relationships",
             fmt::format("The graphs of {} networks do not agree with the database.", differing.size()),
             "Restart the server, which makes them anew. Please report it: this should not happen.");
}

Check examine_disk(const DataFolder& folder) {
  std::error_code wrong;
  const auto space = std::filesystem::space(folder.path(), wrong);
  if (wrong) {
    return bad("disk", fmt::format("The space of {} cannot be read: {}.", folder.path(), wrong.message()),
               "Look whether the disk is mounted.");
  }
  const std::string found =
      fmt::format("{:.1f} GB are free where {} is.", static_cast<double>(space.available) / kBytesInGigabyte,
                  folder.path());
  if (space.available >= kLeastFree) return good("disk", found);
  return bad("disk", found, "Make room: when the disk is full nothing more can be saved.");
}

Check examine_permissions(const DataFolder& folder) {
  struct stat facts {};
  if (::stat(folder.path().c_str(), &facts) != 0) {
    return bad("permissions", fmt::format("{} cannot be looked at.", folder.path()), "See who owns it.");
  }
  if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return bad("permissions", fmt::format("Others on this machine may look into {}.", folder.path()),
               fmt::format("chmod 700 {}", folder.path()));
  }
  if (facts.st_uid != ::geteuid()) {
    return bad("permissions", fmt::format("{} belongs to another user of this machine.", folder.path()),
               "Run Confrere as the user who owns the folder.");
  }
  return good("permissions", fmt::format("Only its owner may look into {}.", folder.path()));
}

/// Something saved with a later time than now: the clock went back, or was ahead once.
Check examine_clock(store::ReadTransaction& tx) {
  const auto newest = tx.first([](const store::Row& row) { return row.get<std::optional<Instant>>(0); },
                               "SELECT max(at) FROM (SELECT at FROM change ORDER BY seq DESC LIMIT 1000) c");
  if (newest && *newest && **newest > tx.now() + std::chrono::minutes(1)) {
    return bad("clock", fmt::format("Something was saved at {}, which is yet to come.", (*newest)->text()),
               "Set the machine's clock by time synchronisation (timedatectl set-ntp true).");
  }
  timex state{};
  if (::adjtimex(&state) == TIME_ERROR) {
    return bad("clock", "The machine's clock is not synchronised.",
               "Switch time synchronisation on (timedatectl set-ntp true): due dates depend on it.");
  }
  return good("clock", "The machine's clock is synchronised, and nothing was saved in the future.");
}

Check examine_time_zones() {
  constexpr std::string_view kAny = "Europe/London";
  if (TimeZone::find(kAny)) return good("time_zones", "The time zones are there.");
  return bad("time_zones", "The time zones of the machine cannot be read.",
             "Install the package tzdata: without it everybody's day is that of UTC.");
}

}  // namespace

std::vector<Check> examine(store::Store& store, const DataFolder& folder,
                           const relationships::Relationships& relationships) {
  std::vector<Check> checks{examine_database(store)};
  store.read([&](store::ReadTransaction& tx) {
    checks.push_back(examine_migrations(tx));
    checks.push_back(examine_summaries(tx));
    checks.push_back(examine_clock(tx));
  });
  if (relationships.is_built()) checks.push_back(examine_relationships(relationships));
  checks.push_back(examine_disk(folder));
  checks.push_back(examine_permissions(folder));
  checks.push_back(examine_time_zones());
  return checks;
}

}  // namespace confrere::app
