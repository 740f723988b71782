#pragma once

/// Contacts still to be sorted after an import: who matters, how close, how often. The answer is the
/// contact's tie (ties::put_tie); triage may be left at any point.

#include <cstdint>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/message.h"
#include "features/contacts/contacts.h"
#include "store/store.h"

namespace confrere::triage {

struct TriageCard {
  contacts::ContactSummary contact{};
  std::vector<Message> evidence{};
};
BOOST_DESCRIBE_STRUCT(TriageCard, (), (contact, evidence))

/// `sorted` and `remaining` count contacts that are not archived.
struct Triage {
  std::vector<TriageCard> items{};
  std::int64_t sorted = 0;
  std::int64_t remaining = 0;
};
BOOST_DESCRIBE_STRUCT(Triage, (), (items, sorted, remaining))

/// The likeliest to matter first. O(contacts of the viewer that are not sorted).
Triage load_triage(const Viewer& viewer, store::ReadTransaction& tx, std::int64_t limit);

}  // namespace confrere::triage
