// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/state_record.h"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "scanner/base/archive.h"
#include "scanner/base/digest.h"
#include "scanner/base/message.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

constexpr std::size_t kPart = 1 << 14;
constexpr std::string_view kMagic = "badgescan state 5\n";

std::string_view bytes_of(const ObjectId& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), ObjectId::kSize};
}

/// A program that was built anew may judge differently under the same version.
void add_program(Digest& digest) {
  std::error_code error;
  const std::filesystem::path self = "/proc/self/exe";
  digest.add(kToolVersion);
  digest.add_numbers(std::filesystem::file_size(self, error),
                     std::filesystem::last_write_time(self, error).time_since_epoch().count());
}

/// Numbers of files and nodes point to such.
bool fits_together(const StateRecord& record) {
  if (!record.whole()) return record.files.empty() && record.opinions.empty();
  const auto below = [](std::size_t end) { return [end](std::uint32_t number) { return number < end; }; };
  if (record.kinds.size() != record.files.size() || record.results.size() != record.files.size())
    return false;
  for (std::size_t i = 0; i < record.nodes.size(); ++i) {
    const Ledger::Node& node = record.nodes[i];
    if (!std::all_of(node.files.begin(), node.files.end(), below(record.files.size())) ||
        !std::all_of(node.uses.begin(), node.uses.end(), below(i)))
      return false;
  }
  const auto is_node = below(record.nodes.size());
  return is_node(record.forge_node) && is_node(record.scan_node) &&
         std::all_of(record.opinions.begin(), record.opinions.end(),
                     [&](const StateRecord::Opinion& opinion) { return is_node(opinion.node); });
}

}  // namespace

StateKeys StateKeys::of(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules) {
  const SnapshotInfo& info = snapshot.info();
  const Limits& limits = snapshot.limits();
  StateKeys keys;
  {
    Digest digest;
    add_program(digest);
    digest.add(rules.fingerprint());
    digest.add(message_language());
    digest.add_numbers(limits.blob_bytes, limits.files, limits.depth, limits.commits, limits.tags,
                       limits.scan_bytes);
    keys.program = digest.hex().substr(0, 16);
  }
  {
    Digest digest;
    digest.add(info.path);  // how the report calls the repository
    digest.add(options.repo_url);
    digest.add_numbers(options.now, options.since, options.search_history_for_secrets, options.ignore_claims,
                       info.shallow, info.partial);
    digest.add(info.branch);
    for (const RemoteUrl& remote : info.remotes) {
      digest.add(remote.name);
      digest.add(remote.url);
    }
    keys.options = digest.hex();
  }
  {
    Digest digest;
    digest.add(bytes_of(info.commit));
    for (const ObjectId& root : info.shallow_roots) digest.add(bytes_of(root));
    for (const auto* refs : {&snapshot.tags(), &snapshot.branches()}) {
      digest.add_numbers(refs->size());
      for (const RefName& ref : *refs) {
        digest.add(ref.name);
        digest.add(bytes_of(ref.id));
      }
    }
    keys.history = digest.hex();
  }
  Digest digest;
  for (const std::string* part : {&keys.program, &keys.options, &keys.history}) digest.add(*part);
  digest.add_numbers(info.source == Source::revision, snapshot.complete());
  std::string part;  // many small pieces would cost more than all their bytes
  for (const Entry& entry : snapshot.entries()) {
    part.append(entry.path).append(1, '\0').append(bytes_of(entry.id));
    part.append(1, static_cast<char>(entry.mode));
    if (part.size() < kPart) continue;
    digest.add(part);
    part.clear();
  }
  digest.add(part);
  keys.all = digest.hex();
  return keys;
}

StateRecord StateRecord::answers() const {
  StateRecord out;
  out.keys = keys;
  out.complete = complete;
  out.scan = scan;
  return out;
}

void write_record(const StateRecord& record, const ByteSink& sink) {
  sink(kMagic);
  Digest check;
  write_bytes(record, [&](std::string_view part) {
    check.append(part);
    sink(part);
  });
  const std::uint64_t value = check.value();
  sink({reinterpret_cast<const char*>(&value), sizeof value});
}

std::optional<StateRecord> read_record(std::string bytes) {
  auto kept = std::make_shared<const std::string>(std::move(bytes));
  std::string_view payload = *kept;
  std::uint64_t value = 0;
  if (!payload.starts_with(kMagic) || payload.size() < kMagic.size() + sizeof value) return std::nullopt;
  std::memcpy(&value, payload.data() + payload.size() - sizeof value, sizeof value);
  payload.remove_prefix(kMagic.size());
  payload.remove_suffix(sizeof value);
  Digest check;
  check.append(payload);
  if (check.value() != value) return std::nullopt;
  std::optional<StateRecord> record = from_bytes<StateRecord>(payload);
  if (!record || !fits_together(*record)) return std::nullopt;
  record->owned.push_back(std::move(kept));
  return record;
}

}  // namespace badgescan
