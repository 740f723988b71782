#pragma once

#include <string>
#include <vector>

#include "features/etiquette/scene.h"

namespace confrere::etiquette {

/// The names of patients and of their relatives in `marked`, as runs of words in order. A name counts when
/// the words around it say enough for a patient and too little for a colleague: clues are added up.
std::vector<Match> find_patient_names(const Marked& marked, const Scene& scene);

/// What the model is told of each name; for the training.
struct NameExample {
  Match name;
  std::vector<std::string> clues;
};
std::vector<NameExample> name_examples(const Marked& marked, const Scene& scene);

}  // namespace confrere::etiquette
