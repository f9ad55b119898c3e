// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a run knows of each file from an earlier one, and what each of its results was worked out from.
//
// A Ledger makes a second look at a repository cheap: results that depend on one file only (its search for
// patterns, its head, its size) are kept by file, and every fact and detector is written down with the files,
// listings and history that it looked at, so that what depends on nothing that changed holds again. Facts
// without a ledger keep no such books. Who keeps a ledger between runs: scanner/check.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scanner/facts/file_heads.h"
#include "scanner/repo/snapshot.h"
#include "scanner/source/file_scan.h"

namespace badgescan {

/// Results that depend on nothing but the path and content of one file, and on the rules.
struct FileResults {
  std::optional<std::uint64_t> size;
  std::optional<source::FileContent> content;
  std::optional<HeadNotice> head;
  bool missing = false;  ///< its object could not be read; it may come later
};

class Ledger {
 public:
  /// A fact, detector or other result, and what it looked at.
  struct Node {
    std::string name;
    bool listing = false;  ///< which files there are
    bool history = false;  ///< commits and references
    /// A fact that many files make up, but that few changes alter: when what it looked at differs, it is
    /// worked out again, and whoever used it holds while this digest of its value is the same.
    std::optional<std::uint64_t> digest;
    std::vector<std::uint32_t> files;  ///< entries whose content was read, sorted
    std::vector<std::uint32_t> uses;   ///< other nodes, sorted
    std::vector<Note> notes;           ///< what it told the reader of the report
  };
  static constexpr std::uint32_t kNoNode = ~0U;

  /// The snapshot must outlive the ledger.
  explicit Ledger(const Snapshot& snapshot);

  FileResults& of(std::size_t entry) { return files_[entry]; }
  /// Null for an entry that is not one of the snapshot's.
  FileResults* of(const Entry& entry);
  /// PathClass by entry, as TreeIndex keeps them; 0 = not known. Use through std::atomic_ref.
  std::vector<std::uint8_t>& kinds() { return kinds_; }
  std::vector<FileResults>& files() { return files_; }

  std::vector<Node>& nodes() { return nodes_; }
  std::uint32_t add(Node node);
  /// The same state may be judged otherwise another time: too much could not be read, or time ran out; or
  /// something was read outside of every frame, so that the books are not complete.
  bool unsure() const { return unsure_; }
  void doubt() { unsure_ = true; }

  /// Everything that this thread looks at while a frame is open is written to it; frames nest.
  class Frame {
   public:
    Frame(Ledger& ledger, std::string name);
    ~Frame();
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;
    /// Ends the frame; its node.
    std::uint32_t close(std::optional<std::uint64_t> digest = std::nullopt);

   private:
    friend class Ledger;
    Ledger& ledger_;
    Frame* outer_;
    Node node_;
    bool open_ = true;
  };

  std::optional<std::uint64_t> size_of(const Entry& entry);
  void measured(const Entry& entry, std::uint64_t size);
  void missed(const Entry& entry);  ///< its object could not be read

  void read(const Entry& entry);
  void list();
  void look_back();  ///< at history
  void use(std::uint32_t node);
  void note(const Note& note);

 private:
  Frame* frame();
  Node* page();  ///< of the innermost frame; null (and unsure) when there is none

  std::span<const Entry> entries_;
  std::vector<FileResults> files_;
  std::vector<std::uint8_t> kinds_;
  std::mutex mutex_;  ///< of nodes_
  std::vector<Node> nodes_;
  std::mutex files_mutex_;  ///< of sizes and what is missing, which several threads may learn
  std::atomic<bool> unsure_{false};
};

/// `inner` as facts see it while a ledger is kept. Both must outlive it.
std::unique_ptr<Snapshot> keep_books(const Snapshot& inner, Ledger& ledger);

}  // namespace badgescan
