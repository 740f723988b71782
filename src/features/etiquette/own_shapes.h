#pragma once

#include <cstdint>
#include <vector>

#include <boost/describe.hpp>

#include "features/etiquette/letters.h"

namespace confrere::etiquette {

/// What of a patient stands in a text. The first four are identifiers by their own shape, anywhere; the
/// others only where the text speaks of a patient.
enum class IdentifierKind : std::uint8_t {
  nhs_number,
  social_security_number,
  record_number,
  birth_date,
  name,
  phone,
  email,
  address,
  postcode,
  date,
  age,
  device_number,
  account_number,
};

BOOST_DESCRIBE_ENUM(IdentifierKind, nhs_number, social_security_number, record_number, birth_date, name,
                    phone, email, address, postcode, date, age, device_number, account_number)

inline bool has_own_shape(IdentifierKind kind) {
  return kind <= IdentifierKind::birth_date;
}

struct OwnShape {
  IdentifierKind kind = IdentifierKind::nhs_number;
  std::size_t start = 0;  ///< code points, end exclusive
  std::size_t end = 0;
};

/// Identifiers with a shape of their own in the `plain` letters of a text, dates of birth aside; in order;
/// O(length):
/// - NHS number: ten digits, together or 3-3-4 with spaces or dashes, whose check digit is right (modulus 11,
///   NHS Data Dictionary "NHS NUMBER"). Numbers that begin with 0 or an international prefix, or follow a
///   word such as "tel", are telephone numbers, unless "NHS" or "CHI" stands before them.
/// - US social security number: AAA-GG-SSSS in the ranges that are issued (SSA POMS RM 10201.030).
/// - Record number named as such: "MRN 448812", "hospital number: 12345", "medical record no. A-10432";
///   and those that are listed behind it: "K204418 and K204481".
std::vector<OwnShape> find_own_shapes(const Letters& letters);

}  // namespace confrere::etiquette
