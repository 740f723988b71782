#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <stop_token>
#include <vector>

#include "features/relationships/building.h"

namespace confrere::relationships {

/// Contacts of which the change feed told, until somebody reads them anew: each once, however often it was
/// told. Thread safe.
class ToldContacts {
 public:
  using ByNetwork = std::map<NetworkId, std::vector<ToldContact>>;

  /// Quick, as a listener must be.
  void note(const std::vector<store::CommittedChange>& changes);
  /// Waits until there are some and takes at most `most`; nothing where it was asked to stop.
  ByNetwork take(std::size_t most, const std::stop_token& stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any told_;
  std::set<std::pair<NetworkId, ToldContact>> waiting_;
};

}  // namespace confrere::relationships
