#include "features/etiquette/patient_identifier.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "features/etiquette/letters.h"
#include "features/etiquette/own_shapes.h"

namespace confrere::etiquette {
namespace {

struct Caught {
  std::string_view text;
  std::string_view part;
};

constexpr Caught kCaught[] = {
    {"943 476 5919", "943 476 5919"},
    {"9434765919", "9434765919"},
    {"943-476-5919", "943-476-5919"},
    {"Saw him (943 476 5919) on Monday.", "943 476 5919"},
    {"NHS no: 9434765919, DOB unknown", "9434765919"},
    {"NHS number 0101011237 from Scotland", "0101011237"},
    {"phone me about NHS 943 476 5919", "943 476 5919"},
    {"bed 4 943 476 5919", "943 476 5919"},
    {"943 476 5919 2 days ago", "943 476 5919"},
    {"Her SSN is 219-09-9999.", "219-09-9999"},
    {"899-99-0001", "899-99-0001"},
    {"NHSno9434765919", "9434765919"},
    {"Social on the order: 219-09-9999", "219-09-9999"},
    {"Mr Grant, 219-09-9999", "219-09-9999"},
    {"in order to verify 219-09-9999", "219-09-9999"},
    {"943 476 5919 extra tests", "943 476 5919"},
    {"MRN 448812", "MRN 448812"},
    {"Unit No: 554 209", "Unit No: 554 209"},
    {"hospno9917342", "hospno9917342"},
    {"hospital number RCH 449 120 again", "hospital number RCH 449 120"},
    {"the record (MRN) 0451872", "MRN) 0451872"},
    {"mrn: 123", "mrn: 123"},
    {"MRN#00123456", "MRN#00123456"},
    {"MRN448812", "MRN448812"},
    {"the one with MRN is A-10432 again", "MRN is A-10432"},
    {"hospital number 12345", "hospital number 12345"},
    {"her hospital number's A118834, video", "hospital number's A118834"},
    {"inpatient number 20471/23, the bill", "inpatient number 20471/23"},
    {"Hospital No. RX123456", "Hospital No. RX123456"},
    {"medical record number: 0098-4412", "medical record number: 0098-4412"},
    {"medical record #991", "medical record #991"},
    {"patient ID 882233", "patient ID 882233"},
    {"hosp no K4471902 again", "hosp no K4471902"},
    {"hospital no. D118 4420", "hospital no. D118 4420"},
    {"record no. 6621-A", "record no. 6621-A"},
    {"DOB 3.11.48", "3.11.48"},
    {"d.o.b: 12 March 1956", "12 March 1956"},
    {"date of birth 1939-05-02", "1939-05-02"},
    {"dob 12031956", "12031956"},
    {"Baby born 12/12/2024", "12/12/2024"},
    {"MRN: 00734119\n58F, new murmur", "MRN: 00734119"},
    {"Fallnummer 22-0091845", "Fallnummer 22-0091845"},
    {"Fallnr. 20241188", "Fallnr. 20241188"},
    {"MRD 551-09-2 needs an interpreter", "MRD 551-09-2"},
};

TEST(PatientIdentifier, CertainShapesAreFound) {
  for (const Caught& example : kCaught) {
    const auto found = find_patient_identifier(example.text, LookFor::own_shapes);
    ASSERT_TRUE(found) << example.text;
    const auto [start, end] = *found;
    EXPECT_EQ(example.text.substr(start, end - start), example.part) << example.text;
  }
}

TEST(PatientIdentifier, EachOfAListIsFound) {
  EXPECT_EQ(find_own_shapes(plain(letters_of("To scan:\n943 476 5919\n987 654 3210\n9434765919"))).size(),
            3U);
}

TEST(PatientIdentifier, EachRecordOfAListIsFound) {
  const auto found =
      find_own_shapes(plain(letters_of("hospital no. K204418 and K204481, then K20 and K2044")));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].end - found[1].start, 7U);
  EXPECT_EQ(find_own_shapes(plain(letters_of("hospital numbers 448812, 448813, and 448814"))).size(), 3U);
}

TEST(PatientIdentifier, WhatFollowsARecordNumberIsNoneForThat) {
  for (const char* text : {"MRN 4488 and 120 beds", "MRN 120, 140/80", "MRN 448812, 2026 was her year",
                           "hospital no 12345678 and 20240131", "MRN 448812 and 312555-0142"})
    EXPECT_EQ(find_own_shapes(plain(letters_of(text))).size(), 1U) << text;
}

TEST(PatientIdentifier, WhatOnlyLooksSimilarPasses) {
  constexpr std::string_view kTraps[] = {
      "",
      "Met at the hernia meeting in 2026.",
      "943 476 5918",                               // wrong check digit
      "94347659190",                                // eleven digits
      "19434765919",                                //
      "ref 943 4765919",                            // not 3-3-4
      "1234-943-476-5919",                          // within a longer number
      "943-476-5919-12",                            //
      "+1 943 476 5919",                            // international telephone numbers
      "+44 943 476 5919",                           //
      "+9434765919",                                //
      "0044 943 476 5919",                          //
      "1-943-476-5919",                             // North American long distance
      "1 943 476 5919",                             //
      "Mobile 943 476 5919",                        // named as a telephone number
      "call me on 943-476-5919",                    //
      "943-476-5919 x12",                           //
      "943-476-5919 ext. 12",                       //
      "0101011237",                                 // a leading 0 is a telephone number unless it is named
      "020 7946 0958",                              //
      "1111111111",                                 // right by its check digit, never issued
      "order A9434765919",                          // part of a word
      "9434765919.5",                               // a decimal
      "000-12-3456",                                // social security numbers that are never issued
      "666-12-3456",                                //
      "912-12-3456",                                //
      "219-00-9999",                                //
      "219-09-0000",                                //
      "1219-09-9999",                               //
      "219-09-99991",                               //
      "the number is 219-099999",                   //
      "Ticket 219-09-9999 with IT",                 // another number, by its name
      "clinic number is 312 555 0142",              // a telephone
      "unit no 555 123 4567",                       //
      "12345.67890",                                // a decimal; as digits it would be an NHS number, or not
      "a record number of 1200 delegates",          //
      "collect order 219-09-9999 today",            //
      "Dr Marn 12345",                              // not a name of record numbers
      "mRNA 123456",                                //
      "MRN without any number",                     //
      "the clinic's 5551234",                       //
      "the hospital's 20240131",                    //
      "MRN 12",                                     // too short
      "hospital number one for hernias",            //
      "hospital no 1 in the region",                //
      "the hospital has 12345 admissions",          //
      "hospital number 020 7946 0958",              // its telephone
      "hospital number 0161 496 0000",              //
      "Dr Chi 312 555 0142",                        // a colleague
      "Tai Chi 07946095811 Thursdays",              //
      "Direct line 3125550142 (hospital number)",   //
      "the waiting list of 31/01/2024 in the PAS",  //
      "the date of birth field is gone since 01.02.2025",  //
      "hospital number 01234 567890",                      //
      "patient number 3 on the list",                      //
      "we saw 12345 patients in 2024",                     //
      "ORCID 0000-0002-1825-0097",                         //
      "https://example.org/people/12345678",               //
      "2026-11-10",                                        //
      "our daughter was born on 3 May 2024",               // joy
      "born in 1956",                                      //
      "date of birth unknown",                             //
  };
  for (const std::string_view text : kTraps) {
    EXPECT_FALSE(find_patient_identifier(text, LookFor::own_shapes)) << text;
  }
}

TEST(PatientIdentifier, ANameStopsWhatIsWrittenFreelyAndNoField) {
  constexpr std::string_view kName = "my patient John Smith";
  EXPECT_EQ(find_patient_identifier(kName), (TextSpan{.start = 11, .end = 21}));
  EXPECT_FALSE(find_patient_identifier(kName, LookFor::own_shapes));
  EXPECT_FALSE(find_patient_identifier("Met John Smith, the registrar, at the congress on 3 May 2025."));
}

TEST(PatientIdentifier, SpacesAndDashesOfAnyKindCount) {
  EXPECT_TRUE(find_patient_identifier("943\u00a0476\u00a05919"));
  EXPECT_TRUE(find_patient_identifier("943\u2011476\u20115919"));
}

TEST(PatientIdentifier, ThePositionIsInCodePoints) {
  const auto found =
      find_patient_identifier("Für Ångström 👩‍⚕️: 943 476 5919", LookFor::own_shapes);
  ASSERT_TRUE(found);
  const std::size_t start = code_points("Für Ångström 👩‍⚕️: ");
  EXPECT_EQ(*found, (TextSpan{.start = start, .end = start + 12}));
}

TEST(PatientIdentifier, ARefusalSaysWhatWhyAndWhatNow) {
  const auto refused = refuse_patient_identifiers("$.note", "Talk about 943 476 5919", false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  EXPECT_EQ(refused.error().problem, "patient_identifier");
  EXPECT_EQ(refused.error().field, "$.note");
  EXPECT_EQ(refused.error().position, (TextSpan{.start = 11, .end = 23}));
  EXPECT_THAT(refused.error().message, testing::HasSubstr("NHS number"));
  EXPECT_THAT(refused.error().message, testing::HasSubstr("confirm that no patient"));
  EXPECT_THAT(refused.error().message, testing::Not(testing::HasSubstr("5919")))
      << "never repeated, it may be logged";
}

TEST(PatientIdentifier, AWriterWhoConfirmsIsBelieved) {
  EXPECT_TRUE(refuse_patient_identifiers("$.note", "943 476 5919", true));
}

/// One sentence of many births without a date.
std::string text_of_births() {
  std::string text;
  while (text.size() < 1'000'000) text += "A. b. ";
  return text;
}

TEST(PatientIdentifier, ReadsALongTextInLinearTime) {
  // A million of the characters that make it look closest; a quadratic reading would take minutes.
  std::string text;
  while (text.size() < 1'000'000) text += "mrn 12 943 476 5918 hospital no ";
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_FALSE(find_patient_identifier(text, LookFor::own_shapes));
  EXPECT_FALSE(find_patient_identifier(text_of_births(), LookFor::own_shapes));
  EXPECT_FALSE(find_patient_identifier(std::string(1'000'000, '1')));
  EXPECT_FALSE(find_patient_identifier(std::string(1'000'000, 'm')));
  std::string joined;
  while (joined.size() < 1'000'000) joined += "1-";
  EXPECT_FALSE(find_patient_identifier(joined, LookFor::own_shapes));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20));
}

}  // namespace
}  // namespace confrere::etiquette
