#pragma once

/// Keeps what a POST with an Idempotency-Key was answered, so that a phone that asks again gets the same
/// answer and nothing is done twice (draft-ietf-httpapi-idempotency-key-header).

#include <chrono>
#include <optional>
#include <string>

#include "http/router.h"
#include "store/store.h"

namespace confrere::http {

constexpr std::chrono::hours kKeepsAnswers{48};

/// One member's key and the request it stands for.
struct IdempotencyKey {
  MemberId member;
  std::string key;
  store::Blob request_hash;  ///< of method, path, query and body
};

/// Nothing where the request is no POST of a member, or has no key; an Error for a key of a wrong form.
Result<std::optional<IdempotencyKey>> idempotency_key_of(const Request& request, MemberId member);

/// The kept answer, marked `Idempotency-Replayed: true`; an Error when the key was used for another request,
/// or when the answer showed a secret, which is shown once.
Result<std::optional<Response>> kept_answer(const IdempotencyKey& key, store::ReadTransaction& tx);

/// Keeps the answer in the transaction of what it tells of, and forgets keys older than kKeepsAnswers.
void keep_answer(const IdempotencyKey& key, const Route& route, const Response& response,
                 store::WriteTransaction& tx);

}  // namespace confrere::http
