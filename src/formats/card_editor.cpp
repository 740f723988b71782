#include "formats/card_editor.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "formats/labels.h"

namespace confrere::formats {
namespace {

bool is_companion(const Property& property) {
  return is_one_of(property.name, {"X-ABLABEL", "X-ABADR"});
}

}  // namespace

CardEditor::CardEditor(Vcard card) : version_(card.version) {
  slots_.reserve(card.properties.size());
  for (Property& property : card.properties) slots_.push_back({std::move(property), {}});
}

void CardEditor::remove(std::size_t place) {
  const std::string group = slots_[place].property->group;
  const bool shared = group.empty() || is_shared(group, place);
  slots_[place].property.reset();
  if (shared) return;
  remove_companions(group, "X-ABLABEL");
  remove_companions(group, "X-ABADR");
}

void CardEditor::replace(std::size_t place, Property property) {
  Slot& slot = slots_[place];
  slot.property = std::move(property);
  auto labels = take_labels(slot.property->group);
  slot.added.insert(slot.added.begin(), std::make_move_iterator(labels.begin()),
                    std::make_move_iterator(labels.end()));
}

void CardEditor::add(std::optional<std::size_t> place, Property property) {
  auto& list = place ? slots_[*place].added : tail_;
  list.push_back(std::move(property));
  for (Property& label : take_labels(list.back().group)) list.push_back(std::move(label));
}

Property CardEditor::with_labels(Property property, std::optional<std::size_t> place,
                                 const std::vector<std::string>& labels) {
  set_type_labels(property, labels);
  if (!property.group.empty()) {
    if (is_shared(property.group, place)) {
      property.group.clear();
    } else {
      remove_companions(property.group, "X-ABLABEL");
    }
  }
  for (const std::string& label : labels) {
    if (is_type_label(label) || trim(label).empty()) continue;
    if (property.group.empty()) property.group = new_group("item");
    labels_.push_back({property.group, "X-ABLabel", {}, escape_text(label), false});
  }
  return property;
}

std::string CardEditor::new_group(std::string_view stem) {
  const auto is_used = [this](const std::string& name) {
    const auto same = [&name](const Property& property) { return ascii_iequals(property.group, name); };
    return std::find(given_groups_.begin(), given_groups_.end(), name) != given_groups_.end() ||
           std::any_of(tail_.begin(), tail_.end(), same) ||
           std::any_of(slots_.begin(), slots_.end(), [&same](const Slot& slot) {
             return (slot.property && same(*slot.property)) ||
                    std::any_of(slot.added.begin(), slot.added.end(), same);
           });
  };
  for (std::size_t number = given_groups_.size() + 1;; ++number) {
    std::string name = std::string(stem) + std::to_string(number);
    if (is_used(name)) continue;
    given_groups_.push_back(name);
    return name;
  }
}

std::vector<Property> CardEditor::take_labels(std::string_view group) {
  const auto others = [group](const Property& label) { return group.empty() || label.group != group; };
  const auto own = std::stable_partition(labels_.begin(), labels_.end(), others);
  std::vector<Property> taken(std::make_move_iterator(own), std::make_move_iterator(labels_.end()));
  labels_.erase(own, labels_.end());
  return taken;
}

Vcard CardEditor::finish() && {
  Vcard card{version_, {}};
  for (Slot& slot : slots_) {
    if (slot.property) card.properties.push_back(std::move(*slot.property));
    for (Property& added : slot.added) card.properties.push_back(std::move(added));
  }
  for (Property& added : tail_) card.properties.push_back(std::move(added));
  return card;
}

/// Whether another property than the one at `except` and its companions is in the group.
bool CardEditor::is_shared(std::string_view group, std::optional<std::size_t> except) const {
  const auto counts = [group](const Property& property) {
    return ascii_iequals(property.group, group) && !is_companion(property);
  };
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (i != except && slots_[i].property && counts(*slots_[i].property)) return true;
    if (std::any_of(slots_[i].added.begin(), slots_[i].added.end(), counts)) return true;
  }
  return std::any_of(tail_.begin(), tail_.end(), counts);
}

void CardEditor::remove_companions(std::string_view group, std::string_view name) {
  const auto is_one = [&](const Property& property) {
    return property.is(name) && ascii_iequals(property.group, group);
  };
  for (Slot& slot : slots_) {
    if (slot.property && is_one(*slot.property)) slot.property.reset();
    std::erase_if(slot.added, is_one);
  }
  std::erase_if(tail_, is_one);
}

}  // namespace confrere::formats
