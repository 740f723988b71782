#include "features/acquaintances/acquaintances.h"

#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "features/acquaintances/acquaintances_store.h"
#include "features/etiquette/patient_identifier.h"

namespace confrere::acquaintances {
namespace {

void record(const Viewer& viewer, store::WriteTransaction& tx, store::ChangeKind kind, AcquaintanceId id) {
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = kind,
             .entity = store::Entity::acquaintance,
             .id = id.bytes(),
             .actor = viewer.member});
}

/// One line, or nothing.
Result<std::optional<std::string>> checked_where_from(const NewAcquaintance& fresh) {
  std::string text = squeeze(fresh.where_from.value_or(""));
  if (text.empty()) return std::optional<std::string>();
  if (code_points(text) > contacts::kMostLineLetters) {
    return invalid("$.where_from", fmt::format("This is too long. Please use at most {} letters.",
                                               contacts::kMostLineLetters));
  }
  const auto refused =
      etiquette::refuse_patient_identifiers("$.where_from", text, fresh.no_patient_confirmed);
  if (!refused) return refused.error();
  return std::optional(std::move(text));
}

}  // namespace

Result<Acquaintance> put_acquaintance(const Viewer& viewer, store::WriteTransaction& tx,
                                      const NewAcquaintance& fresh, AcquaintanceSource source) {
  if (fresh.contact_a == fresh.contact_b) {
    return invalid("$.contact_b", "These are the same person. Please choose two.");
  }
  auto a = contacts::contact_ref(viewer, tx, fresh.contact_a, "$.contact_a");
  if (!a) return a.error();
  auto b = contacts::contact_ref(viewer, tx, fresh.contact_b, "$.contact_b");
  if (!b) return b.error();
  auto where_from = checked_where_from(fresh);
  if (!where_from) return where_from.error();

  NewAcquaintance pair = fresh;
  pair.where_from = *std::move(where_from);
  if (pair.contact_b < pair.contact_a) std::swap(pair.contact_a, pair.contact_b);
  const AcquaintanceId id = upsert(tx, viewer, pair, source);
  record(viewer, tx, store::ChangeKind::updated, id);
  return Acquaintance{.id = id,
                      .contact_a = *std::move(a),
                      .contact_b = *std::move(b),
                      .kind = pair.kind,
                      .where_from = std::move(pair.where_from)};
}

Result<void> delete_acquaintance(const Viewer& viewer, store::WriteTransaction& tx, AcquaintanceId id) {
  if (!find_pair(tx, viewer, id)) return not_found("Nothing is kept of these two.");
  remove(tx, viewer, id);
  record(viewer, tx, store::ChangeKind::deleted, id);
  return {};
}

Result<std::vector<Acquaintance>> list_acquaintances(const Viewer& viewer, store::ReadTransaction& tx,
                                                     ContactId contact) {
  const auto ref = contacts::contact_ref(viewer, tx, contact, "");
  if (!ref) return ref.error();
  return find_of(tx, viewer, *ref);
}

}  // namespace confrere::acquaintances
