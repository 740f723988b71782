#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace confrere::app {

bool output_is_terminal();
bool errors_are_terminal();

/// Bold or faint on a terminal, plain elsewhere.
std::string bold(std::string_view text);
std::string faint(std::string_view text);

/// `text` in lines of at most `width` code points, each begun with `indent`.
std::string wrapped(std::string_view text, std::size_t width, std::string_view indent);

/// A line on standard error that shows how far something is; nothing where that is no terminal.
class ProgressBar {
 public:
  explicit ProgressBar(std::string what) : what_(std::move(what)) {}
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  void show(std::int64_t done, std::int64_t total);
  void clear();

 private:
  std::string what_;
  bool shown_ = false;
};

/// A password: the first line of standard input, or typed twice and unseen where that is a terminal.
Result<std::string> read_password(bool from_standard_input);

/// `text` as a QR code of half-block characters with its quiet zone, dark on light; empty where it does not
/// fit.
std::string qr_code(const std::string& text);

}  // namespace confrere::app
