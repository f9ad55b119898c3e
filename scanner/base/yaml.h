// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A small YAML document tree, built from libyaml's events.
//
// Made for hostile input: nesting, nodes, and what aliases and merge keys expand to are bounded, and a bound
// that is crossed is an Error, as is a syntax error. Order and line numbers are kept. Nothing is typed: `on`,
// `yes`, `1.10` stay the text that was written. Aliases share their node (so its line is the anchor's), merge
// keys ("<<") are resolved. Bytes that are not UTF-8 are replaced before parsing, so that a Latin-1 comment
// does not hide a file.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"

namespace badgescan {

struct YamlLimits {
  std::uint32_t depth = 64;
  std::uint32_t nodes = 400'000;     ///< written in the text
  std::uint32_t expanded = 800'000;  ///< as seen by somebody who walks the tree through all aliases
  std::uint32_t documents = 1'000;
};

class YamlNode;

namespace yaml_detail {
enum class Kind : std::uint8_t { missing, null, scalar, sequence, mapping };
struct Node;
}  // namespace yaml_detail

/// A view of one node; valid as long as its YamlFile. Asking a node for what it is not gives an empty answer,
/// so that paths can be followed without checks: doc["jobs"]["test"]["steps"].
class YamlNode {
 public:
  YamlNode() = default;  ///< a missing node

  bool exists() const;  ///< there is something, maybe null
  explicit operator bool() const { return exists(); }
  bool is_null() const;  ///< empty, `~` or `null` (plain), or missing
  bool is_scalar() const;
  bool is_sequence() const;
  bool is_mapping() const;

  /// Text of a scalar, "" otherwise.
  std::string_view text() const;
  /// Text of a scalar or `fallback` when it is empty or no scalar.
  std::string text_or(std::string_view fallback) const;
  /// Written without quotes: "true" is a string, true a boolean.
  bool plain() const;
  bool is_true() const;          ///< true, yes, on in any case
  bool is_false() const;         ///< false, no, off in any case
  std::string_view tag() const;  ///< "!reference", "" when there is none or a standard one ("!!str")

  int line() const;  ///< 1-based line where the node starts; 0 when missing
  /// Line of the first line of a scalar's text: for block scalars (`|`, `>`) the line after the indicator.
  int text_line() const;
  bool block() const;  ///< a literal or folded block scalar

  std::size_t size() const;                         ///< items of a sequence or entries of a mapping
  YamlNode operator[](std::size_t index) const;     ///< item of a sequence, value of a mapping's entry
  YamlNode operator[](std::string_view key) const;  ///< value of a mapping's key (the last of duplicates)
  std::string_view key(std::size_t index) const;    ///< text of a mapping's key
  int key_line(std::size_t index) const;

  /// Texts of a sequence of scalars; of a scalar, itself; otherwise none. Nested sequences are flattened.
  std::vector<std::string> strings() const;

  friend bool operator==(const YamlNode&, const YamlNode&) = default;

 private:
  friend class YamlFile;
  explicit YamlNode(const yaml_detail::Node* node) : node_(node) {}
  const yaml_detail::Node* node_ = nullptr;
};

class YamlFile {
 public:
  /// All documents of a text. The Error names the line and the reason.
  static Result<YamlFile> parse(std::string_view text, const YamlLimits& limits = {});

  YamlFile(YamlFile&&) noexcept;
  YamlFile& operator=(YamlFile&&) noexcept;
  ~YamlFile();

  /// The first document; missing when the text is empty.
  YamlNode root() const { return documents_.empty() ? YamlNode() : documents_.front(); }
  const std::vector<YamlNode>& documents() const { return documents_; }

 private:
  YamlFile();
  std::unique_ptr<std::deque<yaml_detail::Node>> nodes_;
  std::vector<YamlNode> documents_;
};

}  // namespace badgescan
