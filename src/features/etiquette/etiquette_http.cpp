#include <fmt/format.h>

#include "features/etiquette/etiquette.h"
#include "features/etiquette/etiquette_routes.h"

namespace confrere::etiquette {
namespace {

struct Question {
  std::string text;
  std::optional<Kind> kind;
  std::optional<int> met;
  std::optional<int> nudges;
  std::optional<ContactId> contact_id;
};
BOOST_DESCRIBE_STRUCT(Question, (), (text, kind, met, nudges, contact_id))

struct Answer {
  std::vector<Finding> items;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (items))

Result<http::Response> look(const CircumstancesOf& circumstances_of, const http::Call& call,
                            store::ReadTransaction& tx) {
  const auto question = call.body<Question>();
  if (!question) return question.error();
  Circumstances circumstances;
  if (question->contact_id) {
    const auto known = circumstances_of(call.viewer(), tx, *question->contact_id);
    if (!known) return known.error();
    circumstances = *known;
  }
  circumstances.kind = question->kind.value_or(circumstances.kind);
  circumstances.met = question->met.value_or(circumstances.met);
  circumstances.nudges = question->nudges.value_or(circumstances.nudges);
  if (circumstances.met < 0) return invalid("$.met", "This is a number of meetings: nought or more.");
  if (circumstances.nudges < 0) return invalid("$.nudges", "This is a number of reminders: nought or more.");
  auto found = lint(question->text, circumstances);
  if (!found) return found.error();
  return http::json(Answer{*std::move(found)});
}

}  // namespace

std::vector<http::Route> routes(CircumstancesOf circumstances_of) {
  return {http::read_route(
      http::Method::post, "/api/v1/lint",
      [circumstances_of = std::move(circumstances_of)](const http::Call& call, store::ReadTransaction& tx) {
        return look(circumstances_of, call, tx);
      })};
}

}  // namespace confrere::etiquette
