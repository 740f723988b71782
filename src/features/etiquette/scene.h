#pragma once

#include <vector>

#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {

/// What a sentence says that makes one think of a certain patient; a set.
enum Sign : std::uint8_t {
  kPatient = 1,   ///< "my patient", "the patient in", "pt"
  kBed = 2,       ///< "bed 4"
  kAged = 4,      ///< "54M", "a 54-year-old"
  kEvent = 8,     ///< "she was admitted", "his wound"
  kIllness = 16,  ///< an illness, a drug, a test, an operation; alone it may be shop talk
  kNumber = 32,   ///< an identifier with its own shape
  kShop = 64,     ///< no sign of a patient, but of talk among colleagues
  kCare = 128,    ///< a part of the body, a tablet, a bed: as one says it at home, too
};

constexpr std::uint8_t kOfPatient = kPatient | kBed | kAged | kEvent | kNumber;

/// The signs of each sentence.
class Scene {
 public:
  Scene(const Marked& marked, const std::vector<std::size_t>& own_shapes);

  [[nodiscard]] std::uint8_t signs(std::size_t sentence) const { return signs_[sentence]; }
  /// A certain patient is spoken of in the sentence.
  [[nodiscard]] bool has_patient(std::size_t sentence) const { return (signs_[sentence] & kOfPatient) != 0; }
  /// … or in the one before or after it.
  [[nodiscard]] bool near_patient(std::size_t sentence) const;
  /// … or an illness is.
  [[nodiscard]] bool near_illness(std::size_t sentence) const;
  /// Only in the one before or after it.
  [[nodiscard]] bool near_patient_beside(std::size_t sentence) const;
  [[nodiscard]] bool any_patient() const { return any_patient_; }
  void add(std::size_t sentence, Sign sign) {
    signs_[sentence] |= sign;
    any_patient_ = any_patient_ || (sign & kOfPatient) != 0;
  }

 private:
  std::vector<std::uint8_t> signs_;
  bool any_patient_ = false;
};

/// "54M", "72f", "3yo", "67yrs", "6mo": an age and what of.
bool is_sexed_age(std::string_view text);

}  // namespace confrere::etiquette
