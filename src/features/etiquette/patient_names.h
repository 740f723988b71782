#pragma once

#include <string>
#include <vector>

#include "features/etiquette/scene.h"
#include "features/etiquette/sense.h"

namespace confrere::etiquette {

/// The names of patients and of their relatives in `marked`, as runs of words in order. A name counts when
/// the words around it say enough for a patient and too little for a colleague: clues are added up, and what
/// the neural net makes of it.
std::vector<Match> find_patient_names(const Marked& marked, const Scene& scene, const Sense& sense);

/// What the model is told of each name; for the training.
struct NameExample {
  Match name;
  std::vector<std::string> clues;
};
std::vector<NameExample> name_examples(const Marked& marked, const Scene& scene,
                                       const std::vector<NameRun>& runs);

}  // namespace confrere::etiquette
