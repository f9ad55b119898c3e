// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/languages.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "scanner/base/digest.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/base/wildcard.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tools.h"
#include "scanner/facts/tree_index.h"
#include "scanner/rules/rule_set.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

constexpr std::size_t kMostSizes = 20'000;  // sizes asked for; beyond, every n-th file stands for n
constexpr std::size_t kMostHeads = 200;     // executables without an ending whose first line is read

struct Info {
  std::string name;
  bool markup = false, memory_unsafe = false, compiled = false, hidden = false;
};

struct LanguageRules {
  std::vector<Info> infos;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Map = std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>>;
  Map extensions, names, interpreters, by_name;

  static Result<LanguageRules> load(const RuleSet& rules);
};

Result<LanguageRules> LanguageRules::load(const RuleSet& rules) {
  LanguageRules out;
  const Outcome loaded =
      strict_load(rules.file("languages.json"), rules.origin("languages.json"), [&](const JsonPlace& root) {
        root.only({"hidden", "languages"});
        const JsonPlace list = root.at("languages");
        const auto index = [&](const JsonPlace& place, const char* key, auto& map, bool lower) {
          for (const std::string& text : place.strings_or_none(key)) {
            if (!map.emplace(lower ? to_lower(text) : text, out.infos.size()).second) {
              place.fail(msg("\"{}\" already belongs to another language", text));
            }
          }
        };
        for (std::size_t i = 0; i < list.size(); ++i) {
          const JsonPlace item = list.item(i);
          item.only(
              {"name", "markup", "memory_unsafe", "compiled", "extensions", "filenames", "interpreters"});
          index(item, "extensions", out.extensions, true);
          index(item, "filenames", out.names, false);
          index(item, "interpreters", out.interpreters, false);
          Info info{item.at("name").string(), item.flag("markup"), item.flag("memory_unsafe"),
                    item.flag("compiled"), false};
          out.by_name.emplace(to_lower(info.name), out.infos.size());
          out.infos.push_back(std::move(info));
        }
        for (const std::string& name : root.at("hidden").strings()) {
          const auto at = out.by_name.find(to_lower(name));
          if (at != out.by_name.end()) out.infos[at->second].hidden = true;
        }
      });
  if (!loaded) return Error{loaded.error()};
  return out;
}

// "#!/usr/bin/env -S python3 -u" → "python3".
std::string interpreter_of(std::string_view text) {
  if (!text.starts_with("#!")) return {};
  const std::string_view line = text.substr(2, std::min<std::size_t>(text.find_first_of("\r\n"), 200) - 2);
  for (const std::string_view word : split(line, ' ')) {
    if (word.empty() || word[0] == '-' || word.find('=') != std::string_view::npos) continue;
    const std::string_view name = word.substr(word.rfind('/') + 1);
    if (name != "env") return std::string(name);
  }
  return {};
}

struct Override {
  std::string pattern;  ///< from the root, '*' crosses folders
  bool name_only = false;
  std::string language;  ///< lower case
};

// linguist-language of the root's .gitattributes.
std::vector<Override> overrides_of(const Facts& facts) {
  std::vector<Override> overrides;
  const FileText text = facts.snapshot().find(".gitattributes") ? facts.text(".gitattributes") : nullptr;
  if (!text) return overrides;
  for (const std::string_view line : split_lines(*text)) {
    const std::size_t key = line.find("linguist-language=");
    const std::string_view bare = trim(line);
    if (key == std::string_view::npos || bare.empty() || bare[0] == '#' || overrides.size() > 500) continue;
    std::string pattern(bare.substr(0, bare.find_first_of(" \t")));
    const std::string_view value = line.substr(key + 18);
    const bool name_only = pattern.find('/') == std::string::npos;
    if (pattern.starts_with("/")) pattern.erase(0, 1);
    if (pattern.starts_with("**/")) pattern = "*" + pattern.substr(2);
    overrides.push_back({std::move(pattern), name_only,
                         replace_all(to_lower(value.substr(0, value.find_first_of(" \t"))), "-", " ")});
  }
  return overrides;
}

class Counter {
 public:
  Counter(const Facts& facts, const LanguageRules& rules)
      : facts_(facts), rules_(rules), index_(facts.get<TreeIndex>()), overrides_(overrides_of(facts)) {}

  void run() {
    for (const Entry& entry : facts_.snapshot().entries()) {
      if (!entry.is_file()) continue;
      const std::optional<std::size_t> language = language_of(entry);
      if (!language) continue;
      const PathClass kind = index_.classify(entry);
      if (kind.vendored || kind.generated || kind.test_data || in_documentation(kind, entry)) continue;
      files_.emplace_back(&entry, *language);
    }
    settle();
  }

  const std::vector<std::pair<const Entry*, std::size_t>>& files() const { return files_; }

 private:
  std::optional<std::size_t> find(const LanguageRules::Map& map, std::string_view key) const {
    const auto at = map.find(key);
    return at == map.end() ? std::nullopt : std::optional(at->second);
  }

  // CMakeLists.txt ends like a text but is none: only its folder counts.
  bool in_documentation(const PathClass& kind, const Entry& entry) {
    if (!kind.documentation) return false;
    const auto [at, fresh] = documents_.try_emplace(entry.folder());
    if (fresh) at->second = index_.classify(std::string(entry.folder()) + "/x.c").documentation;
    return at->second;
  }

  std::optional<std::size_t> language_of(const Entry& entry) {
    const std::string_view name = entry.name();
    for (const Override& one : overrides_) {
      if (!wildcard_match(one.pattern, one.name_only ? name : entry.path)) continue;
      if (const auto language = find(rules_.by_name, one.language)) return language;
    }
    if (const auto language = find(rules_.names, name)) return language;
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return by_shebang(entry);
    const std::string extension = to_lower(name.substr(dot + 1));
    // "x.blade.php": two endings are more exact than one.
    const std::size_t before = name.rfind('.', dot - 1);
    if (before != std::string_view::npos) {
      if (const auto language = find(rules_.extensions, to_lower(name.substr(before + 1)))) return language;
    }
    if (extension == "h") return find(rules_.by_name, "c");  // until settle()
    return find(rules_.extensions, extension);
  }

  std::optional<std::size_t> by_shebang(const Entry& entry) {
    if (entry.mode != Mode::executable || heads_ >= kMostHeads) return std::nullopt;
    const PathClass kind = index_.classify(entry);
    if (kind.vendored || kind.generated || kind.test_data || kind.documentation) return std::nullopt;
    const Result<std::uint64_t> size = facts_.snapshot().size(entry);
    if (!size || *size > 256 * 1024) return std::nullopt;
    ++heads_;
    const Result<std::string> text = facts_.snapshot().read(entry, 256 * 1024);
    if (!text) return std::nullopt;
    std::string interpreter = interpreter_of(*text);
    if (const auto language = find(rules_.interpreters, interpreter)) return language;
    while (!interpreter.empty() &&
           (interpreter.back() == '.' || (interpreter.back() >= '0' && interpreter.back() <= '9'))) {
      interpreter.pop_back();
    }
    return find(rules_.interpreters, interpreter);
  }

  // Endings that several languages share are settled by what else the project holds.
  void settle() {
    const auto language = [&](const char* name) { return rules_.by_name.at(name); };
    const std::size_t c_id = language("c"), cpp_id = language("c++"),
                      objective_c_id = language("objective-c");
    const std::size_t objective_cpp_id = language("objective-c++"), cuda_id = language("cuda");
    const std::size_t verilog_id = language("verilog");
    std::unordered_set<std::string_view> c_folders, cpp_folders;
    bool objective_c = false;
    for (const auto& [entry, id] : files_) {
      if (id == c_id) {
        const std::string_view name = entry->name();
        if (!name.ends_with(".h") && !name.ends_with(".H")) c_folders.insert(entry->folder());
      } else if (id == cpp_id || id == objective_cpp_id || id == cuda_id) {
        cpp_folders.insert(entry->folder());
      } else if (id == objective_c_id) {
        objective_c = true;
      }
    }
    const bool c = !c_folders.empty(), cpp = !cpp_folders.empty();
    drop_bridges(c || cpp || objective_c);
    const bool apple = !index_.with_extension("pbxproj").empty() ||
                       !index_.with_extension("podspec").empty() || !index_.with_extension("mm").empty() ||
                       !index_.with_extension("xib").empty() || !index_.with_extension("swift").empty();
    const bool has_header = c || cpp || !index_.with_extension("h").empty();
    const bool rocq = !index_.named("_CoqProject").empty() || !index_.with_extension("opam").empty();
    const bool vlang = !index_.named("v.mod").empty();
    for (auto& [entry, id] : files_) {
      if (id != c_id && id != objective_c_id && id != verilog_id) continue;
      const std::string_view name = entry->name();
      const std::size_t dot = name.rfind('.');
      if (dot == std::string_view::npos) continue;
      const std::string extension = to_lower(name.substr(dot + 1));
      if (extension == "h" && id == c_id) {
        const bool cpp_here = cpp_folders.contains(entry->folder()) && !c_folders.contains(entry->folder());
        if (cpp_here || (cpp && !c)) id = cpp_id;
        if (objective_c && !c && !cpp) id = objective_c_id;
      } else if (extension == "m" && id == objective_c_id && !apple && !has_header) {
        id = language("matlab");
      } else if (extension == "v" && id == verilog_id && (rocq || vlang)) {
        id = language(vlang ? "v" : "rocq prover");
      }
    }
  }

  // Headers beside more Swift and no source of their own tell Swift what to import, or tools its version.
  void drop_bridges(bool implemented) {
    if (implemented) return;
    const std::size_t swift = rules_.by_name.at("swift");
    const auto is_header = [](const auto& file) { return to_lower(file.first->name()).ends_with(".h"); };
    const auto sources = std::count_if(files_.begin(), files_.end(), [&](const auto& file) {
      return file.second == swift && file.first->name() != "Package.swift";
    });
    if (sources > std::count_if(files_.begin(), files_.end(), is_header)) std::erase_if(files_, is_header);
  }

  const Facts& facts_;
  const LanguageRules& rules_;
  const TreeIndex& index_;
  std::vector<Override> overrides_;
  std::vector<std::pair<const Entry*, std::size_t>> files_;
  std::unordered_map<std::string_view, bool> documents_;  ///< by folder
  std::size_t heads_ = 0;
};

// What the taxonomy of tools knows about a language.
void add_tools(const ToolTable& table, LanguageUse& use) {
  for (const Tool& tool : table.tools()) {
    if (std::find(tool.languages.begin(), tool.languages.end(), use.name) == tool.languages.end()) continue;
    use.has_analyser |= tool.floss && tool.is(ToolKind::static_analyser);
    use.has_warnings |=
        tool.is(ToolKind::linter) || tool.is(ToolKind::type_checker) || tool.is(ToolKind::compiler);
  }
}

}  // namespace

LanguageFiles LanguageFiles::collect(const Facts& facts) {
  LanguageFiles made;
  const Result<LanguageRules> rules = LanguageRules::load(facts.rules());
  if (!rules) {
    facts.note(Note::Kind::warning, {}, msg("The list of languages could not be read: {}", rules.error()));
    return made;
  }
  Counter counter(facts, *rules);
  counter.run();
  const auto entries = facts.snapshot().entries();
  std::vector<std::uint16_t> places(rules->infos.size());  // by language: 1 + its place in uses_
  made.use_of_.resize(entries.size());
  made.files_ = counter.files().size();
  for (const auto& [entry, language] : counter.files()) {
    std::uint16_t& place = places[language];
    if (place == 0) {
      const Info& info = rules->infos[language];
      made.uses_.push_back({.name = info.name,
                            .example = clean_utf8(entry->path),
                            .markup = info.markup,
                            .hidden = info.hidden,
                            .memory_unsafe = info.memory_unsafe,
                            .compiled = info.compiled});
      place = static_cast<std::uint16_t>(made.uses_.size());
    }
    ++made.uses_[place - 1U].files;
    made.use_of_[static_cast<std::size_t>(entry - entries.data())] = place;
  }
  made.complete_ = facts.get<TreeIndex>().complete();
  if (const auto table = ToolTable::of(facts.rules())) {
    for (LanguageUse& use : made.uses_) add_tools(**table, use);
  }
  return made;
}

bool LanguageFiles::settle(const Facts& facts) const {
  return use_of_.size() == facts.unwatched_snapshot().entries().size() &&
         std::all_of(use_of_.begin(), use_of_.end(),
                     [&](std::size_t place) { return place <= uses_.size(); });
}

Languages Languages::collect(const Facts& facts) {
  const LanguageFiles& files = facts.get<LanguageFiles>();
  // A scan has read most files already; a ledger keeps their sizes.
  const SourceReading* reading = facts.ledger() == nullptr ? &facts.get<SourceReading>() : nullptr;
  const auto size_of = [&](const Entry& entry) -> Result<std::uint64_t> {
    if (const auto known = reading == nullptr ? std::nullopt : reading->size_of(entry)) return *known;
    return facts.snapshot().size(entry);
  };
  struct Measured {
    std::size_t files = 0;
    std::uint64_t bytes = 0, shipped = 0;
    bool seen = false;
  };
  const TreeIndex& tree = facts.get<TreeIndex>();
  std::vector<Measured> measured(files.uses().size());
  const std::size_t step = files.files() / kMostSizes + 1;
  const auto entries = facts.snapshot().entries();
  for (std::size_t i = 0, counted = 0; i < files.use_of().size(); ++i) {
    if (files.use_of()[i] == 0) continue;
    Measured& of_language = measured[files.use_of()[i] - 1U];
    // The first file of a language is always measured, so that none has no bytes.
    const bool first = !std::exchange(of_language.seen, true);
    if (counted++ % step != 0 && !first) continue;
    const Result<std::uint64_t> size = size_of(entries[i]);
    if (!size) continue;
    of_language.bytes += *size;
    if (source_place(tree.classify(entries[i]), entries[i].path) == source::Place::own)
      of_language.shipped += *size;
    ++of_language.files;
  }
  std::vector<std::pair<std::uint64_t, LanguageUse>> all;
  double total = 0, total_shipped = 0;
  for (std::size_t i = 0; i < measured.size(); ++i) {
    const LanguageUse& use = files.uses()[i];
    std::uint64_t size = measured[i].bytes, shipped = measured[i].shipped;
    if (measured[i].files > 0) {
      size = size * use.files / measured[i].files;
      shipped = shipped * use.files / measured[i].files;
    }
    total += static_cast<double>(size);
    total_shipped += static_cast<double>(shipped);
    all.emplace_back(size, use);
    all.back().second.shipped = static_cast<double>(shipped);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second.name < b.second.name;
  });
  Languages made;
  for (auto& [size, use] : all) {
    // In steps, so that the edit of one line is not a change of languages.
    use.share = total > 0 ? std::ceil(static_cast<double>(size) / total * 1000) / 1000 : 0;
    use.shipped = total_shipped > 0 ? std::ceil(use.shipped / total_shipped * 1000) / 1000 : 0;
    made.all_.push_back(std::move(use));
  }
  made.estimated_ = files.files() > kMostSizes;
  made.complete_ = files.complete();
  return made;
}

std::vector<const LanguageUse*> Languages::programming(double least) const {
  double total = 0;
  for (const LanguageUse& use : all_) total += use.markup ? 0 : use.share;
  std::vector<const LanguageUse*> found;
  for (const LanguageUse& use : all_) {
    if (!use.markup && total > 0 && use.share / total >= least) found.push_back(&use);
  }
  return found;
}

const LanguageUse* Languages::main() const {
  for (const LanguageUse& use : all_) {
    if (!use.markup) return &use;
  }
  return nullptr;
}

double Languages::shipped_in(const std::function<bool(const LanguageUse&)>& which) const {
  double all = 0, chosen = 0;
  for (const LanguageUse& use : all_) {
    if (use.markup) continue;
    all += use.shipped;
    if (which(use)) chosen += use.shipped;
  }
  return all > 0 ? chosen / all : 1;
}

const LanguageUse* Languages::find(std::string_view name) const {
  for (const LanguageUse& use : all_) {
    if (use.name == name) return &use;
  }
  return nullptr;
}

double Languages::memory_unsafe_share() const {
  double all = 0, unsafe = 0;
  for (const LanguageUse& use : all_) {
    if (use.markup) continue;
    all += use.share;
    if (use.memory_unsafe) unsafe += use.share;
  }
  return all > 0 ? unsafe / all : 0;
}

bool Languages::compiled(double least) const {
  const auto found = programming(least);
  return std::any_of(found.begin(), found.end(), [](const LanguageUse* use) { return use->compiled; });
}

}  // namespace badgescan
