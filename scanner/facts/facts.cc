// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/facts.h"

#include <algorithm>
#include <exception>
#include <tuple>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/ledger.h"

namespace badgescan {
namespace {

constexpr std::size_t kKeptBytes = 24 << 20;  // of texts in all; larger scans read again instead of growing

}  // namespace

struct Facts::Slot {
  std::once_flag once;
  std::shared_ptr<const void> value;
  std::uint32_t node = Ledger::kNoNode;
};

struct Facts::State {
  std::mutex slots_mutex;
  std::unordered_map<std::type_index, std::unique_ptr<Slot>> slots;

  std::mutex texts_mutex;
  std::unordered_map<std::string_view, FileText> texts;  // keys are entry paths, which outlive this
  std::size_t kept_bytes = 0;

  std::mutex notes_mutex;
  std::vector<Note> notes;
};

Facts::Facts(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules, Ledger* ledger)
    : snapshot_(snapshot),
      ledger_(ledger),
      watched_(ledger == nullptr ? nullptr : keep_books(snapshot, *ledger)),
      options_(options),
      rules_(rules),
      state_(std::make_unique<State>()) {
  state_->notes = snapshot.notes();
}

Facts::~Facts() = default;

const void* Facts::slot(std::type_index name, const Type& type) const {
  Slot* slot = nullptr;
  {
    const std::lock_guard lock(state_->slots_mutex);
    auto& owned = state_->slots[name];
    if (owned == nullptr) owned = std::make_unique<Slot>();
    slot = owned.get();
  }
  std::call_once(slot->once, [&] {
    if (restore(*slot, name.name(), type)) return;
    std::optional<Ledger::Frame> frame;
    if (ledger_ != nullptr) frame.emplace(*ledger_, name.name());
    try {
      slot->value = type.collect(*this);
    } catch (const std::exception& error) {
      note(Note::Kind::unread, "", msg("a part of the evidence could not be worked out: {}", error.what()));
      slot->value = type.make_default();
    }
    if (!frame) return;
    if (type.digest != nullptr) frame->digest(type.digest(slot->value.get()));
    if (type.write != nullptr) frame->keep({slot->value, type.write, nullptr});
    slot->node = frame->close();
  });
  if (ledger_ != nullptr) ledger_->use(slot->node);
  return slot->value.get();
}

template <class Kept>
Facts::Value Facts::value_of(const Kept& kept, const Type& type) const {
  if (kept.fact != nullptr) return kept.fact;
  return kept.bytes == nullptr ? nullptr : type.restore(*kept.bytes, *this);
}

Facts::Value Facts::earlier_value(std::type_index name, const Type& type) const {
  return ledger_ == nullptr ? nullptr : value_of(ledger_->remembered(name.name()), type);
}

bool Facts::restore(Slot& slot, std::string_view name, const Type& type) const {
  if (ledger_ == nullptr || type.restore == nullptr) return false;
  const std::optional<Ledger::Offer> offer = ledger_->offered(name);
  if (!offer) return false;
  slot.value = value_of(offer->value, type);
  slot.node = offer->node;
  if (slot.value != nullptr) add_notes(ledger_->notes_below(offer->node));
  return slot.value != nullptr;
}

void Facts::put(std::type_index type, std::shared_ptr<const void> fact) {
  auto owned = std::make_unique<Slot>();
  std::call_once(owned->once, [&] { owned->value = std::move(fact); });
  const std::lock_guard lock(state_->slots_mutex);
  state_->slots[type] = std::move(owned);
}

FileText Facts::text(std::string_view path) const {
  const Entry* entry = snapshot().find(path);
  return entry == nullptr ? nullptr : text(*entry);
}

FileText Facts::text_at_hand(const Entry& entry) const {
  const std::lock_guard lock(state_->texts_mutex);
  const auto found = state_->texts.find(entry.path);
  return found == state_->texts.end() ? nullptr : found->second;
}

FileText Facts::text(const Entry& entry) const {
  if (ledger_ != nullptr) {
    ledger_->read(entry);
    const Entry* target = entry.mode == Mode::symlink ? resolve_symlink(snapshot(), entry) : nullptr;
    if (target != nullptr) ledger_->read(*target);
  }
  {
    const std::lock_guard lock(state_->texts_mutex);
    if (const auto found = state_->texts.find(entry.path); found != state_->texts.end()) return found->second;
  }
  FileText text;
  const Entry* target = resolve_symlink(snapshot_, entry);
  if (target == nullptr) {
    note(Note::Kind::info, entry.path, msg("the link leads nowhere inside the repository"));
  } else if (target->is_file()) {
    Result<std::string> content = snapshot_.read(*target, snapshot_.limits().blob_bytes);
    if (!content) {
      note(Note::Kind::unread, entry.path, content.error());
    } else if (!looks_binary(*content)) {
      text = std::make_shared<const std::string>(std::move(*content));
    }
  }
  const std::lock_guard lock(state_->texts_mutex);
  const std::size_t size = text == nullptr ? 0 : text->size();
  // A file that cannot be read is noted by everybody who asks, as each result keeps its own notes.
  if (text == nullptr && ledger_ != nullptr) return text;
  if (state_->kept_bytes + size <= kKeptBytes) {
    state_->kept_bytes += size;
    state_->texts.emplace(entry.path, text);
  }
  return text;
}

void Facts::note(Note::Kind kind, std::string_view path, std::string text) const {
  const Note note{kind, clean_utf8(path), clean_utf8(text)};
  if (ledger_ != nullptr) ledger_->note(note);
  add_notes({note});
}

void Facts::add_notes(const std::vector<Note>& notes) const {
  const std::lock_guard lock(state_->notes_mutex);
  std::vector<Note>& all = state_->notes;
  for (const Note& note : notes)
    if (std::find(all.begin(), all.end(), note) == all.end()) all.push_back(note);
}

std::vector<Note> Facts::notes() const {
  const std::lock_guard lock(state_->notes_mutex);
  std::vector<Note> sorted = state_->notes;
  std::sort(sorted.begin(), sorted.end(), [](const Note& a, const Note& b) {
    return std::tie(a.kind, a.path, a.text) < std::tie(b.kind, b.path, b.text);
  });
  return sorted;
}

}  // namespace badgescan
