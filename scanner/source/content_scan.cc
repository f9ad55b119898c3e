// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/source/content_scan.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "scanner/base/message.h"
#include "scanner/base/progress.h"
#include "scanner/base/text.h"

namespace badgescan::source {
namespace {

constexpr std::size_t kChunk = 32;  ///< entries a thread takes at once
constexpr std::size_t kKeptPaths = 20;

}  // namespace

class ContentPass::Impl {
 public:
  Impl(const Snapshot& snapshot, const PatternSet& patterns, PlaceOf place_of, Also also, Kept kept,
       AtHand at_hand)
      : snapshot_(snapshot),
        patterns_(patterns),
        place_of_(std::move(place_of)),
        also_(std::move(also)),
        kept_(std::move(kept)),
        at_hand_(std::move(at_hand)),
        file_limit_(snapshot.limits().blob_bytes * kFileFactor),
        deadline_(std::chrono::steady_clock::now() + std::chrono::seconds(snapshot.limits().seconds)),
        chunks_((snapshot.entries().size() + kChunk - 1) / kChunk) {}

  void work() {
    if (next_ >= chunks_.size()) return;
    const std::unique_ptr<ObjectStore> objects = snapshot_.open_objects();
    FileScanner scanner(patterns_);
    for (std::size_t chunk = next_++; chunk < chunks_.size(); chunk = next_++) {
      ContentScanResult& part = chunks_[chunk];
      try {
        read(chunk, objects.get(), scanner, part);
      } catch (const std::exception&) {  // no memory: files were left out, and nobody may wait for them
        part.counts.stopped = true;
      }
      ++done_;
      done_.notify_all();
    }
  }

  ContentScanResult result() {
    work();
    for (std::size_t done = done_; done < chunks_.size(); done = done_) done_.wait(done);
    ContentScanResult result;
    for (ContentScanResult& part : chunks_) join(result, part);
    return result;
  }

 private:
  static void join(ContentScanResult& to, ContentScanResult& from) {
    std::move(from.files.begin(), from.files.end(), std::back_inserter(to.files));
    std::move(from.binaries.begin(), from.binaries.end(), std::back_inserter(to.binaries));
    const auto keep = [](std::vector<std::uint32_t>& all, const std::vector<std::uint32_t>& more) {
      for (const std::uint32_t entry : more) {
        if (all.size() < kKeptPaths) all.push_back(entry);
      }
    };
    keep(to.unread, from.unread);
    keep(to.too_large, from.too_large);
    to.counts.add(from.counts);
  }

  void read(std::size_t chunk, ObjectStore* objects, FileScanner& scanner, ContentScanResult& part) {
    if (bytes_ > snapshot_.limits().scan_bytes || std::chrono::steady_clock::now() > deadline_) {
      part.counts.stopped = true;
      return;
    }
    const auto entries = snapshot_.entries();
    const std::size_t end = std::min(entries.size(), (chunk + 1) * kChunk);
    if (progress_watched()) announce(msg("searching the files: {} of {}", chunk * kChunk, entries.size()));
    for (std::size_t i = chunk * kChunk; i < end; ++i) {
      if (entries[i].is_file()) file(static_cast<std::uint32_t>(i), entries[i], objects, scanner, part);
    }
  }

  void file(std::uint32_t number, const Entry& entry, ObjectStore* objects, FileScanner& scanner,
            ContentScanResult& part) {
    if (is_media_name(entry.path)) {
      ++part.counts.media;
      return;
    }
    if (kept_ && kept_(number)) return count(number, *kept_(number), part);
    if (const auto text = at_hand_ ? at_hand_(entry) : nullptr)
      return content(number, entry, *text, scanner, part);
    if (objects != nullptr && !entry.id.is_null()) {
      const Result<ObjectData> data = objects->read(entry.id, file_limit_);
      return data ? content(number, entry, data->content(), scanner, part) : missing(number, entry, part);
    }
    const Result<std::string> data = snapshot_.read(entry, file_limit_);
    return data ? content(number, entry, *data, scanner, part) : missing(number, entry, part);
  }

  void missing(std::uint32_t number, const Entry& entry, ContentScanResult& part) {
    const Place place = place_of_(entry);
    const bool code = place == Place::own && is_code(language_of_name(entry.path));
    const Result<std::uint64_t> size = snapshot_.size(entry);
    if (size && *size > file_limit_) {
      ++part.counts.too_large;
      part.counts.too_large_code += code;
      part.too_large.push_back(number);
      if (const BinaryFormat format = identify_name(entry.path); format.kind != BinaryKind::unknown) {
        part.binaries.push_back({number, place, format, true});
      }
      return;
    }
    ++part.counts.unread;
    part.counts.unread_code += code;
    part.unread.push_back(number);
  }

  void content(std::uint32_t number, const Entry& entry, std::string_view raw, FileScanner& scanner,
               ContentScanResult& part) {
    FileContent seen = scanner.scan(entry.path, place_of_(entry), raw);
    if (also_ && !seen.binary && !seen.decoded) also_(number, raw);
    if (kept_) kept_(number) = seen;
    count(number, std::move(seen), part);
  }

  void count(std::uint32_t number, FileContent seen, ContentScanResult& part) {
    bytes_ += seen.bytes;
    if (seen.binary) {
      ++part.counts.binary;
      part.binaries.push_back({number, seen.place, seen.format, false});
      return;
    }
    count(part.counts, seen.place, seen.language, seen.bytes);
    part.counts.cut += seen.cut;
    if (!seen.hits.empty()) part.files.push_back({number, seen.language, seen.place, std::move(seen.hits)});
  }

  static void count(ScanCounts& counts, Place place, Language language, std::uint64_t bytes) {
    ++counts.files;
    counts.bytes += bytes;
    counts.own_code += place == Place::own && is_code(language);
    ++counts.by_place[static_cast<std::size_t>(place)];
    if (place == Place::own || place == Place::tooling)
      ++counts.by_language[static_cast<std::size_t>(language)];
  }

  const Snapshot& snapshot_;
  const PatternSet& patterns_;
  const PlaceOf place_of_;
  const Also also_;
  const Kept kept_;
  const AtHand at_hand_;
  const std::uint64_t file_limit_;
  const std::chrono::steady_clock::time_point deadline_;
  std::vector<ContentScanResult> chunks_;  ///< one part each, so that the order never depends on threads
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> done_{0};  ///< chunks
  std::atomic<std::uint64_t> bytes_{0};
};

ContentPass::ContentPass(const Snapshot& snapshot, const PatternSet& patterns, PlaceOf place_of, Also also,
                         Kept kept, AtHand at_hand)
    : impl_(std::make_unique<Impl>(snapshot, patterns, std::move(place_of), std::move(also), std::move(kept),
                                   std::move(at_hand))) {}
ContentPass::~ContentPass() = default;
void ContentPass::work() { impl_->work(); }
ContentScanResult ContentPass::result() { return impl_->result(); }

void ScanCounts::add(const ScanCounts& other) {
  files += other.files;
  bytes += other.bytes;
  own_code += other.own_code;
  binary += other.binary;
  media += other.media;
  unread += other.unread;
  unread_code += other.unread_code;
  too_large += other.too_large;
  too_large_code += other.too_large_code;
  cut += other.cut;
  stopped = stopped || other.stopped;
  for (std::size_t i = 0; i < by_language.size(); ++i) by_language[i] += other.by_language[i];
  for (std::size_t i = 0; i < by_place.size(); ++i) by_place[i] += other.by_place[i];
}

ContentScanResult scan_content(const Snapshot& snapshot, const PatternSet& patterns,
                               const ContentPass::PlaceOf& place_of, unsigned threads) {
  ContentPass pass(snapshot, patterns, place_of);
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < threads; ++i) helpers.emplace_back([&pass] { pass.work(); });
  pass.work();
  for (std::thread& helper : helpers) helper.join();
  return pass.result();
}

}  // namespace badgescan::source
