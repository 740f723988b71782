#pragma once

#include <memory>
#include <set>
#include <string>

#include "base/log.h"
#include "features/testing/member_fixture.h"
#include "store/testing/cut_line.h"

namespace confrere {

/// A member's work over a line to PostgreSQL that is cut at any message. Runs where CONFRERE_TEST_DATABASE
/// names a server.
class CutLineFixture : public MemberFixture {
 protected:
  void SetUp() override {
    if (!store::TestDatabase::is_postgres()) GTEST_SKIP() << "set CONFRERE_TEST_DATABASE to run this";
    log::set_lowest(static_cast<log::Level>(3));
    line_ = std::make_unique<store::CutLine>(database_.address());
    MemberFixture::SetUp();
  }
  void TearDown() override {
    store_.reset();  // before its line
    log::set_lowest(log::Level::info);
  }
  store::Options store_options() override { return {.path = line_->address(), .clock = &clock_}; }

  /// `work(name)` says whether it was acknowledged. It is done once for each of its messages, or every
  /// `stride` of them, with the line
  /// cut at that one, and again after it without a cut, which must succeed.
  template <class Work>
  void at_every_message(store::Cut where, Work work, int stride = 1) {
    constexpr int kMost = 1000;
    int message = 0;
    for (bool was_cut = true; was_cut && message < kMost; message += stride) {
      line_->cut_after(message, where);
      const std::string name = fmt::format("cut at {}", message);
      if (work(name)) acknowledged_.insert(name);
      was_cut = line_->was_cut();
      line_->cut_after(-1, where);
      const std::string later = fmt::format("after the cut at {}", message);
      ASSERT_TRUE(work(later)) << later;
      acknowledged_.insert(later);
    }
    EXPECT_GT(message, 10) << "too little work for the test to mean something";
    EXPECT_LT(message, kMost);
  }

  std::unique_ptr<store::CutLine> line_;
  std::set<std::string> acknowledged_;  ///< what must be there, and nothing else
};

}  // namespace confrere
