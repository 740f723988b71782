#include "features/imports/merge.h"

#include <algorithm>

#include "base/text.h"
#include "formats/person_name.h"
#include "formats/phone.h"

namespace confrere::imports {
namespace {

using formats::ContactCard;

constexpr std::size_t kMostShown = 80;

/// What makes two values of a list the same value, whatever their labels.
std::string key_of(const std::string& text) {
  return fold(text);
}
std::string key_of(const formats::DatedEvent& event) {
  return event.kind;
}
std::string key_of(const formats::RoleEntry& role) {
  return fold(role.organisation) + '\n' + fold(role.title);
}
std::string key_of(const formats::Address& address) {
  return fold(address.street + ' ' + address.po_box + ' ' + address.city + ' ' + address.postcode);
}
std::string email_key(const formats::LabelledValue& email) {
  return formats::email_key(email.value);
}
std::string phone_key(const formats::LabelledValue& phone) {
  const auto key = formats::phone_key(phone.value);
  return key ? key->tail() + '\n' + key->extension : fold(phone.value);
}
std::string text_key(const formats::LabelledValue& value) {
  return fold(value.value);
}

template <class T>
std::string default_key(const T& value) {
  return key_of(value);
}

/// A value as the preview names it.
std::string shown(const std::string& text) {
  return text;
}
std::string shown(const formats::LabelledValue& value) {
  return value.value;
}
std::string shown(const formats::DatedEvent& event) {
  return event.kind;
}
std::string shown(const formats::RoleEntry& role) {
  return role.title.empty() || role.organisation.empty() ? role.title + role.organisation
                                                         : role.title + ", " + role.organisation;
}
std::string shown(const formats::Address& address) {
  return address.city.empty() ? address.street : address.city;
}

template <class T, class Key>
auto find_same(const std::vector<T>& list, const T& value, Key key) {
  const std::string wanted = key(value);
  return std::find_if(list.begin(), list.end(), [&](const T& other) { return key(other) == wanted; });
}

/// Merges field by field and keeps account of what changed.
class Merger {
 public:
  Merger(const std::optional<ContactCard>& base, const ContactCard& mine, const ContactCard& theirs)
      : base_(base), theirs_(theirs), merged_{.card = mine, .changes = {}} {}

  template <class T>
  void text(T ContactCard::*field, std::string_view what) {
    T& mine = merged_.card.*field;
    const T& theirs = theirs_.*field;
    const bool untouched = base_ ? mine == (*base_).*field : mine == T{};
    if (!untouched || theirs == T{} || mine == theirs) return;
    mine = theirs;
    changed(what);
  }

  template <class T, class Key>
  void list(std::vector<T> ContactCard::*field, std::string_view what, Key key) {
    std::vector<T>& mine = merged_.card.*field;
    const std::vector<T>& theirs = theirs_.*field;
    if (base_) remove_withdrawn(mine, (*base_).*field, theirs, what, key);
    for (const T& value : theirs) {
      if (key(value).empty() || find_same(mine, value, key) != mine.end()) continue;
      // The owner took it off since: it stays off.
      if (base_ && find_same((*base_).*field, value, key) != ((*base_).*field).end()) continue;
      mine.push_back(value);
      changed(what, shown(value));
    }
  }

  /// A note grows rather than being replaced, unless it is still the source's own.
  void note() {
    std::string& mine = merged_.card.note;
    const std::string& theirs = theirs_.note;
    if (theirs.empty() || mine.find(theirs) != std::string::npos) return;
    if (base_ && theirs == base_->note) return;
    const bool follows = mine.empty() || (base_ && mine == base_->note);
    mine = follows ? theirs : mine + "\n\n" + theirs;
    changed("the note");
  }

  Merged take() { return std::move(merged_); }

 private:
  /// What the source had and has no more, and the owner left as it was.
  template <class T, class Key>
  void remove_withdrawn(std::vector<T>& mine, const std::vector<T>& base, const std::vector<T>& theirs,
                        std::string_view what, Key key) {
    std::erase_if(mine, [&](const T& value) {
      const auto before = find_same(base, value, key);
      const bool withdrawn =
          before != base.end() && *before == value && find_same(theirs, value, key) == theirs.end();
      if (withdrawn) changed(std::string("no longer ") + std::string(what), shown(value));
      return withdrawn;
    });
  }

  void changed(std::string_view what, const std::string& value = {}) {
    std::string words(what);
    if (!value.empty()) words += ' ' + shorten(value, kMostShown);
    if (merged_.changes.empty() || merged_.changes.back() != words)
      merged_.changes.push_back(std::move(words));
  }

  const std::optional<ContactCard>& base_;
  const ContactCard& theirs_;
  Merged merged_;
};

}  // namespace

Merged merge(const std::optional<ContactCard>& base, const ContactCard& mine, const ContactCard& theirs) {
  Merger merger(base, mine, theirs);
  merger.text(&ContactCard::name, "the name");
  merger.text(&ContactCard::name_parts, "the name");
  merger.list(&ContactCard::nicknames, "nickname", default_key<std::string>);
  merger.list(&ContactCard::emails, "e-mail", email_key);
  merger.list(&ContactCard::phones, "phone", phone_key);
  merger.list(&ContactCard::addresses, "address", default_key<formats::Address>);
  merger.list(&ContactCard::links, "link", text_key);
  merger.list(&ContactCard::messengers, "messenger", text_key);
  merger.list(&ContactCard::dates, "date", default_key<formats::DatedEvent>);
  merger.list(&ContactCard::languages, "language", default_key<std::string>);
  merger.text(&ContactCard::pronouns, "pronouns");
  merger.list(&ContactCard::roles, "role", default_key<formats::RoleEntry>);
  merger.list(&ContactCard::specialties, "specialty", default_key<std::string>);
  merger.note();
  return merger.take();
}

}  // namespace confrere::imports
