#include "base/json.h"

#include <gtest/gtest.h>

namespace confrere {
namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Item {
  std::string text;
  std::optional<Date> due;
};
BOOST_DESCRIBE_STRUCT(Item, (), (text, due))

struct Order {
  std::string name;
  Colour colour = Colour::red;
  std::vector<Item> items;
  Field<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Order, (), (name, colour, items, note))

struct Loose {
  static constexpr std::array<std::string_view, 1> kRequired{"name"};
  std::string name;
  std::string street;
};
BOOST_DESCRIBE_STRUCT(Loose, (), (name, street))

std::string field_at_fault(std::string_view text) {
  const auto read = from_json_text<Order>(text);
  return read ? "" : read.error().field;
}

TEST(Json, ReadsWhatItWrites) {
  const auto order = from_json_text<Order>(
      R"({"name":"Ada","colour":"green","items":[{"text":"send","due":"2026-11-17"}],"note":null})");
  ASSERT_TRUE(order);
  EXPECT_EQ(order->items.at(0).due, Date::of(2026, 11, 17));
  EXPECT_TRUE(order->note.given);
  EXPECT_FALSE(order->note.value);
  EXPECT_EQ(to_json_text(*order),
            R"({"name":"Ada","colour":"green","items":[{"text":"send","due":"2026-11-17"}],"note":null})");
}

TEST(Json, NamesTheFieldAtFault) {
  EXPECT_EQ(field_at_fault(R"({"colour":"red"})"), "$.name");
  EXPECT_EQ(field_at_fault(R"({"name":3,"colour":"red"})"), "$.name");
  EXPECT_EQ(field_at_fault(R"({"name":"a","colour":"blue"})"), "$.colour");
  EXPECT_EQ(field_at_fault(R"({"name":"a","colour":"red","nmae":1})"), "$.nmae");
  EXPECT_EQ(field_at_fault(R"({"name":"a","colour":"red","items":[{"text":"x"},{"text":"y","due":"soon"}]})"),
            "$.items[1].due");
}

TEST(Json, LeavesOutAFieldThatIsNotGiven) {
  EXPECT_EQ(to_json_text(Order{.name = "a", .colour = Colour::red, .items = {}, .note = {}}),
            R"({"name":"a","colour":"red","items":[]})");
}

TEST(Json, AStructMayNameItsRequiredFields) {
  EXPECT_TRUE(from_json_text<Loose>(R"({"name":"a"})"));
  EXPECT_FALSE(from_json_text<Loose>(R"({"street":"a"})"));
}

TEST(Json, RefusesWhatIsNotOneDocument) {
  for (const std::string_view text : {"", " ", "{", "{}x", "[1,]", "{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}",
                                      "\"\xff\"", "{\"\xc3\":1}", "\"\\ud800\"", "// a comment\n1"}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
  EXPECT_TRUE(parse_json(" {} \r\n"));
  EXPECT_TRUE(parse_json(std::string(32, '[') + std::string(32, ']')));
  EXPECT_FALSE(parse_json(std::string(33, '[') + std::string(33, ']')));
  EXPECT_FALSE(parse_json(std::string(100'000, '['))) << "nor does it take the stack";
}

TEST(Json, AFieldThatComesTwiceIsRefusedAndNamed) {
  const std::map<std::string_view, std::string_view> field_of{
      {R"({"a":1,"a":1})", "$.a"},
      {R"({"a":1,"b":{"a":2,"c":3,"a":4}})", "$.b.a"},
      {R"({"items":[{"x":1},[0,{"text":"a","text":"b"}]]})", "$.items[1][1].text"},
      {R"({"name":1,"n\u0061me":2})", "$.name"},
      {R"([{"a":1,"a":2}])", "$[0].a"},
  };
  for (const auto& [text, field] : field_of) {
    const auto read = parse_json(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
    EXPECT_EQ(read.error().field, field);
    EXPECT_EQ(read.error().message, std::string(field) + " is there twice.");
  }
  EXPECT_TRUE(parse_json(R"({"a":{"a":[{"a":1},{"a":1}]}})")) << "the same name in different objects";
}

}  // namespace
}  // namespace confrere
