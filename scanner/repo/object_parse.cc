// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/object_parse.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace badgescan {
namespace {

/// 0–15, or 255. A table: hex digits are most of what is parsed of a commit.
constexpr auto kHexValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(255);
  for (std::uint8_t i = 0; i < 10; ++i) values[static_cast<std::size_t>('0') + i] = i;
  for (std::uint8_t i = 0; i < 6; ++i) {
    values[static_cast<std::size_t>('a') + i] = values[static_cast<std::size_t>('A') + i] =
        static_cast<std::uint8_t>(10 + i);
  }
  return values;
}();

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::int64_t read_integer(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int read_offset(std::string_view text) {
  if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return 0;
  const std::int64_t digits = read_integer(text.substr(1));
  const int minutes = static_cast<int>(digits / 100 * 60 + digits % 100);
  return text[0] == '-' ? -minutes : minutes;
}

/// "Name <mail> 1700000000 +0100"; git itself reads from the right, because names may hold anything.
RawSignatureLine parse_person(std::string_view line) {
  RawSignatureLine person;
  const std::size_t close = line.rfind('>');
  const std::size_t open = close == std::string_view::npos ? close : line.rfind('<', close);
  if (open == std::string_view::npos) {
    person.name = trimmed(line);
    return person;
  }
  person.name = trimmed(line.substr(0, open));
  person.mail = trimmed(line.substr(open + 1, close - open - 1));
  std::string_view date = trimmed(line.substr(close + 1));
  const std::size_t space = date.find(' ');
  person.seconds = read_integer(date.substr(0, space));
  if (space != std::string_view::npos) person.offset_minutes = read_offset(date.substr(space + 1));
  return person;
}

/// Walks the header lines of a commit or tag; continuation lines (leading space) belong to the header before
/// them.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view content) : rest_(content) {}

  /// False at the blank line before the message, or at the end.
  bool next(std::string_view& key, std::string_view& value) {
    if (rest_.empty()) return false;
    if (rest_.front() == '\n') {
      rest_.remove_prefix(1);
      return false;
    }
    std::size_t end = line_end(0);
    const std::size_t first_end = end;
    while (end + 1 < rest_.size() && rest_[end] == '\n' && rest_[end + 1] == ' ') end = line_end(end + 1);
    const std::size_t space = rest_.substr(0, first_end).find(' ');
    key = rest_.substr(0, std::min(space, first_end));
    value = space == std::string_view::npos ? std::string_view{} : rest_.substr(space + 1, end - space - 1);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return true;
  }

  std::string_view message() const { return rest_; }

 private:
  std::size_t line_end(std::size_t from) const { return std::min(rest_.find('\n', from), rest_.size()); }

  std::string_view rest_;
};

}  // namespace

std::string ObjectId::hex() const {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * kSize);
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::optional<ObjectId> ObjectId::from_hex(std::string_view hex) {
  if (hex.size() != 2 * kSize) return std::nullopt;
  ObjectId id;
  unsigned odd = 0;
  for (std::size_t i = 0; i < kSize; ++i) {
    const unsigned high = kHexValues[static_cast<unsigned char>(hex[2 * i])];
    const unsigned low = kHexValues[static_cast<unsigned char>(hex[2 * i + 1])];
    odd |= (high | low) & 0xF0;
    id.bytes[i] = static_cast<std::uint8_t>(high << 4 | (low & 15));
  }
  if (odd != 0) return std::nullopt;
  return id;
}

std::optional<ObjectId> ObjectId::from_bytes(std::string_view raw) {
  if (raw.size() != kSize) return std::nullopt;
  ObjectId id;
  std::memcpy(id.bytes.data(), raw.data(), kSize);
  return id;
}

Result<RawCommit> parse_commit(std::string_view content) {
  RawCommit commit;
  bool tree = false;
  HeaderReader headers(content);
  for (std::string_view key, value; headers.next(key, value);) {
    if (key == "tree" && !tree) {
      const auto id = ObjectId::from_hex(value);
      if (!id) return Error{"the tree line of the commit is malformed"};
      commit.tree = *id;
      tree = true;
    } else if (key == "parent") {
      const auto id = ObjectId::from_hex(value);
      if (!id) return Error{"a parent line of the commit is malformed"};
      commit.parents.push_back(*id);
    } else if (key == "author") {
      commit.author = parse_person(value);
    } else if (key == "committer") {
      commit.committer = parse_person(value);
    } else if (key == "encoding") {
      commit.encoding = value;
    } else if (key == "gpgsig" || key == "gpgsig-sha256") {
      commit.signature = value;
    }
  }
  if (!tree) return Error{"the commit has no tree line"};
  commit.message = headers.message();
  return commit;
}

Result<RawTag> parse_tag(std::string_view content) {
  RawTag tag;
  bool object = false;
  HeaderReader headers(content);
  for (std::string_view key, value; headers.next(key, value);) {
    if (key == "object") {
      const auto id = ObjectId::from_hex(value);
      if (!id) return Error{"the object line of the tag is malformed"};
      tag.target = *id;
      object = true;
    } else if (key == "type") {
      tag.target_type = value;
    } else if (key == "tag") {
      tag.name = value;
    } else if (key == "tagger") {
      tag.tagger = parse_person(value);
    }
  }
  if (!object) return Error{"the tag has no object line"};
  tag.message = headers.message();
  // PGP, SSH and X.509 signatures all are armoured blocks at the end of the message.
  for (const std::string_view begin : {"-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----",
                                       "-----BEGIN SSH SIGNATURE-----", "-----BEGIN SIGNED MESSAGE-----"}) {
    const std::size_t at = tag.message.rfind(begin);
    if (at == std::string_view::npos || (at > 0 && tag.message[at - 1] != '\n')) continue;
    tag.signature = tag.message.substr(at);
    tag.message = tag.message.substr(0, at);
    break;
  }
  return tag;
}

}  // namespace badgescan
