#pragma once

/// Towns and the organisations in them. Pure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace confrere::demo {

struct Organisation {
  std::string name;
  std::string called;       ///< what people call it: "the Infirmary", "social services"
  std::string_view kind;    ///< "hospital", "practice", … of words/organisations.txt
  std::string_view sector;  ///< a word of contacts::Sector
  std::size_t town = 0;
  std::string domain;  ///< "saltmarsh-cross-infirmary.example"
  std::string street;
  std::string phone;  ///< a number that Ofcom keeps for drama
};

struct Staffed {
  Organisation organisation;
  std::size_t people = 0;  ///< who work there
};

/// One for some forty people, three at least.
std::vector<std::string> make_towns(std::uint64_t seed, std::size_t people);
/// Enough of every kind for so many people; no two have the same name.
std::vector<Staffed> make_organisations(std::uint64_t seed, std::size_t people,
                                        const std::vector<std::string>& towns);

}  // namespace confrere::demo
