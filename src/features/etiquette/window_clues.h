#pragma once

#include <vector>

#include "features/etiquette/name_runs.h"
#include "features/etiquette/scene.h"

namespace confrere::etiquette {

/// What the words around a name, a date or a number tell about whose it is: clues of the models
/// "patient-name" and "patient-detail". O(1) for each, O(words) once.
class WindowClues {
 public:
  WindowClues(const Marked& marked, const Scene& scene, const std::vector<NameRun>& runs);

  /// A name in the words around it.
  void tell(const NameRun& run, Clues& clues) const;
  /// What the whole text is about, which says the same of each name in it. O(words).
  void tell_text(Clues& clues) const;
  /// The words around `place`, once more for its `shape` alone where it has one.
  void tell_window(const Match& place, const Term& shape, Clues& clues) const;

 private:
  void tell_pattern(const NameRun& run, Clues& clues) const;
  void tell_name(const NameRun& run, Clues& clues) const;
  void tell_relative(std::uint32_t at, Clues& clues) const;
  void tell_before(const Match& place, const Term& shape, Clues& clues) const;
  void tell_after(const Match& place, const Term& shape, Clues& clues) const;
  void tell_around(const Match& place, Clues& clues) const;
  void tell_scene(const Match& place, Clues& clues) const;
  void tell_lists(const Term& what, std::size_t word, Clues& clues) const;
  [[nodiscard]] Term token(std::size_t word) const;

  const Marked& marked_;
  const Scene& scene_;
  std::vector<bool> named_;  ///< by word: part of a name
  std::size_t names_;
  Lists first_names_, surnames_, roles_, works_, ills_, relatives_;
  Term whose_;  ///< whom the text speaks of besides
};

}  // namespace confrere::etiquette
