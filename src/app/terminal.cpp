#include "app/terminal.h"

#include <array>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <qrencode.h>
#include <termios.h>
#include <unistd.h>

#include "base/text.h"

namespace confrere::app {
namespace {

std::string styled(std::string_view code, std::string_view text) {
  return output_is_terminal() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

/// What is typed is not shown while it lives.
class Unseen {
 public:
  Unseen() : changed_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!changed_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~Unseen() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool changed_;
};

Result<std::string> read_line() {
  std::string line;
  if (!std::getline(std::cin, line)) {
    return Error{.code = ErrorCode::invalid,
                 .message = "The password is missing: give it on standard input."};
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

Result<std::string> ask_unseen(const char* question) {
  std::cerr << question << std::flush;
  const Unseen unseen;
  auto line = read_line();
  std::cerr << '\n';
  return line;
}

}  // namespace

bool output_is_terminal() {
  return isatty(STDOUT_FILENO) == 1;
}
bool errors_are_terminal() {
  return isatty(STDERR_FILENO) == 1;
}

std::string bold(std::string_view text) {
  return styled("1", text);
}
std::string faint(std::string_view text) {
  return styled("2", text);
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  std::string lines;
  std::string line;
  for (const std::string_view word : split(text, ' ')) {
    if (!line.empty() && code_points(line) + 1 + code_points(word) > width) {
      lines += fmt::format("{}{}\n", indent, line);
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines += fmt::format("{}{}\n", indent, line);
  return lines;
}

void ProgressBar::show(std::int64_t done, std::int64_t total) {
  if (!errors_are_terminal() || total <= 0) return;
  constexpr std::int64_t kWidth = 30;
  const std::int64_t full = std::min(kWidth, done * kWidth / total);
  std::string bar;
  for (std::int64_t i = 0; i < kWidth; ++i) bar += i < full ? "█" : "░";
  std::cerr << fmt::format("\r{} {} {:3} %", what_, bar, std::min<std::int64_t>(100, done * 100 / total))
            << std::flush;
  shown_ = true;
}

void ProgressBar::clear() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
  shown_ = false;
}

Result<std::string> read_password(bool from_standard_input) {
  if (from_standard_input || isatty(STDIN_FILENO) != 1) return read_line();
  auto first = ask_unseen("Password: ");
  if (!first) return first;
  const auto second = ask_unseen("The same again: ");
  if (!second) return second;
  if (*first != *second)
    return Error{.code = ErrorCode::invalid, .message = "These were two different passwords."};
  return first;
}

std::string qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L), QRcode_free);
  if (!code) return {};
  constexpr int kQuiet = 2;  // modules; enough on a terminal's own ground
  const auto dark = [&](int x, int y) {
    const bool inside = x >= 0 && y >= 0 && x < code->width && y < code->width;
    return inside && (code->data[y * code->width + x] & 1) != 0;
  };
  std::string drawn;
  for (int y = -kQuiet; y < code->width + kQuiet; y += 2) {
    drawn += "\x1b[30;47m";
    for (int x = -kQuiet; x < code->width + kQuiet; ++x) {
      const bool upper = dark(x, y);
      const bool lower = dark(x, y + 1);
      drawn += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    drawn += "\x1b[0m\n";
  }
  return drawn;
}

}  // namespace confrere::app
