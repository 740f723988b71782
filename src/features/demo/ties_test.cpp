#include "features/demo/ties.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/text.h"
#include "features/demo/testing/tie_measures.h"

namespace confrere::demo {
namespace {

/// The physicians of Coleman, Katz and Menzel, the union of who they seek advice from, discuss with and call
/// friends, measured with measure_ties: 246 people, 1,099 directed ties.
constexpr TieMeasures kPhysicians{
    .out_degree = 4.467, .reciprocity = 0.3185, .local_clustering = 0.3049, .transitivity = 0.2506};
constexpr double kTolerance = 0.2;

TieMeasures measures_of_demo(std::uint64_t seed, int people) {
  const Region region = make_region(seed, people, Instant::parse("2026-11-21T12:00:00Z").value());
  const Ties ties = make_ties(seed, region);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::size_t from = 0; from < ties.people(); ++from) {
    for (const std::uint32_t to : ties.of(from)) pairs.emplace_back(static_cast<std::uint32_t>(from), to);
  }
  return measure_ties(ties.people(), pairs);
}

void expect_alike(const TieMeasures& demo, const TieMeasures& physicians) {
  EXPECT_NEAR(demo.out_degree, physicians.out_degree, kTolerance * physicians.out_degree);
  EXPECT_NEAR(demo.reciprocity, physicians.reciprocity, kTolerance * physicians.reciprocity);
  EXPECT_NEAR(demo.local_clustering, physicians.local_clustering, kTolerance * physicians.local_clustering);
  EXPECT_NEAR(demo.transitivity, physicians.transitivity, kTolerance * physicians.transitivity);
}

std::filesystem::path physicians_folder() {
  const char* data = std::getenv("CONFRERE_DATA");
  return std::filesystem::path(data != nullptr ? data : "../shared/data") / "ckm-physicians";
}

TEST(TiesTest, AreLikeThoseOfPhysicians) {
  expect_alike(measures_of_demo(1, 250), kPhysicians);
  expect_alike(measures_of_demo(2, 250), kPhysicians);
}

TEST(TiesTest, AreTheSameInALargeNetwork) {
  expect_alike(measures_of_demo(1, 10000), kPhysicians);
}

TEST(TiesTest, TheNumbersOfThePhysiciansAreThoseOfTheirData) {
  const auto file = physicians_folder() / "ties.csv";
  std::ifstream lines(file);
  if (!lines) GTEST_SKIP() << "no " << file << "; name the folder of the data in CONFRERE_DATA";
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const auto parts = split(line, ',');
    pairs.emplace_back(std::stoul(std::string(parts.at(0))) - 1, std::stoul(std::string(parts.at(1))) - 1);
  }
  const TieMeasures measured = measure_ties(246, pairs);
  EXPECT_NEAR(measured.out_degree, kPhysicians.out_degree, 0.001);
  EXPECT_NEAR(measured.reciprocity, kPhysicians.reciprocity, 0.001);
  EXPECT_NEAR(measured.local_clustering, kPhysicians.local_clustering, 0.001);
  EXPECT_NEAR(measured.transitivity, kPhysicians.transitivity, 0.001);
  expect_alike(measures_of_demo(1, 250), measured);
}

TEST(TiesTest, SomeAreFarBetterKnownThanMost) {
  const Region region = make_region(1, 250, Instant{});
  const Ties ties = make_ties(1, region);
  std::vector<int> named(ties.people());
  for (std::size_t from = 0; from < ties.people(); ++from) {
    for (const std::uint32_t to : ties.of(from)) {
      EXPECT_NE(from, to);
      ++named[to];
    }
  }
  EXPECT_GE(*std::ranges::max_element(named),
            14);  // the physicians' best known is named 26 times, the tenth 13 times
}

TEST(TieMeasuresTest, OfASmallDrawing) {
  // 0 <-> 1 -> 2 -> 0, 2 -> 3
  const TieMeasures measured = measure_ties(4, {{0, 1}, {1, 0}, {1, 2}, {2, 0}, {2, 3}});
  EXPECT_DOUBLE_EQ(measured.out_degree, 1.25);
  EXPECT_DOUBLE_EQ(measured.reciprocity, 0.4);
  EXPECT_DOUBLE_EQ(measured.local_clustering, (1 + 1 + 1.0 / 3 + 0) / 4);
  EXPECT_DOUBLE_EQ(measured.transitivity, 6.0 / 10);
}

}  // namespace
}  // namespace confrere::demo
