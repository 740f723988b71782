#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "features/demo/diary.h"

namespace confrere::demo {

/// Everything that a diary says, in a text.
inline std::string text_of(const Diary& diary) {
  std::string text = diary.my_card ? to_json_text(*diary.my_card) : std::string();
  for (const auto& circle : diary.circles) text += to_json_text(circle) + '\n';
  for (const DiaryContact& each : diary.contacts) {
    text += to_json_text(each.card) + to_json_text(each.tie) + to_json_text(each.origin.connected_on) +
            each.added_at.text() + (each.member ? std::to_string(*each.member) : "") + '\n';
  }
  for (const DiaryEncounter& each : diary.encounters) {
    text += to_json_text(each.told) + to_json_text(each.with) + to_json_text(each.answered_at) +
            to_json_text(each.seen_to_at) + each.logged_at.text() + '\n';
  }
  for (const DiaryAcquaintance& each : diary.acquaintances) {
    text +=
        std::to_string(each.a) + ' ' + std::to_string(each.b) + each.where_from + each.noted_at.text() + '\n';
  }
  for (const DiaryGoal& each : diary.goals) text += each.text + each.set_at.text() + '\n';
  return text;
}

/// One number for all that is in the network: FNV-1a, 64 bits.
inline std::uint64_t fingerprint(const DemoNetwork& network) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (std::size_t member = 0; member < network.region.people.size(); ++member) {
    for (const char c : text_of(diary_of(network, member)))
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return hash;
}

}  // namespace confrere::demo
