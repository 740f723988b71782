#pragma once

#include <map>
#include <string_view>

#include "features/demo/diary.h"
#include "features/demo/meetings.h"
#include "features/demo/phrases.h"

namespace confrere::demo {

/// Writes one member's diary: who is in it, and what the member notes of each meeting. Remembers what was
/// said of whom, so that nobody's timeline repeats itself before the words run out.
class DiaryWriter {
 public:
  /// `network` outlives the writer.
  DiaryWriter(const DemoNetwork& network, std::size_t member);

  Diary write();

 private:
  /// What the writer knows of one contact beyond the card.
  struct Known {
    Person person;
    std::string organisation;
    std::string called;       ///< what people call it
    std::string_view sector;  ///< empty elsewhere
    std::string_view town;
    std::uint64_t key = 0;
    std::map<std::string_view, std::size_t> said;  ///< how often each section of words was used
  };

  friend class Story;

  void draw_circles();
  [[nodiscard]] bool belongs_to(const Known& known, std::size_t circle) const;
  void add_colleague(std::size_t other);
  void add_outsider(std::size_t number);
  void add_contact(Known known, DiaryContact contact, std::vector<Meeting> meetings, bool new_to_me);
  void note_meeting(std::size_t contact, const Meeting& meeting, bool first);
  void note_acquaintances();
  void state_tie(DiaryContact& contact, ties::Closeness closeness);
  contacts::HowWeMet how_we_met(std::size_t contact, bool new_to_me, std::optional<Instant> first_meeting);

  /// The private note on the card.
  std::string about(std::size_t contact, bool new_to_me);

  Slots slots_for(std::size_t contact);
  std::string_view next_shape(std::size_t contact, std::string_view file, std::string_view section);
  std::string note_for(std::size_t contact, const Meeting& meeting, bool first, const Slots& slots);
  std::string_view section_for(const Known& known, const Meeting& meeting, bool first);
  encounters::NewPromise promise_to(std::size_t contact, const Slots& slots, Instant logged_at);
  std::string some_other(std::size_t contact);

  [[nodiscard]] const Person& me() const { return network_.region.people[member_]; }
  [[nodiscard]] bool has_sign_in() const { return member_ == 0; }

  const DemoNetwork& network_;
  std::size_t member_;
  Random random_;
  Diary diary_;
  std::vector<Known> known_;  ///< of the diary's contacts
  std::vector<std::vector<std::string_view>>
      members_of_circles_;  ///< who is in the diary's circles, in words
  std::string third_;       ///< what a Slots points into until the next
};

}  // namespace confrere::demo
