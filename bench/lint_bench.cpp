/// How fast the etiquette lint is: texts of 2,000 characters made of sentences as clinicians write them, as
/// messages to somebody hardly met, so that every rule looks. Prints the median and the 95th percentile of
/// one look, what reading the rules takes once, and how the time grows with the length.
///
/// lint_bench [looks]

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "features/etiquette/etiquette.h"

namespace {

using namespace confrere;  // a program of one file

using Time = std::chrono::steady_clock;

constexpr std::array<std::string_view, 16> kSentences{
    "Dear Dr Tanaka, it was good to sit beside you at the hernia meeting in Leeds. ",
    "Thank you for the slides on wound care, they changed how our nurses dress on Mondays. ",
    "My patient John Smith did well after the bypass and sends his regards. ",
    "Could you send me the protocol for your block room by Thursday? ",
    "Mrs Jones in bed 4, 82F, was admitted on 3 March 2025 with pneumonia, NHS 943 476 5919. ",
    "I would be glad to share our data with your group in return. ",
    "We have written a short guide for families, and you are welcome to copy the whole of it. ",
    "It would be lovely to catch up at some point when things calm down. ",
    "The registrar, who is the worst surgeon in the county, never answers his bleep. ",
    "As Medical Director I know how busy you are, and I will ring you on Friday at two. ",
    "She lives at 14 Elm Road, Leeds LS6 3AB, and can be reached on 01632 960 377. ",
    "Where do you get the referrals, and who triages them in the winter? ",
    "Our registry counts anastomotic leaks in twelve hospitals across the region. ",
    "I am looking for a post in your department and could begin in June. ",
    "The clinic for people with Parkinson's disease moved to the Robert Graves theatre. ",
    "We perforated two colons in a month, and the trust is being sued over one of them. "};

std::string text_of(std::size_t characters, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < characters) text += kSentences[random() % kSentences.size()];
  text.resize(characters);
  return text;
}

double microseconds(const std::string& text) {
  const auto begun = Time::now();
  const auto found = etiquette::lint(text, {.met = 1});
  const double took = std::chrono::duration<double, std::micro>(Time::now() - begun).count();
  if (!found) throw BrokenInvariant(found.error());
  return took;
}

void measure(std::size_t characters, int looks) {
  std::vector<double> took;
  for (int look = 0; look < looks; ++look)
    took.push_back(microseconds(text_of(characters, static_cast<unsigned>(look))));
  std::sort(took.begin(), took.end());
  const auto at = [&](double part) {
    return took[static_cast<std::size_t>(part * static_cast<double>(took.size() - 1))];
  };
  fmt::print("{:>7} characters: p50 {:9.1f} us, p95 {:9.1f} us, {:5.1f} ns a character\n", characters,
             at(0.5), at(0.95), 1000 * at(0.5) / static_cast<double>(characters));
}

}  // namespace

int main(int argc, char** argv) {
  const int looks = argc > 1 ? std::atoi(argv[1]) : 400;
  fmt::print("the first look, which reads the rules: {:.1f} ms\n", microseconds("Thank you.") / 1000);
  measure(200, looks);
  measure(2'000, looks);
  measure(20'000, std::max(1, looks / 10));
  measure(100'000, std::max(1, looks / 50));
  return 0;
}
