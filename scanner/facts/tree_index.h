// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The paths of the snapshot by name, folder and extension, and what kind of content each is.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/ledger.h"
#include "scanner/facts/path_rules.h"

namespace badgescan {

/// It lies in a folder, or has a name, that begins with a dot.
bool is_hidden(std::string_view path);

/// How a path counts. One path may be several at once (a vendored test).
struct PathClass {
  bool vendored = false;   ///< somebody else's code: vendor/, third_party/, node_modules/, linguist-vendored
  bool generated = false;  ///< written by a tool: *.min.js, *.pb.go, lock files, linguist-generated
  bool test = false;       ///< test code by folder or name
  bool test_data = false;  ///< fixtures, corpora, testdata/: never speaks for the project
  bool documentation = false;  ///< docs/ and prose
  bool example = false;        ///< examples/, samples/, demo/
  bool stand_in =
      false;  ///< vendored: a function of systems that is copied for those which lack it (getopt.c)

  std::uint8_t bits() const;
  static PathClass of(std::uint8_t bits);

  /// The project's own, hand-written files (code, tests, documents).
  bool own() const { return !vendored && !generated && !test_data; }
  /// The project's own code that users run: neither tests nor examples nor prose.
  bool shipped() const { return own() && !test && !example && !documentation; }
};

class TreeIndex {
 public:
  static TreeIndex collect(const Facts& facts);

  /// Entries whose file name equals `name` ignoring case, nearest to the root first, then by path.
  std::vector<const Entry*> named(std::string_view name) const;
  /// Entries directly in `folder` ("" = root), ignoring case, in path order.
  std::vector<const Entry*> in_folder(std::string_view folder) const;
  /// Entries in or below `folder`, ignoring case, in path order.
  std::vector<const Entry*> below(std::string_view folder) const;
  /// Entries by lower-case extension without the dot ("md"), in path order.
  std::vector<const Entry*> with_extension(std::string_view extension) const;
  /// Some file lies in or below this folder, ignoring case.
  bool has_folder(std::string_view folder) const;

  /// By path alone; .gitattributes files of the tree are honoured.
  PathClass classify(std::string_view path) const;
  /// The same; of the snapshot's own entries each is worked out once.
  PathClass classify(const Entry& entry) const;

  /// Of all that decides how a path counts, besides the path itself and the rules. What is looked up is
  /// written into the ledger, lookup by lookup.
  std::uint64_t digest() const;
  /// What a lookup would answer now.
  std::uint64_t answer(const Ledger::Question& question) const;

  /// Nothing was cut or unreadable: absence is evidence.
  bool complete() const { return complete_; }

 private:
  struct Attribute {
    std::string folder;   ///< where the .gitattributes lies, "" or with a trailing '/'
    std::string pattern;  ///< as written
    enum class What { vendored, generated, documentation } what;
    bool value;
  };
  using Map = std::unordered_map<std::string, std::vector<const Entry*>>;

  void add_entries();
  void add_folder(std::string folder);
  PathClass kind_of_folder(std::string_view path) const;
  void find_copies();
  void find_copied_packages();
  void read_attributes(const Facts& facts, const Entry& entry);
  void apply_attributes(std::string_view path, PathClass& out) const;
  std::size_t slot_of(std::string_view name) const;
  std::vector<const Entry*> by_depth(std::string_view name) const;
  std::vector<const Entry*> all_below(std::string_view folder) const;
  bool is_folder(std::string_view folder) const;
  using About = Ledger::Question::About;
  std::vector<const Entry*> find(About about, std::string_view key) const;
  std::vector<const Entry*> ask(About about, std::string_view key) const;
  static std::vector<const Entry*> lookup(const Map& map, std::string_view key);

  /// Names are too many for lists of their own: the first file by a digest of its name, and the next one of
  /// each, numbered from 1.
  std::vector<std::uint32_t> first_named_, next_named_;
  Map by_folder_, by_extension_;
  std::unordered_map<std::string, std::vector<std::string>> subfolders_;  ///< direct ones, lower case
  std::map<std::string, PathClass, std::less<>> folders_;                 ///< as spelt, what they say
  std::vector<Attribute> attributes_;
  std::vector<std::string> copies_;  ///< folders, with a trailing '/'
  std::shared_ptr<const PathRules> rules_;
  Ledger* ledger_ = nullptr;
  std::span<const Entry> entries_;
  std::shared_ptr<std::vector<std::uint8_t>> own_kinds_;
  std::vector<std::uint8_t>* kinds_ = nullptr;  ///< by entry; own_kinds_, or the ledger's
  bool complete_ = true;
};

}  // namespace badgescan
