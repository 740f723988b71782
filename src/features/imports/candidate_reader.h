#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "features/imports/candidate.h"

namespace confrere::imports {

/// How often a card of the same text, without a UID, was seen in an import: cards equal to the letter get
/// different UIDs by their order, and the same ones when the file is read again.
class TextUids {
 public:
  std::string uid_of(std::string_view text);

 private:
  std::unordered_map<std::string, int> seen_;
};

/// Turns a file's bytes into candidates as they arrive. The format is seen from the content: BEGIN:VCARD, or
/// the heading of LinkedIn's Connections.csv. Holds at most one card. Not thread safe.
class CandidateReader {
 public:
  using Sink = std::function<void(Entry&&)>;
  CandidateReader(TextUids& uids, Sink sink);
  ~CandidateReader();
  CandidateReader(const CandidateReader&) = delete;
  CandidateReader& operator=(const CandidateReader&) = delete;

  void feed(std::string_view bytes);
  void finish();

 private:
  class Format;
  template <class Reader>
  class FormatOf;

  void choose_format();

  TextUids& uids_;
  Sink sink_;
  std::string beginning_;  ///< the bytes until the format is known
  bool chosen_ = false;
  std::unique_ptr<Format> format_;  ///< none for a file of no known format
};

}  // namespace confrere::imports
