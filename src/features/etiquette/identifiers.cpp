#include "features/etiquette/identifiers.h"

#include <algorithm>

#include "features/etiquette/patient_details.h"
#include "features/etiquette/patient_names.h"

namespace confrere::etiquette {
namespace {

/// In order; of two that overlap the one with its own shape stays, else the first.
std::vector<OwnShape> apart(std::vector<OwnShape> found) {
  std::stable_sort(found.begin(), found.end(), [](const OwnShape& a, const OwnShape& b) {
    return a.start != b.start ? a.start < b.start : a.kind < b.kind;
  });
  std::vector<OwnShape> kept;
  for (const OwnShape& each : found) {
    if (kept.empty() || each.start >= kept.back().end) {
      kept.push_back(each);
    } else if (has_own_shape(each.kind) && !has_own_shape(kept.back().kind)) {
      kept.back() = each;
    }
  }
  return kept;
}

}  // namespace

std::vector<OwnShape> find_own_identifiers(const Marked& marked) {
  std::vector<OwnShape> found = find_own_shapes(plain(marked.reading().letters));
  const auto births = find_birth_dates(marked);
  found.insert(found.end(), births.begin(), births.end());
  return apart(std::move(found));
}

std::vector<OwnShape> find_identifiers(const Marked& marked, const Sense& sense) {
  std::vector<OwnShape> found = find_own_identifiers(marked);
  std::vector<std::size_t> places;
  for (const OwnShape& own : found) places.push_back(own.start);
  Scene scene(marked, places);
  for (const Match& name : find_patient_names(marked, scene, sense)) {
    const auto& words = marked.words();
    found.push_back(
        {.kind = IdentifierKind::name, .start = words[name.first].start, .end = words[name.last - 1].end});
    scene.add(words[name.first].sentence, kPatient);
  }
  const auto details = find_details(marked, scene, sense);
  found.insert(found.end(), details.begin(), details.end());
  return apart(std::move(found));
}

}  // namespace confrere::etiquette
