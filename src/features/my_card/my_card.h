#pragma once

/// What a member hands out of themselves, by link, QR, mail or print.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "features/contacts/contacts.h"
#include "store/store.h"

namespace confrere::my_card {

using contacts::LabelledValue;
using contacts::Role;

constexpr std::size_t kMostProseLetters = 5000;

struct MyCardFields {
  static constexpr std::array<std::string_view, 1> kRequired{"name"};
  std::string name{};
  std::string headline{};
  std::string biography{};     ///< a short one, in the third person
  std::string referral_pad{};  ///< which cases I love to get, which I take, how to send them
  std::vector<LabelledValue> emails{};
  std::vector<LabelledValue> phones{};
  std::vector<LabelledValue> links{};
  std::vector<Role> roles{};
  std::vector<std::string> specialties{};
  std::string ask{};
  std::string offer{};
  bool no_patient_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(MyCardFields, (),
                      (name, headline, biography, referral_pad, emails, phones, links, roles, specialties,
                       ask, offer, no_patient_confirmed))

struct MyCard {
  std::string name{};
  std::string headline{};
  std::string biography{};
  std::string referral_pad{};
  std::vector<LabelledValue> emails{};
  std::vector<LabelledValue> phones{};
  std::vector<LabelledValue> links{};
  std::vector<Role> roles{};
  std::vector<std::string> specialties{};
  std::string ask{};
  std::string offer{};
  std::int64_t version = 0;  ///< 0 until the member has saved one
  std::string vcard{};       ///< vCard 4.0
  std::string qr_svg{};      ///< an SVG path's `d`; empty when the card does not fit
  int qr_size = 0;           ///< of its view box
};
BOOST_DESCRIBE_STRUCT(MyCard, (),
                      (name, headline, biography, referral_pad, emails, phones, links, roles, specialties,
                       ask, offer, version, vcard, qr_svg, qr_size))

/// The card as saved; before that one with the member's name and the e-mail they sign in with.
Result<MyCard> load_my_card(const Viewer& viewer, store::ReadTransaction& tx);

/// Replaces the card. Errors: `invalid` naming the field, also with problem "patient_identifier".
Result<MyCard> put_my_card(const Viewer& viewer, store::WriteTransaction& tx, const MyCardFields& fields);

}  // namespace confrere::my_card
