#pragma once

#include <vector>

#include "features/etiquette/scene.h"

namespace confrere::etiquette {

/// The names of patients and of their relatives in `marked`, as runs of words in order. A name counts when
/// the words around it say enough for a patient and too little for a colleague: clues are added up.
std::vector<Match> find_patient_names(const Marked& marked, const Scene& scene);

}  // namespace confrere::etiquette
