#include "http/live_changes.h"

#include <gmock/gmock.h>

#include "http/testing/door_fixture.h"

namespace confrere::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

store::CommittedChange change_of(std::int64_t seq, std::int64_t txn) {
  return {.seq = seq, .txn = txn, .change = {.entity = store::Entity::contact}, .at = {}};
}

TEST(LiveFeedTest, TellsEachChangeOnce) {
  LiveFeed feed([] {});
  feed.add(change_of(1, 1));
  feed.add(change_of(2, 2));
  feed.drop_through(1);
  const std::string text = feed.take();
  EXPECT_THAT(text, Not(HasSubstr("\"seq\":1")));
  EXPECT_THAT(
      text,
      HasSubstr(
          "id: 2\nevent: change\ndata: {\"seq\":2,\"entity\":\"contact\",\"kind\":\"updated\",\"id\":"));
  EXPECT_EQ(feed.take(), "");
  feed.add(change_of(1, 1));
  EXPECT_EQ(feed.take(), "") << "also when it comes late";
  for (std::int64_t seq = 3; seq <= 300; ++seq) feed.add(change_of(seq, 3));
  feed.drop_through(300);
  EXPECT_EQ(feed.take(), "") << "not even where to go on from, which would lead back";
}

TEST(LiveFeedTest, ALargeBatchIsOneReset) {
  LiveFeed feed([] {});
  for (std::int64_t seq = 1; seq <= 5000; ++seq) feed.add(change_of(seq, 1));
  EXPECT_EQ(feed.take(), "id: 5000\nevent: reset\ndata: {}\n\n");
}

TEST(LiveFeedTest, ALargeBatchInPartsIsOneResetThatMovesOn) {
  LiveFeed feed([] {});
  for (std::int64_t seq = 1; seq <= 200; ++seq) feed.add(change_of(seq, 1));
  EXPECT_EQ(feed.take(), "id: 200\nevent: reset\ndata: {}\n\n");
  for (std::int64_t seq = 201; seq <= 300; ++seq) feed.add(change_of(seq, 1));
  EXPECT_EQ(feed.take(), "id: 300\n\n") << "where to go on from, and nothing to load again";
  EXPECT_EQ(feed.take(), "");
  feed.add(change_of(301, 301));
  EXPECT_THAT(feed.take(), HasSubstr("id: 301\nevent: change")) << "the next change is news again";
}

TEST(LiveFeedTest, ASlowReaderCostsBoundedMemory) {
  LiveFeed feed([] {});
  for (std::int64_t seq = 1; seq <= 1001; ++seq) feed.add(change_of(seq, seq));
  EXPECT_EQ(feed.take(), "id: 1001\nevent: reset\ndata: {}\n\n");
}

class LiveChangesTest : public DoorTest {
 protected:
  /// One change of the viewer's for each id; all in one transaction.
  void change(const Viewer& viewer, const std::vector<ContactId>& ids) {
    const auto written = store_->write([&](store::WriteTransaction& tx) -> Result<void> {
      for (const ContactId id : ids) {
        tx.record(
            {.network = viewer.network, .owner = viewer.member, .id = id.bytes(), .actor = viewer.member});
      }
      return {};
    });
    ASSERT_TRUE(written);
  }
  ContactId change(const Viewer& viewer) {
    const ContactId id = ContactId::make();
    change(viewer, std::vector{id});
    return id;
  }
  /// A stream that has begun.
  std::unique_ptr<RawClient> listen(const std::string& headers = "", const std::string& query = "") {
    auto stream = std::make_unique<RawClient>(address());
    stream->send(get("/api/v1/changes" + query, "Authorization: Bearer ada\r\n" + headers));
    began_ = stream->receive_until("id: ");
    return stream;
  }
  /// What has come since listen(), up to `text`.
  std::string events(RawClient& stream, const std::string& text) {
    if (began_.find(text) == std::string::npos) began_ += stream.receive_until(text);
    return began_;
  }
  std::string began_;
};

TEST_F(LiveChangesTest, TellsTheViewersOwnChangesOnly) {
  serve();
  const auto stream = listen();
  EXPECT_THAT(began_, HasSubstr("Content-Type: text/event-stream"));
  const ContactId of_grace = change(grace_);
  const ContactId of_ada = change(ada_);
  const std::string events = stream->receive_until(of_ada.text());
  EXPECT_THAT(events, HasSubstr(of_ada.text()));
  EXPECT_THAT(events, Not(HasSubstr(of_grace.text())));
}

TEST_F(LiveChangesTest, NeedsASignIn) {
  serve();
  EXPECT_EQ(ask(get("/api/v1/changes", ""))->status, 401);
}

TEST_F(LiveChangesTest, AReconnectMissesNothing) {
  serve();
  change(ada_);  // 1
  listen();
  EXPECT_THAT(began_, HasSubstr("id: ")) << "where to go on from is known from the start";
  const ContactId first = change(ada_);   // 2
  const ContactId second = change(ada_);  // 3
  const auto again = listen("Last-Event-ID: 1\r\n");
  const std::string missed = events(*again, second.text());
  EXPECT_THAT(missed, HasSubstr(first.text()));
  EXPECT_THAT(missed, HasSubstr(second.text()));
  const auto third = listen("", "?last_event_id=2");
  const std::string rest = events(*third, second.text());
  EXPECT_THAT(rest, Not(HasSubstr(first.text())));
  EXPECT_THAT(rest, HasSubstr(second.text()));
}

TEST_F(LiveChangesTest, WhileChangesComeNoneIsLostOrToldTwice) {
  serve();
  change(ada_);
  std::vector<ContactId> made;
  std::thread writer([&] {
    for (int i = 0; i < 200; ++i) made.push_back(change(ada_));
  });
  std::this_thread::sleep_for(milliseconds(5));
  const auto stream = listen("Last-Event-ID: 1\r\n");
  writer.join();
  const ContactId last = change(ada_);
  const std::string told = events(*stream, last.text());
  std::size_t from = 0;
  for (const ContactId id : made) {
    const auto at = told.find(id.text(), from);
    ASSERT_NE(at, std::string::npos) << "in its order";
    EXPECT_EQ(told.find(id.text(), at + 1), std::string::npos) << "once";
    from = at;
  }
}

TEST_F(LiveChangesTest, WhoMissedTooMuchLoadsAgain) {
  serve();
  for (int i = 0; i < 11; ++i) change(ada_, std::vector<ContactId>(95));
  const auto stream = listen("Last-Event-ID: 1\r\n");
  EXPECT_THAT(events(*stream, "reset"), HasSubstr("event: reset"));
  const ContactId next = change(ada_);
  EXPECT_THAT(stream->receive_until(next.text()), HasSubstr(next.text())) << "and goes on from there";
}

TEST_F(LiveChangesTest, AnUnknownPositionIsAReset) {
  serve();
  change(ada_);
  for (const char* id : {"99", "x", "-1"}) {
    const auto stream = listen("Last-Event-ID: " + std::string(id) + "\r\n");
    EXPECT_THAT(events(*stream, "reset"), HasSubstr("id: 1\nevent: reset")) << id;
  }
}

TEST_F(LiveChangesTest, AnImportIsOneReset) {
  serve();
  const auto stream = listen();
  change(ada_, std::vector<ContactId>(500));
  EXPECT_THAT(stream->receive_until("reset"), HasSubstr("event: reset"));
}

TEST_F(LiveChangesTest, ABatchOfAHundredThousandIsOneEvent) {
  serve();
  const auto stream = listen();
  change(ada_, std::vector<ContactId>(100'000));
  std::string told = stream->receive_until("reset", seconds(30));
  const ContactId next = change(ada_);
  told += stream->receive_until(next.text());
  ASSERT_THAT(told, HasSubstr(next.text()));
  std::size_t events = 0;
  for (auto at = told.find("event: "); at != std::string::npos; at = told.find("event: ", at + 1)) ++events;
  EXPECT_EQ(events, 2U) << "one for the batch, one for the change after it";
  EXPECT_THAT(told, HasSubstr("event: reset"));
}

TEST_F(LiveChangesTest, EveryWindowOfAMemberIsTold) {
  serve();
  const auto phone = listen();
  const auto laptop = listen();
  const ContactId made = change(ada_);
  for (const auto& window : {phone.get(), laptop.get()}) {
    EXPECT_THAT(window->receive_until(made.text(), seconds(1)), HasSubstr(made.text()));
  }
}

TEST_F(LiveChangesTest, AHeartbeatKeepsItOpen) {
  options_.live_heartbeat = seconds(1);
  serve();
  const auto stream = listen();
  EXPECT_THAT(stream->receive_until(":\n\n", seconds(3)), HasSubstr(":\n\n"));
}

TEST_F(LiveChangesTest, EndsWithTheSession) {
  options_.live_check = seconds(1);
  serve();
  const auto stream = listen();
  people_.remove("ada");
  EXPECT_TRUE(stream->is_closed_within(seconds(3)));
}

TEST_F(LiveChangesTest, EndsAtOnceWhenTheServerStops) {
  serve();
  const auto stream = listen();
  EXPECT_LT(stop(), milliseconds(1000));
  EXPECT_THAT(stream->receive_until("0\r\n\r\n"), HasSubstr("0\r\n\r\n"));
}

}  // namespace
}  // namespace confrere::http
