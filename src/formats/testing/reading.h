#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/vcard_reader.h"

namespace confrere::formats::testing {

/// Everything the reader finds, fed in pieces of `piece` bytes.
inline std::vector<VcardEntry> read_vcards(std::string_view bytes, std::size_t piece = std::string::npos,
                                           std::size_t max_card_bytes = VcardReader::kMaxCardBytes) {
  std::vector<VcardEntry> entries;
  VcardReader reader([&entries](VcardEntry&& entry) { entries.push_back(std::move(entry)); }, max_card_bytes);
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
    reader.feed(bytes.substr(at, piece));
  }
  reader.finish();
  return entries;
}

}  // namespace confrere::formats::testing
