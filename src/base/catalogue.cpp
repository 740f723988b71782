#include "base/catalogue.h"

#include "base/embedded.h"
#include "base/result.h"
#include "base/text.h"

namespace confrere {
namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kLineBreak = "\\n";

Error broken(std::string_view code, std::string_view what) {
  return {.code = ErrorCode::internal,
          .message = "Something went wrong here.",
          .cause = "the message " + std::string(code) + ' ' + std::string(what)};
}

std::string with_line_breaks(std::string_view text) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find(kLineBreak, at), text.size());
    made += text.substr(at, next - at);
    if (next < text.size()) made += '\n';
    at = next + kLineBreak.size();
  }
  return made;
}

void read_into(Sentences& sentences, std::string_view file) {
  for (const std::string_view line : split(file, '\n')) {
    const std::size_t equals = line.find(" = ");
    if (line.starts_with('#') || equals == std::string_view::npos) continue;
    sentences[std::string(trim(line.substr(0, equals)))] = with_line_breaks(trim(line.substr(equals + 3)));
  }
}

const Sentences& english() {
  static const Sentences kSentences = [] {
    Sentences read;
    for (const EmbeddedFile& file : embedded::messages()) read_into(read, file.content);
    return read;
  }();
  return kSentences;
}

std::string filled(std::string_view code, std::string_view sentence,
                   const std::map<std::string, std::string>& params) {
  std::string text;
  text.reserve(sentence.size() * 2);
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t open = sentence.find('{', at);
    if (open == std::string_view::npos) return text.append(sentence.substr(at));
    const std::size_t close = sentence.find('}', open);
    if (close == std::string_view::npos) throw BrokenInvariant(broken(code, "has an open brace"));
    text.append(sentence.substr(at, open - at));
    const auto param = params.find(std::string(sentence.substr(open + 1, close - open - 1)));
    if (param == params.end()) throw BrokenInvariant(broken(code, "lacks a param"));
    text.append(param->second);
    at = close + 1;
  }
  return text;
}

}  // namespace

std::string phrase(std::string_view code, const std::map<std::string, std::string>& params) {
  const auto found = english().find(code);
  if (found == english().end()) throw BrokenInvariant(broken(code, "is not in the catalogue"));
  return filled(code, found->second, params);
}

Message say(std::string_view code, std::map<std::string, std::string> params) {
  std::string text = phrase(code, params);
  return {.code = std::string(code), .params = std::move(params), .text = std::move(text)};
}

bool has_phrase(std::string_view code) {
  return english().contains(code);
}

int variants(std::string_view code) {
  int count = 0;
  while (has_phrase(std::string(code) + '.' + std::to_string(count + 1))) ++count;
  return count;
}

}  // namespace confrere
