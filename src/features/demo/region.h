#pragma once

/// The invented region: towns, the organisations in them and the people who work there. Pure: the same seed
/// and moment give the same region.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "features/demo/organisations.h"

namespace confrere::demo {

/// 1 in training, 2 qualified, 3 senior, 4 leading.
using Seniority = int;

struct Person {
  std::string given;
  std::string family;
  std::string_view prefix;  ///< "Dr", "Mr", …; may be empty
  std::size_t organisation = 0;
  std::string_view title;
  std::string_view department;
  std::string_view specialty;
  Seniority seniority = 2;
  std::string email;
  std::string mobile;
  std::string_view hobby;
  std::string_view home;  ///< what goes on at home
  std::string_view project;
  std::string_view cares_about;
  std::string_view ask;    ///< may be empty
  std::string_view offer;  ///< may be empty
  Instant joined_at;

  [[nodiscard]] std::string name() const { return given + ' ' + family; }
};

struct Region {
  std::vector<std::string> towns;
  std::vector<Organisation> organisations;
  /// The first is the one who gets the sign-in: a GP partner, there from the first day.
  std::vector<Person> people;
};

/// O(people). REQUIRES: people >= kFewestPeople.
constexpr int kFewestPeople = 40;
Region make_region(std::uint64_t seed, int people, Instant now);

}  // namespace confrere::demo
