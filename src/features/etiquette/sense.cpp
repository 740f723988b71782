#include "features/etiquette/sense.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

namespace confrere::etiquette {
namespace {

constexpr std::array<Term, 11> kBetweens{"space", "comma", "colon", "hyphen", "dash", "bracket",
                                         "slash", "quote", "stop",  "line",   "other"};
constexpr std::array<Term, 3> kZones{"greeting", "body", "closing"};
constexpr std::array<Term, 7> kLengths{"0", "1", "2", "3", "4", "5", "many"};
constexpr std::size_t kEnding = 3;  ///< bytes at least of a word that nobody knows
constexpr std::size_t kCounts = 3;  ///< numbers of a text beside what its words say
constexpr std::array<std::string_view, 2> kAround{"around2", "around4"};
constexpr std::string_view kOutEnd = ".out";    ///< of the names of a model's last layer
constexpr std::string_view kWordEnd = ".word";  ///< … and of the one that judges each word

bool is_inside_letter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::string_view beginning_of(std::string_view word) {
  std::size_t size = std::min(word.size(), kEnding);
  while (size < word.size() && is_inside_letter(word[size])) ++size;
  return word.substr(0, size);
}

std::string_view ending_of(std::string_view word) {
  std::size_t at = word.size() - std::min(word.size(), kEnding);
  while (at > 0 && is_inside_letter(word[at])) --at;
  return word.substr(at);
}

bool has_shape(const Layer& layer, std::size_t inputs, std::size_t outputs) {
  return layer.inputs() == inputs && layer.outputs() == outputs;
}

/// What a layer is fed with, by its name; sentences and words have three vectors, a text two and a few
/// counts.
std::size_t inputs_of(std::string_view name) {
  constexpr std::size_t kWidth = NeuralNet::kWidth;
  const bool of_text = name == "context" || std::find(std::begin(kTextModels), std::end(kTextModels), name) !=
                                                std::end(kTextModels);
  return of_text ? 2 * kWidth + kCounts : 3 * kWidth;
}

bool has_its_shape(std::string_view name, const Layer& layer) {
  constexpr std::size_t kWidth = NeuralNet::kWidth;
  if (name.ends_with(kWordEnd) || name.ends_with(kOutEnd)) return has_shape(layer, kWidth, 1);
  return has_shape(layer, inputs_of(name), kWidth);
}

}  // namespace

std::string_view misshapen_layer(const NeuralNet& net) {
  for (const auto& [name, layer] : net.layers()) {
    if (!has_its_shape(name, layer)) return name;
  }
  return {};
}

WordClues::WordClues(const Marked& marked, const std::vector<NameRun>& names)
    : marked_(marked), named_(marked.words().size()), groups_(marked.words().size()) {
  for (const NameRun& name : names) {
    for (std::uint32_t word = name.first; word < name.last; ++word) named_[word] = true;
  }
  const std::size_t groups = marked.book().group_names().size();
  for (std::size_t group = 0; group < groups; ++group) {
    for (const Match& match : marked.of_group(group)) {
      for (std::uint32_t word = match.first; word < match.last; ++word)
        groups_[word].push_back(static_cast<std::uint16_t>(group));
    }
  }
}

void WordClues::tell(std::size_t word, Clues& clues) const {
  const Word& here = marked_.words()[word];
  tell_text(word, clues);
  const auto& lists = marked_.book().list_names();
  for (Lists left = marked_.lists(word); left != 0; left &= left - 1)
    clues.add("w-list", lists[static_cast<std::size_t>(std::countr_zero(left))]);
  for (const std::uint16_t group : groups_[word]) clues.add("w-phrase", marked_.book().group_names()[group]);
  for (std::size_t mark = 0; mark < kBetweens.size(); ++mark) {
    if ((here.between >> mark & 1U) != 0) clues.add("w-behind", kBetweens[mark]);
  }
  clues.add(here.possessive ? Term("w-possessive") : Term("w-plain"), here.all_capitals ? Term("capitals")
                                                                      : here.capital    ? Term("capital")
                                                                                        : Term("small"));
  clues.add("w-in", kZones[static_cast<std::size_t>(here.zone)]);
  clues.add_if(marked_.sentence_of(word).question, "w-question");
}

void WordClues::tell_text(std::size_t word, Clues& clues) const {
  const Word& here = marked_.words()[word];
  const std::string_view text = marked_.text(word);
  if (named_[word]) {
    clues.add("w-name");
  } else if (here.digit_first) {
    clues.add(here.number ? Term("w-number") : Term("w-code"),
              kLengths[std::min(text.size(), kLengths.size() - 1)]);
  } else {
    clues.add("w", marked_.term(word));
    if (!marked_.kind(word).empty()) {
      clues.add("w-kind", marked_.kind(word));
    } else {
      clues.add("w-begins", Term(beginning_of(text)));
      clues.add("w-ends", Term(ending_of(text)));
    }
  }
}

Sense::Sense(const Marked& marked)
    : marked_(marked), net_(marked.book().net()), names_(find_name_runs(marked)) {
  if (net_.empty()) return;
  for (std::size_t model = 0; model < word_layers_.size(); ++model)
    word_layers_[model] = net_.layer(std::string(kSentenceModels[model]).append(kWordEnd));
  read_words();
  std::size_t reach = 1;
  for (const std::string_view name : kAround) {
    reach *= 2;
    if (const Layer* layer = net_.layer(name)) look_around(*layer, reach);
  }
  sum_up();
}

NeuralNet::Sum Sense::sum_of(std::size_t word, const WordClues& teller, Clues& clues) const {
  NeuralNet::Sum sum{};
  if (word >= words_.size()) return sum;
  teller.tell(word, clues);
  for (const std::uint32_t clue : clues.take()) {
    if (const NeuralNet::Vector* vector = net_.vector(clue)) NeuralNet::add(*vector, sum);
  }
  return sum;
}

void Sense::read_words() {
  words_.resize(marked_.words().size());
  const WordClues teller(marked_, names_);
  Clues clues(marked_.book().clues());
  NeuralNet::Sum last{};
  NeuralNet::Sum here = sum_of(0, teller, clues);
  for (std::size_t word = 0; word < words_.size(); ++word) {
    const NeuralNet::Sum next = sum_of(word + 1, teller, clues);
    for (std::size_t at = 0; at < kWidth; ++at) {
      const std::int32_t sum = last[at] + here[kWidth + at] + next[2 * kWidth + at];
      words_[word][at] = static_cast<float>(std::max(sum, 0)) / NeuralNet::kOne;
    }
    last = here;
    here = next;
  }
}

void Sense::look_around(const Layer& layer, std::size_t reach) {
  const std::vector<Hidden> before = words_;
  std::vector<Filled> filled;
  filled.reserve(before.size());
  for (const Hidden& word : before) filled.emplace_back(word.data());
  Hidden made{};
  for (std::size_t word = 0; word < before.size(); ++word) {
    layer.begin(made.data());
    const auto look_at = [&](std::size_t beside, std::size_t part) {
      layer.add_part(before[beside].data(), filled[beside], part * kWidth, made.data());
    };
    if (word >= reach) look_at(word - reach, 0);
    look_at(word, 1);
    if (word + reach < before.size()) look_at(word + reach, 2);
    for (std::size_t at = 0; at < kWidth; ++at) words_[word][at] += std::max(made[at], 0.0F);
  }
}

void Sense::sum_up() {
  const auto& sentences = marked_.reading().sentences;
  most_.resize(sentences.size());
  means_.resize(sentences.size());
  Hidden most{};
  Hidden sum{};
  float questions = 0;
  for (std::size_t number = 0; number < sentences.size(); ++number) {
    const Sentence& sentence = sentences[number];
    questions += sentence.question ? 1 : 0;
    for (std::uint32_t word = sentence.first; word < sentence.last; ++word) {
      for (std::size_t at = 0; at < kWidth; ++at) {
        most_[number][at] = std::max(most_[number][at], words_[word][at]);
        means_[number][at] += words_[word][at];
      }
    }
    const auto length = static_cast<float>(std::max(1U, sentence.last - sentence.first));
    for (std::size_t at = 0; at < kWidth; ++at) {
      most[at] = std::max(most[at], most_[number][at]);
      sum[at] += means_[number][at];
      means_[number][at] /= length;
    }
  }
  const auto count = static_cast<float>(std::max<std::size_t>(1, words_.size()));
  text_.assign(most.begin(), most.end());
  for (const float each : sum) text_.push_back(each / count);
  for (const float each : {std::min(count / 100, 3.0F), questions / 4,
                           std::min(static_cast<float>(sentences.size()) / 10, 3.0F)})
    text_.push_back(each);
  if (const Layer* layer = net_.layer("context")) {
    layer->apply(text_.data(), of_text_.data());
    for (float& each : of_text_) each = std::max(each, 0.0F);
  }
}

/// The last two layers of a model: "NAME" and "NAME.out".
float Sense::judge(std::string_view model, const float* from) const {
  const Layer* layer = net_.layer(model);
  const Layer* out = net_.layer(std::string(model).append(kOutEnd));
  if (layer == nullptr || out == nullptr) return 0;
  Hidden hidden{};
  layer->apply(from, hidden.data());
  for (float& each : hidden) each = std::max(each, 0.0F);
  float sum = 0;
  out->apply(hidden.data(), &sum);
  return sum;
}

float Sense::of_words(std::string_view model, const Match& words) const {
  if (words_.empty() || words.first == words.last) return 0;
  std::array<float, 3 * kWidth> from{};
  for (std::uint32_t word = words.first; word < words.last; ++word) {
    for (std::size_t at = 0; at < kWidth; ++at) from[at] += words_[word][at];
  }
  for (std::size_t at = 0; at < kWidth; ++at) from[at] /= static_cast<float>(words.last - words.first);
  const std::size_t sentence = marked_.words()[words.first].sentence;
  std::copy(most_[sentence].begin(), most_[sentence].end(), from.begin() + kWidth);
  std::copy(of_text_.begin(), of_text_.end(), from.begin() + 2 * kWidth);
  return judge(model, from.data());
}

float Sense::of_sentence(std::string_view model, std::size_t sentence) const {
  if (words_.empty()) return 0;
  std::array<float, 3 * kWidth> from{};
  std::copy(most_[sentence].begin(), most_[sentence].end(), from.begin());
  std::copy(means_[sentence].begin(), means_[sentence].end(), from.begin() + kWidth);
  std::copy(of_text_.begin(), of_text_.end(), from.begin() + 2 * kWidth);
  const Sentence& words = marked_.reading().sentences[sentence];
  float most = of_word(model, words.first);
  for (std::uint32_t word = words.first + 1; word < words.last; ++word)
    most = std::max(most, of_word(model, word));
  return judge(model, from.data()) + most;
}

float Sense::of_word(std::string_view model, std::size_t word) const {
  const auto found = std::find(std::begin(kSentenceModels), std::end(kSentenceModels), model);
  if (words_.empty() || found == std::end(kSentenceModels)) return 0;
  const Layer* layer = word_layers_[static_cast<std::size_t>(found - std::begin(kSentenceModels))];
  if (layer == nullptr) return 0;
  float sum = 0;
  layer->apply(words_[word].data(), &sum);
  return sum;
}

float Sense::of_text(std::string_view model) const {
  return words_.empty() ? 0 : judge(model, text_.data());
}

}  // namespace confrere::etiquette
