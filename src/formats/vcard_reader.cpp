#include "formats/vcard_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace confrere::formats {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Enough of a line to know BEGIN and END by.
constexpr std::size_t kSignBytes = 64;

/// Files put together by hand have byte order marks in the middle.
std::string_view without_mark(std::string_view line) {
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  return line;
}

/// "BEGIN:VCARD", also "begin : vcard".
bool is_sign(std::string_view line, std::string_view word, std::string_view component) {
  if (line.empty() || line.size() > kSignBytes || (line.front() | 0x20) != (word.front() | 0x20))
    return false;
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && ascii_iequals(trim(line.substr(0, colon)), word) &&
         ascii_iequals(trim(line.substr(colon + 1)), component);
}

bool opens_agent(std::string_view line) {
  constexpr std::string_view kAgent = "AGENT";
  if (line.size() < kAgent.size() + 1 || !ascii_iequals(line.substr(0, kAgent.size()), kAgent)) return false;
  const char next = line[kAgent.size()];
  return (next == ':' || next == ';') && trim(line).ends_with(':');
}

}  // namespace

VcardReader::VcardReader(Sink sink, std::size_t max_card_bytes)
    : sink_(std::move(sink)), max_card_bytes_(max_card_bytes) {}

void VcardReader::feed(std::string_view bytes) {
  consume(decoder_.feed(bytes));
}

void VcardReader::finish() {
  consume(decoder_.finish());
  for (; carriage_returns_ > 0; --carriage_returns_) end_line();
  if (buffer_.size() > line_start_) end_line();
  if (place_ == Place::inside) emit_card(buffer_);
  if (place_ == Place::outside) emit_stray_text(buffer_);
  reset(Place::outside);
}

void VcardReader::consume(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    if (carriage_returns_ > 0) {
      if (*at == '\r') {
        ++carriage_returns_;
        ++at;
        continue;
      }
      // Any number of CRs before an LF is one line end; without the LF each is its own.
      if (*at == '\n') {
        carriage_returns_ = 0;
        ++at;
        end_line();
        continue;
      }
      for (; carriage_returns_ > 0; --carriage_returns_) end_line();
    }
    const char* stop = at;
    while (stop != end && *stop != '\n' && *stop != '\r') ++stop;
    append({at, static_cast<std::size_t>(stop - at)});
    at = stop;
    if (at == end) break;
    if (*at == '\r') {
      carriage_returns_ = 1;
    } else {
      end_line();
    }
    ++at;
  }
}

void VcardReader::append(std::string_view piece) {
  if (place_ == Place::skipping) {
    const std::size_t kept = buffer_.size() - line_start_;
    buffer_.append(piece.substr(0, kSignBytes + 1 - std::min(kept, kSignBytes + 1)));
    return;
  }
  if (piece.size() <= max_card_bytes_ - std::min(buffer_.size(), max_card_bytes_)) {
    buffer_.append(piece);
    return;
  }
  give_up_card();
  // So that the rest of the line is not taken for a BEGIN.
  buffer_.assign(kSignBytes + 1, ' ');
}

void VcardReader::end_line() {
  if (buffer_.empty()) first_line_ = line_number_;
  handle_line(std::string_view(buffer_).substr(line_start_));
  ++line_number_;
}

void VcardReader::handle_line(std::string_view line) {
  switch (place_) {
    case Place::outside:
      return handle_outside(without_mark(line));
    case Place::inside:
      return handle_inside(without_mark(line));
    case Place::skipping:
      return handle_skipping(without_mark(line));
  }
}

void VcardReader::handle_outside(std::string_view line) {
  const std::string_view before = std::string_view(buffer_).substr(0, line_start_);
  if (is_sign(trim(line), "BEGIN", "VCARD")) {
    emit_stray_text(before);
    return begin_card();
  }
  // BEGIN was cut off; what stands before END is as good as any card.
  if (is_sign(line, "END", "VCARD") && !before.empty()) {
    emit_card(before);
    return reset(Place::outside);
  }
  if (before.empty()) {
    if (trim(line).empty()) return reset(Place::outside);
    card_line_ = first_line_ = line_number_;
  }
  keep_line();
}

void VcardReader::handle_inside(std::string_view line) {
  const std::string_view before = std::string_view(buffer_).substr(0, line_start_);
  if (is_sign(line, "END", "VCARD")) {
    if (nesting_ == 0) {
      emit_card(before);
      return reset(Place::outside);
    }
    --nesting_;
  } else if (is_sign(line, "BEGIN", "VCARD")) {
    if (!agent_open_) {
      emit_card(before);
      return begin_card();
    }
    ++nesting_;
  }
  if (before.empty()) first_line_ = line_number_;
  if (!trim(line).empty()) agent_open_ = opens_agent(line);
  keep_line();
}

void VcardReader::handle_skipping(std::string_view line) {
  if (is_sign(line, "BEGIN", "VCARD")) return begin_card();
  reset(is_sign(line, "END", "VCARD") ? Place::outside : Place::skipping);
}

void VcardReader::begin_card() {
  reset(Place::inside);
  card_line_ = line_number_;
}

void VcardReader::keep_line() {
  buffer_.push_back('\n');
  line_start_ = buffer_.size();
  if (buffer_.size() > max_card_bytes_) give_up_card();
}

void VcardReader::give_up_card() {
  const std::size_t megabytes = std::max<std::size_t>(1, max_card_bytes_ >> 20);
  sink_(Rejection{place_ == Place::inside ? card_line_ : first_line_,
                  place_ == Place::inside
                      ? fmt::format("This card is larger than {} MB and was left out.", megabytes)
                      : fmt::format("No card begins within {} MB from here.", megabytes)});
  reset(Place::skipping);
}

void VcardReader::reset(Place place) {
  place_ = place;
  buffer_.clear();
  line_start_ = 0;
  nesting_ = 0;
  agent_open_ = false;
}

void VcardReader::emit_card(std::string_view lines) {
  VcardEntry entry = parse_vcard(lines, first_line_);
  if (auto* read = std::get_if<ReadVcard>(&entry)) read->line = card_line_;
  sink_(std::move(entry));
}

void VcardReader::emit_stray_text(std::string_view text) {
  if (trim(text).empty()) return;
  const std::string_view first = text.substr(0, text.find('\n'));
  sink_(Rejection{card_line_, is_sign(first, "BEGIN", "VCALENDAR")
                                  ? "This is a calendar, not the card of a person."
                                  : "This text is not inside a card: no BEGIN:VCARD stands before it."});
}

}  // namespace confrere::formats
