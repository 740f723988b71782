#include "features/subjects/subjects.h"

#include <gmock/gmock.h>

namespace confrere::subjects {
namespace {

TEST(Subjects, AreWhatTwoLinesAreBothAbout) {
  const auto ask = telling_words("I need somebody for hernias in my practice");
  EXPECT_EQ(shared_word(ask, telling_words("Laparoscopic HERNIA repair, good patient care")), "hernia");
  EXPECT_EQ(shared_word(ask, telling_words("I need help with patients in practices")), "");
}

std::string shared(std::string_view a, std::string_view b) {
  const auto subject = shared_subject(subjects_of(a), subjects_of(b));
  return subject ? subject->shown : "";
}

TEST(Subjects, ASpecialtyIsTheSameInWhateverWords) {
  EXPECT_EQ(shared("A cardiologist for second opinions", "Heart clinic every Monday"), "cardiology");
  EXPECT_EQ(shared("Cover for intensive care", "ITU"), "intensive care medicine");
  EXPECT_EQ(shared("A dermatologist", "Cardiology"), "");
}

TEST(Subjects, AWordThatBothUseGoesBeforeASpecialty) {
  EXPECT_EQ(shared("Somebody for hernias", "Laparoscopic hernia repair"), "hernia");
}

TEST(Subjects, TheLongestNameCounts) {
  const auto found = subjects_of("paediatric cardiology");
  EXPECT_THAT(found, testing::Contains(testing::Field(&Subject::shown, "paediatric cardiology")));
  EXPECT_THAT(found, testing::Not(testing::Contains(testing::Field(&Subject::key, "*cardiology"))));
}

}  // namespace
}  // namespace confrere::subjects
