#include "base/catalogue.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "base/result.h"

namespace confrere {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(Catalogue, FillsItsPlaceholders) {
  const Message message = say("follow_up.first_meeting", {{"who", "Grace"}});
  EXPECT_EQ(message.text, "Write to Grace while the meeting is fresh");
  EXPECT_EQ(message.code, "follow_up.first_meeting");
}

TEST(Catalogue, ThrowsWhereACodeOrAParamIsMissing) {
  EXPECT_THROW(say("no.such.code"), BrokenInvariant);
  EXPECT_THROW(say("follow_up.first_meeting"), BrokenInvariant);
}

/// The literal codes handed to say(…) and phrase(…) in a source text.
std::vector<std::string> codes_named_in(std::string_view text) {
  std::vector<std::string> codes;
  for (const std::string_view call : {"say(", "phrase("}) {
    for (std::size_t at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
      const std::size_t first = text.find_first_not_of(" \n", at + call.size());
      if (first == std::string_view::npos || text[first] != '"') continue;
      const std::string_view code = text.substr(first + 1, text.find('"', first + 1) - first - 1);
      if (!code.ends_with('.')) codes.emplace_back(code);  // a beginning, completed as the program runs
    }
  }
  return codes;
}

/// Tests run in the project's root folder.
TEST(Catalogue, HoldsEveryCodeThatTheProgramNames) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator("src")) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".cpp") || path.ends_with("_test.cpp")) continue;
    for (const std::string& code : codes_named_in(content_of(entry.path()))) {
      EXPECT_TRUE(has_phrase(code)) << code << " in " << path;
    }
  }
}

}  // namespace
}  // namespace confrere
