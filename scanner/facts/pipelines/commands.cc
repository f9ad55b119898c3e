// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/pipelines/commands.h"

#include <algorithm>
#include <set>

#include "scanner/base/text.h"

namespace badgescan::ci {
namespace {

constexpr std::size_t kValues = 100;  // of a matrix, put into one command

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// An axis of mappings has values like "SCRIPT=ci/test.sh", named as matrix.axis.SCRIPT.
bool put_value_in(std::vector<std::string>& words, const std::string& axis, const std::string& value) {
  const std::size_t equals = value.find('=');
  bool changed = false;
  for (std::string& word : words) {
    const std::size_t start = word.find("${{");
    const std::size_t end = word.find("}}", start);
    if (start == std::string::npos || end == std::string::npos) continue;
    const std::string_view name = trim(std::string_view(word).substr(start + 3, end - start - 3));
    const bool whole = name == "matrix." + axis;
    if (!whole && (equals == std::string::npos || name != "matrix." + axis + "." + value.substr(0, equals)))
      continue;
    word.replace(start, end + 2 - start, whole ? value : value.substr(equals + 1));
    changed = true;
  }
  return changed;
}

/// Whether the word is $NAME, ${NAME}, $(NAME) or %NAME% and nothing else.
bool is_variable(std::string_view word, std::string_view name) {
  if (word.size() < name.size() + 1 || (word[0] != '$' && word[0] != '%')) return false;
  const std::string_view rest = word.substr(1);
  if (word[0] == '%') return rest.size() == name.size() + 1 && rest.back() == '%' && rest.starts_with(name);
  if (rest == name) return true;
  return rest.size() == name.size() + 2 && rest.substr(1, name.size()) == name &&
         ((rest.front() == '{' && rest.back() == '}') || (rest.front() == '(' && rest.back() == ')'));
}

// A word that is just a variable becomes its value's words.
bool put_variable_in(std::vector<std::string>& words, const std::string& name, const std::string& value) {
  if (name.empty() || value.empty() || value.size() > 400 || value.find('$') != std::string::npos)
    return false;
  bool changed = false;
  // The program itself is looked up where tools are recognised.
  for (std::size_t i = 1; i < words.size() && words.size() < 500; ++i) {
    if (!is_variable(words[i], name)) continue;
    const std::string folded = fold_space(value);
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    for (const std::string_view part : split(folded, ' '))
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(i++), std::string(part));
    --i;
    changed = true;
  }
  return changed;
}

// "zlib-1.3", "tool-${VERSION}": what an archive of a release unpacks to.
bool versioned(std::string_view folder) {
  const std::size_t dash = folder.find_last_of('-', folder.find('$'));
  if (dash == std::string_view::npos || dash + 1 >= folder.size() || folder.find("build") == 0) return false;
  const std::string_view version = folder.substr(dash + (folder[dash + 1] == 'v' ? 2 : 1));
  return !version.empty() && (version[0] == '$' || (version[0] >= '0' && version[0] <= '9'));
}

/// Few commands do; for the others copies and comparisons are saved.
bool uses_values(const ShellCommand& c) {
  return std::any_of(c.words.begin(), c.words.end(), [](std::string_view word) {
    return word.find('$') != std::string_view::npos || word.find('%') != std::string_view::npos;
  });
}

std::string clone_folder(const ShellCommand& c) {
  std::vector<std::string> plain;
  for (std::size_t i = 1; i < c.words.size(); ++i) {
    const std::string& word = c.words[i];
    if (one_of(word, {"-b", "--branch", "--depth", "-c", "--config", "-o", "--origin", "--filter",
                      "--reference", "-C", "-j", "--jobs", "--shallow-since"}))
      ++i;
    else if (!word.starts_with("-") && word != "clone")
      plain.push_back(word);
  }
  if (plain.empty()) return {};
  std::string name = plain.back();
  if (plain.size() == 1 && name.ends_with(".git")) name.resize(name.size() - 4);
  while (name.ends_with('/')) name.pop_back();
  return name.substr(name.rfind('/') + 1);
}

/// `swift build --package-path ./Tool`, `cargo run --manifest-path tool/Cargo.toml`
bool names_package_in(const ShellCommand& c, const std::set<std::string, std::less<>>& folders) {
  for (const std::string_view option : {"--package-path", "--manifest-path"}) {
    std::string_view path = c.option(option);
    if (path.starts_with("./")) path.remove_prefix(2);
    if (folders.contains(path.substr(0, path.find('/')))) return true;
  }
  return false;
}

}  // namespace

// `cmake --build . --target ${{ matrix.target }}` is one command a value of the axis.
void put_values_in(const Pipeline& pipeline, const Job& job, Step& step, std::size_t most) {
  const auto uses = [](const CiCommand& command) { return uses_values(command.shell); };
  if (std::none_of(step.commands.begin(), step.commands.end(), uses)) return;
  std::vector<CiCommand> made;
  for (CiCommand& command : step.commands) {
    if (!uses(command)) {
      made.push_back(std::move(command));
      continue;
    }
    for (const std::vector<Input>* env :
         std::initializer_list<const std::vector<Input>*>{&step.env, &job.env, &pipeline.env}) {
      for (const Input& input : *env) put_variable_in(command.shell.words, input.name, input.value);
    }
    const std::size_t before = made.size();
    for (const auto& [axis, values] : job.matrix) {
      const auto names_it = [&axis](const std::string& word) { return word.find(axis) != std::string::npos; };
      if (std::none_of(command.shell.words.begin(), command.shell.words.end(), names_it)) continue;
      for (const std::string& value : values) {
        if (made.size() >= std::min(before + kValues, step.commands.size() + most)) break;
        std::vector<std::string> words = command.shell.words;
        if (!put_value_in(words, axis, value) && !put_variable_in(words, axis, value)) continue;
        made.push_back(command);
        made.back().shell.words = std::move(words);
      }
    }
    if (made.size() == before) made.push_back(command);
  }
  step.commands = std::move(made);
}

// `git clone …/other && cd other && rake test`, `tar xf other.tar.gz && cd other-$V`: the tests of another
// project.
void mark_elsewhere(std::vector<CiCommand>& commands, const TreeIndex& tree,
                    std::set<std::string, std::less<>>& cloned) {
  std::set<std::string, std::less<>> clones, own;
  bool inside = false, unpacked = false;
  int depth = 0;
  for (CiCommand& command : commands) {
    const ShellCommand& c = command.shell;
    if (inside && c.group < depth) inside = false;  // the ( ) with the cd is over
    if (c.program() == "git" && c.has("clone")) {
      if (const std::string name = clone_folder(c); !name.empty() && !tree.has_folder(name))
        cloned.insert(*clones.insert(name).first);
    } else if (one_of(c.program(), {"tar", "bsdtar", "unzip"})) {
      unpacked = true;
    } else if (c.program() == "mkdir") {
      own.insert(c.words.begin() + 1, c.words.end());
    } else if (one_of(c.program(), {"cd", "pushd", "popd"})) {
      const std::string_view target = c.first_argument();
      const bool relative = !target.empty() && !target.starts_with("/") && !target.starts_with("$") &&
                            !target.starts_with("-") && !target.starts_with("..");
      std::string_view last = target;
      while (last.ends_with('/')) last.remove_suffix(1);
      last = last.substr(last.rfind('/') + 1);
      inside = clones.contains(last) || (inside && relative) ||
               (unpacked && relative && versioned(last) && !own.contains(target) && !tree.has_folder(last));
      depth = c.group;
    }
    command.elsewhere |= inside || names_package_in(c, cloned);
  }
}

}  // namespace badgescan::ci
