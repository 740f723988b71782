#pragma once

#include <optional>

#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {

struct DateWords {
  std::uint32_t last = 0;  ///< behind the date's last word
  bool has_year = false;
};

/// The day that is written from word `at` on: "12/03/1956", "3.11.48", "1956-03-12", "3rd of May 1950", "May
/// 3, 1950", "12 Mar", "12Mar1956".
std::optional<DateWords> date_at(const Marked& marked, std::uint32_t at);

}  // namespace confrere::etiquette
