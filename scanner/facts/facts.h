// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Facts: what several detectors need to know, worked out once, on demand.
//
// A fact is a plain class T with `static T collect(const Facts&)`; nobody registers it. facts.get<T>()
// computes it on first use, from any thread, once. collect() never throws for bad input: it notes what it
// could not read and says in its own members whether it saw everything. A collect() that throws anyway gives
// a default T and a note.
//
// What a fact may have to help runs that know an earlier state (facts/ledger.h): `std::uint64_t digest()
// const`, when few changes alter its value; or members() for KeptFact, when reading its value back is cheaper
// than working it out.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <vector>

#include "scanner/base/byte_stream.h"
#include "scanner/model/finding.h"
#include "scanner/repo/snapshot.h"

namespace badgescan {

struct ScanOptions {
  std::int64_t now = 0;    ///< seconds since 1970 that "recent" is measured against
  std::string repo_url{};  ///< --repo-url, overrides the remotes
  std::int64_t since = 0;  ///< start of the history window; 0 = 12 months before the newest commit
  bool search_history_for_secrets = false;  ///< --history
  bool ignore_claims = false;               ///< --ignore-claims
};

/// Shared, immutable text of a file. `text` is raw bytes (may be Latin-1 or worse): use RE2 in Latin1 mode on
/// it.
using FileText = std::shared_ptr<const std::string>;

class Ledger;
class RuleSet;

class Facts;

/// The value of a fact as bytes and back, for facts whose members() say what makes them up (base/archive.h).
/// facts/kept_facts.cc lists them. `bool settle(const Facts&)` makes again what cannot be kept; false when it
/// cannot be made.
template <class T>
struct KeptFact {
  static void write(const T& fact, const ByteSink& sink);
  /// Nothing when the bytes are no such fact.
  static std::optional<T> restore(std::string_view bytes, const Facts& facts);
};

class Facts {
 public:
  /// Snapshot and rules must outlive the Facts. With a ledger it is written down what each fact looks at
  /// (facts/ledger.h).
  Facts(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules, Ledger* ledger = nullptr);
  ~Facts();
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;

  const Snapshot& snapshot() const { return watched_ == nullptr ? snapshot_ : *watched_; }
  /// For facts with a digest(), whose users depend on that alone: nothing is written down.
  const Snapshot& unwatched_snapshot() const { return snapshot_; }
  Ledger* ledger() const { return ledger_; }  ///< may be null
  const ScanOptions& options() const { return options_; }
  const RuleSet& rules() const { return rules_; }

  template <class T>
  const T& get() const {
    return *static_cast<const T*>(slot(typeid(T), kType<T>));
  }
  /// For collect(): the value that T had in an earlier run and that holds no longer; null when there is none.
  template <class T>
  std::shared_ptr<const T> earlier() const {
    return std::static_pointer_cast<const T>(earlier_value(typeid(T), kType<T>));
  }
  /// Puts a fact in place before anybody asks: tests, and facts that come from outside (network answers).
  template <class T>
  void set(T fact) {
    put(typeid(T), std::make_shared<const T>(std::move(fact)));
  }

  /// The text of a file (symlinks followed inside the tree), at most Limits::blob_bytes; null when it cannot
  /// be read, is larger, or is binary: a note says so once. Small texts are kept and shared.
  FileText text(const Entry& entry) const;
  FileText text(std::string_view path) const;
  /// The same when it was read before and is still there, else null: for whoever can do without.
  FileText text_at_hand(const Entry& entry) const;

  /// Adds a note to the report; equal notes are kept once. Thread-safe.
  void note(Note::Kind kind, std::string_view path, std::string text) const;
  /// The same for notes of an earlier run that hold again: the ledger has them already.
  void add_notes(const std::vector<Note>& notes) const;
  /// All notes so far, sorted.
  std::vector<Note> notes() const;

 private:
  using Value = std::shared_ptr<const void>;
  /// What is done with facts of one type. The last three may be null.
  struct Type {
    Value (*collect)(const Facts&);
    Value (*make_default)();
    std::uint64_t (*digest)(const void* fact) = nullptr;
    void (*write)(const void* fact, const ByteSink& sink) = nullptr;
    Value (*restore)(std::string_view bytes,
                     const Facts&) = nullptr;  ///< null when the bytes are no such fact
  };
  template <class T>
  static constexpr Type type_of() {
    Type type{[](const Facts& facts) -> Value { return std::make_shared<const T>(T::collect(facts)); },
              []() -> Value { return std::make_shared<const T>(); }};
    if constexpr (requires(const T& fact) { fact.digest(); })
      type.digest = [](const void* fact) { return static_cast<const T*>(fact)->digest(); };
    if constexpr (requires(const T& fact) { T::members(fact); }) {
      type.write = [](const void* fact, const ByteSink& sink) {
        KeptFact<T>::write(*static_cast<const T*>(fact), sink);
      };
      type.restore = [](std::string_view bytes, const Facts& facts) -> Value {
        std::optional<T> fact = KeptFact<T>::restore(bytes, facts);
        return fact ? std::make_shared<const T>(std::move(*fact)) : nullptr;
      };
    }
    return type;
  }
  template <class T>
  static constexpr Type kType = type_of<T>();

  struct Slot;
  const void* slot(std::type_index name, const Type& type) const;
  Value earlier_value(std::type_index name, const Type& type) const;
  bool restore(Slot& slot, std::string_view name, const Type& type) const;
  template <class Kept>  // Ledger::Value
  Value value_of(const Kept& kept, const Type& type) const;
  void put(std::type_index type, std::shared_ptr<const void> fact);

  const Snapshot& snapshot_;
  Ledger* ledger_;
  std::unique_ptr<const Snapshot> watched_;
  const ScanOptions options_;
  const RuleSet& rules_;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace badgescan
