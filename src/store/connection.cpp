#include "store/connection.h"

#include <algorithm>

#include <fmt/format.h>

namespace confrere::store {

Error Failure::error() const {
  const auto message = [this]() -> std::string {
    if (!message_.empty()) return message_;
    switch (code_) {
      case ErrorCode::conflict:
        return "Somebody saved the same thing at the same moment. Please try again.";
      case ErrorCode::invalid:
        return "A text holds a character that cannot be saved. Please write it without.";
      case ErrorCode::unavailable:
        return "The server cannot save anything just now. Nothing was changed; please try again later.";
      default:
        return "Something went wrong on the server. Nothing was changed.";
    }
  };
  return {.code = code_, .message = message(), .cause = what()};
}

IdBytes Row::id_bytes(int column) const {
  IdBytes bytes{};
  const auto stored = blob(column);
  if (stored.size() != bytes.size())
    throw Failure(ErrorCode::internal, "the database holds an id of a wrong length");
  std::copy(stored.begin(), stored.end(), bytes.begin());
  return bytes;
}

Rows::~Rows() {
  if (!statement_) return;
  statement_->reset();
  home_->push_back(std::move(statement_));
}

Rows Connection::start(std::string_view sql, std::span<const Parameter> parameters) {
  auto home = idle_.find(sql);
  if (home == idle_.end()) home = idle_.try_emplace(std::string(sql)).first;
  IdleStatements& idle = home->second;
  std::unique_ptr<Statement> statement;
  if (idle.empty()) {
    statement = prepare(sql);
  } else {
    statement = std::move(idle.back());
    idle.pop_back();
  }
  Rows rows(idle, std::move(statement));
  int number = 0;
  for (const Parameter& parameter : parameters) {
    const Value value = parameter.value();
    // PostgreSQL cannot hold it, and what reads C strings would cut the text there.
    if (const auto* text = std::get_if<std::string_view>(&value); text && text->find('\0') != text->npos) {
      throw Failure(ErrorCode::invalid, fmt::format("${} of {} holds a NUL character", number + 1, sql));
    }
    rows.statement_->bind(++number, value);
  }
  return rows;
}

std::string placeholders(std::size_t rows, std::size_t columns) {
  std::string text;
  for (std::size_t number = 1; number <= rows * columns; ++number) {
    const bool opens = (number - 1) % columns == 0;
    text += fmt::format("{}{}${}{}", number == 1 ? "" : ", ", opens ? "(" : "", number,
                        number % columns == 0 ? ")" : "");
  }
  return text;
}

}  // namespace confrere::store
