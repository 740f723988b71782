#include "http/idempotency.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <sodium.h>

namespace confrere::http {
namespace {

constexpr std::size_t kLongestKey = 255;
constexpr int kSecretWasShown = 0;  ///< in place of a status

class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, kBytes); }
  void add(std::string_view bytes) {
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  /// With its length before it, so that two parts cannot be read as one.
  void add_part(std::string_view part) {
    add(std::to_string(part.size()) + ':');
    add(part);
  }
  void add_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<char, 64 * 1024> part{};
    while (file.read(part.data(), part.size()), file.gcount() > 0) {
      add({part.data(), static_cast<std::size_t>(file.gcount())});
    }
  }
  store::Blob finish() {
    store::Blob bytes(kBytes);
    crypto_generichash_final(&state_, bytes.data(), bytes.size());
    return bytes;
  }

 private:
  static constexpr std::size_t kBytes = 32;
  crypto_generichash_state state_{};
};

std::string headers_text(const Response& response) {
  boost::json::array rows;
  for (const auto& [name, value] : response.headers) rows.push_back({name, value});
  return boost::json::serialize(rows);
}

Response kept_response(const store::Row& row) {
  Response response{.status = row.get<int>(1), .headers = {}, .body = row.get<std::string>(3)};
  const boost::json::value headers = boost::json::parse(std::string(row.text(2)));
  for (const auto& header : headers.as_array()) {
    response.with(std::string(header.at(0).as_string()), std::string(header.at(1).as_string()));
  }
  return response.with("Idempotency-Replayed", "true");
}

}  // namespace

Result<std::optional<IdempotencyKey>> idempotency_key_of(const Request& request, MemberId member) {
  const std::string_view key = request.header("idempotency-key");
  if (key.empty() || request.method != Method::post || member.empty()) return std::optional<IdempotencyKey>();
  const bool visible = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!visible || key.size() > kLongestKey) {
    return invalid("Idempotency-Key",
                   "The Idempotency-Key must be 1 to 255 visible ASCII characters without spaces.");
  }
  Hash hash;
  hash.add_part(method_word(request.method));
  hash.add_part(request.path);
  hash.add_part(request.query);
  hash.add_part(request.body);
  if (!request.body_file.empty()) hash.add_file(request.body_file);
  return std::optional<IdempotencyKey>(
      {.member = member, .key = std::string(key), .request_hash = hash.finish()});
}

Result<std::optional<Response>> kept_answer(const IdempotencyKey& key, store::ReadTransaction& tx) {
  auto rows = tx.query(
      "SELECT request_hash, status, headers, body FROM idempotency_key "
      "WHERE member_id = $1 AND key = $2 AND created_at >= $3",
      key.member, key.key, tx.now() - kKeepsAnswers);
  if (!rows.next()) return std::optional<Response>();
  if (rows.row().get<store::Blob>(0) != key.request_hash) {
    return Error{.code = ErrorCode::invalid,
                 .message = "This Idempotency-Key was used for another request. Please choose a new key.",
                 .field = "Idempotency-Key",
                 .problem = "idempotency_key_reused"};
  }
  if (rows.row().get<int>(1) == kSecretWasShown) {
    return Error{.code = ErrorCode::conflict,
                 .message = "This was done already, and its secret is shown only once.",
                 .field = "Idempotency-Key",
                 .problem = "secret_shown_once"};
  }
  return std::optional<Response>(kept_response(rows.row()));
}

void keep_answer(const IdempotencyKey& key, const Route& route, const Response& response,
                 store::WriteTransaction& tx) {
  tx.execute("DELETE FROM idempotency_key WHERE created_at < $1", tx.now() - kKeepsAnswers);
  tx.execute(
      "INSERT INTO idempotency_key (member_id, key, request_hash, status, headers, body, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      key.member, key.key, key.request_hash, route.secret ? kSecretWasShown : response.status,
      route.secret ? std::string("[]") : headers_text(response), route.secret ? std::string() : response.body,
      tx.now());
}

}  // namespace confrere::http
