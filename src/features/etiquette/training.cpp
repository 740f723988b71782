#include "features/etiquette/training.h"

#include <algorithm>

#include "features/etiquette/identifiers.h"
#include "features/etiquette/manner_clues.h"
#include "features/etiquette/manner_phrases.h"
#include "features/etiquette/patient_details.h"
#include "features/etiquette/patient_names.h"

namespace confrere::etiquette {
namespace {

constexpr int kMostMet = 2;  ///< candour is not marked in texts to those one knows

class Writer {
 public:
  Writer(const MarkedText& text, std::ostream& to)
      : text_(text), marked_(RuleBook::english(), read(text.text)), sense_(marked_), to_(to) {}

  void write_words() const {
    to_ << "text\t" << text_.id << '\n';
    const WordClues teller(marked_, sense_.names());
    for (std::size_t word = 0; word < marked_.words().size(); ++word) {
      std::vector<std::string> names;
      Clues clues(RuleBook::english().clues(), &names);
      teller.tell(word, clues);
      to_ << "word\t" << marked_.words()[word].sentence;
      write_clues(names);
    }
  }

  void write_marks() const {
    const auto& words = marked_.words();
    for (const Mark& mark : text_.marks) {
      if (!mark.start || !mark.end) continue;
      std::size_t first = 0;
      while (first < words.size() && words[first].end <= *mark.start) ++first;
      std::size_t last = first;
      while (last < words.size() && words[last].start < *mark.end) ++last;
      to_ << "mark\t" << mark.rule << '\t' << first << '\t' << last << '\n';
    }
  }

  void write_identifiers() const {
    const auto& words = marked_.words();
    std::vector<std::size_t> places;
    for (const OwnShape& own : find_own_identifiers(marked_)) places.push_back(own.start);
    Scene scene(marked_, places);
    for (const NameExample& each : name_examples(marked_, scene, sense_.names())) {
      const auto* mark = mark_at(words[each.name.first].start, words[each.name.last - 1].end);
      if (mark != nullptr && mark->what == "name") scene.add(words[each.name.first].sentence, kPatient);
      if (mark != nullptr && mark->what != "name") continue;  // a street, a date: neither right nor wrong
      write("patient-name", mark != nullptr, each.name, each.clues);
    }
    for (const DetailExample& each : detail_examples(marked_, scene, sense_.names())) {
      const auto* mark = mark_at(each.start, each.end);
      if (mark != nullptr && (mark->shape == "own" || mark->what == "name")) continue;
      write("patient-detail", mark != nullptr, each.words, each.clues);
    }
  }

  void write_manners() const {
    if (text_.circumstances.kind != Kind::message && text_.circumstances.kind != Kind::blurb) return;
    const MannerClues teller(marked_);
    for (const std::string_view model : kTextModels) {
      if (model == "third-nudge" && !is_nudged(text_.circumstances)) continue;
      std::vector<std::string> names = rule_clues(model, marked_, text_.circumstances);
      Clues clues(RuleBook::english().clues(), &names);
      teller.tell_text(clues);
      write(model, has_mark(model), {}, names);
    }
    for (const std::string_view model : kSentenceModels) {
      const bool candour = model != "asks-for-job";
      if (candour && text_.circumstances.met > kMostMet) continue;
      write_sentences(model, teller);
    }
  }

 private:
  void write_sentences(std::string_view model, const MannerClues& teller) const {
    const auto& sentences = marked_.reading().sentences;
    const auto phrases = by_sentence(marked_, found_by_phrases(model, marked_, text_.circumstances));
    for (std::size_t at = 0; at < sentences.size(); ++at) {
      if (!teller.has_body(at)) continue;
      std::vector<std::string> names;
      if (!phrases[at].empty()) names.emplace_back(kByRule.text());
      Clues clues(RuleBook::english().clues(), &names);
      teller.tell_sentence(at, clues);
      const auto number = static_cast<std::uint32_t>(at);
      write(model, is_marked(model, sentences[at].start, sentences[at].end),
            {.first = number, .last = number}, names);
    }
  }

  [[nodiscard]] const Mark* mark_at(std::size_t start, std::size_t end) const {
    const auto found = std::find_if(text_.marks.begin(), text_.marks.end(), [&](const Mark& mark) {
      return mark.rule == "patient-identifier" && mark.start && mark.end && start < *mark.end &&
             *mark.start < end;
    });
    return found == text_.marks.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool has_mark(std::string_view rule) const {
    return std::any_of(text_.marks.begin(), text_.marks.end(),
                       [&](const Mark& mark) { return mark.rule == rule; });
  }
  [[nodiscard]] bool is_marked(std::string_view rule, std::size_t start, std::size_t end) const {
    return std::any_of(text_.marks.begin(), text_.marks.end(), [&](const Mark& mark) {
      return mark.rule == rule && (!mark.start || !mark.end || (start < *mark.end && *mark.start < end));
    });
  }

  void write(std::string_view model, bool wanted, const Match& place,
             const std::vector<std::string>& clues) const {
    to_ << model << '\t' << (wanted ? 1 : 0) << '\t' << place.first << '\t' << place.last;
    write_clues(clues);
  }
  void write_clues(const std::vector<std::string>& clues) const {
    for (const std::string& clue : clues) to_ << '\t' << clue;
    to_ << '\n';
  }

  const MarkedText& text_;
  Marked marked_;
  Sense sense_;
  std::ostream& to_;
};

}  // namespace

void write_examples(const MarkedText& text, std::ostream& to) {
  const Writer writer(text, to);
  writer.write_words();
  writer.write_marks();
  writer.write_identifiers();
  writer.write_manners();
}

}  // namespace confrere::etiquette
