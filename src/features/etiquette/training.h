#pragma once

#include <ostream>

#include "features/etiquette/evaluate_lint.h"

namespace confrere::etiquette {

/// What the models of the lint see of a marked text, for tools/train_lint.py, in lines with tabs between:
///   text ID
///   word SENTENCE CLUE…            for each word
///   mark RULE FIRST LAST           what is wanted of a sentence's words
///   MODEL WANTED FIRST LAST CLUE…  what the model judges, whether it is wanted (1 or 0), and where: words,
///                                  a sentence twice, or 0 and 0 for the text
void write_examples(const MarkedText& text, std::ostream& to);

}  // namespace confrere::etiquette
