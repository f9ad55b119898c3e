// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "detectors/quality/lint_util.h"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/text.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::size_t kFiles = 10, kListLines = 400;

struct Setting {
  std::string_view tool, file;
  const char* section;  ///< of INI and TOML files, a pattern for the whole name; "" = any
  const char* list;     ///< the line on which a list of names begins; group 1: the rest of it
  const char* single;   ///< or: a line that switches one rule off
};

constexpr const char* kEslintOff = R"re(^\s*["'][\w@/-]+["']\s*:\s*\[?\s*(?:["']off["']|0\s*[,\]}]|0\s*$))re";
constexpr const char* kPylint = R"re(^\s*disable\s*=\s*(.*))re";
constexpr const char* kFlake8 = R"re(^\s*(?:extend[-_])?ignore\s*=\s*(.*))re";
constexpr const char* kRuff = R"re(^\s*(?:lint\.)?(?:extend-)?ignore\s*=\s*(.*))re";

constexpr Setting kSettings[] = {
    {"pylint", ".pylintrc", "", kPylint, ""},
    {"pylint", "pylintrc", "", kPylint, ""},
    {"pylint", "pyproject.toml", "tool[.]pylint.*", kPylint, ""},
    {"pylint", "setup.cfg", "pylint.*", kPylint, ""},
    {"flake8", ".flake8", "flake8", kFlake8, ""},
    {"flake8", "setup.cfg", "flake8", kFlake8, ""},
    {"flake8", "tox.ini", "flake8", kFlake8, ""},
    {"ruff", "ruff.toml", "(lint)?", kRuff, ""},
    {"ruff", ".ruff.toml", "(lint)?", kRuff, ""},
    {"ruff", "pyproject.toml", "tool[.]ruff([.]lint)?", kRuff, ""},
    {"eslint", ".eslintrc", "", "", kEslintOff},
    {"eslint", ".eslintrc.json", "", "", kEslintOff},
    {"eslint", ".eslintrc.js", "", "", kEslintOff},
    {"eslint", ".eslintrc.cjs", "", "", kEslintOff},
    {"eslint", "eslint.config.js", "", "", kEslintOff},
    {"eslint", "eslint.config.mjs", "", "", kEslintOff},
    {"eslint", "eslint.config.ts", "", "", kEslintOff},
    {"eslint", ".eslintrc.yml", "", "", R"re(^\s*["']?[\w@/-]+["']?\s*:\s*(?:["']?off["']?|0)\s*$)re"},
    {"golangci_lint", ".golangci.yml", "", R"re(^\s*disable\s*:\s*(.*))re", ""},
    {"golangci_lint", ".golangci.yaml", "", R"re(^\s*disable\s*:\s*(.*))re", ""},
    {"rubocop", ".rubocop.yml", "", "", R"re(^\s+Enabled\s*:\s*false\b)re"},
    {"swiftlint", ".swiftlint.yml", "", R"re(^disabled_rules\s*:\s*(.*))re", ""},
    {"detekt", "detekt.yml", "", "", R"re(^\s+active\s*:\s*false\b)re"},
    {"shellcheck", ".shellcheckrc", "", R"re(^disable=(.*))re", ""},
    {"clippy", "Cargo.toml", "(workspace[.])?lints[.]clippy", "", R"re(=\s*["{].*\ballow\b)re"},
};

/// The list is what is left of all rules.
constexpr const char* kEverything =
    R"re((?m)^\s*(?:lint\.)?(?:extend-)?select\s*=\s*\[\s*["']ALL["']|^\s*enable-all\s*:\s*true|^\s*default\s*:\s*all\b|^\s*enable\s*=\s*\[?\s*["']?all\b|["'](?:eslint:|js/)all["']|\bjs\.configs\.all\b|^\s*all\s*=\s*["{].*(?:warn|deny)|^\s*NewCops\s*:\s*enable|^\s*EnabledByDefault\s*:\s*true)re";

/// Names in one line of a list: "E722, F841", "- errcheck", "\"no-shadow\"," without the comment behind them.
std::size_t names_in(std::string_view line) {
  line = line.substr(0, std::min(line.find('#'), line.find("//")));
  static const RE2 name(R"re([A-Za-z][\w./@-]*)re", RE2::Latin1);
  re2::StringPiece rest(line.data(), line.size());
  std::size_t count = 0;
  while (RE2::FindAndConsume(&rest, name)) ++count;
  return count;
}

/// The rest of the line on which a list begins, and the lines that belong to it.
std::size_t names_in_list(const std::vector<std::string_view>& lines, std::size_t at, std::string_view rest) {
  std::size_t count = names_in(rest);
  const bool brackets = rest.find('[') != std::string_view::npos;
  if (brackets && rest.find(']') != std::string_view::npos) return count;
  for (std::size_t i = at + 1; i < lines.size() && i < at + kListLines; ++i) {
    const std::string_view line = trim(lines[i]);
    const bool inside = brackets || line.starts_with("- ") || (lines[i].starts_with(' ') && !rest.empty()) ||
                        lines[i].starts_with('\t') || line.starts_with('#') ||
                        (trim(rest).empty() && lines[i].starts_with(' ') && line.find(':') == line.npos);
    if (!inside) break;
    count += names_in(line);
    if (brackets && line.find(']') != std::string_view::npos) break;
  }
  return count;
}

/// How many rules one file switches off, and the line that begins it.
std::pair<std::size_t, int> switched_off(std::string_view text, const Setting& setting) {
  const RE2 section_line(R"re(^\s*\[([^\]\[]+)\]\s*$)re", RE2::Latin1);
  const RE2 section(setting.section, RE2::Latin1), list(setting.list, RE2::Latin1),
      single(setting.single, RE2::Latin1);
  const std::vector<std::string_view> lines = split_lines(text);
  std::size_t count = 0;
  int first = 0;
  bool wanted = RE2::FullMatch("", section);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const re2::StringPiece line(lines[i].data(), lines[i].size());
    re2::StringPiece found;
    if (RE2::FullMatch(line, section_line, &found))
      wanted = *setting.section == '\0' || RE2::FullMatch(found, section);
    if (!wanted) continue;
    std::size_t more = 0;
    if (*setting.list != '\0' && RE2::PartialMatch(line, list, &found))
      more = names_in_list(lines, i, std::string_view(found.data(), found.size()));
    else if (*setting.single != '\0' && RE2::PartialMatch(line, single))
      more = 1;
    if (more > 0 && first == 0) first = static_cast<int>(i) + 1;
    count += more;
  }
  return {count, first};
}

/// -Wno-x, --disable=a,b: what the command itself switches off.
std::size_t by_options(const ToolUse& use) {
  std::size_t count = 0;
  for (const std::string& option : use.options) {
    if (option.starts_with("-Wno-") && !option.starts_with("-Wno-error")) ++count;
    for (const std::string_view list : {"--disable=", "--ignore=", "--extend-ignore="}) {
      if (option.starts_with(list)) count += names_in(std::string_view(option).substr(list.size()));
    }
  }
  return count;
}

}  // namespace

LintExceptions lint_exceptions(const Context& context, const ToolUse& use) {
  LintExceptions found{.count = by_options(use), .evidence = use.evidence};
  const TreeIndex& tree = context.get<TreeIndex>();
  const RE2 everything(kEverything, RE2::Latin1);
  for (const Setting& setting : kSettings) {
    if (setting.tool != use.tool->id) continue;
    std::size_t taken = 0;
    for (const Entry* entry : tree.named(setting.file)) {
      const PathClass kind = tree.classify(*entry);
      if (kind.vendored || kind.test || kind.test_data || kind.example || taken++ >= kFiles) continue;
      const FileText text = context.facts().text(*entry);
      if (!text) continue;
      const auto [count, line] = switched_off(*text, setting);
      if (count <= found.count) continue;
      if (RE2::PartialMatch(*text, everything)) return {};
      found.count = count;
      found.evidence = {.path = clean_utf8(entry->path), .line = line};
    }
  }
  return found;
}

}  // namespace badgescan
