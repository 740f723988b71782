/// How fast contacts are written and found: 100,000 contacts of one member and 1,000 of another are made
/// through the contacts feature, then each is searched for as one types. Prints contacts written a second,
/// and the median and 95th percentile of a search's processor time (hits, summaries and all, HTTP aside) by
/// kind of query.
///
/// search_bench [contacts]

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "database.h"
#include "features/contacts/contacts.h"
#include "store/store.h"

namespace {

using namespace confrere;  // a program of one file

using Time = std::chrono::steady_clock;

constexpr std::string_view kGiven[] = {
    "Grace",   "Alan",    "Ada",     "Edsger", "Barbara",  "Ravi",   "Wei",    "Fatima",  "Olga",   "Jürgen",
    "Zoë",     "Mary",    "James",   "Linda",  "Thomas",   "Hannah", "Samuel", "Ngozi",   "Kwame",  "Aisha",
    "Piotr",   "Marta",   "Lucía",   "Diego",  "Chiara",   "Matteo", "Yuki",   "Haruto",  "Min",    "Ji-woo",
    "Anh",     "Thuy",    "Siobhán", "Eoin",   "Rhys",     "Megan",  "Callum", "Isla",    "Freya",  "Lars",
    "Astrid",  "Ines",    "Tiago",   "Elif",   "Mehmet",   "Leila",  "Omar",   "Deborah", "Esther", "David",
    "Abigail", "Charles", "Judith",  "Peter",  "Katherine"};
constexpr std::string_view kFamilyStart[] = {"Hop",  "Tur", "Lov",  "Dijk", "Lisk", "Kow", "Nov", "Mül",
                                             "Gar",  "San", "Whi",  "Bro",  "Carp", "Wil", "Har", "Ok",
                                             "Men",  "Pet", "Joh",  "And",  "Rob",  "Ste", "Ell", "Mac",
                                             "Fitz", "Bal", "Cham", "Dra",  "Els",  "Ful"};
constexpr std::string_view kFamilyMiddle[] = {"",   "a",  "e",  "er", "in", "os", "al",  "en",  "ar", "ol",
                                              "ub", "ik", "am", "it", "un", "ev", "ast", "orn", "il", "ul"};
constexpr std::string_view kFamilyEnd[] = {"son", "ton",  "ski",  "ová",  "ez",  "berg", "man",
                                           "ley", "ford", "ham",  "wood", "er",  "ing",  "o",
                                           "dar", "stra", "well", "by",   "ova", "smith"};
constexpr std::string_view kTitles[] = {"GP partner",    "Consultant",  "Discharge nurse", "Practice manager",
                                        "Registrar",     "Chief nurse", "Professor",       "Physiotherapist",
                                        "Social worker", "Midwife"};
constexpr std::string_view kSpecialties[] = {"Cardiology",      "General practice", "Hernia surgery",
                                             "Geriatrics",      "Nursing",          "Psychiatry",
                                             "Palliative care", "Social work"};
constexpr std::string_view kPlaces[] = {"Elm",        "Oak",     "Victoria", "Riverside", "Northgate",
                                        "Saint Mary", "Queen's", "Hill",     "Park",      "Station",
                                        "Bridge",     "Market",  "Abbey",    "Castle",    "Meadow"};
constexpr std::string_view kKinds[] = {"Surgery", "Hospital", "Health Centre", "Community Trust", "Hospice"};
constexpr std::string_view kNoteWords[] = {
    "met",       "at",       "the",      "congress", "talked", "about",  "hernia",  "cases",  "referral",
    "letters",   "likes",    "tea",      "teaching", "runs",   "clinic", "friday",  "knows",  "the",
    "medical",   "director", "wants",    "to",       "share",  "a",      "theatre", "list",   "and",
    "home",      "visits",   "frailty",  "pathways", "needs",  "cover",  "in",      "august", "offered",
    "advice",    "on",       "research", "grants",   "asked",  "for",    "mentor",  "who",    "works",
    "discharge", "ward",     "audits",   "walking",  "cycling"};

class People {
 public:
  explicit People(unsigned seed) : random_(seed) {}

  contacts::ContactFields next() {
    const std::string given(pick(kGiven));
    const std::string family =
        std::string(pick(kFamilyStart)) + std::string(pick(kFamilyMiddle)) + std::string(pick(kFamilyEnd));
    std::string note;
    for (int i = 0; i < 12; ++i) note += std::string(pick(kNoteWords)) + ' ';
    const std::string organisation = fmt::format("{} {}", pick(kPlaces), pick(kKinds));
    return {
        .name = given + ' ' + family,
        .name_parts = contacts::NameParts{.family = family, .given = given},
        .emails =
            std::vector<contacts::LabelledValue>{
                {.value = fmt::format("{}.{}@example.org", ascii(given), ascii(family)), .labels = {"work"}}},
        .phones =
            std::vector<contacts::LabelledValue>{
                {.value = fmt::format("+44 20 {:08}", random_() % 100'000'000), .labels = {"mobile"}}},
        .roles =
            std::vector<contacts::Role>{{.title = std::string(pick(kTitles)), .organisation = organisation}},
        .specialties = std::vector<std::string>{std::string(pick(kSpecialties))},
        .note = note};
  }
  template <std::size_t N>
  std::string_view pick(const std::string_view (&words)[N]) {
    return words[random_() % N];
  }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  static std::string ascii(std::string text) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c == ' '; });
    return text;
  }
  std::mt19937 random_;
};

double seconds_since(Time::time_point begun) {
  return std::chrono::duration<double>(Time::now() - begun).count();
}

std::vector<std::string> fill(store::Store& store, const Viewer& viewer, int count, unsigned seed) {
  constexpr int kBatch = 500;
  People people(seed);
  std::vector<std::string> names;
  for (int done = 0; done < count; done += kBatch) {
    const auto written = store.write([&](store::WriteTransaction& tx) -> Result<void> {
      for (int i = 0; i < std::min(kBatch, count - done); ++i) {
        const auto fields = people.next();
        names.push_back(*fields.name.value);
        const auto created =
            contacts::create_contact(viewer, tx, fields, {.source = contacts::Source::vcard});
        if (!created) return created.error();
      }
      return {};
    });
    if (!written) throw BrokenInvariant(written.error());
  }
  return names;
}

void measure(store::Store& store, const Viewer& viewer, std::string_view kind,
             const std::vector<std::string>& queries) {
  const auto search = [&](const std::string& query) {
    return store.read([&](store::ReadTransaction& tx) {
      return contacts::search_contacts(viewer, tx, query, {}, 50)->items.size();
    });
  };
  search(queries.front());
  const bench::AnswerClock clock;
  std::vector<double> took;
  std::size_t hits = 0;
  std::pair<double, std::string> slowest;
  for (const std::string& query : queries) {
    const double begun = clock.milliseconds();
    hits += search(query);
    took.push_back(clock.milliseconds() - begun);
    slowest = std::max(slowest, std::pair(took.back(), query));
  }
  std::sort(took.begin(), took.end());
  const auto at = [&](double part) {
    return took[static_cast<std::size_t>(part * static_cast<double>(took.size() - 1))];
  };
  fmt::print("{:<44} {:>6} queries  p50 {:6.2f} ms  p95 {:6.2f} ms  max {:6.2f} ms ({}), {:.1f} hits\n", kind,
             took.size(), at(0.5), at(0.95), slowest.first, slowest.second,
             static_cast<double>(hits) / static_cast<double>(took.size()));
}

/// Every beginning of what somebody types, letter by letter.
std::vector<std::string> beginnings(const std::vector<std::string>& texts) {
  std::vector<std::string> all;
  for (const std::string& text : texts) {
    for (std::size_t end = 1; end <= text.size(); ++end) {
      if (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) continue;
      all.push_back(text.substr(0, end));
    }
  }
  return all;
}

std::vector<std::string> sample(People& people, const std::vector<std::string>& names, std::size_t count) {
  std::vector<std::string> some;
  for (std::size_t i = 0; i < count; ++i) some.push_back(names[people.below(names.size())]);
  return some;
}

std::vector<std::string> with_slips(People& people, std::vector<std::string> texts) {
  for (std::string& text : texts) {
    const std::size_t at = 1 + people.below(text.size() - 2);
    std::swap(text[at], text[at + 1]);
    if (!is_valid_text(text)) text = "hoper";
  }
  return texts;
}

void measure_all(store::Store& store, const Viewer& viewer, std::string_view who,
                 const std::vector<std::string>& names) {
  People people(7);
  fmt::print("\n{}\n", who);
  std::vector<std::string> letters;
  for (char a = 'a'; a <= 'z'; ++a) letters.emplace_back(1, a);
  measure(store, viewer, "one letter", letters);
  std::vector<std::string> pairs;
  for (const std::string& a : letters) {
    for (const std::string& b : letters) pairs.push_back(a + b);
  }
  measure(store, viewer, "two letters", pairs);
  measure(store, viewer, "two words of one letter",
          {"j s", "a b", "g h", "m t", "r k", "s m", "p a", "a c", "t t"});
  measure(store, viewer, "names, letter by letter", beginnings(sample(people, names, 60)));
  measure(store, viewer, "names with a slip", with_slips(people, sample(people, names, 200)));
  measure(
      store, viewer, "organisations, letter by letter",
      beginnings({"riverside surgery", "elm health centre", "queen's hospice", "castle community trust"}));
  measure(store, viewer, "notes and specialties, letter by letter",
          beginnings({"hernia", "discharge ward", "heart", "research grants", "gp partner elm",
                      "the theatre list"}));
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
  const store::TestDatabase database;
  auto opened = store::Store::open({.path = database.address()});
  if (!opened) throw BrokenInvariant(opened.error());
  store::Store& store = **opened;
  const auto viewer = [&](NetworkId network) {
    return Viewer{
        .account = AccountId::make(), .network = network, .member = MemberId::make(), .now = store.now()};
  };
  const NetworkId network = NetworkId::make();
  const Viewer many = viewer(network);
  const Viewer few = viewer(network);

  fmt::print("{}\n", bench::database_name());
  const auto begun = Time::now();
  const bench::AnswerClock clock;
  const auto worked = [&clock] {
    // The writer is another thread of this process.
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC +
           (clock.milliseconds() - bench::processor_milliseconds()) / 1000;
  };
  const double worked_before = worked();
  const auto names = fill(store, many, count, 1);
  fmt::print("{} contacts written in batches of 500: {:.0f} a second, {:.0f} a second of processor time\n",
             count, count / seconds_since(begun), count / (worked() - worked_before));
  const auto few_names = fill(store, few, 1000, 2);
  if (!store::TestDatabase::is_postgres()) {
    fmt::print("database: {} MB\n", std::filesystem::file_size(database.address()) / 1'000'000);
  }

  bench::settle(database);
  measure_all(store, many, fmt::format("A member with {} contacts", count), names);
  measure_all(store, few, "A member with 1,000 contacts in the same network", few_names);
  return 0;
}
