// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Snapshots with a synthetic history, for the tests of detectors that read history.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/object_builder.h"
#include "tests/support/test.h"

namespace badgescan::test {

inline constexpr std::int64_t kDay = 86'400;
inline const std::string kAnn = "Ann Author <ann@intel.com>";
inline const std::string kBob = "Bob Builder <bob@redhat.com>";
inline const std::string kBot = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>";

/// A growing history over files in memory.
class Story {
 public:
  explicit Story(std::vector<MemoryFile> files = {{"README.md", "# Thing\n\nIt does things.\n"}})
      : snapshot_(std::move(files)) {
    snapshot_.remote("https://github.com/o/thing.git");
  }
  /// Adds one commit on the main line `days` before kNow. `touch` are files that get new content.
  Story& commit(std::int64_t days, const std::string& message = "Change it", const std::string& author = kAnn,
                const std::vector<std::string>& touch = {"src/a.c"}, const std::string& committer = {}) {
    for (const std::string& path : touch) files_[path] = std::to_string(++counter_);
    head_ = git_.commit({.message = message,
                         .parents = has_head_ ? std::vector{head_} : std::vector<ObjectId>{},
                         .author = author,
                         .committer = committer,
                         .time = kNow - days * kDay + counter_,
                         .files = files_});
    has_head_ = true;
    ids_.push_back(head_);
    return *this;
  }
  /// `count` commits, one a day, the last `days` before kNow.
  Story& commits(std::size_t count, std::int64_t days, const std::string& message = "Change it",
                 const std::string& author = kAnn, const std::vector<std::string>& touch = {"src/a.c"},
                 const std::string& committer = {}) {
    for (std::size_t i = 0; i < count; ++i) {
      commit(days + static_cast<std::int64_t>(count - 1 - i), message, author, touch, committer);
    }
    return *this;
  }
  /// A merge of `side` commits by `author` into the main line.
  Story& merge(std::size_t side, std::int64_t days, const std::string& author, const std::string& merger) {
    const ObjectId main = head_;
    ObjectId tip = main;
    for (std::size_t i = 0; i < side; ++i) {
      files_["src/side.c"] = std::to_string(++counter_);
      tip = git_.commit({.message = "Side",
                         .parents = {tip},
                         .author = author,
                         .time = kNow - days * kDay + counter_,
                         .files = files_});
    }
    head_ = git_.commit({.message = "Merge pull request #7 from x/y",
                         .parents = {main, tip},
                         .author = merger,
                         .time = kNow - days * kDay + ++counter_,
                         .files = files_});
    return *this;
  }
  Story& tag(const std::string& name, std::int64_t days, const std::string& signature = {}) {
    snapshot_.tag(
        name, git_.tag({.name = name, .target = head_, .time = kNow - days * kDay, .signature = signature}));
    return *this;
  }
  Story& light(const std::string& name) {
    snapshot_.tag(name, head_);
    return *this;
  }
  Story& shallow() {
    shallow_ = true;
    return *this;
  }
  ObjectBuilder& git() { return git_; }
  const ObjectId& head() const { return head_; }

  const MemorySnapshot& done() {
    git_.into(snapshot_, head_);
    if (shallow_) {
      snapshot_.info_.shallow = true;
      snapshot_.info_.shallow_roots = {ids_.front()};
    }
    return snapshot_;
  }
  std::string run(std::string_view detector) { return test::run(detector, done()); }
  std::vector<Finding> findings(std::string_view detector) { return test::findings(detector, done()); }
  /// The justification of one criterion.
  std::string says(std::string_view detector, std::string_view criterion) {
    for (const Finding& finding : findings(detector)) {
      if (finding.criterion == criterion) return finding.justification;
    }
    return {};
  }

 private:
  MemorySnapshot snapshot_;
  ObjectBuilder git_;
  std::map<std::string, std::string> files_;
  std::vector<ObjectId> ids_;
  ObjectId head_;
  bool has_head_ = false;
  bool shallow_ = false;
  int counter_ = 0;
};

/// A story over these files.
inline Story over(std::initializer_list<MemoryFile> files) { return Story(std::vector<MemoryFile>(files)); }

/// "criterion status/confidence" without the evidence, as far as `run` prints it.
inline std::string bare(const std::string& text) {
  std::string out;
  std::size_t word = 0;  // of the current finding
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "; ") == 0) {
      out += "; ";
      word = 0;
      ++i;
    } else {
      word += text[i] == ' ' ? 1 : 0;
      if (word < 2) out += text[i];
    }
  }
  return out;
}

}  // namespace badgescan::test
