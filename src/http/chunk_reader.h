#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace confrere::http {

/// Reads a body that comes in chunks (RFC 9112, 7.1), byte after byte, so that it reads the same however it
/// comes. Chunk extensions and trailers are left out, and may not be long. For one body; not thread safe.
class ChunkReader {
 public:
  /// Appends what `bytes` hold of the body to `body`; gives how many bytes it took: all of them, but for
  /// those after the body's end. An Error is a refusal, after which the reader is of no more use.
  Result<std::size_t> read(std::string_view bytes, std::string& body);
  [[nodiscard]] bool is_done() const { return state_ == State::done; }

 private:
  enum class State : std::uint8_t {
    size,         ///< digits
    extension,    ///< to the end of the line
    size_end,     ///< LF
    data,         ///< so many bytes as are left
    data_end,     ///< CR
    data_end_lf,  ///< LF
    trailer,      ///< at the start of a line
    trailer_text,
    trailer_end,  ///< LF
    last,         ///< LF
    done,
  };

  /// Reads one byte that is not data; false when it must not come here.
  bool step(char byte);
  bool read_size(char byte);
  bool skip(char byte, State end_of_line);
  bool expect(char byte, char wanted, State next);

  State state_ = State::size;
  std::uint64_t left_ = 0;  ///< of the chunk
  int digits_ = 0;          ///< of its size
  std::size_t skipped_ = 0;
};

}  // namespace confrere::http
