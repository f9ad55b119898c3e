// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Loads rules/tools.json and matches against it. How a recogniser is written is described in docs/tools.md.
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/base/wildcard.h"
#include "scanner/facts/tool_arguments.h"
#include "scanner/facts/tools.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

// The prefixes of samples that are no commands.
constexpr std::array<std::string_view, 7> kSampleKinds{"action", "image", "file", "key",
                                                       "dep",    "hook",  "badge"};

// One way to write a command, e.g. "cargo clippy|c ~word -opt !-other": the program, words that must follow
// it in order, words (~) and options that must stand anywhere, and what must not (!).
struct CommandPattern {
  const Tool* tool = nullptr;
  std::vector<std::vector<std::string>> words;
  std::vector<std::string> anywhere, options;
  std::vector<std::string> no_word, no_option;
  bool module = false;  ///< only as `python -m`
};

// "clang-tidy-14" → "clang-tidy", "python3.11" → "python3" → "python".
std::string without_version_suffix(std::string_view program) {
  std::size_t end = program.size();
  while (end > 0 && ((program[end - 1] >= '0' && program[end - 1] <= '9') || program[end - 1] == '.')) --end;
  if (end > 1 && program[end - 1] == '-') --end;
  return std::string(program.substr(0, end));
}

std::string without_extension(std::string_view program) {
  for (const std::string_view extension : {".exe", ".cmd", ".bat", ".phar", ".ps1"}) {
    if (program.size() > extension.size() && program.ends_with(extension)) {
      return std::string(program.substr(0, program.size() - extension.size()));
    }
  }
  return std::string(program);
}

// `mypy --version` runs nothing.
bool only_asks(const std::vector<std::string>& words) {
  constexpr std::array<std::string_view, 6> kAsking{"--version", "-version", "-V", "--help", "-h", "version"};
  return words.size() == 2 && std::find(kAsking.begin(), kAsking.end(), words[1]) != kAsking.end();
}

// Without registry host of the default, tag and digest.
std::string image_name(std::string_view image) {
  if (image.starts_with("docker://")) image.remove_prefix(9);
  image = image.substr(0, image.find('@'));
  const std::size_t slash = image.rfind('/');
  const std::size_t colon = image.rfind(':');
  if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    image = image.substr(0, colon);
  }
  for (const std::string_view host : {"docker.io/", "index.docker.io/", "library/"}) {
    if (image.starts_with(host)) image.remove_prefix(host.size());
  }
  return to_lower(image);
}

std::string normal_name(std::string_view name) {
  std::string normal = to_lower(name);
  std::replace(normal.begin(), normal.end(), '_', '-');
  return normal;
}

void add_once(std::vector<const Tool*>& tools, const Tool* tool) {
  if (std::find(tools.begin(), tools.end(), tool) == tools.end()) tools.push_back(tool);
}

// Names that are mostly exact, some with '*'.
class NameIndex {
 public:
  void add(std::string name, const Tool* tool) {
    if (name.find('*') != std::string::npos) {
      patterns_.emplace_back(std::move(name), tool);
    } else {
      exact_[std::move(name)].push_back(tool);
    }
  }
  std::vector<const Tool*> find(const std::string& name) const {
    std::vector<const Tool*> tools;
    if (const auto at = exact_.find(name); at != exact_.end()) tools = at->second;
    for (const auto& [pattern, tool] : patterns_) {
      if (wildcard_match(pattern, name)) add_once(tools, tool);
    }
    return tools;
  }

 private:
  std::unordered_map<std::string, std::vector<const Tool*>> exact_;
  std::vector<std::pair<std::string, const Tool*>> patterns_;
};

struct SettingRule {
  std::string key, value;  ///< value empty: any
  const Tool* tool;
};

}  // namespace

bool Tool::is(ToolKind kind) const { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

bool Tool::speaks(std::string_view language) const {
  return languages.empty() || std::find(languages.begin(), languages.end(), language) != languages.end();
}

struct ToolTable::Index {
  std::map<std::string, std::string, std::less<>> aliases;
  std::set<std::string, std::less<>> silent;
  std::unordered_map<std::string, std::vector<CommandPattern>> commands;  ///< by program
  std::vector<std::pair<std::string, const Tool*>> flags;                 ///< "?…" patterns
  std::unique_ptr<re2::RE2> flag_filter;  ///< matches whatever some flag may match
  NameIndex actions, images, hooks, dependencies, file_names, file_paths;
  std::unordered_map<std::string, std::vector<SettingRule>> settings;  ///< by format, "*" = any
  std::vector<std::pair<std::string, const Tool*>> badges;
  std::vector<FileRule> files;
  std::vector<Sample> samples;
  bool keep_samples = false;

  void load_tool(const JsonPlace& place, Tool& tool);
  void load_command(const std::string& text, const Tool* tool, const JsonPlace& place);
  void load_samples(const JsonPlace& place, const Tool& tool);
  void finish();
  std::string program_of(const ShellCommand& command) const;
};

namespace {

std::vector<ToolKind> read_kinds(const JsonPlace& place) {
  std::vector<ToolKind> kinds;
  for (const std::string& name : place.strings()) {
    const std::optional<ToolKind> kind = tool_kind_named(name);
    if (!kind) place.fail(msg("there is no kind of tool \"{}\"", name));
    kinds.push_back(*kind);
  }
  if (kinds.empty()) place.fail(msg("a tool needs at least one kind"));
  return kinds;
}

bool is_tool_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// Fills in what the tool is; its recognisers are read once it has its final address.
Tool read_tool(const JsonPlace& place) {
  place.only({"id", "name", "languages", "kinds", "security", "stops", "style", "floss", "commands", "strict",
              "actions", "images", "files", "keys", "dependencies", "hooks", "badges", "hit", "miss"});
  Tool tool;
  tool.id = place.at("id").string();
  if (!is_tool_id(tool.id)) place.at("id").fail(msg("an id holds a-z, 0-9 and _ only"));
  tool.name = place.at("name").string();
  tool.languages = place.strings_or_none("languages");
  tool.kinds = read_kinds(place.at("kinds"));
  tool.security = place.flag("security");
  tool.floss = !place.has("floss") || place.flag("floss");
  tool.stops = !place.has("stops") || place.flag("stops");
  tool.style = !place.has("style") || place.flag("style");
  tool.strict = place.strings_or_none("strict");
  if (tool.is(ToolKind::security_analyser) && !tool.security) {
    place.fail(msg("a security_analyser needs \"security\": true"));
  }
  return tool;
}

}  // namespace

void ToolTable::Index::load_command(const std::string& text, const Tool* tool, const JsonPlace& place) {
  if (text.starts_with("?")) {
    std::string pattern = text.substr(1);
    if (pattern.size() < 3) place.fail(msg("\"{}\" is too short", text));
    flags.emplace_back(std::move(pattern), tool);
    return;
  }
  CommandPattern pattern;
  pattern.tool = tool;
  std::string program;
  for (const std::string_view token : split(text, ' ')) {
    if (token.empty()) place.fail(msg("\"{}\" holds two spaces in a row", text));
    if (program.empty()) {
      program = token;
    } else if (token == "@module") {
      pattern.module = true;
    } else if (token.starts_with("!")) {
      (is_option_word(token.substr(1)) ? pattern.no_option : pattern.no_word).emplace_back(token.substr(1));
    } else {
      bool first = true;
      for (const std::string_view part : split(token, '~')) {
        if (!part.empty() && is_option_word(part)) {
          pattern.options.emplace_back(part);
        } else if (!part.empty() && first) {
          std::vector<std::string> alternatives;
          for (const std::string_view word : split(part, '|')) alternatives.emplace_back(word);
          pattern.words.push_back(std::move(alternatives));
        } else if (!part.empty()) {
          pattern.anywhere.emplace_back(part);
        }
        first = false;
      }
    }
  }
  if (silent.contains(program)) {
    place.fail(msg("\"{}\" only talks or installs, so it can't recognise a tool", program));
  }
  commands[program].push_back(std::move(pattern));
}

void ToolTable::Index::load_samples(const JsonPlace& place, const Tool& tool) {
  for (const bool hit : {true, false}) {
    const JsonPlace list = place.at(hit ? "hit" : "miss");
    if (list.size() == 0) place.fail(msg("\"hit\" and \"miss\" need a sample each"));
    if (!keep_samples) continue;
    const std::vector<std::string> texts = list.strings();
    for (const std::string& text : texts) {
      Sample sample{tool.id, "command", text, hit};
      for (const std::string_view kind : kSampleKinds) {
        if (!text.starts_with(std::string(kind) + ":")) continue;
        sample.what = kind;
        sample.text = text.substr(kind.size() + 1);
      }
      samples.push_back(std::move(sample));
    }
  }
}

void ToolTable::Index::load_tool(const JsonPlace& place, Tool& tool) {
  for (const std::string& text : place.strings_or_none("commands")) load_command(text, &tool, place);
  for (const std::string& text : place.strings_or_none("actions")) actions.add(to_lower(text), &tool);
  for (const std::string& text : place.strings_or_none("images")) images.add(to_lower(text), &tool);
  for (const std::string& text : place.strings_or_none("hooks")) hooks.add(text, &tool);
  for (const std::string& text : place.strings_or_none("badges")) badges.emplace_back(to_lower(text), &tool);
  for (const std::string& text : place.strings_or_none("dependencies")) {
    if (text.find(':') == std::string::npos) place.fail(msg("\"{}\" needs the form ecosystem:name", text));
    dependencies.add(normal_name(text), &tool);
  }
  for (const std::string& text : place.strings_or_none("files")) {
    files.push_back({text, &tool});
    (text.find('/') == std::string::npos ? file_names : file_paths).add(to_lower(text), &tool);
  }
  for (const std::string& text : place.strings_or_none("keys")) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) place.fail(msg("\"{}\" needs the form file:key", text));
    const std::string rest = text.substr(colon + 1);
    const std::size_t value = rest.find("=*");
    settings[text.substr(0, colon)].push_back(
        {rest.substr(0, value), value == std::string::npos ? std::string() : rest.substr(value + 1), &tool});
  }
  const bool recognised = place.has("commands") || place.has("actions") || place.has("images") ||
                          place.has("files") || place.has("keys") || place.has("dependencies") ||
                          place.has("hooks") || place.has("badges");
  if (!recognised) place.fail(msg("nothing says how this tool is recognised"));
  load_samples(place, tool);
}

// One alternation of the literal heads of all flag patterns: most commands hold none of them.
void ToolTable::Index::finish() {
  std::set<std::string> heads;
  for (const auto& [pattern, tool] : flags) heads.insert(pattern.substr(0, pattern.find('*')));
  std::string alternation;
  for (const std::string& head : heads) {
    alternation += (alternation.empty() ? "" : "|") + re2::RE2::QuoteMeta(head);
  }
  re2::RE2::Options options(re2::RE2::Latin1);
  flag_filter = std::make_unique<re2::RE2>(alternation.empty() ? "a^" : alternation, options);
}

std::string ToolTable::Index::program_of(const ShellCommand& command) const {
  if (command.words.front().starts_with("@") && commands.contains(command.words.front())) {
    return command.words.front();  // npx @scope/name, where the name alone says nothing
  }
  std::string program = without_extension(command.program());
  for (int step = 0; step < 3; ++step) {
    if (const auto alias = aliases.find(program); alias != aliases.end()) return alias->second;
    if (commands.contains(program) || silent.contains(program)) return program;
    program = step == 0 ? without_version_suffix(program) : to_lower(program);
  }
  return program;
}

ToolTable::ToolTable() : index_(std::make_unique<Index>()) {}
ToolTable::~ToolTable() = default;

Result<std::shared_ptr<const ToolTable>> ToolTable::parse(std::string_view json, std::string_view origin,
                                                          bool samples) {
  std::shared_ptr<ToolTable> table(new ToolTable());
  table->index_->keep_samples = samples;
  const Outcome outcome = strict_load(json, origin, [&](const JsonPlace& root) {
    root.only({"aliases", "silent", "tools"});
    Index& index = *table->index_;
    const JsonPlace aliases = root.at("aliases");
    for (const auto& [from, to] : aliases.value().items()) index.aliases[from] = aliases.at(from).string();
    for (const std::string& program : root.at("silent").strings()) index.silent.insert(program);
    const JsonPlace tools = root.at("tools");
    table->tools_.reserve(tools.size());
    std::unordered_set<std::string> ids;
    for (std::size_t i = 0; i < tools.size(); ++i) {
      table->tools_.push_back(read_tool(tools.item(i)));
      const std::string& id = table->tools_.back().id;
      if (!ids.insert(id).second) tools.item(i).fail(msg("there are two tools \"{}\"", id));
    }
    // Only now do the tools stay where they are.
    for (std::size_t i = 0; i < tools.size(); ++i) index.load_tool(tools.item(i), table->tools_[i]);
    index.finish();
  });
  if (!outcome) return Error{outcome.error()};
  return std::shared_ptr<const ToolTable>(std::move(table));
}

const Tool* ToolTable::find(std::string_view id) const {
  const auto at = std::find_if(tools_.begin(), tools_.end(), [&](const Tool& tool) { return tool.id == id; });
  return at == tools_.end() ? nullptr : &*at;
}

std::vector<ToolTable::Match> ToolTable::command(const ShellCommand& command) const {
  std::vector<Match> matches;
  if (command.words.empty()) return matches;
  const std::string program = index_->program_of(command);
  if (index_->silent.contains(program)) return matches;
  // `yarn eslint`, `pnpm vitest`: the program of a package.
  if ((program == "yarn" || program == "pnpm") && command.words.size() > 1) {
    ShellCommand inner = command;
    inner.words.erase(inner.words.begin());
    const std::string name = index_->program_of(inner);
    if (!is_option_word(inner.words.front()) && index_->commands.contains(name))
      matches = this->command(inner);
  }
  if (only_asks(command.words)) return matches;
  const ToolArguments arguments(program, command.words);
  const auto add = [&](const Tool* tool) {
    for (const Match& match : matches) {
      if (match.tool == tool) return;
    }
    Match match{tool, arguments.options(), false};
    match.strict = std::any_of(tool->strict.begin(), tool->strict.end(),
                               [&](const std::string& option) { return arguments.has_option(option); });
    matches.push_back(std::move(match));
  };
  if (const auto patterns = index_->commands.find(program); patterns != index_->commands.end()) {
    for (const CommandPattern& pattern : patterns->second) {
      const auto word = [&](const std::string& text) { return arguments.has_word(text); };
      const auto option = [&](const std::string& text) { return arguments.has_option(text); };
      if (pattern.module && std::find(command.wrappers.begin(), command.wrappers.end(), "python -m") ==
                                command.wrappers.end()) {
        continue;
      }
      if (!arguments.starts_with(pattern.words)) continue;
      if (!std::all_of(pattern.anywhere.begin(), pattern.anywhere.end(), word)) continue;
      if (!std::all_of(pattern.options.begin(), pattern.options.end(), option)) continue;
      if (std::any_of(pattern.no_word.begin(), pattern.no_word.end(), word)) continue;
      if (std::any_of(pattern.no_option.begin(), pattern.no_option.end(), option)) continue;
      add(pattern.tool);
    }
  }
  // `export ASAN_OPTIONS=…` prepares a run that may never come; in front of a command it is used.
  const bool declares = program == "export" && arguments.has_word("*_OPTIONS=*");
  if (!declares) {
    for (const Tool* tool : flags(join(command.env, " ") + " " + join(command.words, " "))) add(tool);
  }
  // `docker run IMAGE …`: the image may be the tool.
  if (program == "docker" && arguments.starts_with({{"run"}})) {
    for (std::size_t i = 2; i < command.words.size(); ++i) {
      if (is_option_word(command.words[i])) continue;
      for (const Tool* tool : image(command.words[i])) add(tool);
    }
  }
  return matches;
}

std::vector<ToolTable::Match> ToolTable::script(std::string_view text) const {
  std::vector<Match> matches;
  for (const ShellCommand& one : split_shell(text)) {
    for (Match& match : command(one)) matches.push_back(std::move(match));
  }
  return matches;
}

namespace {

// --enable-asan=no, USE_VALGRIND=0; but SOURCE_DATE_EPOCH=0 is a date.
bool switched_off(std::string_view word) {
  const std::size_t equals = word.rfind('=');
  if (equals == std::string_view::npos || word.substr(0, equals).ends_with("_EPOCH")) return false;
  const std::string value = to_lower(word.substr(equals + 1));
  return value.empty() || value == "0" || value == "no" || value == "off" || value == "false" ||
         value == "none";
}

}  // namespace

std::vector<const Tool*> ToolTable::flags(std::string_view text) const {
  std::vector<const Tool*> tools;
  const auto may_hold = [this](std::string_view part) {
    return re2::RE2::PartialMatch(re2::StringPiece(part.data(), part.size()), *index_->flag_filter);
  };
  if (!may_hold(text)) return tools;
  for (const std::string_view word : split(text, ' ')) {
    if (!may_hold(word) || switched_off(word)) continue;
    for (const auto& [pattern, tool] : index_->flags) {
      if (wildcard_search(pattern, word)) add_once(tools, tool);
    }
  }
  return tools;
}

std::vector<const Tool*> ToolTable::action(std::string_view name) const {
  std::string bare = to_lower(name.substr(0, name.rfind('@')));
  std::vector<const Tool*> tools = index_->actions.find(bare);
  // "orb:codecov/codecov/upload": the orb is the tool, whatever its command.
  if (const std::size_t last = bare.rfind('/'); bare.starts_with("orb:") && last != std::string::npos) {
    for (const Tool* tool : index_->actions.find(bare.substr(0, last))) add_once(tools, tool);
  }
  if (name.starts_with("docker://")) {
    for (const Tool* tool : image(name)) add_once(tools, tool);
  }
  return tools;
}

std::vector<const Tool*> ToolTable::image(std::string_view name) const {
  return index_->images.find(image_name(name));
}

std::vector<const Tool*> ToolTable::hook(std::string_view hook_id) const {
  return index_->hooks.find(std::string(hook_id));
}

std::vector<const Tool*> ToolTable::config_file(std::string_view path) const {
  const std::string lower = to_lower(path);
  std::vector<const Tool*> tools = index_->file_paths.find(lower);
  const std::size_t slash = lower.rfind('/');
  for (const Tool* tool :
       index_->file_names.find(slash == std::string::npos ? lower : lower.substr(slash + 1))) {
    add_once(tools, tool);
  }
  return tools;
}

std::vector<const Tool*> ToolTable::dependency(std::string_view ecosystem, std::string_view name) const {
  return index_->dependencies.find(normal_name(std::string(ecosystem) + ":" + std::string(name)));
}

std::vector<const Tool*> ToolTable::setting(std::string_view format, std::string_view key,
                                            std::string_view value) const {
  std::vector<const Tool*> tools;
  for (const std::string& of : {std::string(format), std::string("*")}) {
    const auto rules = index_->settings.find(of);
    if (rules == index_->settings.end()) continue;
    for (const SettingRule& rule : rules->second) {
      const bool below = key.size() > rule.key.size() && key.starts_with(rule.key) &&
                         (key[rule.key.size()] == '.' || key[rule.key.size()] == ':');
      if ((key == rule.key || below) && (rule.value.empty() || wildcard_match(rule.value, value))) {
        add_once(tools, rule.tool);
      }
    }
  }
  return tools;
}

std::vector<const Tool*> ToolTable::badge(std::string_view url) const {
  std::vector<const Tool*> tools;
  const std::string lower = to_lower(url);
  for (const auto& [part, tool] : index_->badges) {
    if (lower.find(part) != std::string::npos) add_once(tools, tool);
  }
  return tools;
}

const std::vector<ToolTable::FileRule>& ToolTable::files() const { return index_->files; }

const std::vector<ToolTable::Sample>& ToolTable::samples() const { return index_->samples; }

bool ToolTable::recognises(const Sample& sample) const {
  const Tool* wanted = find(sample.tool);
  const auto among = [&](const std::vector<const Tool*>& tools) {
    return std::find(tools.begin(), tools.end(), wanted) != tools.end();
  };
  const std::string& text = sample.text;
  const std::size_t colon = text.find(':');
  const std::string head = text.substr(0, colon);
  const std::string rest = colon == std::string::npos ? std::string() : text.substr(colon + 1);
  if (sample.what == "action") return among(action(text));
  if (sample.what == "image") return among(image(text));
  if (sample.what == "file") return among(config_file(text));
  if (sample.what == "hook") return among(hook(text));
  if (sample.what == "badge") return among(badge(text));
  if (sample.what == "dep") return among(dependency(head, rest));
  if (sample.what == "key") return among(setting(head, rest));
  for (const Match& match : script(text)) {
    if (match.tool == wanted) return true;
  }
  return false;
}

}  // namespace badgescan
