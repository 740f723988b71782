#pragma once

#include <string>
#include <vector>

#include "access/viewer.h"
#include "store/store.h"

namespace confrere::today {

/// What my card says that suggestions are judged by.
struct MyWords {
  std::string offer{};
  std::vector<std::string> specialties{};
  std::vector<std::string> organisations{};
};

MyWords load_my_words(const Viewer& viewer, store::ReadTransaction& tx);

}  // namespace confrere::today
