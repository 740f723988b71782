#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

namespace confrere::json_detail {

/// Makes a JSON document of the events of Boost's parser, as its own handler does; but refuses what two
/// readers could understand differently or not keep: a field that an object has twice, and the NUL character.
class DocumentBuilder {
 public:
  // NOLINTBEGIN(readability-identifier-naming): as Boost's parser asks for them
  using string_view = boost::json::string_view;
  using error_code = boost::system::error_code;

  static constexpr std::size_t max_object_size = boost::json::object::max_size();
  static constexpr std::size_t max_array_size = boost::json::array::max_size();
  static constexpr std::size_t max_key_size = boost::json::string::max_size();
  static constexpr std::size_t max_string_size = boost::json::string::max_size();
  // NOLINTEND(readability-identifier-naming)

  boost::json::value release() { return stack_.release(); }
  /// The path of the field that came twice, as "$.promises[0].due"; empty when none did.
  [[nodiscard]] const std::string& twice() const { return twice_; }
  [[nodiscard]] bool has_nul() const { return has_nul_; }

  bool on_document_begin(error_code&);
  bool on_document_end(error_code&);
  bool on_object_begin(error_code&);
  bool on_object_end(std::size_t size, error_code&);
  bool on_array_begin(error_code&);
  bool on_array_end(std::size_t size, error_code&);
  bool on_key_part(string_view part, std::size_t, error_code&);
  bool on_key(string_view part, std::size_t, error_code& wrong);
  bool on_string_part(string_view part, std::size_t, error_code& wrong);
  bool on_string(string_view part, std::size_t, error_code& wrong);
  bool on_number_part(string_view, error_code&);
  bool on_int64(std::int64_t number, string_view, error_code&);
  bool on_uint64(std::uint64_t number, string_view, error_code&);
  bool on_double(double number, string_view, error_code&);
  bool on_bool(bool value, error_code&);
  bool on_null(error_code&);
  bool on_comment_part(string_view, error_code&);
  bool on_comment(string_view, error_code&);

 private:
  /// An object or array that is being read.
  struct Level {
    bool is_object = false;
    std::set<std::string> keys{};
    std::string key{};      ///< the last
    std::size_t items = 0;  ///< of an array, begun
  };

  void begin_value();
  bool refuse_nul(string_view part, error_code& wrong);
  [[nodiscard]] std::string path() const;

  boost::json::value_stack stack_;
  std::vector<Level> levels_;
  std::string key_;
  std::string twice_;
  bool has_nul_ = false;
};

}  // namespace confrere::json_detail
