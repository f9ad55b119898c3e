// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/yaml.h"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {

namespace yaml_detail {

struct Member {
  std::string key;
  int line = 0;
  const Node* value = nullptr;
};

struct Node {
  Kind kind = Kind::null;
  bool plain = true;
  bool block = false;
  int line = 0;
  std::uint32_t weight = 1;  // nodes below and including this one, aliases counted every time
  std::uint32_t height = 1;  // levels below and including this one, through aliases
  std::string text, tag;
  std::vector<const Node*> items;
  std::vector<Member> members;
};

}  // namespace yaml_detail

namespace {

using yaml_detail::Kind;
using yaml_detail::Member;
using yaml_detail::Node;

struct Event : yaml_event_t {
  Event() : yaml_event_t{} {}
  ~Event() { yaml_event_delete(this); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
};

std::string_view view(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view{};
}

bool null_text(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

// Turns the flat list of events into nodes. Throws TooMuch, caught in parse(): the only exceptions here.
struct TooMuch {
  std::string reason;
  int line;
};

class Builder {
 public:
  Builder(std::deque<Node>& nodes, const YamlLimits& limits) : nodes_(nodes), limits_(limits) {}

  void take(const yaml_event_t& event) {
    line_ = static_cast<int>(event.start_mark.line) + 1;
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        anchors_.clear();
        open_.clear();
        root_ = nullptr;
        break;
      case YAML_DOCUMENT_END_EVENT:
        if (roots.size() >= limits_.documents) fail(msg("more than {} documents", limits_.documents));
        roots.push_back(root_);
        break;
      case YAML_SCALAR_EVENT:
        scalar(event);
        break;
      case YAML_ALIAS_EVENT:
        alias(view(event.data.alias.anchor));
        break;
      case YAML_SEQUENCE_START_EVENT:
        open(Kind::sequence, view(event.data.sequence_start.anchor), view(event.data.sequence_start.tag));
        break;
      case YAML_MAPPING_START_EVENT:
        open(Kind::mapping, view(event.data.mapping_start.anchor), view(event.data.mapping_start.tag));
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        close();
        break;
      default:
        break;
    }
  }

  std::vector<const Node*> roots;

 private:
  struct Level {
    Node* node;
    std::string anchor;
    bool wants_value = false;  // a mapping's key was read
    Member member;
    std::vector<const Node*> merges;
  };

  [[noreturn]] void fail(std::string reason) const { throw TooMuch{std::move(reason), line_}; }

  Node& make(Kind kind, std::string_view tag) {
    if (nodes_.size() >= limits_.nodes) fail(msg("more than {} nodes", limits_.nodes));
    Node& node = nodes_.emplace_back();
    node.kind = kind;
    node.line = line_;
    if (!tag.starts_with("tag:yaml.org,2002:")) node.tag = tag;
    return node;
  }

  void scalar(const yaml_event_t& event) {
    const auto& data = event.data.scalar;
    Node& node = make(Kind::scalar, view(data.tag));
    node.text.assign(reinterpret_cast<const char*>(data.value), data.length);
    node.plain = data.style == YAML_PLAIN_SCALAR_STYLE;
    node.block = data.style == YAML_LITERAL_SCALAR_STYLE || data.style == YAML_FOLDED_SCALAR_STYLE;
    if (node.plain && null_text(node.text)) node.kind = Kind::null;
    const std::string_view anchor = view(data.anchor);
    if (!anchor.empty()) anchors_[std::string(anchor)] = &node;
    add(&node);
  }

  void alias(std::string_view name) {
    const auto found = anchors_.find(std::string(name));
    if (found == anchors_.end()) fail(msg("alias *{} has no anchor", clean_utf8(name)));
    if (!found->second) fail(msg("alias *{} stands inside its own anchor", clean_utf8(name)));
    add(found->second);
  }

  void open(Kind kind, std::string_view anchor, std::string_view tag) {
    if (open_.size() >= limits_.depth) fail(msg("nested more than {} levels deep", limits_.depth));
    Node& node = make(kind, tag);
    if (!anchor.empty()) anchors_[std::string(anchor)] = nullptr;  // until it is complete
    open_.push_back({&node, std::string(anchor), false, {}, {}});
  }

  void close() {
    Level level = std::move(open_.back());
    open_.pop_back();
    if (!level.merges.empty()) merge(level);
    if (!level.anchor.empty()) anchors_[level.anchor] = level.node;
    add(level.node);
  }

  void add(const Node* node) {
    if (open_.empty()) {
      root_ = node;
      return;
    }
    Level& level = open_.back();
    if (level.node->kind == Kind::sequence) {
      level.node->items.push_back(node);
      weigh(level, *node);
    } else if (!level.wants_value) {
      // A key that is no scalar is kept as an entry with an empty key.
      level.member = {node->text, line_, nullptr};
      level.wants_value = true;
    } else {
      level.wants_value = false;
      if (level.member.key == "<<") {
        level.merges.push_back(node);
      } else {
        level.member.value = node;
        level.node->members.push_back(std::move(level.member));
        weigh(level, *node);
      }
    }
  }

  void weigh(Level& level, const Node& child) {
    const std::uint64_t weight = std::uint64_t{level.node->weight} + child.weight;
    if (weight > limits_.expanded) fail(msg("aliases expand to more than {} nodes", limits_.expanded));
    level.node->weight = static_cast<std::uint32_t>(weight);
    // A chain of anchors nests without nesting brackets; whoever walks the tree recursively relies on this.
    if (child.height >= limits_.depth) fail(msg("nested more than {} levels deep", limits_.depth));
    level.node->height = std::max(level.node->height, child.height + 1);
  }

  // What is written wins over what is merged, an earlier merge over a later one.
  void merge(Level& level) {
    std::unordered_set<std::string> known;
    for (const Member& member : level.node->members) known.insert(member.key);
    const auto take_all = [&](const Node& source) {
      for (const Member& member : source.members) {
        if (++merged_ > limits_.expanded)
          fail(msg("merge keys expand to more than {} nodes", limits_.expanded));
        if (!known.insert(member.key).second) continue;
        level.node->members.push_back(member);
        weigh(level, *member.value);
      }
    };
    for (const Node* source : level.merges) {
      if (source->kind == Kind::mapping) take_all(*source);
      for (const Node* item : source->items) take_all(*item);
    }
  }

  std::deque<Node>& nodes_;
  const YamlLimits& limits_;
  std::unordered_map<std::string, const Node*> anchors_;
  std::vector<Level> open_;
  const Node* root_ = nullptr;
  std::uint64_t merged_ = 0;
  int line_ = 0;
};

struct Parser {
  yaml_parser_t raw{};
  bool ready = false;
  Parser() { ready = yaml_parser_initialize(&raw) != 0; }
  ~Parser() {
    if (ready) yaml_parser_delete(&raw);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
};

}  // namespace

YamlFile::YamlFile() : nodes_(std::make_unique<std::deque<Node>>()) {}
YamlFile::YamlFile(YamlFile&&) noexcept = default;
YamlFile& YamlFile::operator=(YamlFile&&) noexcept = default;
YamlFile::~YamlFile() = default;

Result<YamlFile> YamlFile::parse(std::string_view text, const YamlLimits& limits) {
  Parser parser;
  if (!parser.ready) return Error{msg("the YAML parser could not start: out of memory")};
  const std::string clean = clean_utf8(text);
  yaml_parser_set_input_string(&parser.raw, reinterpret_cast<const unsigned char*>(clean.data()),
                               clean.size());
  yaml_parser_set_encoding(&parser.raw, YAML_UTF8_ENCODING);

  YamlFile file;
  Builder builder(*file.nodes_, limits);
  try {
    for (bool more = true; more;) {
      Event event;
      if (!yaml_parser_parse(&parser.raw, &event)) {
        const std::string problem = parser.raw.problem ? parser.raw.problem : "unknown problem";
        return Error{msg("line {}: {}", parser.raw.problem_mark.line + 1, problem)};
      }
      more = event.type != YAML_STREAM_END_EVENT;
      builder.take(event);
    }
  } catch (const TooMuch& limit) {
    return Error{msg("line {}: {}", limit.line, limit.reason)};
  }
  for (const Node* root : builder.roots) file.documents_.push_back(YamlNode(root));
  return file;
}

bool YamlNode::exists() const { return node_ != nullptr; }
bool YamlNode::is_null() const { return !node_ || node_->kind == Kind::null; }
bool YamlNode::is_scalar() const { return node_ && node_->kind == Kind::scalar; }
bool YamlNode::is_sequence() const { return node_ && node_->kind == Kind::sequence; }
bool YamlNode::is_mapping() const { return node_ && node_->kind == Kind::mapping; }

std::string_view YamlNode::text() const {
  return is_scalar() ? std::string_view(node_->text) : std::string_view{};
}

std::string YamlNode::text_or(std::string_view fallback) const {
  const std::string_view own = text();
  return std::string(own.empty() ? fallback : own);
}

bool YamlNode::plain() const { return node_ && node_->plain; }

bool YamlNode::is_true() const {
  const std::string_view own = text();
  return equals_ignoring_case(own, "true") || equals_ignoring_case(own, "yes") ||
         equals_ignoring_case(own, "on");
}

bool YamlNode::is_false() const {
  const std::string_view own = text();
  return equals_ignoring_case(own, "false") || equals_ignoring_case(own, "no") ||
         equals_ignoring_case(own, "off");
}

std::string_view YamlNode::tag() const { return node_ ? std::string_view(node_->tag) : std::string_view{}; }
int YamlNode::line() const { return node_ ? node_->line : 0; }
int YamlNode::text_line() const { return node_ ? node_->line + (node_->block ? 1 : 0) : 0; }
bool YamlNode::block() const { return node_ && node_->block; }

std::size_t YamlNode::size() const {
  if (is_sequence()) return node_->items.size();
  return is_mapping() ? node_->members.size() : 0;
}

YamlNode YamlNode::operator[](std::size_t index) const {
  if (index >= size()) return {};
  return YamlNode(is_sequence() ? node_->items[index] : node_->members[index].value);
}

YamlNode YamlNode::operator[](std::string_view key) const {
  if (!is_mapping()) return {};
  for (auto member = node_->members.rbegin(); member != node_->members.rend(); ++member) {
    if (member->key == key) return YamlNode(member->value);
  }
  return {};
}

std::string_view YamlNode::key(std::size_t index) const {
  return is_mapping() && index < size() ? std::string_view(node_->members[index].key) : std::string_view{};
}

int YamlNode::key_line(std::size_t index) const {
  return is_mapping() && index < size() ? node_->members[index].line : 0;
}

std::vector<std::string> YamlNode::strings() const {
  std::vector<std::string> found;
  if (is_scalar()) found.emplace_back(text());
  if (!is_sequence()) return found;
  // Depth and expansion were bounded when the tree was built.
  for (const Node* item : node_->items) {
    for (std::string& text : YamlNode(item).strings()) found.push_back(std::move(text));
  }
  return found;
}

}  // namespace badgescan
