#include <filesystem>
#include <fstream>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/command_line.h"

namespace confrere::app {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

Outcome run(std::vector<std::string> line) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int status = run_command_line(line);
  return {.status = status,
          .out = ::testing::internal::GetCapturedStdout(),
          .err = ::testing::internal::GetCapturedStderr()};
}

class CommandsOnFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "confrere-files-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  boost::json::value path(std::vector<std::string> more) {
    std::vector<std::string> line{"graph", "path", "--json"};
    line.insert(line.end(), more.begin(), more.end());
    const Outcome outcome = run(line);
    EXPECT_EQ(outcome.status, kDone) << outcome.err;
    return boost::json::parse(outcome.out);
  }
  static std::vector<std::string> people(const boost::json::value& path) {
    return boost::json::value_to<std::vector<std::string>>(path.at("people"));
  }

  std::filesystem::path folder_;
};

using People = std::vector<std::string>;

constexpr const char* kTies =
    "from,to,strength,sharing\n"
    "A,R,0.7,asked\n"
    "R,B,0.6,asked\n"
    "A,V,0.5,asked\n"
    "V,W,0.9,visible\n"
    "W,B,0.9,asked\n"
    "A,N,1,asked\n"
    "N,B,1,nobody\n";

TEST_F(CommandsOnFiles, GraphPathTellsTheBestPathsFirst) {
  const auto found = path({"--ties", file("ties.csv", kTies), "--from", "A", "--to", "B"});
  ASSERT_EQ(found.as_array().size(), 2) << "nobody may use the tie of N";
  EXPECT_EQ(people(found.at(0)), (People{"A", "R", "B"}));
  EXPECT_DOUBLE_EQ(found.at(0).at("score").as_double(), 0.7 * 0.6);
  EXPECT_EQ(people(found.at(1)), (People{"A", "V", "W", "B"}));
  EXPECT_EQ(
      path({"--ties", file("ties.csv", kTies), "--from", "A", "--to", "B", "--hops", "2"}).as_array().size(),
      1);
  EXPECT_EQ(
      path({"--ties", file("ties.csv", kTies), "--from", "A", "--to", "B", "--k", "1"}).as_array().size(), 1);
  EXPECT_THAT(path({"--ties", file("ties.csv", kTies), "--from", "B", "--to", "A"}).as_array(), IsEmpty());
}

TEST_F(CommandsOnFiles, GraphPathNamesNobodyThatTheSeekerMayNotBeTold) {
  const auto found =
      path({"--ties", file("ties.csv", kTies), "--from", "A", "--to", "B", "--viewer-sees", "asked"});
  EXPECT_EQ(people(found.at(0)), (People{"A", "R"}));
  EXPECT_EQ(people(found.at(1)), (People{"A", "V", "W"}));
}

TEST_F(CommandsOnFiles, GraphPathTellsEachWayOfBeginningOnce) {
  std::string ties = "from,to,strength\nA,R,1\nA,Z,0.1\nZ,B,0.1\n";
  for (int i = 0; i < 100; ++i) ties += fmt::format("R,M{0},0.9\nM{0},B,0.9\n", i);
  const auto found =
      path({"--ties", file("ties.csv", ties), "--from", "A", "--to", "B", "--viewer-sees", "asked"});
  ASSERT_EQ(found.as_array().size(), 2);
  EXPECT_EQ(people(found.at(0)), (People{"A", "R"}));
  EXPECT_EQ(people(found.at(1)), (People{"A", "Z"})) << "though a hundred paths go over R";
}

TEST_F(CommandsOnFiles, GraphPathLeavesOutTheBlocked) {
  const auto found = path({"--ties", file("ties.csv", kTies), "--from", "A", "--to", "B", "--blocked", "R"});
  ASSERT_EQ(found.as_array().size(), 1);
  EXPECT_EQ(people(found.at(0)), (People{"A", "V", "W", "B"}));
}

TEST_F(CommandsOnFiles, GraphPathPutsEqualScoresInOrderOfIds) {
  // 0.2 × 0.6, 0.3 × 0.4 and 0.12 × 1 are the same.
  const auto ties =
      file("ties.csv", "from,to,strength\nA,C,0.2\nC,Z,0.6\nA,D,0.3\nD,Z,0.4\nA,B,0.12\nB,Z,1\n");
  const auto found = path({"--ties", ties, "--from", "A", "--to", "Z"});
  EXPECT_EQ(people(found.at(0)), (People{"A", "B", "Z"}));
  EXPECT_EQ(people(found.at(1)), (People{"A", "C", "Z"}));
  EXPECT_EQ(people(found.at(2)), (People{"A", "D", "Z"}));
}

TEST_F(CommandsOnFiles, GraphPathFindsAnybodyOfADescription) {
  const auto ties = file("ties.csv", kTies);
  const auto people_file = file("people.csv", "id,role\nB,gp\nW,surgeon\nR,gp\nLonely,midwife\n");
  const auto to = [&](const std::string& where) {
    return path({"--ties", ties, "--people", people_file, "--from", "A", "--to-where", where});
  };
  EXPECT_EQ(people(to("role=Surgeon").at(0)), (People{"A", "V", "W"}));
  EXPECT_EQ(people(to("role=gp").at(0)), (People{"A", "R"}));
  EXPECT_EQ(people(to("role=gp").at(1)), (People{"A", "R", "B"}));
  EXPECT_THAT(to("role=midwife").as_array(), IsEmpty()) << "people without ties are people";
  EXPECT_THAT(to("role=porter").as_array(), IsEmpty());
}

TEST_F(CommandsOnFiles, GraphPathSaysWhatIsWrong) {
  const auto ties = file("ties.csv", kTies);
  const auto refusal = [&](std::vector<std::string> more, int status) {
    std::vector<std::string> line{"graph", "path", "--from", "A"};
    line.insert(line.end(), more.begin(), more.end());
    const Outcome outcome = run(line);
    EXPECT_EQ(outcome.status, status);
    EXPECT_THAT(outcome.out, IsEmpty());
    return outcome.err;
  };
  EXPECT_THAT(refusal({"--ties", ties, "--to", "Nemo"}, kWrongUse), HasSubstr("--to Nemo: nobody"));
  EXPECT_THAT(refusal({"--ties", ties}, kWrongUse), HasSubstr("--to"));
  EXPECT_THAT(refusal({"--ties", ties, "--to", "B", "--hops", "5"}, kWrongUse), HasSubstr("from 1 to 4"));
  EXPECT_THAT(refusal({"--ties", ties, "--to", "B", "--k", "0"}, kWrongUse), HasSubstr("--k"));
  EXPECT_THAT(refusal({"--ties", ties, "--to", "B", "--viewer-sees", "some"}, kWrongUse),
              HasSubstr("all or asked"));
  EXPECT_THAT(refusal({"--ties", ties, "--to-where", "role=gp"}, kWrongUse), HasSubstr("--people"));
  EXPECT_THAT(refusal({"--ties", (folder_ / "none.csv").string(), "--to", "B"}, kWrongUse),
              HasSubstr("none.csv"));
  EXPECT_THAT(refusal({"--ties", file("bad.csv", "from,to,strength\nA,B,1\nA,B,2\n"), "--to", "B"}, kFailed),
              HasSubstr("bad.csv: Line 3"));
}

TEST_F(CommandsOnFiles, EvalTiesPrintsTheFiguresOfEveryScoreAndHorizon) {
  std::string log = "from,to,time\n";
  for (int i = 0; i < 200; ++i) log += fmt::format("{},{},{}\n", i % 7, 7 + i % 11, i * 40000);
  const Outcome outcome = run({"eval", "ties", file("log.csv", log), "--json", "--horizons", "0.5,7"});
  ASSERT_EQ(outcome.status, kDone) << outcome.err;
  const auto evaluation = boost::json::parse(outcome.out);
  EXPECT_EQ(evaluation.at("events").as_int64(), 200);
  EXPECT_EQ(evaluation.at("pairs").as_int64(), 77);
  ASSERT_EQ(evaluation.at("results").as_array().size(), 8);
  const auto& first = evaluation.at("results").at(0);
  EXPECT_EQ(first.at("horizon_days").as_double(), 0.5);
  EXPECT_EQ(first.at("score"), "strength");
  EXPECT_EQ(first.at("interval").as_array().size(), 2);
  EXPECT_EQ(evaluation.at("results").at(7).at("horizon_days").as_int64(), 7);
  EXPECT_EQ(run({"eval", "ties", file("short.csv", "from,to,time\na,b,1\n")}).status, kFailed);
  EXPECT_EQ(run({"eval", "ties", file("log.csv", log), "--horizons", "soon"}).status, kWrongUse);
  EXPECT_EQ(run({"eval", "weather", file("log.csv", log)}).status, kWrongUse);
}

TEST_F(CommandsOnFiles, EvalLintCountsAndShowsTextsOnlyWhenAsked) {
  const auto marked = file(
      "marked.jsonl", R"({"id":"a","kind":"note","met":1,"nudges":0,"text":"Rang about NHS 943 476 5919",)"
                      R"("findings":[]})"
                      "\n");
  const Outcome quiet = run({"eval", "lint", marked});
  EXPECT_EQ(quiet.status, kDone) << quiet.err;
  EXPECT_THAT(quiet.out, HasSubstr("0.000 (0 of 1)"));
  EXPECT_THAT(quiet.out, ::testing::Not(HasSubstr("5919")));
  EXPECT_THAT(run({"eval", "lint", "--show", marked}).out, HasSubstr("5919"));
  const auto json = boost::json::parse(run({"eval", "lint", "--json", marked}).out);
  EXPECT_EQ(json.at("marked").as_int64(), 1);
  EXPECT_EQ(json.at("results").at(0).at("found").as_int64(), 1);
  EXPECT_EQ(run({"eval", "lint", file("bad.jsonl", "{\"kind\":\"poem\"}\n")}).status, kFailed);
}

}  // namespace
}  // namespace confrere::app
