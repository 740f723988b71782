#include "features/undo/undo.h"

#include <gmock/gmock.h>

#include "features/contacts/testing/contacts_fixture.h"
#include "features/encounters/encounters.h"

namespace confrere::undo {
namespace {

using store::ReadTransaction;
using store::WriteTransaction;

class Undo : public contacts::ContactsFixture {
 protected:
  Result<void> take_back(const Viewer& viewer, UndoId id) {
    return write([&](WriteTransaction& tx) { return undo::take_back(viewer, tx, id); });
  }
};

TEST_F(Undo, BringsAContactBackOnceForItsOwner) {
  const ContactId grace = create(ada_, {.name = std::string("Grace")});
  const UndoId undo = remove(ada_, grace)->id;
  EXPECT_EQ(take_back(ben_, undo).error().code, ErrorCode::not_found);
  EXPECT_EQ(take_back(sam_, undo).error().code, ErrorCode::not_found);
  ASSERT_TRUE(take_back(ada_, undo));
  EXPECT_TRUE(load(ada_, grace));
  EXPECT_EQ(take_back(ada_, undo).error().code, ErrorCode::not_found);
}

TEST_F(Undo, BringsAnEncounterBack) {
  const ContactId grace = create(ada_, {.name = std::string("Grace")});
  encounters::NewEncounter tea;
  tea.with = std::vector{grace};
  const auto logged = write([&](WriteTransaction& tx) { return encounters::log_encounter(ada_, tx, tea); });
  ASSERT_TRUE(logged) << logged.error().message;
  const auto undo =
      write([&](WriteTransaction& tx) { return encounters::delete_encounter(ada_, tx, logged->id); });
  ASSERT_TRUE(undo);
  EXPECT_EQ(take_back(sam_, undo->id).error().code, ErrorCode::not_found);
  ASSERT_TRUE(take_back(ada_, undo->id));
  EXPECT_TRUE(read([&](ReadTransaction& tx) { return encounters::load_encounter(ada_, tx, logged->id); }));
}

TEST_F(Undo, IsOverAfterADay) {
  const UndoId undo = remove(ada_, create(ada_, {.name = std::string("Grace")}))->id;
  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(take_back(ada_, undo).error().code, ErrorCode::not_found);
}

TEST_F(Undo, OfNothingIsNotFound) {
  EXPECT_EQ(take_back(ada_, UndoId::make()).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace confrere::undo
