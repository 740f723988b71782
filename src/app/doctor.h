#pragma once

/// Looks over what a server stands on and says what to do about what is wrong. Changes nothing.

#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "app/data_folder.h"
#include "features/relationships/relationships.h"
#include "store/store.h"

namespace confrere::app {

/// One thing that was looked at.
struct Check {
  std::string name;  ///< "database"
  bool good = true;
  std::string found;     ///< a sentence, also when it is good
  std::string advice{};  ///< what to do; empty when it is good
};
BOOST_DESCRIBE_STRUCT(Check, (), (name, good, found, advice))

/// Database, migrations, summaries, the graphs of relationships where they are kept, disk, permissions, clock
/// and time zones. O(size of the database), on a snapshot: work goes on meanwhile.
std::vector<Check> examine(store::Store& store, const DataFolder& folder,
                           const relationships::Relationships& relationships);

/// The PEM certificate and its key: readable, a pair, valid today and for another fortnight.
Check examine_certificate(const std::string& certificate, const std::string& key, Instant now);

/// Whether a connection to the host and port of `url` can be made within five seconds.
Check examine_reachability(const std::string& url);

}  // namespace confrere::app
