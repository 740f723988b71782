/// An import, which makes contacts and merges into others in one batch, and its being taken back, while the
/// database fails.

#include <filesystem>
#include <fstream>

#include "features/contacts/contacts.h"
#include "features/imports/imports_store.h"
#include "features/imports/steps.h"
#include "features/testing/cut_line_fixture.h"
#include "features/testing/faulty_disk.h"

namespace confrere::imports {
namespace {

std::string card(std::string_view name, std::string_view more) {
  return fmt::format("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\n{}\r\nEND:VCARD\r\n", name, more);
}

/// Whose text goes into Grace, whom there is, a new contact, and a second card of that one.
std::string book() {
  return card("Grace Hopper", "EMAIL:grace@navy.example\r\nORG:Navy") +
         card("Ben New", "EMAIL:ben@example.org") +
         card("Ben New", "EMAIL:ben@example.org\r\nTEL:+44 1632 960007");
}

/// An import of a member, taken from wherever it is to where it should be.
class Bringing {
 public:
  Bringing(store::Store& store, const Viewer& viewer, std::string folder)
      : store_(store), viewer_(viewer), folder_(std::move(folder)) {}

  /// False when it was not acknowledged.
  bool receive(ImportId& id, const std::string& content) {
    const auto made = store_.write([&](auto& tx) { return create_import(viewer_, tx); });
    if (!made) return false;
    id = made->id;
    std::filesystem::create_directories(import_folder(folder_, id));
    std::ofstream(file_path(folder_, id, 0), std::ios::binary) << content;
    return store_
        .write([&](auto& tx) {
          return add_file(viewer_, tx, id,
                          {.name = "book.vcf", .bytes = static_cast<std::int64_t>(content.size())});
        })
        .has_value();
  }

  /// Goes on from the state it is in, as the server does, until it has come to `wanted`.
  bool go_on(ImportId id, State wanted) {
    constexpr int kSteps = 10;  // more than there are
    try {
      for (int steps = 0; steps < kSteps; ++steps) {
        const auto state = store_.read([&](auto& tx) { return load_import(viewer_, tx, id); })->state;
        if (state == wanted) return true;
        if (!step(id, state)) return false;
      }
    } catch (const store::Failure&) {
      return false;
    }
    return false;
  }

 private:
  bool step(ImportId id, State state) {
    const StepContext context{.store = store_,
                              .viewer = viewer_,
                              .id = id,
                              .tell = [](Progress, const Counts&) {},
                              .stopped = [] { return false; }};
    const auto begin = [&](auto step) {
      return store_.write([&](auto& tx) { return step(tx); }).has_value();
    };
    switch (state) {
      case State::receiving:
        return begin([&](auto& tx) { return begin_reading(viewer_, tx, id); });
      case State::reading:
        return read_files(context, folder_).has_value();
      case State::ready:
        return begin([&](auto& tx) { return begin_applying(viewer_, tx, id, false); });
      case State::applying:
        return apply_rows(context).has_value();
      case State::applied:
        return begin([&](auto& tx) { return begin_undoing(viewer_, tx, id); });
      case State::undoing:
        return undo_rows(context).has_value();
      default:
        return false;
    }
  }

  store::Store& store_;
  const Viewer& viewer_;
  std::string folder_;
};

/// Everybody with their organisations, and what search finds.
std::string seen_by(store::Store& store, const Viewer& viewer) {
  return store.read([&](store::ReadTransaction& tx) {
    std::string seen;
    for (const auto& summary : contacts::list_contacts(viewer, tx, {}, 500).value().items) {
      const auto contact = contacts::load_contact(viewer, tx, summary.id).value();
      seen += fmt::format("{} with {} roles and {} phones; ", contact.name, contact.roles.size(),
                          contact.phones.size());
    }
    return seen;
  });
}

class ImportOnAFaultyDisk : public FaultyDisk {
 protected:
  /// From `from` to `to`, with Grace there from the start.
  Trial trial(State from, State to) {
    EXPECT_TRUE(bringing().receive(first_, card("Grace Hopper", "EMAIL:grace@navy.example")));
    EXPECT_TRUE(bringing().go_on(first_, State::applied));
    EXPECT_TRUE(bringing().receive(id_, book()));
    EXPECT_TRUE(bringing().go_on(id_, from));
    return {.work = [this, to] { return bringing().go_on(id_, to); },
            .seen = [this] { return seen_by(*store_, ada_); },
            .has_steps = true};
  }

 private:
  Bringing bringing() { return {*store_, ada_, folder_.path()}; }
  ImportId first_;
  ImportId id_;
};

TEST_F(ImportOnAFaultyDisk, IsTakenOnceWhicheverOperationFails) {
  every_operation_fails(trial(State::ready, State::applied), SQLITE_IOERR_WRITE, 1);
}
TEST_F(ImportOnAFaultyDisk, IsTakenOnceWhereverThePowerGoes) {
  power_is_cut_after_every_operation(trial(State::ready, State::applied), store::Loss::all_unsynced);
}
TEST_F(ImportOnAFaultyDisk, IsSeenWholeOrNotWhileAnyOperationIsLate) {
  every_operation_is_late(trial(State::ready, State::applied));
}
TEST_F(ImportOnAFaultyDisk, IsReadAndTakenOnceWhereverTheDiskIsFullForAWhile) {
  Trial all = trial(State::receiving, State::applied);
  all.stride = 7;
  every_operation_fails(std::move(all), SQLITE_FULL, 5);
}
TEST_F(ImportOnAFaultyDisk, IsTakenBackOnceWhereverThePowerGoes) {
  power_is_cut_after_every_operation(trial(State::applied, State::undone), store::Loss::some_unsynced);
}

class ImportOverALineThatIsCut : public CutLineFixture, public testing::WithParamInterface<store::Cut> {};

TEST_P(ImportOverALineThatIsCut, IsTakenOnceWholeOrNot) {
  Bringing bringing(*store_, ada_, folder_.path());
  ImportId id;
  const auto take = [&](const std::string& name) {
    return bringing.receive(id, card(name, "ORG:Navy")) && bringing.go_on(id, State::applied);
  };
  ASSERT_TRUE(take("first"));
  acknowledged_.insert("first");
  // Some hundred messages; most of them are of statements that the encounter's test has, too.
  at_every_message(GetParam(), take, 5);
  std::set<std::string> names;
  const auto people =
      store_->read([&](auto& tx) { return contacts::list_contacts(ada_, tx, {}, 5000); }).value().items;
  for (const auto& contact : people) names.insert(contact.name);
  EXPECT_EQ(names.size(), people.size()) << "somebody was taken twice";
  for (const std::string& name : acknowledged_) EXPECT_TRUE(names.contains(name)) << name;
}

INSTANTIATE_TEST_SUITE_P(OfEitherKind, ImportOverALineThatIsCut,
                         testing::Values(store::Cut::before_the_server, store::Cut::before_the_answer),
                         [](const auto& instance) {
                           return instance.param == store::Cut::before_the_server ? "BeforeTheServer"
                                                                                  : "BeforeTheAnswer";
                         });

}  // namespace
}  // namespace confrere::imports
