#include "app/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const LineSpec kLog{.flags = {{.name = "--data", .value = "DIR", .required = true},
                              {.name = "--with", .value = "NAME", .many = true},
                              {.name = "--note", .value = "TEXT"},
                              {.name = "--json"}}};
const LineSpec kImport{.flags = {{.name = "--json"}}, .operands = Operands::some, .operand_name = "FILE"};

Result<Arguments> read(const LineSpec& spec, std::vector<std::string> line) {
  return Arguments::read(spec, line);
}
std::string refusal(const LineSpec& spec, std::vector<std::string> line) {
  const auto read = Arguments::read(spec, line);
  return read ? "" : read.error().message;
}

TEST(Arguments, AreFlagsWithValuesSwitchesAndOperands) {
  const auto log = *read(kLog, {"--data", "d", "--note=a = b", "--json"});
  EXPECT_EQ(log.get("--data"), "d");
  EXPECT_EQ(log.get("--note"), "a = b");
  EXPECT_TRUE(log.has("--json"));
  EXPECT_FALSE(log.has("--with"));
  EXPECT_THAT(read(kImport, {"a.vcf", "--json", "b.vcf"})->operands(), ElementsAre("a.vcf", "b.vcf"));
}

TEST(Arguments, AFlagOfManyTakesEveryValueUpToTheNextFlagAndMayComeAgain) {
  const auto log = *read(kLog, {"--with", "Ada", "Grace Hopper", "--data", "d", "--with", "Ben"});
  EXPECT_THAT(log.all("--with"), ElementsAre("Ada", "Grace Hopper", "Ben"));
}

TEST(Arguments, AfterTwoDashesEverythingIsAnOperand) {
  EXPECT_THAT(read(kImport, {"--", "--json", "-x"})->operands(), ElementsAre("--json", "-x"));
}

TEST(Arguments, AnUnknownFlagIsRefusedWithWhatWasProbablyMeant) {
  EXPECT_THAT(refusal(kLog, {"--data", "d", "--noet", "x"}), HasSubstr("Did you mean --note?"));
  EXPECT_EQ(refusal(kLog, {"--data", "d", "--colour"}), "There is no --colour.");
  EXPECT_EQ(refusal(kLog, {"--data", "d", "-v"}), "There is no -v.");
}

TEST(Arguments, WhatIsMissingOrTooMuchIsNamed) {
  EXPECT_THAT(refusal(kLog, {"--json"}), HasSubstr("--data is missing"));
  EXPECT_THAT(refusal(kLog, {"--data"}), HasSubstr("--data needs a value"));
  EXPECT_THAT(refusal(kLog, {"--data", "--json"}), HasSubstr("--data needs a value"));
  EXPECT_THAT(refusal(kLog, {"--data", "d", "--data", "e"}), HasSubstr("twice"));
  EXPECT_THAT(refusal(kLog, {"--data", "d", "--json=yes"}), HasSubstr("takes no value"));
  EXPECT_THAT(refusal(kLog, {"--data", "d", "extra"}), HasSubstr("\"extra\""));
  EXPECT_THAT(refusal(kImport, {}), HasSubstr("FILE is missing"));
}

}  // namespace
}  // namespace confrere::app
