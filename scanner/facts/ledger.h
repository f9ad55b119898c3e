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
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/byte_stream.h"
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
  /// What was asked of the listing, and a digest of the answer.
  struct Question {
    enum class About : std::uint8_t { path, name, folder, below_folder, ending, has_folder };
    About about = About::path;
    std::string key;
    std::uint64_t answer = 0;

    auto operator<=>(const Question&) const = default;
  };
  /// Of files that were found: what their paths and modes say.
  static std::uint64_t answer_of(std::span<const Entry* const> found);

  /// A fact, detector or other result, and what it looked at.
  struct Node {
    std::string name;
    bool listing = false;                 ///< which files there are, without telling which of them matter
    std::vector<Question> questions;      ///< the same, asked for some of them; sorted
    std::vector<std::string> selections;  ///< names of Selections of files; sorted
    bool history = false;                 ///< commits and references
    /// A fact that many files make up, but that few changes alter: when what it looked at differs, it is
    /// worked out again, and whoever used it holds while this digest of its value is the same.
    std::optional<std::uint64_t> digest;
    std::vector<std::uint32_t> files;  ///< entries whose content was read, sorted
    std::vector<std::uint32_t> uses;   ///< other nodes, sorted
    std::vector<Note> notes;           ///< what it told the reader of the report
    bool kept = false;                 ///< the value of the fact is among the values(), under its digest
  };
  using Bytes = std::shared_ptr<const std::string>;  ///< null when it is not there
  /// The value of a fact: the fact itself, when it was worked out in this process, else its bytes.
  struct Value {
    std::shared_ptr<const void> fact;
    void (*write_fact)(const void* fact, const ByteSink& sink) = nullptr;
    Bytes bytes;

    void write(const ByteSink& sink) const;
  };
  using Values = std::map<std::uint64_t, Value>;
  /// The value of a fact of an earlier run that holds again.
  struct Offer {
    std::uint32_t node;
    Value value;
  };
  static constexpr std::uint32_t kNoNode = ~0U;

  /// The snapshot must outlive the ledger. `known`: of an earlier run, when it had the same listing.
  explicit Ledger(const Snapshot& snapshot, std::vector<FileResults> known = {});

  FileResults& of(std::size_t entry) { return files_[entry]; }
  /// Null for an entry that is not one of the snapshot's.
  FileResults* of(const Entry& entry);
  /// PathClass by entry, as TreeIndex keeps them; 0 = not known. Use through std::atomic_ref.
  std::vector<std::uint8_t>& kinds() { return kinds_; }
  std::vector<FileResults>& files() { return files_; }

  std::vector<Node>& nodes() { return nodes_; }  ///< not while other threads run
  /// The node of this name that was added last, and its digest.
  struct Result {
    std::uint32_t node = kNoNode;
    std::optional<std::uint64_t> digest;
  };
  Result newest(std::string_view name);
  /// Names of what was worked out in this run.
  const std::set<std::string>& fresh() const { return fresh_; }
  std::uint32_t add(Node node);
  /// Values of facts by digest, of this run and those that were fetched. They live as long as the ledger.
  Values& values() { return values_; }
  /// Where the values of earlier runs are. Before other threads use the ledger.
  void fetch_with(std::function<Bytes(std::uint64_t digest)> fetch) { fetch_ = std::move(fetch); }
  /// Whoever asks for the fact of this node gets the value that the node kept.
  void offer(std::uint32_t node);
  /// The value that the fact had, for its own use: it holds no longer.
  void remember(const Node& node);
  std::optional<Offer> offered(std::string_view name);
  Value remembered(std::string_view name);  ///< empty when there is none
  /// Files of which an earlier run knows: the same path, the same content.
  void mark_same(std::size_t entry) { same_[entry] = true; }
  bool is_same(const Entry& entry) const;
  /// The node's own notes and those of what it was worked out from.
  std::vector<Note> notes_below(std::uint32_t node);
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
    void digest(std::uint64_t value) { node_.digest = value; }
    /// The value of the fact, instead of digest().
    void keep(Value value);
    /// Ends the frame; its node.
    std::uint32_t close();

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
  void ask(Question::About about, std::string_view key, std::uint64_t answer);
  void select(std::string_view selection);
  void look_back();  ///< at history
  void use(std::uint32_t node);
  void note(const Note& note);

 private:
  Frame* frame();
  Value value(std::uint64_t digest, std::string_view name);
  std::optional<std::size_t> place_of(const Entry& entry) const;
  Node* page();  ///< of the innermost frame; null (and unsure) when there is none

  std::span<const Entry> entries_;
  std::vector<FileResults> files_;
  std::vector<std::uint8_t> kinds_;
  std::vector<bool> same_;
  std::mutex mutex_;  ///< of everything down to remembered_, fetch_ apart
  std::vector<Node> nodes_;
  std::set<std::string> fresh_;
  Values values_;
  std::function<Bytes(std::uint64_t digest)> fetch_;
  std::map<std::string, std::uint32_t, std::less<>> offers_;      ///< by fact: its node
  std::map<std::string, std::uint64_t, std::less<>> remembered_;  ///< by fact: digest of its value
  std::mutex files_mutex_;  ///< of sizes and what is missing, which several threads may learn
  std::atomic<bool> unsure_{false};
};

/// `inner` as facts see it while a ledger is kept. Both must outlive it.
std::unique_ptr<Snapshot> keep_books(const Snapshot& inner, Ledger& ledger);

}  // namespace badgescan
