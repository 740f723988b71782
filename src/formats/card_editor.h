#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/vcard.h"

namespace confrere::formats {

/// Changes properties of a card while the places of the others stay valid. Not thread-safe.
class CardEditor {
 public:
  explicit CardEditor(Vcard card);

  [[nodiscard]] const Property& at(std::size_t place) const { return *slots_[place].property; }
  void replace(std::size_t place, Property property);
  /// Removes the property and what only served it: the X-ABLabel and X-ABADR of its group.
  void remove(std::size_t place);
  /// A new property behind the one at `place` and what was added there before, or at the end.
  void add(std::optional<std::size_t> place, Property property);
  /// Makes the labels those of `property`, which stands at `place` or nowhere yet and is to be put back: TYPE
  /// says the words it can, X-ABLabel lines of its group (a new one when it has none of its own) the others.
  /// Returns the property so changed.
  [[nodiscard]] Property with_labels(Property property, std::optional<std::size_t> place,
                                     const std::vector<std::string>& labels);
  /// A group name that the card does not use yet: "item3" for "item".
  [[nodiscard]] std::string new_group(std::string_view stem);

  [[nodiscard]] Vcard finish() &&;

 private:
  struct Slot {
    std::optional<Property> property;
    std::vector<Property> added;
  };

  [[nodiscard]] std::vector<Property> take_labels(std::string_view group);
  [[nodiscard]] bool is_shared(std::string_view group, std::optional<std::size_t> except) const;
  void remove_companions(std::string_view group, std::string_view name);

  VcardVersion version_;
  std::vector<Slot> slots_;
  std::vector<Property> tail_;
  std::vector<Property> labels_;  ///< of properties that with_labels gave back, to stand behind them
  std::vector<std::string> given_groups_;
};

}  // namespace confrere::formats
