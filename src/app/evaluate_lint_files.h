#pragma once

#include <string>
#include <vector>

#include "app/arguments.h"
#include "base/result.h"

namespace confrere::app {

/// `confrere eval lint FILE…`: how well the etiquette lint does on marked texts.
Result<void> evaluate_lint_files(const std::vector<std::string>& files, const Arguments& arguments);

}  // namespace confrere::app
