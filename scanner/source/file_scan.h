// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the content of one file says: its language, whether it is binary, and the hits of all source patterns.
//
// The result depends on the content, the path, the place and the patterns only, so it may be kept from one
// run to the next. Bounded in everything a hostile file chooses: the length of the part of a line that a
// pattern sees, the work, the hits that are kept.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/source/magic.h"
#include "scanner/source/pattern_rules.h"

namespace badgescan::source {

/// Whose text it is. Only `own` and `tooling` speak for the project; of these only `own` is delivered.
enum class Place : std::uint8_t {
  own,
  tooling,
  test,
  example,
  documentation,
  generated,
  vendored,
  test_data
};
inline constexpr std::size_t kPlaces = 8;
std::string_view name_of(Place place);

struct FileHit {
  std::uint32_t rule = 0;  ///< index into PatternSet::rules()
  int line = 0;            ///< 1-based
  std::string excerpt;     ///< one line, valid UTF-8, secrets redacted
  SecretVerdict verdict = SecretVerdict::plausible;
};

struct FileContent {
  Place place = Place::own;  ///< as given, or `generated` when the text says so
  bool binary = false;       ///< no text: only `format` holds something
  BinaryFormat format;
  bool decoded = false;  ///< the text was UTF-16
  Language language = Language::other;
  std::uint64_t bytes = 0;  ///< of the text, or of the binary file
  std::vector<FileHit> hits;
  bool cut = false;  ///< searched in part: the work bound bit
};

/// Used by one thread at a time. Keeps its buffers between files, so that nothing is allocated for most of
/// them.
class FileScanner {
 public:
  /// `patterns` must outlive it.
  explicit FileScanner(const PatternSet& patterns);
  ~FileScanner();
  FileScanner(const FileScanner&) = delete;
  FileScanner& operator=(const FileScanner&) = delete;

  FileContent scan(std::string_view path, Place place, std::string_view raw);

 private:
  class TextScanner;
  std::unique_ptr<TextScanner> scanner_;
  std::string decoded_;

  friend std::vector<FileHit> scan_text(const PatternSet&, std::string_view, Language, std::string_view,
                                        bool*);
};

/// The hits in one text, as FileScanner finds them. `cut` is set when the work bound bit.
std::vector<FileHit> scan_text(const PatternSet& patterns, std::string_view path, Language language,
                               std::string_view text, bool* cut = nullptr);

}  // namespace badgescan::source
