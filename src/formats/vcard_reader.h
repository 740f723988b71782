#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "formats/charset.h"
#include "formats/vcard_parser.h"

namespace confrere::formats {

/// A card or the reason why it cannot be read.
using VcardEntry = std::variant<ReadVcard, Rejection>;

/// Reads vCards of all versions, mixed in one file if need be, while the bytes arrive in pieces of any size.
///
/// Every card and every rejection goes to the sink, in the file's order; how the bytes are cut makes no
/// difference. A card without END ends at the next BEGIN or with the file; one without BEGIN is read too;
/// other text between cards is rejected once a stretch. Line ends may be CRLF, LF, CR and CR CR LF, mixed.
/// Holds one card (at most `max_card_bytes`, else that card is rejected and the next BEGIN is looked for).
/// Not thread-safe. O(bytes).
class VcardReader {
 public:
  static constexpr std::size_t kMaxCardBytes = std::size_t{16} << 20;
  using Sink = std::function<void(VcardEntry&&)>;

  explicit VcardReader(Sink sink, std::size_t max_card_bytes = kMaxCardBytes);

  void feed(std::string_view bytes);
  /// The file ended; what still waited goes to the sink. Nothing may be fed afterwards.
  void finish();

 private:
  enum class Place {
    outside,   ///< before a BEGIN: collects what stands there
    inside,    ///< between BEGIN and END
    skipping,  ///< in a card that is too large: keeps only the beginning of each line
  };

  void consume(std::string_view text);
  void append(std::string_view piece);
  void keep_line();
  void give_up_card();
  void end_line();
  void handle_line(std::string_view line);
  void handle_outside(std::string_view line);
  void handle_inside(std::string_view line);
  void handle_skipping(std::string_view line);
  void begin_card();
  void emit_card(std::string_view lines);
  void emit_stray_text(std::string_view text);
  void reset(Place place);

  Sink sink_;
  std::size_t max_card_bytes_;
  StreamDecoder decoder_;
  Place place_ = Place::outside;
  std::string buffer_;           ///< the card's lines, each ended by '\n'; its last line may be unfinished
  std::size_t line_start_ = 0;   ///< where in buffer_ the current line starts
  std::size_t line_number_ = 1;  ///< of the current line
  std::size_t first_line_ = 1;   ///< of the first line in buffer_
  std::size_t card_line_ = 1;    ///< where the card or the text outside of one starts
  std::size_t carriage_returns_ = 0;  ///< just before, not yet known to end one line or several
  int nesting_ = 0;                   ///< cards inside the card (AGENT)
  bool agent_open_ = false;           ///< the last line that was not empty was "AGENT:"
};

}  // namespace confrere::formats
