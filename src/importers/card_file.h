#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "formats/contact_card.h"
#include "formats/linkedin.h"
#include "formats/vcard_reader.h"

namespace confrere::importers {

enum class CardSource { vcard, linkedin };

/// A person's card out of a file, whatever the file was.
struct ImportedCard {
  std::size_t line = 0;  ///< of the file, from 1: where it starts
  CardSource source = CardSource::vcard;
  formats::Vcard card;           ///< of version 4.0; of a LinkedIn row the card that says the same
  formats::ContactCard contact;  ///< its plain fields
  std::vector<formats::LineRemark> remarks;
  friend bool operator==(const ImportedCard&, const ImportedCard&) = default;

  /// When LinkedIn says they connected. Kept in the card, so that it comes back from where the card is
  /// stored.
  [[nodiscard]] std::optional<formats::PartialDate> connected_on() const;
};
using CardFileEntry = std::variant<ImportedCard, formats::Rejection>;

/// Reads a file of cards while its bytes arrive: vCards of every version or LinkedIn's Connections.csv, told
/// by the content. Entries and rejections go to the sink in the file's order; every card of the file is one
/// or the other. An archive, a picture and the like are rejected with what to do instead. Holds one card at a
/// time. Not thread-safe. O(bytes).
class CardFileReader {
 public:
  using Sink = std::function<void(CardFileEntry&&)>;

  explicit CardFileReader(Sink sink);
  void feed(std::string_view bytes);
  /// The file ended. Nothing may be fed afterwards.
  void finish();

 private:
  enum class Kind { unknown, vcard, linkedin, refused };

  void settle();
  void take(formats::VcardEntry&& entry);
  void take(formats::LinkedInEntry&& entry);

  Sink sink_;
  Kind kind_ = Kind::unknown;
  std::string head_;  ///< while the kind is unknown
  formats::VcardReader vcards_;
  formats::LinkedInReader linkedin_;
};

}  // namespace confrere::importers
