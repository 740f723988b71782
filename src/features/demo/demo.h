#pragma once

/// A lively network to look at: a region of hospitals, practices, community and social care, its people, and
/// two years of what they did with each other, written through the same use cases as real life, each at its
/// own moment of the past. The same seed on the same day gives the same network.

#include <cstdint>
#include <functional>

#include "base/result.h"
#include "features/accounts/accounts.h"
#include "store/store.h"

namespace confrere::demo {

constexpr int kUsualPeople = 250;
constexpr int kMostPeople = 200'000;

struct DemoOptions {
  int people = kUsualPeople;  ///< members of the network; each has about six contacts, the one with the
                              ///< sign-in 120, or over a thousand from 10,000 people on
  std::uint64_t seed = 1;
};

/// Told now and then how many members are written, of how many.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

using accounts::DemoSignIn;

/// Fills an empty store with the demo and returns the sign-in of one of its members, which is also kept as
/// the server's fact `demo`. Errors: `invalid` for a number of people that is too small or too large;
/// `conflict` where the store holds anything already: the demo never mixes with real data. About half a
/// millisecond a contact. Blocks; not within a transaction.
Result<DemoSignIn> make_demo(store::Store& store, const DemoOptions& options, const Progress& progress = {});

}  // namespace confrere::demo
