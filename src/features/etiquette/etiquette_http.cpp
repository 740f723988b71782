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
};
BOOST_DESCRIBE_STRUCT(Question, (), (text, kind, met, nudges))

struct Answer {
  std::vector<Finding> items;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (items))

Result<http::Response> look(const http::Call& call, store::ReadTransaction&) {
  const auto question = call.body<Question>();
  if (!question) return question.error();
  Circumstances circumstances;
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

std::vector<http::Route> routes() {
  return {http::read_route(http::Method::post, "/api/v1/lint", look)};
}

}  // namespace confrere::etiquette
