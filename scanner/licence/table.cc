// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/table.h"

#include <algorithm>
#include <stdexcept>

#include "scanner/base/text.h"
#include "scanner/rules/embedded.h"

namespace badgescan::licence {
namespace {

/// Reads the numbers of the table; past the end everything is 0 and failed() holds.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}

  std::uint32_t next() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (at_ >= bytes_.size()) break;
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= (byte & 0x7fU) << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }
  bool failed() const { return failed_; }
  bool at_end() const { return at_ == bytes_.size(); }
  std::size_t left() const { return bytes_.size() - at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

constexpr std::string_view kMagic = "BLT1";

SpdxId parse_row(std::string_view line) {
  const std::vector<std::string_view> fields = split(line, '\t');
  SpdxId row;
  row.id = fields[0];
  const std::string_view flags = fields.size() > 1 ? fields[1] : std::string_view{};
  row.name = fields.size() > 2 ? fields[2] : std::string_view{};
  const auto has = [&](char flag) { return flags.find(flag) != std::string_view::npos; };
  row.exception = has('X');
  row.osi = has('O');
  row.fsf = has('F');
  row.fsf_not = has('N');
  row.permissive = has('P');
  row.deprecated = has('D');
  return row;
}

std::string_view embedded(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == name) return file.content;
  return {};
}

bool less_ignoring_case(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return to_lower(x) < to_lower(y); });
}

}  // namespace

Result<Spdx> Spdx::unpack(std::string_view table, std::string_view ids) {
  Spdx out;
  for (const std::string_view line : split_lines(ids)) {
    if (line.empty() || line[0] == '#') {
      if (line.starts_with("# made ")) out.source_ = line.substr(2);
      continue;
    }
    out.ids_.push_back(parse_row(line));
  }
  for (std::size_t i = 0; i < out.ids_.size(); i++) out.by_id_.push_back(static_cast<std::uint16_t>(i));
  std::sort(out.by_id_.begin(), out.by_id_.end(),
            [&](auto a, auto b) { return less_ignoring_case(out.ids_[a].id, out.ids_[b].id); });

  if (!table.starts_with(kMagic)) return Error{"the licence table has no valid head"};
  Numbers in(table.substr(kMagic.size()));
  const std::uint32_t texts = in.next();
  if (texts > 0x7fff || texts > in.left()) return Error{"the licence table names too many texts"};
  for (std::uint32_t t = 0; t < texts && !in.failed(); t++) {
    TableText text;
    text.header = in.next() != 0;
    text.level = static_cast<std::uint8_t>(in.next() & 31);
    text.core = in.next();
    text.words = in.next();
    const std::uint32_t rows = in.next();
    for (std::uint32_t r = 0; r < rows && !in.failed(); r++) {
      const std::uint32_t row = in.next();
      if (row >= out.ids_.size()) return Error{"the licence table names an id that the list lacks"};
      text.ids.push_back(static_cast<std::uint16_t>(row));
    }
    if (text.ids.empty()) return Error{"the licence table holds a text without an id"};
    out.texts_.push_back(std::move(text));
  }
  const std::uint32_t keys = in.next();
  if (keys > in.left()) return Error{"the licence table is cut off"};
  out.keys_.reserve(keys + 1);
  out.buckets_.assign((1U << (28 - kBucketShift)) + 1, 0);
  out.postings_.reserve(in.left());
  std::uint32_t key = 0;
  for (std::uint32_t k = 0; k < keys; k++) {
    key += in.next();
    if (key >> 28) return Error{"the licence table holds a key out of range"};
    out.keys_.push_back({key, static_cast<std::uint32_t>(out.postings_.size())});
    out.buckets_[(key >> kBucketShift) + 1]++;
    const std::uint32_t count = in.next();
    std::uint32_t posting = 0;
    for (std::uint32_t p = 0; p < count; p++) {
      posting += in.next();
      if (in.failed() || posting >= 2 * texts) return Error{"the licence table holds a bad posting"};
      out.postings_.push_back(static_cast<Posting>(posting));
    }
  }
  out.keys_.push_back({0, static_cast<std::uint32_t>(out.postings_.size())});
  for (std::size_t b = 1; b < out.buckets_.size(); b++) out.buckets_[b] += out.buckets_[b - 1];
  if (in.failed() || !in.at_end()) return Error{"the licence table is cut off or too long"};
  return out;
}

const Spdx& Spdx::get() {
  static const Spdx* const list = [] {
    Result<Spdx> unpacked = unpack(embedded("licences/spdx_table.bin"), embedded("licences/spdx.tsv"));
    // Built into the program: damage here is a mistake of the build that every test finds.
    if (!unpacked) throw std::logic_error("licence table: " + unpacked.error());
    return new Spdx(std::move(*unpacked));
  }();
  return *list;
}

const SpdxId* Spdx::find(std::string_view id) const {
  const auto at = std::lower_bound(
      by_id_.begin(), by_id_.end(), id,
      [&](std::uint16_t row, std::string_view want) { return less_ignoring_case(ids_[row].id, want); });
  return at != by_id_.end() && equals_ignoring_case(ids_[*at].id, id) ? &ids_[*at] : nullptr;
}

}  // namespace badgescan::licence
