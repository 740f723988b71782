#include "features/today/my_words.h"

#include "base/json.h"

namespace confrere::today {
namespace {

std::string text_at(const boost::json::object& card, std::string_view field) {
  const auto* found = card.if_contains(field);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

const boost::json::array& list_at(const boost::json::object& card, std::string_view field) {
  static const boost::json::array kNothing;
  const auto* found = card.if_contains(field);
  return found != nullptr && found->is_array() ? found->get_array() : kNothing;
}

}  // namespace

MyWords load_my_words(const Viewer& viewer, store::ReadTransaction& tx) {
  const auto content = tx.first([](const store::Row& row) { return row.get<std::string>(0); },
                                "SELECT content FROM my_card WHERE network_id = $1 AND member_id = $2",
                                viewer.network, viewer.member);
  const auto card = content ? parse_json(*content) : Result<boost::json::value>(boost::json::object());
  if (!card || !card->is_object()) return {};
  const boost::json::object& fields = card->get_object();
  MyWords mine{.offer = text_at(fields, "offer")};
  for (const auto& specialty : list_at(fields, "specialties")) {
    if (specialty.is_string()) mine.specialties.emplace_back(specialty.get_string());
  }
  for (const auto& role : list_at(fields, "roles")) {
    if (role.is_object()) mine.organisations.push_back(text_at(role.get_object(), "organisation"));
  }
  return mine;
}

}  // namespace confrere::today
