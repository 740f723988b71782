#include "base/json.h"

#include <limits>

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

struct Everything {
  std::string text;
  std::vector<std::vector<std::string>> lists;
  std::map<std::string, std::int64_t> numbers;
  std::uint64_t large = 0;
  double fraction = 0;
  bool truth = true;
  std::optional<Colour> colour;
  boost::json::object document;
};
BOOST_DESCRIBE_STRUCT(Everything, (), (text, lists, numbers, large, fraction, truth, colour, document))

TEST(Json, WritesEveryCharacterAndTypeSoThatAnyParserReadsIt) {
  Everything everything{.text = "Zoë 🙂 \u2028",
                        .lists = {{}, {"[", "a,b"}, {"\""}},
                        .numbers = {{"least", std::numeric_limits<std::int64_t>::min()}, {"{", 0}},
                        .large = std::numeric_limits<std::uint64_t>::max(),
                        .fraction = 0.25,
                        .colour = {},
                        .document = {{"a", 1}}};
  for (char c = 1; c < 0x7f; ++c) everything.text += c;
  const boost::json::value read = boost::json::parse(to_json_text(everything));
  EXPECT_EQ(read.at("text").as_string(), everything.text);
  EXPECT_EQ(boost::json::serialize(read.at("lists")), R"([[],["[","a,b"],["\""]])");
  EXPECT_EQ(read.at("numbers").at("least").as_int64(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read.at("numbers").at("{").as_int64(), 0);
  EXPECT_EQ(read.at("large").as_uint64(), everything.large);
  EXPECT_EQ(read.at("fraction").as_double(), 0.25);
  EXPECT_EQ(read.at("truth").as_bool(), true);
  EXPECT_TRUE(read.at("colour").is_null());
  EXPECT_EQ(read.at("document").at("a").as_int64(), 1);
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
