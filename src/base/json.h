#pragma once

/// Maps described C++ types to JSON and back.
///
/// Reading is strict, since requests come from people and programs that make mistakes: an unknown field, a
/// missing one or one of a wrong kind is an Error whose `field` is its path ("$.promises[0].due"). A field
/// may be missing when its type is optional, Field, vector, map or bool; a struct that names its required
/// fields in `static constexpr std::array kRequired{...}` asks for those only. Writing gives every field,
/// `null` for an empty optional; a Field that is not given is left out.

#include <array>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace confrere {

/// A field that may be absent, null or a value: what a PATCH needs to tell apart.
template <class T>
struct Field {
  bool given = false;
  std::optional<T> value{};

  Field() = default;
  Field(T set) : given(true), value(std::move(set)) {}                 // NOLINT: reads as a plain value
  Field(std::optional<T> set) : given(true), value(std::move(set)) {}  // NOLINT
  /// The value where one is given, or `otherwise`; null counts as an empty T.
  [[nodiscard]] T value_or(T otherwise) const { return given ? value.value_or(T{}) : std::move(otherwise); }
  friend bool operator==(const Field&, const Field&) = default;
};

/// The word of a described enum's value, as in JSON and SQL.
template <class E>
  requires std::is_enum_v<E>
std::string_view word_of(E value) {
  return boost::describe::enum_to_string(value, "");
}
template <class E>
  requires std::is_enum_v<E>
std::optional<E> from_word(std::string_view word) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto each) {
    if (word == each.name) found = each.value;
  });
  return found;
}

/// Types that are one string in JSON specialise this: `kWhat` completes "must be …".
template <class T>
struct JsonString;
template <class Tag>
struct JsonString<Id<Tag>> {
  static constexpr std::string_view kWhat = "an id";
  static std::string text(const Id<Tag>& id) { return id.text(); }
  static std::optional<Id<Tag>> parse(std::string_view text) { return Id<Tag>::parse(text); }
};
template <>
struct JsonString<Instant> {
  static constexpr std::string_view kWhat = "a time such as 2026-11-10T12:00:00Z";
  static std::string text(Instant at) { return at.text(); }
  static std::optional<Instant> parse(std::string_view text) { return Instant::parse(text); }
};
template <>
struct JsonString<Date> {
  static constexpr std::string_view kWhat = "a date such as 2026-11-17";
  static std::string text(Date date) { return date.text(); }
  static std::optional<Date> parse(std::string_view text) { return Date::parse(text); }
};

/// A JSON document, or an Error that says where it stops being one. Refuses NUL characters, depth over 32,
/// and a field that comes twice, which is named.
Result<boost::json::value> parse_json(std::string_view text);

namespace json_detail {

template <class T>
concept StringLike = requires(const T& value) {
  { JsonString<T>::text(value) } -> std::convertible_to<std::string>;
};
template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;
template <class T>
concept NamesRequired = requires { T::kRequired.size(); };

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsField : std::false_type {};
template <class T>
struct IsField<Field<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

template <class T>
constexpr bool kMayBeMissing = IsOptional<T>::value || IsField<T>::value || IsVector<T>::value ||
                               IsMap<T>::value || std::is_same_v<T, bool>;

template <class T>
constexpr bool is_required(std::string_view name, bool by_type) {
  if constexpr (NamesRequired<T>) {
    for (const std::string_view required : T::kRequired) {
      if (required == name) return true;
    }
    return false;
  } else {
    return by_type;
  }
}

template <class T>
using Members =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

Error must_be(const std::string& path, std::string_view what);
Error unknown_field(const std::string& path, std::string_view name);
Error missing_field(const std::string& path, std::string_view name);

/// First failure met while a document is read; the path is built only when something is wrong.
class Reader {
 public:
  template <class T>
  bool read(const boost::json::value& from, T& to) {
    if constexpr (std::is_same_v<T, boost::json::value>) {
      to = from;
      return true;
    } else if constexpr (std::is_same_v<T, boost::json::object>) {
      if (!from.is_object()) return fail("an object");
      to = from.get_object();
      return true;
    } else if constexpr (std::is_same_v<T, bool>) {
      if (!from.is_bool()) return fail("true or false");
      to = from.get_bool();
      return true;
    } else if constexpr (std::is_integral_v<T>) {
      return read_integer(from, to);
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!from.is_number()) return fail("a number");
      to = from.to_number<T>();
      return true;
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (!from.is_string()) return fail("a text");
      to.assign(from.get_string());
      return true;
    } else if constexpr (std::is_enum_v<T>) {
      return read_enum(from, to);
    } else if constexpr (StringLike<T>) {
      if (!from.is_string()) return fail(JsonString<T>::kWhat);
      const auto parsed = JsonString<T>::parse(from.get_string());
      if (!parsed) return fail(JsonString<T>::kWhat);
      to = *parsed;
      return true;
    } else if constexpr (IsOptional<T>::value) {
      if (from.is_null()) {
        to.reset();
        return true;
      }
      return read(from, to.emplace());
    } else if constexpr (IsField<T>::value) {
      to.given = true;
      return read(from, to.value);
    } else if constexpr (IsVector<T>::value) {
      return read_vector(from, to);
    } else if constexpr (IsMap<T>::value) {
      return read_map(from, to);
    } else {
      static_assert(Described<T>, "describe the type with BOOST_DESCRIBE_STRUCT");
      return read_struct(from, to);
    }
  }
  [[nodiscard]] Error take_error() { return std::move(*error_); }

 private:
  bool fail(std::string_view what) { return fail(must_be(path_, what)); }
  bool fail(Error error) {
    error_ = std::move(error);
    return false;
  }

  template <class T>
  bool read_integer(const boost::json::value& from, T& to) {
    boost::system::error_code wrong;
    if (!from.is_int64() && !from.is_uint64()) return fail("a whole number");
    to = from.to_number<T>(wrong);
    return wrong ? fail("a whole number that is not so large") : true;
  }

  template <class T>
  bool read_enum(const boost::json::value& from, T& to) {
    if (from.is_string()) {
      if (const auto value = from_word<T>(from.get_string())) {
        to = *value;
        return true;
      }
    }
    std::string allowed = "one of";
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto each) {
      allowed += allowed == "one of" ? " " : ", ";
      allowed += each.name;
    });
    return fail(allowed);
  }

  template <class T>
  bool read_vector(const boost::json::value& from, std::vector<T>& to) {
    if (!from.is_array()) return fail("a list");
    const std::string outer = path_;
    to.clear();
    to.reserve(from.get_array().size());
    for (const boost::json::value& item : from.get_array()) {
      path_ = outer + '[' + std::to_string(to.size()) + ']';
      T value{};
      if (!read(item, value)) return false;
      to.push_back(std::move(value));
    }
    path_ = outer;
    return true;
  }

  template <class T>
  bool read_map(const boost::json::value& from, std::map<std::string, T>& to) {
    if (!from.is_object()) return fail("an object");
    const std::string outer = path_;
    for (const auto& [name, item] : from.get_object()) {
      path_ = outer + '.' + std::string(name);
      if (!read(item, to[std::string(name)])) return false;
    }
    path_ = outer;
    return true;
  }

  template <class T>
  bool read_struct(const boost::json::value& from, T& to) {
    if (!from.is_object()) return fail("an object");
    const boost::json::object& object = from.get_object();
    const std::string outer = path_;
    bool good = true;
    std::size_t known = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
      if (!good) return;
      using Value = std::remove_cvref_t<decltype(to.*member.pointer)>;
      const auto found = object.find(member.name);
      if (found == object.end()) {
        if (is_required<T>(member.name, !kMayBeMissing<Value>))
          good = fail(missing_field(outer, member.name));
        return;
      }
      ++known;
      path_ = outer + '.' + member.name;
      good = read(found->value(), to.*member.pointer);
    });
    if (!good) return false;
    path_ = outer;
    return known == object.size() ? true : fail_unknown<T>(object);
  }

  template <class T>
  bool fail_unknown(const boost::json::object& object) {
    for (const auto& [name, value] : object) {
      bool known = false;
      boost::mp11::mp_for_each<Members<T>>([&](auto member) { known = known || name == member.name; });
      if (!known) return fail(unknown_field(path_, name));
    }
    return true;
  }

  std::string path_ = "$";
  std::optional<Error> error_;
};

}  // namespace json_detail

/// What `document` says as a T, or the first thing wrong with it.
template <class T>
Result<T> from_json(const boost::json::value& document) {
  json_detail::Reader reader;
  T value{};
  if (!reader.read(document, value)) return reader.take_error();
  return value;
}

template <class T>
Result<T> from_json_text(std::string_view text) {
  auto document = parse_json(text);
  if (!document) return document.error();
  return from_json<T>(*document);
}

namespace json_detail {

void append_string(std::string& to, std::string_view text);
void append_integer(std::string& to, std::int64_t number);
void append_integer(std::string& to, std::uint64_t number);
void append_document(std::string& to, const boost::json::value& document);
void append_document(std::string& to, const boost::json::object& document);
/// `"name":`, behind a comma where another stands before it.
void append_name(std::string& to, std::string_view name);

template <class T>
void append(std::string& to, const T& value);

template <class T>
void append_items(std::string& to, const std::vector<T>& items) {
  to += '[';
  for (const auto& item : items) {
    if (to.back() != '[') to += ',';
    append<T>(to, item);
  }
  to += ']';
}

template <class T>
void append_struct(std::string& to, const T& value) {
  to += '{';
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    const auto& item = value.*member.pointer;
    if constexpr (IsField<std::remove_cvref_t<decltype(item)>>::value) {
      if (!item.given) return;
    }
    append_name(to, member.name);
    append(to, item);
  });
  to += '}';
}

template <class T>
void append(std::string& to, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    to += value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    append_integer(to, std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>{value});
  } else if constexpr (std::is_floating_point_v<T>) {
    append_document(to, boost::json::value(value));
  } else if constexpr (std::is_same_v<T, boost::json::value> || std::is_same_v<T, boost::json::object>) {
    append_document(to, value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    append_string(to, value);
  } else if constexpr (std::is_enum_v<T>) {
    append_string(to, word_of(value));
  } else if constexpr (StringLike<T>) {
    append_string(to, JsonString<T>::text(value));
  } else if constexpr (IsOptional<T>::value) {
    if (value) {
      append(to, *value);
    } else {
      to += "null";
    }
  } else if constexpr (IsField<T>::value) {
    append(to, value.value);
  } else if constexpr (IsVector<T>::value) {
    append_items(to, value);
  } else if constexpr (IsMap<T>::value) {
    to += '{';
    for (const auto& [name, item] : value) {
      append_name(to, name);
      append(to, item);
    }
    to += '}';
  } else {
    static_assert(Described<T>, "describe the type with BOOST_DESCRIBE_STRUCT");
    append_struct(to, value);
  }
}

}  // namespace json_detail

/// O(size).
template <class T>
std::string to_json_text(const T& value) {
  std::string text;
  json_detail::append(text, value);
  return text;
}

/// As a document, where more is to be done with it than to send it. REQUIRES: its texts are valid UTF-8.
template <class T>
boost::json::value to_json(const T& value) {
  return boost::json::parse(to_json_text(value));
}

}  // namespace confrere
