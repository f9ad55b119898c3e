// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See object_builder.h.
#include "tests/support/object_builder.h"

#include <array>
#include <bit>

#include "scanner/base/text.h"

namespace badgescan::test {

ObjectId sha1(std::string_view text) {
  std::array<std::uint32_t, 5> h{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  std::string padded(text);
  padded += '\x80';
  while (padded.size() % 64 != 56) padded += '\0';
  const std::uint64_t bits = std::uint64_t{text.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) padded += static_cast<char>(bits >> shift);
  for (std::size_t block = 0; block < padded.size(); block += 64) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 64; ++i) {
      w[i / 4] = w[i / 4] << 8 | static_cast<unsigned char>(padded[block + i]);
    }
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = h;
    for (std::size_t i = 0; i < 80; ++i) {
      const std::uint32_t f = i < 20   ? (b & c) | (~b & d)
                              : i < 40 ? b ^ c ^ d
                              : i < 60 ? (b & c) | (b & d) | (c & d)
                                       : b ^ c ^ d;
      constexpr std::array<std::uint32_t, 4> kRound{0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
      const std::uint32_t next = std::rotl(a, 5) + f + e + kRound[i / 20] + w[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e};
  }
  ObjectId id;
  for (std::size_t i = 0; i < 20; ++i) id.bytes[i] = static_cast<std::uint8_t>(h[i / 4] >> (24 - i % 4 * 8));
  return id;
}

namespace {

std::string_view type_name(ObjectType type) {
  switch (type) {
    case ObjectType::commit:
      return "commit";
    case ObjectType::tree:
      return "tree";
    case ObjectType::blob:
      return "blob";
    case ObjectType::tag:
      return "tag";
  }
  return "";
}

class MapStore : public ObjectStore {
 public:
  explicit MapStore(std::shared_ptr<const std::map<ObjectId, ObjectData>> objects)
      : objects_(std::move(objects)) {}
  Result<ObjectHeader> header(const ObjectId& id) override {
    const auto found = objects_->find(id);
    if (found == objects_->end()) return Error{"object " + id.hex() + " is missing"};
    return ObjectHeader{found->second.type(), found->second.content().size()};
  }
  Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) override {
    const auto found = objects_->find(id);
    if (found == objects_->end()) return Error{"object " + id.hex() + " is missing"};
    if (found->second.content().size() > limit) return Error{"object " + id.hex() + " is too large"};
    return ObjectData(found->second.type(), std::string(found->second.content()));
  }

 private:
  std::shared_ptr<const std::map<ObjectId, ObjectData>> objects_;
};

}  // namespace

ObjectId ObjectBuilder::add(ObjectType type, std::string content) {
  std::string text(type_name(type));
  text += ' ' + std::to_string(content.size()) + '\0' + content;
  const ObjectId id = sha1(text);
  objects_->insert_or_assign(id, ObjectData(type, std::move(content)));
  return id;
}

ObjectId ObjectBuilder::tree(const std::map<std::string, std::string>& files) {
  // Keyed as git sorts: a folder's name counts as if it ended with '/'.
  std::map<std::string, std::pair<std::string, ObjectId>> entries;
  std::map<std::string, std::map<std::string, std::string>> folders;
  for (const auto& [path, content] : files) {
    const std::size_t slash = path.find('/');
    if (slash == std::string::npos) {
      entries[path] = {"100644 " + path, blob(content)};
    } else {
      folders[path.substr(0, slash)][path.substr(slash + 1)] = content;
    }
  }
  for (const auto& [name, inside] : folders) entries[name + "/"] = {"40000 " + name, tree(inside)};
  std::string content;
  for (const auto& [key, entry] : entries) {
    content += entry.first + '\0';
    content.append(reinterpret_cast<const char*>(entry.second.bytes.data()), ObjectId::kSize);
  }
  return add(ObjectType::tree, std::move(content));
}

ObjectId ObjectBuilder::commit(const CommitSpec& spec) {
  std::string text = "tree " + tree(spec.files).hex() + "\n";
  for (const ObjectId& parent : spec.parents) text += "parent " + parent.hex() + "\n";
  const std::int64_t author_time = spec.author_time == 0 ? spec.time : spec.author_time;
  const std::string& committer = spec.committer.empty() ? spec.author : spec.committer;
  text += "author " + spec.author + " " + std::to_string(author_time) + " +0000\n";
  text += "committer " + committer + " " + std::to_string(spec.time) + " +0000\n";
  text += spec.headers + "\n" + spec.message;
  if (!text.ends_with('\n')) text += '\n';
  return add(ObjectType::commit, std::move(text));
}

ObjectId ObjectBuilder::tag(const TagSpec& spec) {
  std::string text = "object " + spec.target.hex() + "\ntype commit\ntag " + spec.name + "\n";
  text += "tagger " + spec.tagger + " " + std::to_string(spec.time) + " +0000\n\n" + spec.message + "\n" +
          spec.signature;
  return add(ObjectType::tag, std::move(text));
}

std::unique_ptr<ObjectStore> ObjectBuilder::store() const { return std::make_unique<MapStore>(objects_); }

std::vector<ObjectId> ObjectBuilder::line(std::size_t count, std::int64_t last_time, std::int64_t step,
                                          CommitSpec spec) {
  std::vector<ObjectId> out;
  const std::string message = spec.message;
  for (std::size_t i = 0; i < count; ++i) {
    spec.message = replace_all(message, "{}", std::to_string(i));
    spec.time = last_time - static_cast<std::int64_t>(count - 1 - i) * step;
    if (!out.empty()) spec.parents = {out.back()};
    out.push_back(commit(spec));
  }
  return out;
}

}  // namespace badgescan::test
