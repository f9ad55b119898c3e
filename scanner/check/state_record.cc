// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/state_record.h"

#define XXH_INLINE_ALL  // header only: no library to link
#include <xxhash.h>

#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>

#include "scanner/base/digest.h"
#include "scanner/base/message.h"
#include "scanner/check/byte_stream.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

constexpr std::string_view kMagic = "badgescan state 1\n";

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

/// Names of formats are views of constants elsewhere; what is read needs a place of its own.
std::string_view kept_name(std::string_view name) {
  static std::mutex mutex;
  static std::set<std::string, std::less<>> names;
  const std::lock_guard lock(mutex);
  return *names.emplace(name).first;
}

// ---------------------------------------------------------------- writing

class Writer {
 public:
  std::string write(const StateRecord& record) {
    for (const std::string* key :
         {&record.keys.program, &record.keys.options, &record.keys.history, &record.keys.all})
      out_.text(*key);
    out_.number(record.complete);
    out_.number(record.classes);
    list(record.files, [this](const StateRecord::File& file) { write_file(file); });
    list(record.nodes, [this](const Ledger::Node& node) { write_node(node); });
    list(record.opinions, [this](const StateRecord::Opinion& opinion) {
      out_.text(opinion.detector);
      out_.number(opinion.node);
      list(opinion.findings, [this](const Finding& finding) { write_finding(finding); });
    });
    write_forge(record.forge);
    out_.number(record.forge_node);
    write_scan(record.scan);
    out_.number(record.scan_node);
    return out_.take();
  }

 private:
  template <class T, class F>
  void list(const std::vector<T>& items, F each) {
    out_.number(items.size());
    for (const T& item : items) each(item);
  }

  void write_file(const StateRecord::File& file) {
    out_.text(file.path);
    out_.raw(bytes_of(file.id));
    const FileResults& results = file.results;
    out_.number(static_cast<std::uint64_t>(file.mode));
    out_.number(file.kind);
    out_.number((results.size ? 1u : 0u) | (results.content ? 2u : 0u) | (results.head ? 4u : 0u) |
                (results.missing ? 8u : 0u));
    if (results.size) out_.number(*results.size);
    if (results.content) write_content(*results.content);
    if (results.head) {
      out_.number(static_cast<unsigned>(results.head->blank) | results.head->copyright * 2u |
                  results.head->owner_elsewhere * 4u);
      out_.text(results.head->licence);
    }
  }

  void write_content(const source::FileContent& content) {
    out_.number(static_cast<unsigned>(content.binary) | content.decoded * 2u | content.cut * 4u);
    out_.number(static_cast<std::uint64_t>(content.place));
    out_.number(static_cast<std::uint64_t>(content.language));
    out_.number(content.bytes);
    if (content.binary) {
      out_.number(static_cast<std::uint64_t>(content.format.kind));
      out_.text(content.format.name);
      return;
    }
    list(content.hits, [this](const source::FileHit& hit) {
      out_.number(hit.rule);
      out_.number(static_cast<std::uint64_t>(hit.line));
      out_.number(static_cast<std::uint64_t>(hit.verdict));
      out_.text(hit.excerpt);
    });
  }

  void write_node(const Ledger::Node& node) {
    out_.text(node.name);
    out_.number(static_cast<unsigned>(node.listing) | node.history * 2u | node.digest.has_value() * 4u);
    if (node.digest) out_.number(*node.digest);
    for (const auto* numbers : {&node.files, &node.uses})
      list(*numbers, [this](std::uint32_t number) { out_.number(number); });
    list(node.notes, [this](const Note& note) {
      out_.number(static_cast<std::uint64_t>(note.kind));
      out_.text(note.path);
      out_.text(note.text);
    });
  }

  void write_evidence(const Evidence& evidence) {
    for (const std::string* text :
         {&evidence.path, &evidence.excerpt, &evidence.commit, &evidence.url, &evidence.tool})
      out_.text(*text);
    out_.number(static_cast<std::uint64_t>(evidence.line));
    out_.number(static_cast<std::uint64_t>(evidence.last_line));
  }

  void write_finding(const Finding& finding) {
    for (const std::string* text :
         {&finding.criterion, &finding.justification, &finding.ask, &finding.detector})
      out_.text(*text);
    out_.number(static_cast<std::uint64_t>(finding.status));
    out_.number(static_cast<std::uint64_t>(finding.confidence));
    list(finding.evidence, [this](const Evidence& evidence) { write_evidence(evidence); });
  }

  void write_forge(const ForgeLocation& forge) {
    out_.number(static_cast<std::uint64_t>(forge.forge));
    for (const std::string* text : {&forge.host, &forge.owner, &forge.name, &forge.url}) out_.text(*text);
    out_.number(forge.local);
  }

  void write_scan(const SavedScan& scan) {
    out_.text(scan.repository);
    out_.text(scan.commit);
    for (const int percentage : scan.percentages) out_.number(static_cast<std::uint64_t>(percentage));
    for (const auto* level : {&scan.metal, &scan.baseline})
      out_.number(*level ? static_cast<std::uint64_t>(**level) + 1 : 0);
    out_.number(static_cast<std::uint64_t>(scan.score));
    out_.number(static_cast<std::uint64_t>(scan.tiered_percentage));
    out_.number(scan.incomplete);
    list(scan.answers, [this](const SavedAnswer& answer) {
      out_.text(answer.criterion);
      out_.number(static_cast<std::uint64_t>(answer.status));
      out_.number(static_cast<std::uint64_t>(answer.confidence));
      out_.text(answer.justification);
      list(answer.evidence, [this](const Evidence& evidence) { write_evidence(evidence); });
    });
  }

  ByteWriter out_;
};

// ---------------------------------------------------------------- reading

class Reader {
 public:
  explicit Reader(std::string_view bytes) : in_(bytes) {}

  bool read(StateRecord& record) {
    for (std::string* key :
         {&record.keys.program, &record.keys.options, &record.keys.history, &record.keys.all})
      *key = in_.text();
    record.complete = in_.flag();
    record.classes = in_.number();
    list(record.files, [this](StateRecord::File& file) { read_file(file); });
    files_ = record.files.size();
    list(record.nodes, [this](Ledger::Node& node) { read_node(node); });
    list(record.opinions, [this](StateRecord::Opinion& opinion) {
      opinion.detector = in_.text();
      opinion.node = in_.as<std::uint32_t>(nodes_);
      list(opinion.findings, [this](Finding& finding) { read_finding(finding); });
    });
    read_forge(record.forge);
    record.forge_node = in_.as<std::uint32_t>(nodes_);
    read_scan(record.scan);
    record.scan_node = in_.as<std::uint32_t>(nodes_);
    return in_.done();
  }

 private:
  template <class T, class F>
  void list(std::vector<T>& items, F each) {
    const std::size_t count = in_.count();
    for (std::size_t i = 0; i < count && in_.ok(); ++i) each(items.emplace_back());
  }

  void read_file(StateRecord::File& file) {
    file.path = in_.view();
    const std::string_view id = in_.raw(ObjectId::kSize);
    if (in_.ok()) std::memcpy(file.id.bytes.data(), id.data(), ObjectId::kSize);
    file.mode = in_.as<Mode>();
    file.kind = in_.as<std::uint8_t>(256);
    const unsigned known = in_.as<unsigned>(16);
    file.results.missing = (known & 8) != 0;
    if ((known & 1) != 0) file.results.size = in_.number();
    if ((known & 2) != 0) read_content(file.results.content.emplace());
    if ((known & 4) != 0) {
      HeadNotice& head = file.results.head.emplace();
      const unsigned flags = in_.as<unsigned>(8);
      head.blank = (flags & 1) != 0;
      head.copyright = (flags & 2) != 0;
      head.owner_elsewhere = (flags & 4) != 0;
      head.licence = in_.text();
    }
  }

  void read_content(source::FileContent& content) {
    const unsigned flags = in_.as<unsigned>(8);
    content.binary = (flags & 1) != 0;
    content.decoded = (flags & 2) != 0;
    content.cut = (flags & 4) != 0;
    content.place = in_.as<source::Place>(source::kPlaces);
    content.language = in_.as<source::Language>(static_cast<std::uint64_t>(source::Language::count_));
    content.bytes = in_.number();
    if (content.binary) {
      content.format.kind =
          in_.as<source::BinaryKind>(static_cast<std::uint64_t>(source::BinaryKind::unknown) + 1);
      content.format.name = kept_name(in_.view());
      return;
    }
    list(content.hits, [this](source::FileHit& hit) {
      hit.rule = in_.as<std::uint32_t>();
      hit.line = in_.as<int>();
      hit.verdict = in_.as<source::SecretVerdict>(16);
      hit.excerpt = in_.text();
    });
  }

  void read_node(Ledger::Node& node) {
    node.name = in_.text();
    const unsigned flags = in_.as<unsigned>(8);
    node.listing = (flags & 1) != 0;
    node.history = (flags & 2) != 0;
    if ((flags & 4) != 0) node.digest = in_.number();
    list(node.files, [this](std::uint32_t& file) { file = in_.as<std::uint32_t>(files_); });
    list(node.uses, [this](std::uint32_t& use) { use = in_.as<std::uint32_t>(nodes_); });
    ++nodes_;
    list(node.notes, [this](Note& note) {
      note.kind = in_.as<Note::Kind>(static_cast<std::uint64_t>(Note::Kind::warning) + 1);
      note.path = in_.text();
      note.text = in_.text();
    });
  }

  void read_evidence(Evidence& evidence) {
    for (std::string* text :
         {&evidence.path, &evidence.excerpt, &evidence.commit, &evidence.url, &evidence.tool})
      *text = in_.text();
    evidence.line = in_.as<int>();
    evidence.last_line = in_.as<int>();
  }

  void read_finding(Finding& finding) {
    for (std::string* text : {&finding.criterion, &finding.justification, &finding.ask, &finding.detector})
      *text = in_.text();
    finding.status = in_.as<Status>(4);
    finding.confidence = in_.as<Confidence>(6);
    list(finding.evidence, [this](Evidence& evidence) { read_evidence(evidence); });
  }

  void read_forge(ForgeLocation& forge) {
    forge.forge = in_.as<Forge>(static_cast<std::uint64_t>(Forge::savannah) + 1);
    for (std::string* text : {&forge.host, &forge.owner, &forge.name, &forge.url}) *text = in_.text();
    forge.local = in_.flag();
  }

  void read_scan(SavedScan& scan) {
    scan.repository = in_.text();
    scan.commit = in_.text();
    for (int& percentage : scan.percentages) percentage = in_.as<int>();
    for (auto* level : {&scan.metal, &scan.baseline}) {
      const std::uint64_t value = in_.below(kLevels.size() + 1);
      if (value > 0) *level = static_cast<Level>(value - 1);
    }
    scan.score = in_.as<int>();
    scan.tiered_percentage = in_.as<int>();
    scan.incomplete = in_.flag();
    list(scan.answers, [this](SavedAnswer& answer) {
      answer.criterion = in_.text();
      answer.status = in_.as<Status>(4);
      answer.confidence = in_.as<int>();
      answer.justification = in_.text();
      list(answer.evidence, [this](Evidence& evidence) { read_evidence(evidence); });
    });
  }

  ByteReader in_;
  std::size_t files_ = 0;
  std::uint32_t nodes_ = 0;  ///< read so far
};

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
  for (const Entry& entry : snapshot.entries()) {
    digest.add(entry.path);
    digest.add(bytes_of(entry.id));
    digest.add_numbers(entry.mode);
  }
  keys.all = digest.hex();
  return keys;
}

std::string write_record(const StateRecord& record) {
  const std::string payload = Writer().write(record);
  const std::uint64_t check = XXH3_64bits(payload.data(), payload.size());
  std::string out(kMagic);
  out.append(reinterpret_cast<const char*>(&check), sizeof check);
  return out + payload;
}

std::optional<StateRecord> read_record(std::string bytes) {
  StateRecord record;
  auto kept = std::make_shared<const std::string>(std::move(bytes));
  std::string_view payload = *kept;
  std::uint64_t check = 0;
  if (!payload.starts_with(kMagic) || payload.size() < kMagic.size() + sizeof check) return std::nullopt;
  std::memcpy(&check, payload.data() + kMagic.size(), sizeof check);
  payload.remove_prefix(kMagic.size() + sizeof check);
  if (XXH3_64bits(payload.data(), payload.size()) != check || !Reader(payload).read(record))
    return std::nullopt;
  record.bytes = std::move(kept);
  return record;
}

}  // namespace badgescan
