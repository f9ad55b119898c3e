// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/ledger.h"

#include <algorithm>
#include <functional>
#include <set>

#include "scanner/base/digest.h"

namespace badgescan {
namespace {

thread_local Ledger::Frame* innermost = nullptr;

template <class T>
void tidy(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

/// Facts of two types may have the same bytes.
std::uint64_t digest_of(std::string_view name, const Ledger::Value& value) {
  Digest digest;
  digest.add(name);
  value.write([&digest](std::string_view part) { digest.append(part); });
  return digest.value();
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
  bool complete() const override { return inner_.complete(); }  // nothing holds unless it is
  const Entry* find(std::string_view path) const override {
    const Entry* found = inner_.find(path);
    ledger_.ask(Ledger::Question::About::path, path,
                Ledger::answer_of(std::span(&found, found == nullptr ? 0 : 1)));
    return found;
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

Ledger::Ledger(const Snapshot& snapshot, std::vector<FileResults> known)
    : entries_(snapshot.entries()),
      files_(std::move(known)),
      kinds_(entries_.size()),
      same_(entries_.size()) {
  files_.resize(entries_.size());
}

std::uint64_t Ledger::answer_of(std::span<const Entry* const> found) {
  Digest digest;
  for (const Entry* entry : found) {
    digest.add(entry->path);
    digest.add_numbers(entry->mode);
    if (entry->mode == Mode::submodule) digest.add(entry->id.hex());  // not read: it belongs to the listing
  }
  return digest.value();
}

std::optional<std::size_t> Ledger::place_of(const Entry& entry) const {
  const std::less<const Entry*> before;
  const bool ours =
      !entries_.empty() && !before(&entry, entries_.data()) && !before(&entries_.back(), &entry);
  return ours ? std::optional(static_cast<std::size_t>(&entry - entries_.data())) : std::nullopt;
}

FileResults* Ledger::of(const Entry& entry) {
  const std::optional<std::size_t> place = place_of(entry);
  return place ? &files_[*place] : nullptr;
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

void Ledger::Value::write(const ByteSink& sink) const {
  if (fact != nullptr)
    write_fact(fact.get(), sink);
  else if (bytes != nullptr)
    sink(*bytes);
}

Ledger::Value Ledger::value(std::uint64_t digest, std::string_view name) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = values_.find(digest); known != values_.end()) return known->second;
  }
  Value value;
  if (fetch_) value.bytes = fetch_(digest);
  if (value.bytes == nullptr || digest_of(name, value) != digest) return {};
  const std::lock_guard lock(mutex_);
  return values_.emplace(digest, std::move(value)).first->second;
}

Ledger::Result Ledger::newest(std::string_view name) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = nodes_.size(); i-- > 0;)
    if (nodes_[i].name == name) return {static_cast<std::uint32_t>(i), nodes_[i].digest};
  return {};
}

void Ledger::offer(std::uint32_t node) {
  const std::lock_guard lock(mutex_);
  if (nodes_[node].kept) offers_.insert_or_assign(nodes_[node].name, node);
}

void Ledger::remember(const Node& node) {
  const std::lock_guard lock(mutex_);
  if (node.kept && node.digest) remembered_.insert_or_assign(node.name, *node.digest);
}

std::optional<Ledger::Offer> Ledger::offered(std::string_view name) {
  std::uint32_t node = kNoNode;
  std::optional<std::uint64_t> digest;
  {
    const std::lock_guard lock(mutex_);
    const auto found = offers_.find(name);
    if (found == offers_.end()) return std::nullopt;
    node = found->second;
    digest = nodes_[node].digest;
  }
  if (!digest) return std::nullopt;
  Value known = value(*digest, name);
  if (known.fact == nullptr && known.bytes == nullptr) return std::nullopt;
  return Offer{node, std::move(known)};
}

Ledger::Value Ledger::remembered(std::string_view name) {
  std::uint64_t digest = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = remembered_.find(name);
    if (found == remembered_.end()) return {};
    digest = found->second;
  }
  return value(digest, name);
}

bool Ledger::is_same(const Entry& entry) const {
  const std::optional<std::size_t> at = place_of(entry);
  return at && same_[*at];
}

std::vector<Note> Ledger::notes_below(std::uint32_t node) {
  const std::lock_guard lock(mutex_);
  std::vector<Note> notes;
  std::set<std::uint32_t> seen{node};
  for (std::vector<std::uint32_t> open{node}; !open.empty();) {
    const Node& next = nodes_[open.back()];
    open.pop_back();
    notes.insert(notes.end(), next.notes.begin(), next.notes.end());
    for (const std::uint32_t use : next.uses)
      if (seen.insert(use).second) open.push_back(use);
  }
  return notes;
}

Ledger::Frame::Frame(Ledger& ledger, std::string name) : ledger_(ledger), outer_(innermost) {
  node_.name = std::move(name);
  innermost = this;
}

Ledger::Frame::~Frame() {
  if (open_) close();
}

void Ledger::Frame::keep(Value value) {
  node_.kept = true;
  node_.digest = digest_of(node_.name, value);
  const std::lock_guard lock(ledger_.mutex_);
  ledger_.values_.emplace(*node_.digest, std::move(value));
}

std::uint32_t Ledger::Frame::close() {
  open_ = false;
  innermost = outer_;
  tidy(node_.files);
  tidy(node_.uses);
  tidy(node_.questions);
  tidy(node_.selections);
  {
    const std::lock_guard lock(ledger_.mutex_);
    ledger_.fresh_.insert(node_.name);
  }
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
  const std::optional<std::size_t> place = place_of(entry);
  Node* node = page();
  if (node != nullptr && place) node->files.push_back(static_cast<std::uint32_t>(*place));
}

void Ledger::list() {
  if (Node* node = page()) node->listing = true;
}

void Ledger::ask(Question::About about, std::string_view key, std::uint64_t answer) {
  if (Node* node = page()) node->questions.push_back({about, std::string(key), answer});
}

void Ledger::select(std::string_view selection) {
  if (Node* node = page()) node->selections.emplace_back(selection);
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
