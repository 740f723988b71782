#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace confrere::formats {

/// A QR code (ISO/IEC 18004): a square of modules without the quiet zone around it.
struct QrCode {
  int size = 0;                       ///< modules of a side
  std::vector<std::uint8_t> modules;  ///< row by row, 1 for dark

  [[nodiscard]] bool is_dark(int row, int column) const;
  /// The `d` of an SVG path in a view box of `0 0 n n`, n = size + 2 * kQuiet.
  [[nodiscard]] std::string svg_path() const;
  [[nodiscard]] int svg_size() const { return size + 2 * kQuiet; }
  /// Half blocks, two rows of modules a line, light on dark as a terminal shows it; scans from a screen.
  [[nodiscard]] std::string terminal() const;

  static constexpr int kQuiet = 4;  ///< light modules that scanners need around the code
};

/// With medium error correction while that fits, else low. Error `too_large` over 2,953 bytes. O(text).
[[nodiscard]] Result<QrCode> make_qr_code(std::string_view text);

}  // namespace confrere::formats
