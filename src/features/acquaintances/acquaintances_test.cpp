#include "features/acquaintances/acquaintances.h"

#include <gmock/gmock.h>

#include "features/contacts/testing/contacts_fixture.h"

namespace confrere::acquaintances {
namespace {

using contacts::ContactRef;
using store::ReadTransaction;
using store::WriteTransaction;

class Acquaintances : public contacts::ContactsFixture {
 protected:
  void SetUp() override {
    ContactsFixture::SetUp();
    grace_ = create(ada_, {.name = std::string("Grace")});
    alan_ = create(ada_, {.name = std::string("Alan")});
  }
  Result<Acquaintance> put(const Viewer& viewer, const NewAcquaintance& fresh) {
    return write([&](WriteTransaction& tx) { return put_acquaintance(viewer, tx, fresh); });
  }
  Result<std::vector<Acquaintance>> of(const Viewer& viewer, ContactId contact) {
    return read([&](ReadTransaction& tx) { return list_acquaintances(viewer, tx, contact); });
  }
  ContactId grace_;
  ContactId alan_;
};

TEST_F(Acquaintances, AreSeenFromBothSides) {
  ASSERT_TRUE(put(ada_, {.contact_a = grace_, .contact_b = alan_, .where_from = " the  ward "}));
  for (const auto& [one, other, name] :
       {std::tuple(grace_, alan_, "Alan"), std::tuple(alan_, grace_, "Grace")}) {
    const auto known = of(ada_, one).value();
    ASSERT_EQ(known.size(), 1U);
    EXPECT_EQ(known[0].contact_a.id, one);
    EXPECT_EQ(known[0].contact_b, (ContactRef{other, name}));
    EXPECT_EQ(known[0].kind, AcquaintanceKind::know);
    EXPECT_EQ(known[0].where_from, "the ward");
  }
}

TEST_F(Acquaintances, WhatIsSaidLaterReplacesWhatWasSaidBeforeEitherWayRound) {
  const auto first = put(ada_, {.contact_a = grace_, .contact_b = alan_, .where_from = "the ward"}).value();
  const auto second =
      put(ada_, {.contact_a = alan_, .contact_b = grace_, .kind = AcquaintanceKind::do_not_know}).value();
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(second.contact_a.id, alan_) << "as it was said";
  const auto known = of(ada_, grace_).value();
  ASSERT_EQ(known.size(), 1U);
  EXPECT_EQ(known[0].kind, AcquaintanceKind::do_not_know);
  EXPECT_EQ(known[0].where_from, std::nullopt);
}

TEST_F(Acquaintances, NeedTwoContactsOfTheViewer) {
  EXPECT_EQ(put(ada_, {.contact_a = grace_, .contact_b = grace_}).error().field, "$.contact_b");
  const ContactId theirs = create(ben_, {.name = std::string("Theirs")});
  EXPECT_EQ(put(ada_, {.contact_a = theirs, .contact_b = grace_}).error().field, "$.contact_a");
  EXPECT_EQ(put(ada_, {.contact_a = grace_, .contact_b = theirs}).error().code, ErrorCode::not_found);
  EXPECT_EQ(put(ben_, {.contact_a = grace_, .contact_b = alan_}).error().code, ErrorCode::not_found);
}

TEST_F(Acquaintances, HoldNoPatient) {
  const NewAcquaintance fresh{.contact_a = grace_, .contact_b = alan_, .where_from = "MRN 448812"};
  EXPECT_EQ(put(ada_, fresh).error().problem, "patient_identifier");
  EXPECT_TRUE(of(ada_, grace_)->empty());
}

TEST_F(Acquaintances, AreForgottenByTheirOwnerAlone) {
  const auto said = put(ada_, {.contact_a = grace_, .contact_b = alan_}).value();
  const auto forget = [&](const Viewer& viewer) {
    return write([&](WriteTransaction& tx) { return delete_acquaintance(viewer, tx, said.id); });
  };
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_EQ(forget(other).error().code, ErrorCode::not_found);
    EXPECT_EQ(of(other, grace_).error().code, ErrorCode::not_found);
  }
  EXPECT_TRUE(forget(ada_));
  EXPECT_TRUE(of(ada_, grace_)->empty());
  EXPECT_EQ(forget(ada_).error().code, ErrorCode::not_found);
}

TEST_F(Acquaintances, OfADeletedContactAreNotSeen) {
  ASSERT_TRUE(put(ada_, {.contact_a = grace_, .contact_b = alan_}));
  ASSERT_TRUE(remove(ada_, alan_));
  EXPECT_TRUE(of(ada_, grace_)->empty());
  ASSERT_TRUE(restore(ada_, alan_));
  EXPECT_EQ(of(ada_, grace_)->size(), 1U);
}

}  // namespace
}  // namespace confrere::acquaintances
