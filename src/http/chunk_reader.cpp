#include "http/chunk_reader.h"

#include <algorithm>

namespace confrere::http {
namespace {

constexpr int kMostDigits = 15;                 ///< so that no size overflows
constexpr std::size_t kMostSkipped = 4 * 1024;  ///< bytes of all extensions and trailers

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

}  // namespace

Result<std::size_t> ChunkReader::read(std::string_view bytes, std::string& body) {
  std::size_t taken = 0;
  while (taken < bytes.size() && state_ != State::done) {
    if (state_ == State::data) {
      const std::size_t size = std::min<std::uint64_t>(left_, bytes.size() - taken);
      body.append(bytes.substr(taken, size));
      taken += size;
      left_ -= size;
      if (left_ == 0) state_ = State::data_end;
    } else if (!step(bytes[taken++])) {
      return Error{.code = ErrorCode::invalid,
                   .message = "The request is not well-formed: its chunks are broken.",
                   .problem = "bad_request"};
    }
  }
  return taken;
}

bool ChunkReader::step(char byte) {
  switch (state_) {
    case State::size:
      return read_size(byte);
    case State::extension:
      return skip(byte, State::size_end);
    case State::size_end:
      digits_ = 0;
      return expect(byte, '\n', left_ > 0 ? State::data : State::trailer);
    case State::data_end:
      return expect(byte, '\r', State::data_end_lf);
    case State::data_end_lf:
      return expect(byte, '\n', State::size);
    case State::trailer:
      if (byte == '\r') return expect(byte, '\r', State::last);
      state_ = State::trailer_text;
      return byte != ' ' && byte != '\t' && skip(byte, State::trailer_end);
    case State::trailer_text:
      return skip(byte, State::trailer_end);
    case State::trailer_end:
      return expect(byte, '\n', State::trailer);
    case State::last:
      return expect(byte, '\n', State::done);
    case State::data:
    case State::done:
      break;
  }
  return false;
}

bool ChunkReader::read_size(char byte) {
  if (const int digit = hex_value(byte); digit >= 0) {
    left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
    return ++digits_ <= kMostDigits;
  }
  if (digits_ == 0) return false;
  if (byte == ';') return expect(byte, ';', State::extension);
  return expect(byte, '\r', State::size_end);
}

bool ChunkReader::skip(char byte, State end_of_line) {
  if (byte == '\r') return expect(byte, '\r', end_of_line);
  return ++skipped_ <= kMostSkipped && !is_control(byte);
}

bool ChunkReader::expect(char byte, char wanted, State next) {
  state_ = next;
  return byte == wanted;
}

}  // namespace confrere::http
