#pragma once

#include <optional>
#include <string_view>

#include "features/demo/diary_writer.h"

namespace confrere::demo {

/// The last days of the member who gets the sign-in, told so that their Today has something of everything it
/// can say: a promise that is due, an answer that did not come, somebody met yesterday, a tie that fades, a
/// card in the wallet, an ask that the member can help with, thanks to be said, two people who should know
/// each other, a meeting ahead and an old friend gone silent. Each is about another contact, whose other
/// recent entries are taken out.
class Story {
 public:
  explicit Story(DiaryWriter& writer) : writer_(writer), diary_(writer.diary_) {}

  void tell();

 private:
  using Test = bool (Story::*)(std::size_t) const;

  void promise_due();
  void answer_awaited();
  void met_yesterday();
  void fading_mentor();
  void card_in_the_wallet();
  void ask_to_help_with();
  void thanks_owed();
  void two_who_should_meet();
  void meeting_ahead();
  void old_friend();

  /// The first contact that fits and has no part yet; gives it one.
  std::optional<std::size_t> cast(Test fits);
  [[nodiscard]] bool is_hospital_doctor(std::size_t contact) const;
  [[nodiscard]] bool is_of_another_sector(std::size_t contact) const;
  [[nodiscard]] bool is_senior_colleague(std::size_t contact) const;
  [[nodiscard]] bool is_colleague(std::size_t contact) const;
  [[nodiscard]] bool is_old_acquaintance(std::size_t contact) const;
  [[nodiscard]] bool is_only_a_card(std::size_t contact) const;

  /// Removes what was told of the contact after so many days ago; makes it a contact from the beginning.
  void forget_since(std::size_t contact, int days_ago);
  DiaryEncounter& tell_of(std::size_t contact, int days_ago, int hour, std::string_view note);
  [[nodiscard]] Instant moment(int days_ago, int hour) const;
  [[nodiscard]] Date today() const;

  DiaryWriter& writer_;
  Diary& diary_;
  std::vector<bool> cast_;
};

}  // namespace confrere::demo
