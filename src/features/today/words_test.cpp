#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/catalogue.h"
#include "base/embedded.h"
#include "base/text.h"
#include "features/today/links.h"
#include "features/today/phrases.h"
#include "features/today/topic.h"

namespace confrere::today {
namespace {

using testing::HasSubstr;
using testing::Not;

Date day(std::string_view text) {
  return Date::parse(text).value();
}

TEST(Phrases, DaysAsPeopleSayThem) {
  const Date today = day("2026-11-10");
  EXPECT_EQ(on_day(day("2026-11-10"), today), "today");
  EXPECT_EQ(on_day(day("2026-11-09"), today), "yesterday");
  EXPECT_EQ(on_day(day("2026-11-11"), today), "tomorrow");
  EXPECT_EQ(on_day(day("2026-11-06"), today), "on Friday 6 November");
  EXPECT_EQ(on_day(day("2026-03-01"), today), "on 1 March");
  EXPECT_EQ(on_day(day("2025-03-01"), today), "on 1 March 2025");
  EXPECT_EQ(ago(day("2026-11-01"), today), "9 days ago");
  EXPECT_EQ(ago(day("2026-10-20"), today), "3 weeks ago");
  EXPECT_EQ(ago(day("2022-10-20"), today), "over 4 years ago");
  EXPECT_EQ(due_phrase(day("2026-11-09"), today), "was due yesterday");
  EXPECT_EQ(due_phrase(day("2026-11-10"), today), "is due today");
}

TEST(Phrases, Promises) {
  EXPECT_EQ(as_promised("Send her the leaflet."), "to send her the leaflet");
  EXPECT_EQ(as_promised("the hernia pathway leaflet"), "the hernia pathway leaflet");
  EXPECT_EQ(as_promised("to call on Friday"), "to call on Friday");
  EXPECT_EQ(as_promised("MRI slides"), "MRI slides");
}

TEST(Links, MailIsEncoded) {
  EXPECT_EQ(mail_link("grace.hopper+nhs@example.org", "As promised", "Dear Grace,\né & you?"),
            "mailto:grace.hopper%2Bnhs@example.org?subject=As%20promised&body=Dear%20Grace%2C%0D%0A%C3%A9%20%"
            "26%20you%3F");
  EXPECT_EQ(mail_link("not an address", "", ""), std::nullopt);
  EXPECT_EQ(mail_link("a@b@c", "", ""), std::nullopt);
  EXPECT_EQ(mail_link("a?cc=x@b.org", "", ""), "mailto:a%3Fcc%3Dx@b.org?subject=&body=");
}

TEST(Links, NumbersAreDialled) {
  EXPECT_EQ(call_link("+44 (0)20 7946 0000"), "tel:+442079460000");
  EXPECT_EQ(call_link("020 7946 0000 x12"), "tel:02079460000");
  EXPECT_EQ(call_link("n/a"), std::nullopt);
  EXPECT_EQ(text_link("07700 900000", "Hi & bye"), "sms:07700900000?body=Hi%20%26%20bye");
}

TEST(Links, OnlySafePagesAreLinked) {
  contacts::Contact contact;
  contact.links = {{.value = "javascript:alert(1)"},
                   {.value = "http://plain.example.org"},
                   {.value = "https://a.example.org/\"x"}};
  EXPECT_EQ(write_link(contact, "", ""), std::nullopt);
  contact.links.push_back({.value = "https://www.linkedin.com/in/grace"});
  EXPECT_EQ(write_link(contact, "", ""), "https://www.linkedin.com/in/grace");
  contact.phones = {{.value = "020 7946 0000"}, {.value = "07700 900000", .labels = {"mobile"}}};
  EXPECT_EQ(write_link(contact, "", "Hi"), "sms:07700900000?body=Hi");
  EXPECT_EQ(call_link(contact, "", ""), "tel:07700900000");
  contact.emails = {{.value = "old@example.org"}, {.value = "new@example.org", .preferred = true}};
  EXPECT_THAT(write_link(contact, "", "").value(), HasSubstr("new@example.org"));
}

TEST(Topic, TakesAPlainTopicAndNothingElse) {
  EXPECT_EQ(topic_of("We talked about the hernia pathway, then lunch."), "the hernia pathway");
  EXPECT_EQ(topic_of("Discussed training posts in Leeds"), "training posts in Leeds");
  EXPECT_EQ(topic_of("Talked about her divorce"), "");
  EXPECT_EQ(topic_of("talked about the patient in bed 4"), "");
  EXPECT_EQ(topic_of("Nice person"), "");
}

/// Words that press people: no sentence of the program holds them.
TEST(Words, NoSentencePresses) {
  for (const EmbeddedFile& file : embedded::messages()) {
    const std::string text = ascii_lower(file.content);
    for (const char* phrase :
         {"you owe", "hurry up", "last chance", "don't miss", "act now", "urgent", "only today", "streak",
          "you should", "you must", "you have to", "why haven't you", "score"}) {
      EXPECT_THAT(text, Not(HasSubstr(phrase))) << file.path;
    }
  }
}

TEST(Words, EveryDraftHasSeveralWordings) {
  for (const char* code :
       {"draft.first_meeting", "draft.promise.send", "draft.thank", "draft.nudge", "draft.last_nudge",
        "draft.let_go", "draft.ask", "draft.acquaint", "draft.rhythm", "draft.never.connected",
        "draft.never.close", "draft.never.card", "draft.dormant", "draft.planned", "draft.own"}) {
    EXPECT_GE(variants(code), 2) << code;
  }
}

}  // namespace
}  // namespace confrere::today
