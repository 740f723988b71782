#pragma once

/// Files about a network that are not cards: who was in touch when, who has a tie to whom, who is what. CSV
/// with a heading; columns are found by name, others passed over. People are named by any text, their number
/// is the order in which they first come. A file that cannot be read is an Error (`invalid`) with the line;
/// nothing half read is handed back.

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/describe.hpp>

#include "base/result.h"
#include "base/time.h"

namespace confrere::formats {

/// People by number and back.
class PersonNumbers {
 public:
  /// The person's number, a new one where the name is new. O(1).
  std::uint32_t number_of(const std::string& name);
  [[nodiscard]] std::optional<std::uint32_t> find(const std::string& name) const;
  [[nodiscard]] const std::string& name_of(std::uint32_t number) const { return *names_[number]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> names_;  ///< keys of numbers_, which stay where they are
};

struct LoggedTouch {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Instant at{};
};

struct TouchLog {
  PersonNumbers people;
  std::vector<LoggedTouch> touches;  ///< by time; as in the file where times are equal
  std::size_t with_oneself = 0;      ///< rows left out: a touch needs two
};

/// `from,to,time` (or `seconds`, `unix_time`, `timestamp`): seconds since any start, with a fraction or not.
/// Rows may come in any order. A time after `now` is an Error: it is probably not in seconds.
Result<TouchLog> read_touch_log(std::istream& file, Instant now);

/// The sharing choices of product.md's "Warm path privacy".
enum class TieSharing : std::uint8_t { nobody, asked, visible };
BOOST_DESCRIBE_ENUM(TieSharing, nobody, asked, visible)

struct ListedTie {
  std::uint32_t from = 0;  ///< owns it
  std::uint32_t to = 0;
  double strength = 1;
  TieSharing sharing = TieSharing::asked;
  std::size_t line = 0;
};

struct TieList {
  PersonNumbers people;
  std::vector<ListedTie> ties;
};

/// `from,to,strength[,sharing]`: one row per owner's side of a tie, strength in (0, 1]. A tie of a person to
/// themselves, and the same side twice, are Errors.
Result<TieList> read_tie_list(std::istream& file);

struct AcquaintanceList {
  PersonNumbers people;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  ///< smaller number first, each once, in order
  std::size_t with_oneself = 0;                                ///< rows left out
};

/// `from,to`: who knows whom, in either direction and as often as it likes.
Result<AcquaintanceList> read_acquaintances(std::istream& file);

/// `value` in the column `column`, case and accents aside.
struct PeopleCondition {
  std::string column;
  std::string value;
};

struct ListedPerson {
  std::string id;
  bool matches = false;  ///< the condition holds; false where there is none
};

/// Everybody of a file with any columns. The person is in the column `id` or `person`, else in the first.
/// Errors: no column of the condition's name, a row without a person.
Result<std::vector<ListedPerson>> read_people(std::istream& file,
                                              const std::optional<PeopleCondition>& condition = {});

}  // namespace confrere::formats
