#pragma once

/// Turns the shapes of words/*.txt into sentences.

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "features/demo/words.h"

namespace confrere::demo {

/// What goes into the slots of a shape.
struct Slots {
  std::string_view first;    ///< the other's first name
  std::string_view topic;    ///< something of the other's field
  std::string_view mine;     ///< something of the writer's
  std::string_view project;  ///< what the other is working on
  std::string_view org;      ///< where the other works
  std::string_view third;    ///< somebody both may know
  std::string_view hobby;
  std::string_view home;
  std::string_view town;
  std::string_view event;
};

/// `shape` with its slots filled, beginning with a capital letter.
std::string fill(std::string_view shape, const Slots& slots);

/// The `turn`-th choice of somebody who goes through `choices` without repeating any before all were had;
/// `seed` says in which order. REQUIRES: choices is not empty.
std::string_view rotate(Words choices, std::uint64_t seed, std::size_t turn);

}  // namespace confrere::demo
