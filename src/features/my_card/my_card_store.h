#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/viewer.h"
#include "store/store.h"

namespace confrere::my_card {

struct StoredCard {
  std::string content;  ///< JSON
  std::int64_t version = 0;
};
std::optional<StoredCard> find(store::ReadTransaction& tx, const Viewer& viewer);
void upsert(store::WriteTransaction& tx, const Viewer& viewer, std::string_view content,
            std::int64_t version);

struct Person {
  std::string name;
  std::string email;  ///< empty for a member without a sign-in
};
std::optional<Person> find_person(store::ReadTransaction& tx, const Viewer& viewer);

}  // namespace confrere::my_card
