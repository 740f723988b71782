#include <fmt/format.h>

#include "http/call.h"

namespace confrere::http {
namespace {

struct Mapping {
  int status;
  std::string_view word;
  std::string_view title;
};

Mapping mapping_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
      return {422, "invalid", "Something in the request is not right"};
    case ErrorCode::unauthenticated:
      return {401, "unauthenticated", "Sign-in needed"};
    case ErrorCode::forbidden:
      return {403, "forbidden", "Not allowed"};
    case ErrorCode::not_found:
      return {404, "not_found", "Not found"};
    case ErrorCode::conflict:
      return {409, "conflict", "Conflict"};
    case ErrorCode::precondition_failed:
      return {412, "precondition_failed", "Changed in the meantime"};
    case ErrorCode::too_large:
      return {413, "too_large", "Too large"};
    case ErrorCode::rate_limited:
      return {429, "rate_limited", "Too many requests"};
    case ErrorCode::unavailable:
      return {503, "unavailable", "Not available just now"};
    case ErrorCode::internal:
      break;
  }
  return {500, "internal", "Something went wrong"};
}

/// The few problems that HTTP has a status of its own for.
int status_of(const Error& error, int usual) {
  if (error.problem == "method_not_allowed") return 405;
  if (error.problem == "malformed_json" || error.problem == "malformed_query" ||
      error.problem == "bad_request")
    return 400;
  if (error.problem == "timed_out") return 408;
  if (error.problem == "content_coding") return 415;
  if (error.problem == "address_too_long") return 414;
  if (error.problem == "headers_too_large") return 431;
  return usual;
}

}  // namespace

Response problem(const Error& error) {
  const Mapping mapping = mapping_of(error.code);
  const int status = status_of(error, mapping.status);
  Response response{.status = status, .headers = {{"Content-Type", "application/problem+json"}}, .body = {}};
  boost::json::object body{{"type", "about:blank"},
                           {"title", mapping.title},
                           {"status", status},
                           {"code", error.problem.empty() ? mapping.word : std::string_view(error.problem)}};
  if (!error.message.empty()) body["detail"] = error.message;
  if (status == 405) {
    response.with("Allow", error.field);
  } else if (!error.field.empty()) {
    body["field"] = error.field;
  }
  if (error.position) body["position"] = {{"start", error.position->start}, {"end", error.position->end}};
  if (error.retry_after) {
    body["retry_after"] = *error.retry_after;
    response.with("Retry-After", std::to_string(*error.retry_after));
  }
  if (status == 415) response.with("Accept-Encoding", "identity");
  if (status == 401) response.with("WWW-Authenticate", "Bearer");
  response.body = boost::json::serialize(body);
  return response;
}

Error internal_error(std::string cause) {
  return {.code = ErrorCode::internal,
          .message = "Something went wrong on the server. Nothing was changed.",
          .cause = std::move(cause)};
}

}  // namespace confrere::http
