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
  for (const std::string_view text : {"", "{", "{}x", "[1,]", "{\"a\":\"\\u0000\"}", "\"\xff\""}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
  EXPECT_FALSE(parse_json(std::string(40, '[') + std::string(40, ']')));
}

}  // namespace
}  // namespace confrere
