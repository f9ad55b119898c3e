// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/pipelines/reader.h"

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan::ci {
namespace {

constexpr int kSteps = 20'000;  // of all pipelines together

std::string folded_scalar(YamlNode node) {
  if (node.is_scalar()) return std::string(node.text());
  return join(node.strings(), "\n");
}

bool hex_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

const YamlFile* Reading::yaml(const std::string& path) {
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second.get();
  std::unique_ptr<YamlFile>& slot = files_[path];
  const FileText source = text(path);
  if (!source) return nullptr;
  Result<YamlFile> parsed = YamlFile::parse(*source);
  if (!parsed) {
    odd(path, msg("this file is no valid YAML: {}", parsed.error()));
    return nullptr;
  }
  slot = std::make_unique<YamlFile>(std::move(*parsed));
  return slot.get();
}

FileText Reading::text(const std::string& path) {
  if (!exists(path)) return nullptr;
  FileText found = facts_.text(std::string_view(path));
  if (!found) unreadable_.insert(path);
  return found;
}

bool Reading::exists(std::string_view path) const { return facts_.snapshot().find(path) != nullptr; }

void Reading::odd(const std::string& path, std::string reason) {
  if (unreadable_.insert(path).second) facts_.note(Note::Kind::unread, clean_utf8(path), std::move(reason));
}

bool Reading::spend_step() {
  if (steps_ < kSteps) {
    ++steps_;
    return true;
  }
  if (steps_++ == kSteps) {
    facts_.note(Note::Kind::limit, "",
                msg("the pipelines have more than {} steps; the rest was not looked at", kSteps));
  }
  return false;
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash));
}

std::optional<std::string> resolve_path(std::string_view folder, std::string_view relative) {
  std::vector<std::string> parts;
  const auto walk = [&](std::string_view path) {
    for (const std::string_view part : split(path, '/')) {
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.emplace_back(part);
      } else if (parts.empty()) {
        return false;
      } else {
        parts.pop_back();
      }
    }
    return true;
  };
  if (!relative.starts_with("/") && !walk(folder)) return std::nullopt;
  if (!walk(relative)) return std::nullopt;
  return join(parts, "/");
}

std::optional<ShellDialect> dialect_of(std::string_view shell) {
  const std::vector<std::string_view> words = split(trim(shell), ' ');
  const std::string name = to_lower(program_name(words.front()));
  if (name == "pwsh" || name == "powershell" || name == "ps") return ShellDialect::powershell;
  if (name == "cmd" || name == "bat") return ShellDialect::cmd;
  for (const std::string_view other :
       {"python", "python3", "node", "perl", "ruby", "julia", "rscript", "deno"}) {
    if (name == other) return std::nullopt;
  }
  return ShellDialect::posix;
}

std::vector<Expression> expressions_in(std::string_view text, int line) {
  std::vector<Expression> found;
  std::size_t seen = 0;
  for (std::size_t at = text.find("${{"); at != std::string_view::npos; at = text.find("${{", at)) {
    const std::size_t end = text.find("}}", at);
    if (end == std::string_view::npos || found.size() > 500) break;
    line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(seen),
                                        text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    seen = at;
    found.push_back({std::string(trim(text.substr(at + 3, end - at - 3))), line});
    at = end;
  }
  return found;
}

void add_script(Step& step, std::string_view script, int line, ShellDialect dialect) {
  if (!step.run.empty() && !step.run.ends_with('\n')) step.run += '\n';
  if (step.run.empty()) step.run_line = line;
  step.run += script;
  for (ShellCommand& command : split_shell(script, dialect)) {
    const int at = line + command.line - 1;
    step.commands.push_back({std::move(command), step.path, at, {}});
  }
  for (Expression& expression : expressions_in(script, line))
    step.expressions.push_back(std::move(expression));
}

void add_script(Step& step, YamlNode node, ShellDialect dialect) {
  if (node.is_sequence()) {
    for (std::size_t i = 0; i < node.size(); ++i) add_script(step, node[i], dialect);
  } else if (node.is_scalar()) {
    add_script(step, node.text(), node.text_line(), dialect);
  }
}

std::vector<Input> inputs_of(YamlNode mapping) {
  std::vector<Input> found;
  if (!mapping.is_mapping()) return found;
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    found.push_back({std::string(mapping.key(i)), folded_scalar(mapping[i]), mapping.key_line(i)});
  }
  return found;
}

std::vector<Input> environment_of(YamlNode node) {
  if (node.is_mapping()) return inputs_of(node);
  std::vector<Input> found;
  const auto add = [&](YamlNode item) {
    const std::string_view text = item.text();
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return;
    found.push_back({std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)), item.line()});
  };
  if (node.is_scalar()) add(node);
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (node[i].is_mapping()) {
      for (Input& input : inputs_of(node[i])) found.push_back(std::move(input));
    } else {
      add(node[i]);
    }
  }
  return found;
}

Pin pin_of(std::string_view version) {
  if (version.empty()) return Pin::none;
  if (version.starts_with("sha256:")) return Pin::digest;
  if (hex_id(version)) return Pin::commit;
  std::string_view rest = version;
  if (rest.starts_with("v") || rest.starts_with("V")) rest.remove_prefix(1);
  const bool number = !rest.empty() && rest[0] >= '0' && rest[0] <= '9';
  // "release/v1", "codeql-bundle-v2": what ends in a version may be either; only plain versions count as
  // tags.
  return number ? Pin::tag : Pin::branch;
}

Pin pin_of_image(std::string_view image) {
  if (image.find("@sha256:") != std::string_view::npos) return Pin::digest;
  const std::size_t colon = image.rfind(':');
  if (colon == std::string_view::npos || image.find('/', colon) != std::string_view::npos) return Pin::none;
  const std::string_view tag = image.substr(colon + 1);
  return tag == "latest" ? Pin::branch : Pin::tag;
}

void set_uses(Step& step, std::string_view uses) {
  uses = trim(uses);
  if (uses.starts_with("./") || uses.starts_with("../")) {
    step.uses = uses;
    step.pin = Pin::local;
    return;
  }
  if (uses.starts_with("docker://")) {
    step.uses = uses;
    step.pin = pin_of_image(uses.substr(9));
    return;
  }
  const std::size_t at = uses.rfind('@');
  step.uses = uses.substr(0, at);
  if (at != std::string_view::npos) step.version = uses.substr(at + 1);
  step.pin = pin_of(step.version);
}

Step step_at(const std::string& path, YamlNode node) {
  Step step;
  step.path = path;
  step.line = node.line();
  return step;
}

bool narrow_branches(const std::vector<std::string>& branches, std::string_view main_branch) {
  if (branches.empty()) return false;
  const auto aside = [&](const std::string& branch) {
    if (branch == main_branch && !branch.empty()) return false;
    const std::string name = to_lower(branch);
    // "bench/other-runners" is somebody's work on one thing.
    if (name.find('/') != std::string::npos && name.find('*') == std::string::npos &&
        !name.starts_with("refs/"))
      return true;
    for (const std::string_view start :
         {"gh-pages", "pages", "docs", "doc/", "release", "hotfix", "feature", "dependabot", "renovate",
          "coverity", "staging", "production", "prod", "deploy", "publish", "l10n", "translat", "!",
          "v[0-9]+.[0-9]+.[0-9]+"}) {
      if (name.starts_with(start)) return true;
    }
    return false;
  };
  return std::all_of(branches.begin(), branches.end(), aside);
}

bool narrow_paths(const std::vector<std::string>& paths) {
  if (paths.empty()) return false;
  const auto aside = [](const std::string& path) {
    const std::string name = to_lower(path);
    for (const std::string_view start :
         {"doc", "website", ".github/", "!", "changelog", "site/", "www/", "i18n", "locale"}) {
      if (name.starts_with(start)) return true;
    }
    for (const std::string_view end : {".md", ".rst", ".adoc", ".txt", ".md'", ".mdx", "license"}) {
      if (name.ends_with(end)) return true;
    }
    // One named file only (Dockerfile, Cargo.lock) is no line of development either.
    return name.find('*') == std::string::npos && !name.ends_with('/');
  };
  return std::all_of(paths.begin(), paths.end(), aside);
}

void collect_triggers(Pipeline& pipeline) {
  for (const Job& job : pipeline.jobs) {
    for (const Trigger& t : job.triggers) {
      const auto same = [&](const Trigger& known) {
        return known.kind == t.kind && known.event == t.event && known.narrow == t.narrow;
      };
      if (std::none_of(pipeline.triggers.begin(), pipeline.triggers.end(), same))
        pipeline.triggers.push_back(t);
    }
  }
}

Trigger trigger(TriggerKind kind, std::string event, int line) {
  Trigger made;
  made.kind = kind;
  made.event = std::move(event);
  made.line = line;
  return made;
}

}  // namespace badgescan::ci
