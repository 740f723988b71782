#include "features/etiquette/patient_identifier.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/catalogue.h"
#include "base/json.h"
#include "features/etiquette/identifiers.h"

namespace confrere::etiquette {
namespace {

std::optional<OwnShape> first_in(std::string_view text, LookFor look_for) {
  const bool own_only = look_for == LookFor::own_shapes;
  const bool has_digit = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (own_only && !has_digit) return std::nullopt;  // most fields of an address book
  const Marked marked(RuleBook::english(), read(text));
  const auto found = own_only ? find_own_identifiers(marked) : find_identifiers(marked, Sense(marked));
  if (found.empty()) return std::nullopt;
  return found.front();
}

}  // namespace

std::optional<TextSpan> find_patient_identifier(std::string_view text, LookFor look_for) {
  const auto found = first_in(text, look_for);
  if (!found) return std::nullopt;
  return TextSpan{.start = found->start, .end = found->end};
}

Result<void> refuse_patient_identifiers(std::string_view field, std::string_view text, bool confirmed,
                                        LookFor look_for) {
  if (confirmed) return {};
  const auto found = first_in(text, look_for);
  if (!found) return {};
  return Error{
      .code = ErrorCode::invalid,
      .message = phrase(
          "etiquette.refused",
          {{"reason", phrase(fmt::format("etiquette.patient-identifier.{}.reason", word_of(found->kind)))}}),
      .field = std::string(field),
      .problem = "patient_identifier",
      .position = TextSpan{.start = found->start, .end = found->end}};
}

}  // namespace confrere::etiquette
