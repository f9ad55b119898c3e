// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// One pass over every text file of a snapshot, with all source patterns at once.
//
// Bounded in everything a hostile repository chooses: the size of a file and of all files, and time;
// file_scan.h bounds the work per file. What a bound cut is counted, so that nobody takes the absence of hits
// for proof.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/repo/snapshot.h"
#include "scanner/source/file_scan.h"

namespace badgescan::source {

struct ScannedFile {
  std::uint32_t entry = 0;  ///< index into Snapshot::entries()
  Language language = Language::other;
  Place place = Place::own;
  std::vector<FileHit> hits;
};

struct FoundBinary {
  std::uint32_t entry = 0;
  Place place = Place::own;
  BinaryFormat format;
  bool by_name = false;  ///< too large to be read: only its name was looked at
};

struct ScanCounts {
  std::size_t files = 0;  ///< text files that were searched
  std::uint64_t bytes = 0;
  std::size_t own_code = 0;           ///< of these: delivered program text of the project
  std::size_t binary = 0, media = 0;  ///< not searched: binary content; names of pictures and the like
  std::size_t unread = 0, unread_code = 0;
  std::size_t too_large = 0, too_large_code = 0;  ///< larger than kFileFactor × Limits::blob_bytes
  std::size_t cut = 0;                            ///< searched in part: the work bound bit
  bool stopped = false;                           ///< scan_bytes or seconds bit: files were left out
  std::array<std::size_t, static_cast<std::size_t>(Language::count_)> by_language{};  ///< own and tooling
  std::array<std::size_t, kPlaces> by_place{};

  void add(const ScanCounts& other);
};

struct ContentScanResult {
  std::vector<ScannedFile> files;  ///< with hits, in path order
  std::vector<FoundBinary> binaries;
  std::vector<std::uint32_t> unread, too_large;  ///< entries, the first 20
  ScanCounts counts;
};

/// A file may be this many times larger than Limits::blob_bytes: source text that people wrote is rarely
/// larger, data is.
inline constexpr std::uint64_t kFileFactor = 2;

/// The pass itself, which several threads may share: each reads files with a store of its own until none is
/// left. The result does not depend on how many threads there were.
class ContentPass {
 public:
  using PlaceOf = std::function<Place(const Entry& entry)>;
  /// Called for every text that is read, on the thread that read it; lets somebody else look at the same
  /// content without another reading. UTF-16 text is left out.
  using Also = std::function<void(std::uint32_t entry, std::string_view text)>;
  /// Where the result of a file is kept between runs; one that is there already is taken instead of reading
  /// the file.
  using Kept = std::function<std::optional<FileContent>&(std::uint32_t entry)>;
  /// The content of a file that somebody has read already; null when nobody has.
  using AtHand = std::function<std::shared_ptr<const std::string>(const Entry& entry)>;

  /// Snapshot and patterns must outlive it; the functions are called from all threads that work.
  ContentPass(const Snapshot& snapshot, const PatternSet& patterns, PlaceOf place_of, Also also = {},
              Kept kept = {}, AtHand at_hand = {});
  ~ContentPass();
  ContentPass(const ContentPass&) = delete;
  ContentPass& operator=(const ContentPass&) = delete;

  /// Returns when nothing is left to begin. From any thread.
  void work();
  /// Works, waits for the others, and returns what all found. Once, by one thread.
  ContentScanResult result();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The whole pass by this many threads.
ContentScanResult scan_content(const Snapshot& snapshot, const PatternSet& patterns,
                               const ContentPass::PlaceOf& place_of, unsigned threads = 1);

}  // namespace badgescan::source
