#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace confrere::etiquette {

/// What stops a save.
enum class LookFor : std::uint8_t {
  own_shapes,  ///< NHS, social security and record numbers, dates of birth: for fields of names, titles and
               ///< numbers
  in_context,  ///< also names, dates and numbers in words about a patient: for what somebody writes freely
};

/// Where the first patient identifier stands that stops `text` (valid UTF-8) from being saved. O(length).
[[nodiscard]] std::optional<TextSpan> find_patient_identifier(std::string_view text,
                                                              LookFor look_for = LookFor::in_context);

/// An Error (`invalid`, problem "patient_identifier", with `field` and position) where `text` holds one,
/// unless its writer has `confirmed` that no patient is in it.
[[nodiscard]] Result<void> refuse_patient_identifiers(std::string_view field, std::string_view text,
                                                      bool confirmed, LookFor look_for = LookFor::in_context);

}  // namespace confrere::etiquette
