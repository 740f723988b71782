#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace confrere::etiquette {

enum class IdentifierKind : std::uint8_t { nhs_number, social_security_number, record_number };

/// What in a text looks like the identifier of a patient.
struct PatientIdentifier {
  IdentifierKind kind = IdentifierKind::nhs_number;
  TextSpan position;
  friend bool operator==(const PatientIdentifier&, const PatientIdentifier&) = default;
};

/// The first patient identifier of a certain shape in `text` (valid UTF-8); O(length). The shapes:
/// - NHS number: ten digits, together or 3-3-4 with spaces or dashes, whose check digit is right (modulus 11,
/// NHS Data
///   Dictionary "NHS NUMBER"). Numbers that begin with 0 or an international prefix, or follow a word such as
///   "tel", are telephone numbers, unless "NHS" or "CHI" stands before them.
/// - US social security number: AAA-GG-SSSS in the ranges that are issued (SSA POMS RM 10201.030).
/// - Record number named as such: "MRN 448812", "hospital number: 12345", "medical record no. A-10432".
[[nodiscard]] std::optional<PatientIdentifier> find_patient_identifier(std::string_view text);

/// An Error (`invalid`, problem "patient_identifier", with `field` and position) where `text` holds one,
/// unless its writer has `confirmed` that no patient is in it.
[[nodiscard]] Result<void> refuse_patient_identifiers(std::string_view field, std::string_view text,
                                                      bool confirmed);

}  // namespace confrere::etiquette
