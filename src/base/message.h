#pragma once

#include <map>
#include <string>

#include <boost/describe.hpp>

namespace confrere {

/// A sentence for people that programs can read too: `text` is `code`'s sentence with `params` filled in.
struct Message {
  std::string code;
  std::map<std::string, std::string> params;
  std::string text;
  friend bool operator==(const Message&, const Message&) = default;
};
BOOST_DESCRIBE_STRUCT(Message, (), (code, params, text))

}  // namespace confrere
