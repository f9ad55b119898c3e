// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/tools.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/base/wildcard.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/scripts.h"
#include "scanner/facts/tree_index.h"
#include "scanner/rules/last_loaded.h"

namespace badgescan {
namespace {

// Of one tool and one way of use; more of the same says nothing new.
constexpr std::size_t kMostUsesAlike = 20;
constexpr std::size_t kMostFilesAlike = 3;

Evidence evidence_at(std::string_view path, int line, std::string_view excerpt, const Tool& tool) {
  Evidence evidence;
  evidence.path = clean_utf8(path);
  evidence.line = line;
  evidence.excerpt = shorten(clean_utf8(excerpt), 160);
  evidence.tool = tool.id;
  return evidence;
}

class Finder {
 public:
  Finder(const Facts& facts, const ToolTable& table)
      : facts_(facts), table_(table), index_(facts.get<TreeIndex>()) {}

  std::vector<ToolUse> run() {
    collect_hooks();
    pipelines();
    scripts();
    config_files();
    manifests();
    badges();
    plugins();
    compiler_analysers();
    return finish();
  }

 private:
  struct Hook {
    const Tool* tool;
    const Script* script;
  };

  bool foreign(std::string_view path) const {
    const PathClass kind = index_.classify(path);
    return kind.vendored || kind.test_data || kind.example;
  }

  void add(ToolUse use) {
    if (++count_[{use.tool, use.how}] <= kMostUsesAlike * 10) uses_.push_back(std::move(use));
  }

  void add_simple(const Tool* tool, How how, std::string_view path, int line, std::string_view excerpt) {
    ToolUse use;
    use.tool = tool;
    use.how = how;
    use.evidence = evidence_at(path, line, excerpt, *tool);
    add(std::move(use));
  }

  // ---- CI -------------------------------------------------------------------------------------------------

  void pipelines() {
    facts_.get<Pipelines>().each_step(
        [&](const Pipeline& pipeline, const Job& job, const Step& step) { visit(pipeline, job, step); });
    for (const Pipeline& pipeline : facts_.get<Pipelines>().all()) {
      if (pipeline.only_called()) continue;
      for (const Job& job : pipeline.jobs) {
        if (!job.disabled) visit_job(pipeline, job);
      }
    }
  }

  ToolUse in_job(const Tool* tool, const Pipeline& pipeline, const Job& job) const {
    ToolUse use;
    use.tool = tool;
    use.how = How::ci;
    use.frequency = job.frequency();
    use.triggers = job.triggers;
    use.pipeline = pipeline.path;
    use.job = job.name.empty() ? job.id : job.name;
    use.place = describe(pipeline, job);
    use.may_fail = job.failure_ignored;
    return use;
  }

  void visit(const Pipeline& pipeline, const Job& job, const Step& step) {
    for (const CiCommand& command : step.commands) visit(pipeline, job, step, command);
    for (const CiCommand& command : step.resolved) visit(pipeline, job, step, command);
    for (const Tool* tool : table_.action(step.uses)) {
      ToolUse use = in_job(tool, pipeline, job);
      use.evidence = evidence_at(step.path, step.line, "uses: " + step.uses, *tool);
      use.may_fail |= step.failure_ignored;
      for (const Input& input : step.inputs)
        use.options.push_back(shorten(input.name + "=" + input.value, 80));
      if (tool->id == "pre_commit") add_hooks(use, {});
      add(std::move(use));
    }
    for (const Input& input : step.env) flags(pipeline, job, step.path, input);
    for (const Input& input : step.inputs) flags(pipeline, job, step.path, input);
  }

  void visit(const Pipeline& pipeline, const Job& job, const Step& step, const CiCommand& command) {
    if (command.elsewhere) return;  // another project's tests and linters
    for (const ToolTable::Match& match : table_.command(with_program(command.shell, pipeline, job, step))) {
      ToolUse use = in_job(match.tool, pipeline, job);
      use.evidence = evidence_at(command.path, command.line, command.shell.text, *match.tool);
      use.via = command.via;
      use.may_fail |= step.failure_ignored || command.shell.failure_ignored;
      use.strict = match.strict;
      use.options = match.options;
      if (match.tool->id == "pre_commit") add_hooks(use, command.shell);
      add(std::move(use));
    }
  }

  // `${{ env.CARGO }} test` with `CARGO: cargo` in the environment is cargo test.
  static ShellCommand with_program(const ShellCommand& command, const Pipeline& pipeline, const Job& job,
                                   const Step& step) {
    std::string name = command.words.empty() ? std::string() : command.words.front();
    if (name.size() < 2 || name[0] != '$') return command;
    name = std::string(trim(replace_all(replace_all(replace_all(name, "$", ""), "{", ""), "}", "")));
    if (name.starts_with("env.")) name.erase(0, 4);
    for (const std::vector<Input>* env : {&step.env, &job.env, &pipeline.env}) {
      for (const Input& input : *env) {
        if (input.name != name || input.value.empty() || input.value[0] == '$') continue;
        ShellCommand known = command;
        known.words.front() = input.value.substr(0, input.value.find(' '));
        return known;
      }
    }
    return command;
  }

  void visit_job(const Pipeline& pipeline, const Job& job) {
    for (const std::string& image : job.images) {
      for (const Tool* tool : table_.image(image)) {
        ToolUse use = in_job(tool, pipeline, job);
        use.evidence = evidence_at(job.path, job.line, "image: " + image, *tool);
        add(std::move(use));
      }
    }
    for (const Input& input : job.env) flags(pipeline, job, job.path, input);
    for (const Input& input : pipeline.env) flags(pipeline, job, pipeline.path, input);
    for (const auto& [axis, values] : job.matrix) {
      for (const std::string& value : values) flags(pipeline, job, job.path, {axis, value, job.line});
    }
  }

  // A sanitizer in CFLAGS, a warning flag in a matrix.
  void flags(const Pipeline& pipeline, const Job& job, const std::string& path, const Input& input) {
    const std::string text = input.name + "=" + input.value;
    for (const Tool* tool : table_.flags(text)) {
      ToolUse use = in_job(tool, pipeline, job);
      use.evidence = evidence_at(path, input.line, text, *tool);
      add(std::move(use));
    }
  }

  // ---- hooks and scripts ----------------------------------------------------------------------------------

  void collect_hooks() {
    for (const Script& script : facts_.get<Scripts>().all()) {
      if (script.kind != ScriptKind::pre_commit || foreign(script.path)) continue;
      std::set<const Tool*> tools;
      if (script.source != "lefthook") {
        for (const Tool* tool : table_.hook(script.name)) tools.insert(tool);
      }
      for (const CiCommand& command : script.commands) {
        for (const ToolTable::Match& match : table_.command(command.shell)) tools.insert(match.tool);
      }
      for (const Tool* tool : tools) hooks_.push_back({tool, &script});
    }
    for (const Hook& hook : hooks_) add_hook(hook, {}, How::pre_commit);
  }

  void add_hook(const Hook& hook, ToolUse use, How how) {
    use.tool = hook.tool;
    use.how = how;
    use.evidence = evidence_at(hook.script->path, hook.script->line, "id: " + hook.script->name, *hook.tool);
    if (use.job.empty()) use.job = hook.script->name;
    if (how == How::ci) use.via = "pre-commit run";
    use.strict = false;
    use.options.clear();
    add(std::move(use));
  }

  // CI that runs pre-commit runs its hooks: all of them, or the one that is named.
  void add_hooks(const ToolUse& runner, const ShellCommand& command) {
    std::vector<std::string> named;
    for (std::size_t i = 2; i < command.words.size(); ++i) {
      const std::string& word = command.words[i];
      if (word.starts_with("-")) {
        const bool takes_value = word == "--from-ref" || word == "--to-ref" || word == "--hook-stage" ||
                                 word == "-s" || word == "-o" || word == "--source" || word == "--origin" ||
                                 word == "-c" || word == "--config";
        if (word == "--files") break;
        if (takes_value) ++i;
      } else {
        named.push_back(word);
      }
    }
    for (const Hook& hook : hooks_) {
      if (hook.script->source == "lefthook") continue;
      const bool wanted =
          named.empty() || std::find(named.begin(), named.end(), hook.script->name) != named.end();
      if (wanted) add_hook(hook, runner, How::ci);
    }
  }

  void scripts() {
    for (const Script& script : facts_.get<Scripts>().all()) {
      if (script.kind == ScriptKind::pre_commit || foreign(script.path)) continue;
      for (const CiCommand& command : script.commands) {
        for (const ToolTable::Match& match : table_.command(command.shell)) {
          ToolUse use;
          use.tool = match.tool;
          use.how = How::script;
          use.evidence = evidence_at(command.path, command.line, command.shell.text, *match.tool);
          use.job = typed(script.kind, script.name);
          use.may_fail = command.shell.failure_ignored;
          use.strict = match.strict;
          use.options = match.options;
          add(std::move(use));
        }
      }
    }
  }

  // ---- files, manifests, badges ---------------------------------------------------------------------------

  std::vector<const Entry*> entries_of(const std::string& pattern) const {
    const std::size_t slash = pattern.rfind('/');
    const std::string name = slash == std::string::npos ? pattern : pattern.substr(slash + 1);
    const std::string folder = slash == std::string::npos ? std::string() : pattern.substr(0, slash);
    if (name.find('*') == std::string::npos && slash == std::string::npos) return index_.named(name);
    if (slash == std::string::npos && name.starts_with("*.") && name.find('*', 1) == std::string::npos &&
        name.find('.', 2) == std::string::npos) {
      return index_.with_extension(to_lower(name.substr(2)));
    }
    std::vector<const Entry*> found;
    // "*.xcodeproj/project.pbxproj": the folder's name is the pattern.
    const bool any_folder = folder.find('*') != std::string::npos;
    for (const Entry* entry : any_folder ? index_.named(name) : index_.in_folder(folder)) {
      if (wildcard_match(to_lower(pattern), to_lower(entry->path))) found.push_back(entry);
    }
    return found;
  }

  void config_files() {
    for (const ToolTable::FileRule& rule : table_.files()) {
      std::size_t taken = 0;
      for (const Entry* entry : entries_of(rule.pattern)) {
        if (foreign(entry->path)) continue;
        // Among tests it is what they are fed with, or it is about them alone.
        const bool reads_code = rule.tool->is(ToolKind::linter) || rule.tool->is(ToolKind::static_analyser);
        if (reads_code && index_.classify(*entry).test) continue;
        if (++taken > kMostFilesAlike) break;
        add_simple(rule.tool, How::configured, entry->path, 0, {});
      }
    }
  }

  // MSBuild's way to make warnings fail a build.
  static bool makes_errors(const ManifestSetting& setting) {
    return (setting.key == "TreatWarningsAsErrors" || setting.key == "CodeAnalysisTreatWarningsAsErrors") &&
           to_lower(setting.value) == "true";
  }

  // One setting for each tool that the manifest configures: one that is strict, else the first.
  std::map<const Tool*, const ManifestSetting*> settings_of(const Manifest& manifest) const {
    std::map<const Tool*, const ManifestSetting*> found;
    for (const ManifestSetting& setting : manifest.settings) {
      for (const Tool* tool : table_.setting(manifest.format, setting.key, setting.value)) {
        const auto [at, first] = found.emplace(tool, &setting);
        if (!first && makes_errors(setting) && !makes_errors(*at->second)) at->second = &setting;
      }
    }
    return found;
  }

  void manifests() {
    for (const Manifest& manifest : facts_.get<Manifests>().all()) {
      if (manifest.example) continue;
      for (const Dependency& dependency : manifest.dependencies) {
        for (const Tool* tool : table_.dependency(manifest.ecosystem, dependency.name)) {
          add_simple(tool, How::dependency, manifest.path, dependency.line, dependency.name);
        }
      }
      for (const auto& [tool, setting] : settings_of(manifest)) {
        ToolUse use;
        use.tool = tool;
        use.how = How::configured;
        use.strict = makes_errors(*setting);
        use.evidence = evidence_at(manifest.path, setting->line, setting->key, *tool);
        add(std::move(use));
      }
    }
  }

  void badges() {
    const Document* readme = facts_.get<Documents>().first("readme");
    if (readme == nullptr) return;
    for (const Link& link : readme->links) {
      if (!link.image) continue;
      for (const Tool* tool : table_.badge(link.target)) {
        add_simple(tool, How::badge, readme->path, link.line, link.target);
      }
    }
  }

  // ---- plugins --------------------------------------------------------------------------------------------

  static bool checks(const Tool& tool) {
    return tool.is(ToolKind::linter) || tool.is(ToolKind::formatter) || tool.is(ToolKind::static_analyser) ||
           tool.is(ToolKind::coverage) || tool.is(ToolKind::api_checker) ||
           tool.is(ToolKind::dependency_scanner);
  }

  // A goal of the plugin is bound to the build, so `mvn verify` runs it: here, in the pom that manages it, or
  // in a profile that the command names.
  bool bound(const Manifest& manifest, const Dependency& dependency, const std::string& command) const {
    const std::string plugin = "plugin." + dependency.name.substr(dependency.name.find(':') + 1);
    if (manifest.has_setting_below(plugin + ".goal")) return true;
    if (manifest.has_setting_below(plugin + ".used")) {
      for (const Manifest& other : facts_.get<Manifests>().all()) {
        if (other.ecosystem == "maven" && other.has_setting_below(plugin + ".managed.goal")) return true;
      }
    }
    for (const ManifestSetting& setting : manifest.settings) {
      if (!setting.key.starts_with(plugin + ".profile.")) continue;
      const std::string rest = setting.key.substr(plugin.size() + 9);
      const std::string profile = rest.substr(0, rest.find(".goal"));
      for (const std::string_view word : split(command, ' ')) {
        if (!word.starts_with("-P")) continue;
        for (const std::string_view named : split(word.substr(2), ',')) {
          if (named == profile) return true;
        }
      }
    }
    return false;
  }

  // What the builds that CI runs do on the way: Gradle's check runs the plugins' tasks, Maven's verify the
  // bound goals, and both run what is plugged into the compiler.
  void plugins() {
    std::vector<ToolUse> builds;
    for (const ToolUse& use : uses_) {
      const bool maven = use.tool->id == "maven_test", gradle = use.tool->id == "gradle_test";
      if (use.how == How::ci && (maven || gradle) && builds.size() < 20) builds.push_back(use);
    }
    if (builds.empty()) return;
    for (const Manifest& manifest : facts_.get<Manifests>().all()) {
      const bool maven = manifest.ecosystem == "maven", gradle = manifest.ecosystem == "gradle";
      if (manifest.example || (!maven && !gradle) || manifest.format == "libs.versions.toml") continue;
      for (const Dependency& dependency : manifest.dependencies) {
        if (dependency.scope != Dependency::Scope::build) continue;
        for (const Tool* tool : table_.dependency(manifest.ecosystem, dependency.name)) {
          const bool compiler = tool->id == "errorprone";
          if (!checks(*tool)) continue;
          for (const ToolUse& build : builds) {
            if (compiler || !maven || bound(manifest, dependency, build.evidence.excerpt))
              add_plugin(build, *tool, manifest, dependency, compiler);
          }
        }
      }
    }
  }

  void add_plugin(const ToolUse& build, const Tool& tool, const Manifest& manifest,
                  const Dependency& dependency, bool compiler) {
    const bool maven = build.tool->id == "maven_test";
    if (maven != (manifest.ecosystem == "maven")) return;
    const std::string& command = build.evidence.excerpt;
    const auto runs = [&](std::string_view goal) { return command.find(goal) != std::string::npos; };
    const bool checked =
        maven ? runs("verify") || runs("install") || runs("deploy") : runs("check") || runs("build");
    if (!checked && !compiler) return;
    ToolUse use = build;
    use.tool = &tool;
    use.evidence = evidence_at(manifest.path, dependency.line, dependency.name, tool);
    use.via = maven ? "mvn verify" : "gradle check";
    use.strict = false;
    use.options.clear();
    add(std::move(use));
  }

  // The compiler of .NET runs the analysers that project files turn on: what they find are warnings, which
  // stop nothing unless they are errors.
  void compiler_analysers() {
    std::vector<ToolUse> builds;
    for (const ToolUse& use : uses_) {
      const bool dotnet = use.tool->id == "dotnet_build" || use.tool->id == "dotnet_test";
      const bool compiles = use.evidence.excerpt.find(" restore") == std::string::npos;
      if (use.how == How::ci && dotnet && compiles && builds.size() < 20) builds.push_back(use);
    }
    std::vector<ToolUse> analysers;
    for (const ToolUse& use : uses_) {
      if (use.tool->id != "roslyn_analyzers" || use.how != How::configured || analysers.size() >= 4) continue;
      if (!index_.classify(std::string_view(use.evidence.path)).test) analysers.push_back(use);
    }
    const bool strict =
        std::any_of(analysers.begin(), analysers.end(), [](const ToolUse& use) { return use.strict; });
    for (const ToolUse& analyser : analysers) {
      if (analyser.strict != strict) continue;
      for (ToolUse use : builds) {
        use.tool = analyser.tool;
        use.evidence = analyser.evidence;
        use.via = "dotnet build";
        use.strict = strict;
        use.may_fail |= !strict;
        use.options.clear();
        add(std::move(use));
      }
    }
  }

  // ---- order ----------------------------------------------------------------------------------------------

  std::vector<ToolUse> finish() {
    const auto key = [](const ToolUse& use) {
      return std::tuple(-static_cast<int>(use.how), -static_cast<int>(use.frequency), use.may_fail,
                        std::string_view(use.tool->id), !use.via.empty(), std::string_view(use.evidence.path),
                        use.evidence.line, std::string_view(use.pipeline), std::string_view(use.job));
    };
    std::stable_sort(uses_.begin(), uses_.end(),
                     [&](const ToolUse& a, const ToolUse& b) { return key(a) < key(b); });
    std::map<std::pair<const Tool*, How>, std::size_t> kept;
    std::vector<ToolUse> uses;
    for (ToolUse& use : uses_) {
      if (!uses.empty() && key(uses.back()) == key(use)) {
        uses.back().strict |= use.strict;
        continue;
      }
      if (++kept[{use.tool, use.how}] <= kMostUsesAlike) uses.push_back(std::move(use));
    }
    return uses;
  }

  const Facts& facts_;
  const ToolTable& table_;
  const TreeIndex& index_;
  std::vector<Hook> hooks_;
  std::vector<ToolUse> uses_;
  std::map<std::pair<const Tool*, How>, std::size_t> count_;
};

}  // namespace

std::string_view name_of(How how) {
  switch (how) {
    case How::badge:
      return "badge";
    case How::dependency:
      return "dependency";
    case How::configured:
      return "configured";
    case How::script:
      return "script";
    case How::pre_commit:
      return "pre-commit";
    case How::ci:
      return "CI";
  }
  return "";
}

Result<std::shared_ptr<const ToolTable>> ToolTable::of(const RuleSet& rules) {
  static LastLoaded<ToolTable> last;
  return last.get(rules, {"tools.json"},
                  [&] { return ToolTable::parse(rules.file("tools.json"), rules.origin("tools.json")); });
}

ToolUses ToolUses::collect(const Facts& facts) {
  ToolUses made;
  const Result<std::shared_ptr<const ToolTable>> table = ToolTable::of(facts.rules());
  if (!table) {
    facts.note(Note::Kind::warning, {}, msg("The list of tools could not be read: {}", table.error()));
    return made;
  }
  made.table_ = *table;
  made.all_ = Finder(facts, *made.table_).run();
  for (const ToolUse& use : made.all_) made.ids_.push_back(use.tool->id);
  made.complete_ = facts.get<TreeIndex>().complete() && facts.get<Pipelines>().complete() &&
                   facts.get<Manifests>().complete();
  return made;
}

bool ToolUses::settle(const Facts& facts) {
  const Result<std::shared_ptr<const ToolTable>> table = ToolTable::of(facts.rules());
  if (!table || ids_.size() != all_.size()) return false;
  table_ = *table;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    all_[i].tool = table_->find(ids_[i]);
    if (all_[i].tool == nullptr) return false;
  }
  return true;
}

const ToolTable& ToolUses::table() const {
  static const std::shared_ptr<const ToolTable> empty =
      *ToolTable::parse(R"({"aliases": {}, "silent": [], "tools": []})", "no tools");
  return table_ ? *table_ : *empty;
}

std::vector<const ToolUse*> ToolUses::with(ToolKind kind, How least) const {
  std::vector<const ToolUse*> found;
  for (const ToolUse& use : all_) {
    if (use.how >= least && use.tool->is(kind)) found.push_back(&use);
  }
  return found;
}

std::vector<const ToolUse*> ToolUses::of(std::string_view tool_id) const {
  std::vector<const ToolUse*> found;
  for (const ToolUse& use : all_) {
    if (use.tool->id == tool_id) found.push_back(&use);
  }
  return found;
}

const ToolUse* ToolUses::best(ToolKind kind) const {
  for (const ToolUse& use : all_) {
    if (use.tool->is(kind)) return &use;
  }
  return nullptr;
}

std::string describe(const ToolUse& use) {
  const std::string& name = use.tool->name;
  const std::string& path = use.evidence.path;
  switch (use.how) {
    case How::ci:
      return use.via.empty() ? msg("{} in {}", name, use.place)
                             : msg("{} through {} in {}", name, clean_utf8(use.via), use.place);
    case How::pre_commit:
      return msg("{} as a pre-commit hook ({})", name, path);
    case How::script:
      return msg("{} in {} ({})", name, clean_utf8(use.job), path);
    case How::configured:
      return msg("{} configured in {}", name, path);
    case How::dependency:
      return msg("{} as a dependency in {}", name, path);
    case How::badge:
      return msg("a badge of {} in {}", name, path);
  }
  return name;
}

}  // namespace badgescan
