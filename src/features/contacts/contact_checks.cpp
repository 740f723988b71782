#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "features/contacts/contact_rules.h"
#include "features/etiquette/patient_identifier.h"
#include "features/specialties/specialties.h"
#include "formats/person_name.h"

namespace confrere::contacts {
namespace {

constexpr std::size_t kMostLabelLetters = 100;

/// Without characters that no person types; tabs and line ends stay.
std::string without_controls(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7f;
  });
  return out;
}

/// Tidies fields one after another until one is wrong; that error stays. A field's path is made only then.
class Checker {
 public:
  Checker(Strictness strictness, bool no_patient) : strictness_(strictness), no_patient_(no_patient) {}

  [[nodiscard]] bool good() const { return !error_; }
  [[nodiscard]] bool strict() const { return strictness_ == Strictness::typed; }
  Error take_error() { return *std::move(error_); }

  void fail(std::string path, std::string message) {
    if (good()) error_ = invalid(std::move(path), std::move(message));
  }

  /// One line of an address, number or word, in which nobody looks for a patient.
  template <class Path>
  void plain(std::string& text, std::size_t most, Path path) {
    text = squeeze(without_controls(text));
    if (code_points(text) > most)
      fail(path(), fmt::format("This is too long. Please use at most {} letters.", most));
  }
  template <class Path>
  void line(std::string& text, std::size_t most, Path path) {
    plain(text, most, path);
    look_for_patient(text, etiquette::LookFor::own_shapes, path);
  }
  /// One that is written freely: names of patients are looked for, too.
  template <class Path>
  void free_line(std::string& text, std::size_t most, Path path) {
    plain(text, most, path);
    look_for_patient(text, etiquette::LookFor::in_context, path);
  }
  /// Several lines.
  template <class Path>
  void prose(std::string& text, std::size_t most, etiquette::LookFor look_for, Path path) {
    text = std::string(trim(without_controls(text)));
    if (code_points(text) > most) {
      fail(path(), fmt::format("This is too long. Please use at most {} letters.", most));
    }
    look_for_patient(text, look_for, path);
  }
  template <class T, class Path>
  void count(const std::vector<T>& list, Path path) {
    if (list.size() > kMostInAList)
      fail(path(), fmt::format("Please give at most {} of these.", kMostInAList));
  }

 private:
  template <class Path>
  void look_for_patient(std::string_view text, etiquette::LookFor look_for, Path path) {
    if (!good() || no_patient_) return;
    if (!etiquette::find_patient_identifier(text, look_for)) return;
    error_ = etiquette::refuse_patient_identifiers(path(), text, false, look_for).error();
  }

  Strictness strictness_;
  bool no_patient_;
  std::optional<Error> error_;
};

std::string place_in(std::string_view list, std::size_t place, std::string_view member = {}) {
  return fmt::format("$.{}[{}]{}{}", list, place, member.empty() ? "" : ".", member);
}

void check_name(Checker& check, Field<std::string>& name) {
  if (!name.given) return;
  const auto path = [] { return std::string("$.name"); };
  std::string text = name.value.value_or("");
  check.line(text, kMostNameLetters, path);
  if (text.empty()) check.fail(path(), "A contact needs a name. One word is enough.");
  name.value = std::move(text);
}

void check_name_parts(Checker& check, Field<NameParts>& parts) {
  if (!parts.value) return;
  const auto part = [&](std::string& text, std::string_view name) {
    check.line(text, kMostNameLetters, [&] { return fmt::format("$.name_parts.{}", name); });
  };
  part(parts.value->family, "family");
  part(parts.value->given, "given");
  part(parts.value->additional, "additional");
  part(parts.value->prefix, "prefix");
  part(parts.value->suffix, "suffix");
}

template <class Path>
void check_labels(Checker& check, std::vector<std::string>& labels, Path path) {
  check.count(labels, path);
  for (std::string& label : labels) check.plain(label, kMostLabelLetters, path);
  std::erase(labels, "");
}

using ValueRule = void (*)(Checker&, const std::string& value, const std::string& path);

void check_email(Checker& check, const std::string& value, const std::string& path) {
  const bool fits = !formats::email_key(value).empty() && value.find(' ') == std::string::npos;
  if (!fits)
    check.fail(path, "This is no e-mail address: it needs a name, an @ and a place, as in ada@example.org.");
}

void check_phone(Checker& check, const std::string& value, const std::string& path) {
  const auto digits = std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool ascii =
      std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii && digits < 3) check.fail(path, "This is no phone number: it needs at least three digits.");
}

void check_link(Checker& check, const std::string& value, const std::string& path) {
  const std::string lower = ascii_lower(value);
  const bool has_scheme = lower.find("://") != std::string::npos;
  const bool web = lower.starts_with("https://") || lower.starts_with("http://");
  const bool bare = !has_scheme && lower.find('.') != std::string::npos &&
                    !lower.starts_with("javascript:") && !lower.starts_with("data:") &&
                    !lower.starts_with("vbscript:");
  if (value.find(' ') != std::string::npos || !(web || bare)) {
    check.fail(path, "This is no web address: please give one such as https://example.org/ada.");
  }
}

void check_nothing(Checker&, const std::string&, const std::string&) {}

void check_values(Checker& check, Field<std::vector<LabelledValue>>& field, std::string_view name,
                  ValueRule rule) {
  if (!field.value) return;
  check.count(*field.value, [&] { return fmt::format("$.{}", name); });
  for (std::size_t i = 0; i < field.value->size() && check.good(); ++i) {
    LabelledValue& entry = (*field.value)[i];
    check.plain(entry.value, kMostLineLetters, [&] { return place_in(name, i, "value"); });
    check_labels(check, entry.labels, [&] { return place_in(name, i, "labels"); });
    if (check.strict() && !entry.value.empty()) rule(check, entry.value, place_in(name, i, "value"));
  }
  std::erase_if(*field.value, [](const LabelledValue& entry) { return entry.value.empty(); });
}

void check_lines(Checker& check, Field<std::vector<std::string>>& field, std::string_view name) {
  if (!field.value) return;
  check.count(*field.value, [&] { return fmt::format("$.{}", name); });
  for (std::size_t i = 0; i < field.value->size() && check.good(); ++i) {
    check.line((*field.value)[i], kMostNameLetters, [&] { return place_in(name, i); });
  }
  std::erase(*field.value, "");
}

void check_addresses(Checker& check, Field<std::vector<Address>>& field) {
  if (!field.value) return;
  check.count(*field.value, [] { return std::string("$.addresses"); });
  for (std::size_t i = 0; i < field.value->size() && check.good(); ++i) {
    Address& address = (*field.value)[i];
    const auto part = [&](std::string& text, std::string_view member) {
      check.prose(text, kMostLineLetters, etiquette::LookFor::own_shapes,
                  [&] { return place_in("addresses", i, member); });
    };
    part(address.street, "street");
    part(address.extended, "extended");
    part(address.po_box, "po_box");
    part(address.city, "city");
    part(address.region, "region");
    part(address.postcode, "postcode");
    part(address.country, "country");
    check_labels(check, address.labels, [&] { return place_in("addresses", i, "labels"); });
  }
  std::erase_if(*field.value, [](const Address& each) {
    return each.street.empty() && each.extended.empty() && each.po_box.empty() && each.city.empty() &&
           each.region.empty() && each.postcode.empty() && each.country.empty();
  });
}

void check_dates(Checker& check, Field<std::vector<DatedEvent>>& field) {
  if (!field.value) return;
  check.count(*field.value, [] { return std::string("$.dates"); });
  for (std::size_t i = 0; i < field.value->size() && check.good(); ++i) {
    const auto path = [&] { return place_in("dates", i, "kind"); };
    std::string& kind = (*field.value)[i].kind;
    check.line(kind, kMostLabelLetters, path);
    if (kind.empty()) check.fail(path(), "Please say what day this is, such as birthday.");
  }
}

/// Partial dates sort as far as both are known.
bool ends_before_it_starts(const Role& role) {
  if (!role.started || !role.ended || !role.started->year || !role.ended->year) return false;
  const std::string started = role.started->text();
  const std::string ended = role.ended->text();
  const std::size_t both = std::min(started.size(), ended.size());
  return ended.compare(0, both, started, 0, both) < 0;
}

void check_roles(Checker& check, Field<std::vector<Role>>& field) {
  if (!field.value) return;
  check.count(*field.value, [] { return std::string("$.roles"); });
  for (std::size_t i = 0; i < field.value->size() && check.good(); ++i) {
    Role& role = (*field.value)[i];
    check.line(role.title, kMostLineLetters, [&] { return place_in("roles", i, "title"); });
    check.line(role.organisation, kMostLineLetters, [&] { return place_in("roles", i, "organisation"); });
    check.line(role.department, kMostLineLetters, [&] { return place_in("roles", i, "department"); });
    if (check.strict() && ends_before_it_starts(role)) {
      check.fail(place_in("roles", i, "ended"),
                 "This role ends before it starts. Please check the two dates.");
    }
  }
  std::erase_if(*field.value, [](const Role& role) {
    return role.title.empty() && role.organisation.empty() && role.department.empty() && !role.sector;
  });
}

/// The list's spelling where only case or accents differ; each once.
void spell_specialties(Field<std::vector<std::string>>& field) {
  if (!field.value) return;
  std::vector<std::string> spelt;
  std::vector<std::string> seen;
  for (std::string& name : *field.value) {
    std::string key = fold(name);
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
    const auto* const entry = specialties::find(name);
    const bool is_its_name = entry != nullptr && fold(entry->specialty.name) == key;
    if (is_its_name) name = entry->specialty.name;
    spelt.push_back(std::move(name));
    seen.push_back(std::move(key));
  }
  field.value = std::move(spelt);
}

void check_how_we_met(Checker& check, Field<HowWeMet>& field) {
  if (!field.value) return;
  const auto part = [&](std::string& text, std::string_view member) {
    check.line(text, kMostLineLetters, [&] { return fmt::format("$.how_we_met.{}", member); });
  };
  part(field.value->place, "place");
  part(field.value->event, "event");
  part(field.value->through, "through");
  if (*field.value == HowWeMet{}) field.value.reset();
}

void check_one_line(Checker& check, Field<std::string>& field, std::string_view name, std::size_t most) {
  if (field.value) check.line(*field.value, most, [&] { return fmt::format("$.{}", name); });
}

void check_free_line(Checker& check, Field<std::string>& field, std::string_view name) {
  if (field.value) check.free_line(*field.value, kMostLineLetters, [&] { return fmt::format("$.{}", name); });
}

void check_prose(Checker& check, Field<std::string>& field, std::string_view name, std::size_t most) {
  if (field.value)
    check.prose(*field.value, most, etiquette::LookFor::in_context,
                [&] { return fmt::format("$.{}", name); });
}

void drop_repeated(Field<std::vector<CircleId>>& field) {
  if (!field.value) return;
  std::vector<CircleId> each_once;
  for (const CircleId id : *field.value) {
    if (std::find(each_once.begin(), each_once.end(), id) == each_once.end()) each_once.push_back(id);
  }
  field.value = std::move(each_once);
}

}  // namespace

Result<ContactFields> checked(ContactFields fields, Strictness strictness) {
  Checker check(strictness, fields.no_patient_confirmed);
  check_name(check, fields.name);
  check_name_parts(check, fields.name_parts);
  check_lines(check, fields.nicknames, "nicknames");
  check_values(check, fields.emails, "emails", check_email);
  check_values(check, fields.phones, "phones", check_phone);
  check_addresses(check, fields.addresses);
  check_values(check, fields.links, "links", check_link);
  check_values(check, fields.messengers, "messengers", check_nothing);
  check_dates(check, fields.dates);
  check_lines(check, fields.languages, "languages");
  check_one_line(check, fields.pronouns, "pronouns", kMostLabelLetters);
  check_roles(check, fields.roles);
  check_lines(check, fields.specialties, "specialties");
  spell_specialties(fields.specialties);
  if (fields.circles.value) check.count(*fields.circles.value, [] { return std::string("$.circles"); });
  drop_repeated(fields.circles);
  check_how_we_met(check, fields.how_we_met);
  check_prose(check, fields.cares_about, "cares_about", kMostLineLetters);
  check_prose(check, fields.cases_loved, "cases_loved", kMostLineLetters);
  check_prose(check, fields.cases_unwanted, "cases_unwanted", kMostLineLetters);
  check_free_line(check, fields.ask, "ask");
  check_free_line(check, fields.offer, "offer");
  check_prose(check, fields.note, "note", kMostNoteLetters);
  if (!check.good()) return check.take_error();
  return fields;
}

}  // namespace confrere::contacts
