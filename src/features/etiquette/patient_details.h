#pragma once

#include <string>
#include <vector>

#include "features/etiquette/own_shapes.h"
#include "features/etiquette/scene.h"
#include "features/etiquette/sense.h"

namespace confrere::etiquette {

/// Dates of birth named as such: "DOB 3.11.48", "date of birth: 3 May 1950", "baby born 12/12/2024".
std::vector<OwnShape> find_birth_dates(const Marked& marked);

/// What is a patient's only where the text speaks of one: phone, mail, address, postcode, exact dates of
/// care, ages over 89, numbers of devices and accounts. The writer's own, and those of colleagues and wards,
/// are none.
std::vector<OwnShape> find_details(const Marked& marked, const Scene& scene, const Sense& sense);

/// What the model is told of each that could be one; for the training.
struct DetailExample {
  std::size_t start = 0;
  std::size_t end = 0;
  Match words;
  std::vector<std::string> clues;
};
std::vector<DetailExample> detail_examples(const Marked& marked, const Scene& scene,
                                           const std::vector<NameRun>& names);

}  // namespace confrere::etiquette
