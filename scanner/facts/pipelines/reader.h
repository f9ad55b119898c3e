// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the readers of the CI systems share: access to files, and the pieces that most formats have.
// One reader, one file; readers() lists them. A reader fills in what it understands and never throws.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/yaml.h"
#include "scanner/facts/pipelines.h"

namespace badgescan::ci {

/// One run over the tree: parsed files are kept, failures are noted once, the work is bounded.
class Reading {
 public:
  explicit Reading(const Facts& facts) : facts_(facts) {}

  const Facts& facts() const { return facts_; }
  /// The parsed file; null when it is missing, cannot be read or is no YAML: then a note says so.
  const YamlFile* yaml(const std::string& path);
  /// The text, null (and noted by facts) when it cannot be read.
  FileText text(const std::string& path);
  bool exists(std::string_view path) const;
  /// Notes that the file was read but is not what its name says.
  void odd(const std::string& path, std::string reason);
  /// Files that were asked for, exist, and could not be read or understood.
  const std::set<std::string>& unreadable() const { return unreadable_; }
  /// Takes one step from the budget of the whole tree; false when it is used up (noted once).
  bool spend_step();
  const std::string& main_branch() const { return facts_.snapshot().info().branch; }

 private:
  const Facts& facts_;
  std::map<std::string, std::unique_ptr<YamlFile>> files_;
  std::set<std::string> unreadable_;
  int steps_ = 0;
};

struct Reader {
  CiSystem system;
  bool (*owns)(std::string_view path);  ///< by the path alone, lower case
  void (*read)(Reading& reading, const std::string& path, std::vector<Pipeline>& out);
};
std::span<const Reader> readers();

/// How deep files may include each other.
inline constexpr std::size_t kIncludeDepth = 8;

/// `relative` seen from `folder`, without "." and ".."; nothing when it leaves the tree. A leading '/' means
/// the root of the tree.
std::optional<std::string> resolve_path(std::string_view folder, std::string_view relative);
std::string folder_of(std::string_view path);

/// The dialect of a shell by the name that a CI file gives; nothing when it is no shell (python, node …).
std::optional<ShellDialect> dialect_of(std::string_view shell);

/// Appends a script to a step: its text, its commands, its `${{ }}` expressions. `node` is a scalar or a
/// sequence of scripts.
void add_script(Step& step, YamlNode node, ShellDialect dialect = ShellDialect::posix);
/// The same for text whose first line is `line` of step.path.
void add_script(Step& step, std::string_view script, int line, ShellDialect dialect = ShellDialect::posix);
/// `${{ … }}` of a text that starts at `line`.
std::vector<Expression> expressions_in(std::string_view text, int line);

/// A mapping's scalar entries; values that are lists are joined by newlines.
std::vector<Input> inputs_of(YamlNode mapping);
/// A list of strings or of "NAME=value", or a mapping.
std::vector<Input> environment_of(YamlNode node);

/// "owner/name@v4" → uses, version, pin.
void set_uses(Step& step, std::string_view uses);
Pin pin_of(std::string_view version);
Pin pin_of_image(std::string_view image);

/// A step at a place.
Step step_at(const std::string& path, YamlNode node);
/// Filters that leave no line of development: gh-pages, coverity_scan, release/**.
bool narrow_branches(const std::vector<std::string>& branches, std::string_view main_branch);
/// Path filters that leave documentation and the like only.
bool narrow_paths(const std::vector<std::string>& paths);

/// Sets a pipeline's triggers from those of its jobs, for formats that write them at the jobs only.
void collect_triggers(Pipeline& pipeline);

Trigger trigger(TriggerKind kind, std::string event, int line);

}  // namespace badgescan::ci
