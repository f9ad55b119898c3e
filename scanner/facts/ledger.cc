// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/ledger.h"

#include <algorithm>
#include <functional>

namespace badgescan {
namespace {

thread_local Ledger::Frame* innermost = nullptr;

void tidy(std::vector<std::uint32_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// Writes down what is asked for. What every record of a state is kept by (remotes, branch, limits) needs no
/// entry; the commit is known to nobody who does not open the objects.
class WatchedSnapshot : public Snapshot {
 public:
  WatchedSnapshot(const Snapshot& inner, Ledger& ledger) : inner_(inner), ledger_(ledger) {}

  const SnapshotInfo& info() const override { return inner_.info(); }
  const Limits& limits() const override { return inner_.limits(); }
  const std::vector<Note>& notes() const override { return inner_.notes(); }
  std::span<const Entry> entries() const override {
    ledger_.list();
    return inner_.entries();
  }
  bool complete() const override {
    ledger_.list();
    return inner_.complete();
  }
  Result<std::uint64_t> size(const Entry& entry) const override {
    ledger_.read(entry);
    if (const std::optional<std::uint64_t> known = ledger_.size_of(entry)) return *known;
    const Result<std::uint64_t> size = inner_.size(entry);
    if (size)
      ledger_.measured(entry, *size);
    else
      ledger_.missed(entry);
    return size;
  }
  Result<std::string> read(const Entry& entry, std::uint64_t limit) const override {
    ledger_.read(entry);
    Result<std::string> text = inner_.read(entry, limit);
    if (!text) {  // too large it stays; a missing object may come
      const Result<std::uint64_t> size = inner_.size(entry);
      if (!size || *size <= limit) ledger_.missed(entry);
    }
    return text;
  }
  std::unique_ptr<ObjectStore> open_objects() const override {
    ledger_.look_back();
    return inner_.open_objects();
  }
  const std::vector<RefName>& tags() const override {
    ledger_.look_back();
    return inner_.tags();
  }
  const std::vector<RefName>& branches() const override {
    ledger_.look_back();
    return inner_.branches();
  }

 private:
  const Snapshot& inner_;
  Ledger& ledger_;
};

}  // namespace

Ledger::Ledger(const Snapshot& snapshot)
    : entries_(snapshot.entries()), files_(entries_.size()), kinds_(entries_.size()) {}

FileResults* Ledger::of(const Entry& entry) {
  const std::less<const Entry*> before;
  const bool ours =
      !entries_.empty() && !before(&entry, entries_.data()) && !before(&entries_.back(), &entry);
  return ours ? &files_[static_cast<std::size_t>(&entry - entries_.data())] : nullptr;
}

std::optional<std::uint64_t> Ledger::size_of(const Entry& entry) {
  const FileResults* known = of(entry);
  const std::lock_guard lock(files_mutex_);
  return known == nullptr ? std::nullopt : known->size;
}

void Ledger::measured(const Entry& entry, std::uint64_t size) {
  FileResults* known = of(entry);
  const std::lock_guard lock(files_mutex_);
  if (known != nullptr) known->size = size;
}

void Ledger::missed(const Entry& entry) {
  if (entry.mode == Mode::submodule) return;  // never here
  FileResults* known = of(entry);
  const std::lock_guard lock(files_mutex_);
  if (known != nullptr) known->missing = true;
}

std::uint32_t Ledger::add(Node node) {
  const std::lock_guard lock(mutex_);
  nodes_.push_back(std::move(node));
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

Ledger::Frame::Frame(Ledger& ledger, std::string name) : ledger_(ledger), outer_(innermost) {
  node_.name = std::move(name);
  innermost = this;
}

Ledger::Frame::~Frame() {
  if (open_) close();
}

std::uint32_t Ledger::Frame::close(std::optional<std::uint64_t> digest) {
  open_ = false;
  innermost = outer_;
  tidy(node_.files);
  tidy(node_.uses);
  node_.digest = digest;
  return ledger_.add(std::move(node_));
}

Ledger::Frame* Ledger::frame() {
  return innermost != nullptr && &innermost->ledger_ == this ? innermost : nullptr;
}

Ledger::Node* Ledger::page() {
  Frame* open = frame();
  if (open == nullptr) doubt();
  return open == nullptr ? nullptr : &open->node_;
}

void Ledger::read(const Entry& entry) {
  const FileResults* known = of(entry);
  Node* node = page();
  if (node != nullptr && known != nullptr)
    node->files.push_back(static_cast<std::uint32_t>(known - files_.data()));
}

void Ledger::list() {
  if (Node* node = page()) node->listing = true;
}

void Ledger::look_back() {
  if (Node* node = page()) node->history = true;
}

void Ledger::use(std::uint32_t node) {
  if (Frame* open = frame(); open != nullptr && node != kNoNode) open->node_.uses.push_back(node);
}

void Ledger::note(const Note& note) {
  if (Frame* open = frame()) open->node_.notes.push_back(note);
}

std::unique_ptr<Snapshot> keep_books(const Snapshot& inner, Ledger& ledger) {
  return std::make_unique<WatchedSnapshot>(inner, ledger);
}

}  // namespace badgescan
