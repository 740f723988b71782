#include "http/router.h"

#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace confrere::http {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

/// The pattern with its parameters' names left out: what must be unique.
std::string shape_of(std::string_view pattern) {
  std::string shape;
  for (const std::string_view segment : split(pattern, '/')) {
    shape += '/';
    shape += is_parameter(segment) ? "{}" : segment;
  }
  return shape;
}

}  // namespace

std::string_view method_word(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
  }
  return "GET";
}

/// A tree of segments. A plain segment is preferred to a parameter; there is no way back from a plain one
/// that leads nowhere, so that finding costs one step a segment.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> plain;
  std::unique_ptr<Node> parameter;
  std::array<const Route*, kMethods> routes{};
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

void Router::add(Route route) {
  Node* node = root_.get();
  for (const std::string_view segment : split(route.pattern, '/')) {
    auto& next = is_parameter(segment) ? node->parameter : node->plain[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  const Route*& place = node->routes[static_cast<std::size_t>(route.method)];
  if (place != nullptr) {
    throw BrokenInvariant(
        {.message = fmt::format("two routes for {} {}", method_word(route.method), shape_of(route.pattern))});
  }
  routes_.push_back(std::make_unique<Route>(std::move(route)));
  place = routes_.back().get();
}

Result<Match> Router::find(std::optional<Method> method, std::string_view path) const {
  const auto segments = split(path, '/');
  const Node* node = root_.get();
  for (const std::string_view segment : segments) {
    const auto found = node->plain.find(segment);
    node = found != node->plain.end() ? found->second.get()
           : segment.empty()          ? nullptr
                                      : node->parameter.get();
    if (node == nullptr) return not_found("There is nothing at this address.");
  }
  const Route* route = method ? node->routes[static_cast<std::size_t>(*method)] : nullptr;
  if (route == nullptr) return wrong_method(*node);

  Match match{.route = route, .parameters = {}};
  const auto names = split(route->pattern, '/');
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!is_parameter(names[i])) continue;
    match.parameters.emplace(names[i].substr(1, names[i].size() - 2), segments[i]);
  }
  return match;
}

Error Router::wrong_method(const Node& node) {
  std::string allowed;
  for (std::size_t i = 0; i < kMethods; ++i) {
    if (node.routes[i] == nullptr) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += method_word(static_cast<Method>(i));
    if (static_cast<Method>(i) == Method::get) allowed += ", HEAD";
  }
  if (allowed.empty()) return not_found("There is nothing at this address.");
  return {.code = ErrorCode::invalid,
          .message = fmt::format("This address takes {} only.", allowed),
          .field = allowed,
          .problem = "method_not_allowed"};
}

}  // namespace confrere::http
