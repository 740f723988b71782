#include "formats/qr.h"

#include <memory>

#include <fmt/format.h>
#include <qrencode.h>

namespace confrere::formats {
namespace {

std::unique_ptr<QRcode, decltype(&QRcode_free)> encode(std::string_view text, QRecLevel level) {
  constexpr int kSmallestVersionThatFits = 0;
  return {
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()),
                        kSmallestVersionThatFits, level),
      &QRcode_free};
}

}  // namespace

bool QrCode::is_dark(int row, int column) const {
  if (row < 0 || column < 0 || row >= size || column >= size) return false;
  return modules[static_cast<std::size_t>(row * size + column)] != 0;
}

std::string QrCode::svg_path() const {
  std::string path;
  for (int row = 0; row < size; ++row) {
    for (int column = 0; column < size; ++column) {
      if (!is_dark(row, column)) continue;
      const int start = column;
      while (is_dark(row, column + 1)) ++column;
      const int length = column - start + 1;
      path += fmt::format("M{} {}h{}v1h-{}z", start + kQuiet, row + kQuiet, length, length);
    }
  }
  return path;
}

std::string QrCode::terminal() const {
  // Dark modules are the terminal's background: the blocks draw the light ones.
  constexpr int kMargin = 2;
  std::string drawing;
  for (int row = -kMargin; row < size + kMargin; row += 2) {
    for (int column = -kMargin; column < size + kMargin; ++column) {
      const bool upper = !is_dark(row, column);
      const bool lower = !is_dark(row + 1, column);
      drawing += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    drawing += '\n';
  }
  return drawing;
}

Result<QrCode> make_qr_code(std::string_view text) {
  if (text.empty()) return invalid("", "There is nothing to put into a QR code.");
  auto code = encode(text, QR_ECLEVEL_M);
  if (!code) code = encode(text, QR_ECLEVEL_L);
  if (!code) {
    return Error{.code = ErrorCode::too_large,
                 .message = "This is too much for a QR code. Leave out what is least needed and try again."};
  }
  QrCode made;
  made.size = code->width;
  made.modules.reserve(static_cast<std::size_t>(made.size) * static_cast<std::size_t>(made.size));
  for (int i = 0; i < made.size * made.size; ++i) made.modules.push_back(code->data[i] & 1U);
  return made;
}

}  // namespace confrere::formats
