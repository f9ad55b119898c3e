// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Everything worth keeping of a state that was judged: its answers, what each of them was worked out from,
// and the results that depend on single files. Another state of the repository is judged with its help.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/check/saved.h"
#include "scanner/facts/ledger.h"
#include "scanner/facts/project.h"

namespace badgescan {

/// What a state's answers depend on, besides the files.
struct StateKeys {
  std::string program;  ///< rules, language, limits, the program itself: nothing holds when it differs
  std::string options;  ///< options, remotes, branch, the time: no answer holds when it differs
  std::string history;  ///< commit, references
  std::string all;      ///< with all of the above and the listing: the same answers

  static StateKeys of(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules);
};

struct StateRecord {
  struct Opinion {
    std::string detector;
    std::uint32_t node = Ledger::kNoNode;
    std::vector<Finding> findings;
  };

  StateKeys keys;
  /// The listing was complete, everything that was looked at was written down, and nothing of it will be
  /// found otherwise another time (missing objects, limits of time): the answers may be used again.
  bool complete = false;
  std::uint64_t classes = 0;         ///< TreeIndex::digest(): places and kinds hold while it is the same
  std::vector<Entry> files;          ///< their paths point into `owned`, or into the snapshot
  std::vector<std::uint8_t> kinds;   ///< by file, as in the Ledger
  std::vector<FileResults> results;  ///< by file
  std::vector<Ledger::Node> nodes;   ///< a node uses only earlier ones
  std::vector<Opinion> opinions;
  ForgeLocation forge;
  std::uint32_t forge_node = Ledger::kNoNode;
  SavedScan scan;
  std::uint32_t scan_node = Ledger::kNoNode;  ///< what it was worked out from, besides the opinions

  std::vector<std::shared_ptr<const std::string>> owned;  ///< what views point into
  Ledger::Values values;  ///< of facts, as far as they are known; the nodes name them

  /// Of a state that is followed by another one the answers alone are kept: nothing points to a node.
  bool whole() const { return !nodes.empty(); }
  StateRecord answers() const;

  /// See base/archive.h.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.keys, self.complete, self.classes, self.files, self.kinds, self.results, self.nodes,
                    self.opinions, self.forge, self.forge_node, self.scan, self.scan_node);
  }
};

void write_record(const StateRecord& record, const ByteSink& sink);
/// Nothing when the bytes are damaged or from another program.
std::optional<StateRecord> read_record(std::string bytes);

}  // namespace badgescan
