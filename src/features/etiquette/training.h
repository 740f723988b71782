#pragma once

#include <ostream>

#include "features/etiquette/evaluate_lint.h"

namespace confrere::etiquette {

/// What the models of the lint see of a marked text, for tools/train_lint: a line a candidate, with tabs
/// between the model, 1 or 0 for whether it is wanted, the text's id, and the clues.
void write_examples(const MarkedText& text, std::ostream& to);

}  // namespace confrere::etiquette
