#include "formats/qr.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::formats {
namespace {

using ::testing::HasSubstr;

TEST(Qr, HasItsThreeFinderPatterns) {
  const QrCode code = *make_qr_code("https://confrere.example/c/ada");
  EXPECT_EQ(code.modules.size(), static_cast<std::size_t>(code.size * code.size));
  const int far = code.size - 7;
  for (const auto& [row, column] : {std::pair{0, 0}, std::pair{0, far}, std::pair{far, 0}}) {
    for (int i = 0; i < 7; ++i) {
      EXPECT_TRUE(code.is_dark(row, column + i));
      EXPECT_TRUE(code.is_dark(row + 3, column + 3));
      EXPECT_EQ(code.is_dark(row + 1, column + i), i == 0 || i == 6);
    }
  }
}

TEST(Qr, DrawsAPathInsideTheQuietZone) {
  const QrCode code = *make_qr_code("a");
  EXPECT_EQ(code.size, 21);
  EXPECT_EQ(code.svg_size(), 29);
  EXPECT_TRUE(code.svg_path().starts_with("M4 4h7v1h-7z"));
}

TEST(Qr, DrawsEqualLinesForATerminal) {
  const std::string drawing = make_qr_code("a")->terminal();
  EXPECT_EQ(std::count(drawing.begin(), drawing.end(), '\n'), 13);
  EXPECT_THAT(drawing, HasSubstr("█"));
}

TEST(Qr, RefusesNothingAndTooMuch) {
  EXPECT_TRUE(make_qr_code(std::string(2900, 'x')));
  EXPECT_EQ(make_qr_code(std::string(3000, 'x')).error().code, ErrorCode::too_large);
  EXPECT_EQ(make_qr_code("").error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace confrere::formats
