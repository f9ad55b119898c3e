// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// GitLab CI: .gitlab-ci.yml with its local includes, `extends`, `default`, `!reference` and child pipelines.
// Templates, components and files of other projects stay names.
#include <algorithm>
#include <array>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/pipelines/conditions.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

constexpr std::size_t kFiles = 200, kJobs = 2'000, kLayers = 64;
constexpr int kReferenceDepth = 10;

// A piece of YAML and the file it is written in.
struct Piece {
  YamlNode node;
  const std::string* path = nullptr;
};

bool is_keyword(std::string_view key) {
  static constexpr std::array kWords{"default",  "include",       "stages",       "variables",
                                     "workflow", "image",         "services",     "cache",
                                     "spec",     "before_script", "after_script", "types"};
  return std::find(kWords.begin(), kWords.end(), key) != kWords.end();
}

// What may start a pipeline; each is tried against the rules of a job.
struct Scenario {
  TriggerKind kind;
  const char* source;  // $CI_PIPELINE_SOURCE
  bool branch, tag;
  bool main = true;  // the branch may be the main one
};
constexpr Scenario kScenarios[] = {
    {TriggerKind::push, "push", true, false},
    {TriggerKind::change_request, "merge_request_event", false, false},
    {TriggerKind::schedule, "schedule", true, false},
    {TriggerKind::tag, "push", false, true},
    {TriggerKind::manual, "web", true, false},
};

// A branch with a proposed change, for jobs that leave the main branch out.
constexpr Scenario kProposal{TriggerKind::push, "push", true, false, false};

bool side_branch(const std::string& name) { return narrow_branches({name}, ""); }

Tri decide(const Scenario& s, const Term& left, std::string_view op, const Term& right) {
  if (left.kind != Term::Kind::name) {
    return right.kind == Term::Kind::name && left.kind == Term::Kind::text ? decide(s, right, op, left)
                                                                           : Tri::unknown;
  }
  const std::string name = replace_all(replace_all(left.text, "{", ""), "}", "");
  const std::string source = s.source, tag = s.tag ? "v1.0.0" : "",
                    request = s.kind == TriggerKind::change_request ? "1" : "";
  if (name == "$CI_PIPELINE_SOURCE") return compare(&source, op, right);
  if (name == "$CI_COMMIT_TAG") {
    if (!s.tag || op.empty()) return compare(&tag, op, right);
    const bool null = right.kind == Term::Kind::name && right.text == "null";
    return null ? compare(&tag, op, right) : Tri::yes;  // some form of version
  }
  if (name.starts_with("$CI_MERGE_REQUEST_") || name.starts_with("$CI_EXTERNAL_PULL_REQUEST_")) {
    if (op.empty()) return compare(&request, op, right);
    return request.empty() ? (op == "!=" || op == "!~" ? Tri::yes : Tri::no) : Tri::yes;
  }
  if (name == "$CI_COMMIT_BRANCH" || name == "$CI_COMMIT_REF_NAME") {
    const bool set = s.branch || (s.tag && name == "$CI_COMMIT_REF_NAME");
    const std::string value = set ? "x" : "";
    if (op.empty() || right.text == "null") return compare(&value, op, right);
    if (op == "!=" || op == "!~") return Tri::yes;
    if (!set) return Tri::no;
    if (!s.main) return op == "==" ? Tri::no : Tri::unknown;
    return right.kind == Term::Kind::text && side_branch(right.text) ? Tri::no : Tri::yes;
  }
  if (name.starts_with("$CI_PROJECT_") || name == "$CI_SERVER_HOST") return Tri::yes;
  if (name == "$CI_OPEN_MERGE_REQUESTS") return Tri::unknown;
  return Tri::unknown;
}

class Gitlab {
 public:
  Gitlab(Reading& reading, Pipeline& pipeline) : reading_(reading), pipeline_(pipeline) {}

  bool read(const std::string& path, const std::vector<Trigger>* limit) {
    if (!take_file(path)) return false;
    if (const auto top = globals_.find("variables"); top != globals_.end()) {
      for (const Piece& piece : top->second) {
        for (Input& input : inputs_of(piece.node)) pipeline_.env.push_back(std::move(input));
      }
    }
    for (const std::string& name : order_) job(name, limit);
    for (const Piece& piece : foreign_) outside(piece);
    return true;
  }

 private:
  // Reads a file and what it includes; what is read later wins, so includes come first.
  bool take_file(const std::string& path) {
    if (files_.size() >= kFiles || std::find(files_.begin(), files_.end(), path) != files_.end()) return true;
    const YamlFile* file = reading_.yaml(path);
    if (!file) return false;
    files_.push_back(path);
    const std::string* stored = &*paths_.insert(path).first;
    // A first document may only hold `spec:` of a component.
    for (const YamlNode root : file->documents()) {
      if (!root.is_mapping()) continue;
      includes(root["include"], stored);
      for (std::size_t i = 0; i < root.size(); ++i) entry(std::string(root.key(i)), {root[i], stored});
    }
    return true;
  }

  void entry(const std::string& key, const Piece& piece) {
    if (is_keyword(key)) {
      globals_[key].push_back(piece);
      return;
    }
    if (!piece.node.is_mapping() || jobs_.size() >= kJobs) return;
    std::vector<Piece>& layers = jobs_[key];
    if (layers.empty()) order_.push_back(key);
    if (layers.size() < kLayers) layers.push_back(piece);
  }

  void includes(YamlNode node, const std::string* path) {
    const auto one = [&](YamlNode item) {
      if (item.is_scalar()) {
        item.text().find("://") == std::string_view::npos ? local(item.text()) : other(item, path);
      } else if (item["local"].exists()) {
        local(item["local"].text());
      } else if (item.is_mapping()) {
        other(item, path);
      }
    };
    if (!node.is_sequence()) return one(node);
    for (std::size_t i = 0; i < node.size(); ++i) one(node[i]);
  }

  void local(std::string_view name) {
    const std::optional<std::string> path = resolve_path("", name);
    if (path && path->find('*') != std::string::npos) return glob(*path);
    if (!path || !reading_.exists(*path) || !take_file(*path)) {
      pipeline_.complete = false;
    } else {
      part(*path);
    }
  }

  void part(const std::string& path) {
    std::vector<std::string>& parts = pipeline_.parts;
    if (path != pipeline_.path && std::find(parts.begin(), parts.end(), path) == parts.end())
      parts.push_back(path);
  }

  // ci/*.yml, ci/**/*.yml
  void glob(const std::string& pattern) {
    const std::size_t star = pattern.find('*');
    const std::string start = pattern.substr(0, star), end = pattern.substr(pattern.rfind('*') + 1);
    const bool deep = pattern.find("**") != std::string::npos;
    for (const Entry& entry : reading_.facts().snapshot().entries()) {
      if (!entry.path.starts_with(start) || !entry.path.ends_with(end)) continue;
      if (!deep && entry.path.substr(start.size()).find('/') != std::string_view::npos) continue;
      local("/" + std::string(entry.path));
    }
  }

  void other(YamlNode item, const std::string* path) { foreign_.push_back({item, path}); }

  // An include of another project: a job whose steps are unknown, so that a security template can be named.
  void outside(const Piece& piece) {
    Job job;
    job.path = *piece.path;
    job.line = piece.node.line();
    job.foreign = true;
    job.triggers = job_triggers("", job);
    Step step = step_at(*piece.path, piece.node);
    step.inputs = inputs_of(piece.node["inputs"]);
    const YamlNode& node = piece.node;
    if (node["template"].exists()) {
      step.uses = "template:" + std::string(node["template"].text());
    } else if (node["component"].exists()) {
      set_uses(step, node["component"].text());
      step.uses = "component:" + step.uses;
    } else if (node["project"].exists()) {
      step.uses = "project:" + std::string(node["project"].text()) + "/" + join(node["file"].strings(), ",");
      step.version = node["ref"].text();
      step.pin = pin_of(step.version);
    } else {
      step.uses = node.is_scalar() ? node.text() : node["remote"].text();
    }
    job.id = job.name = step.uses;
    pipeline_.unseen.push_back(step.uses);
    job.steps.push_back(std::move(step));
    pipeline_.jobs.push_back(std::move(job));
  }

  /// The value of a job's key: its own, or of what it extends, or the default's.
  Piece find(const std::string& job, std::string_view key) const {
    std::vector<std::string> seen;
    Piece found = find_own(job, key, seen);
    if (found.node.exists() || !inherits(job)) return found;
    if (const auto defaults = globals_.find("default"); defaults != globals_.end()) {
      for (auto piece = defaults->second.rbegin(); piece != defaults->second.rend(); ++piece) {
        if (piece->node[key].exists()) return {piece->node[key], piece->path};
      }
    }
    if (const auto top = globals_.find(std::string(key)); top != globals_.end() && key != "variables") {
      return top->second.back();
    }
    return found;
  }

  bool inherits(const std::string& job) const {
    std::vector<std::string> seen;
    return !find_own(job, "inherit", seen).node["default"].is_false();
  }

  Piece find_own(const std::string& job, std::string_view key, std::vector<std::string>& seen) const {
    const auto layers = jobs_.find(job);
    if (layers == jobs_.end() || seen.size() > kLayers ||
        std::find(seen.begin(), seen.end(), job) != seen.end())
      return {};
    seen.push_back(job);
    for (auto layer = layers->second.rbegin(); layer != layers->second.rend(); ++layer) {
      if (layer->node[key].exists()) return {layer->node[key], layer->path};
    }
    for (auto layer = layers->second.rbegin(); layer != layers->second.rend(); ++layer) {
      std::vector<std::string> parents = layer->node["extends"].strings();
      for (auto parent = parents.rbegin(); parent != parents.rend(); ++parent) {
        if (Piece found = find_own(*parent, key, seen); found.node.exists()) return found;
      }
    }
    return {};
  }

  void job(const std::string& name, const std::vector<Trigger>* limit) {
    if (name.starts_with(".") || !reading_.spend_step()) return;
    const Piece& own = jobs_[name].back();
    Job made;
    made.id = made.name = name;
    made.path = *own.path;
    made.line = own.node.line() > 0 ? own.node.line() : 1;
    made.triggers = job_triggers(name, made);
    if (limit) {
      made.triggers = *limit;  // a child pipeline runs when its parent starts it
    }
    made.disabled = made.triggers.empty();
    const YamlNode allow = find(name, "allow_failure").node;
    made.failure_ignored = made.failure_ignored || allow.is_true();
    const YamlNode environment = find(name, "environment").node;
    made.environment = environment.is_mapping() ? environment["name"].text() : environment.text();
    made.env = inputs_of(find(name, "variables").node);
    made.machines = find(name, "tags").node.strings();
    for (const YamlNode need : items(find(name, "needs").node)) {
      made.needs.emplace_back(need.is_mapping() ? need["job"].text() : need.text());
    }
    const auto image = [&](YamlNode node) {
      const std::string_view text = node.is_mapping() ? node["name"].text() : node.text();
      if (!text.empty()) made.images.emplace_back(text);
    };
    image(find(name, "image").node);
    for (const YamlNode service : items(find(name, "services").node)) image(service);
    for (const YamlNode row : items(find(name, "parallel").node["matrix"])) {
      for (std::size_t i = 0; i < row.size(); ++i)
        made.matrix.emplace_back(std::string(row.key(i)), row[i].strings());
    }
    if (const Piece trigger = find(name, "trigger"); trigger.node.exists())
      return child(std::move(made), trigger);
    scripts(made, name);
    pipeline_.jobs.push_back(std::move(made));
  }

  static std::vector<YamlNode> items(YamlNode sequence) {
    std::vector<YamlNode> out;
    for (std::size_t i = 0; sequence.is_sequence() && i < sequence.size(); ++i) out.push_back(sequence[i]);
    return out;
  }

  void scripts(Job& job, const std::string& name) {
    Step step;
    step.path = job.path;
    step.line = job.line;
    for (const std::string_view key : {"before_script", "script"}) {
      const Piece piece = find(name, key);
      if (piece.node.exists()) script(step, piece, 0);
    }
    if (const Piece piece = find(name, "script"); piece.node.exists()) step.line = piece.node.line();
    if (const YamlNode coverage = find(name, "coverage").node; coverage.is_scalar()) {
      step.inputs.push_back({"coverage", std::string(coverage.text()), coverage.line()});
    }
    const YamlNode reports = find(name, "artifacts").node["reports"];
    for (std::size_t i = 0; i < reports.size(); ++i) {
      step.inputs.push_back({"reports", std::string(reports.key(i)), reports.key_line(i)});
    }
    step.path = job.path;
    job.steps.push_back(std::move(step));
    const Piece after = find(name, "after_script");
    if (!after.node.exists()) return;
    Step last;
    last.line = after.node.line();
    last.failure_ignored = true;
    script(last, after, 0);
    last.path = *after.path;
    job.steps.push_back(std::move(last));
  }

  void script(Step& step, const Piece& piece, int depth) {
    if (depth > kReferenceDepth) return;
    if (piece.node.tag() == "!reference") {
      const std::vector<std::string> path = piece.node.strings();
      if (path.size() < 2) return;
      const Piece target = find(path[0], path[1]);
      if (target.node.exists() && reading_.spend_step()) script(step, target, depth + 1);
    } else if (piece.node.is_sequence()) {
      for (std::size_t i = 0; i < piece.node.size(); ++i)
        script(step, {piece.node[i], piece.path}, depth + 1);
    } else if (piece.node.is_scalar()) {
      step.path = *piece.path;
      add_script(step, piece.node);
    }
  }

  void child(Job job, const Piece& trigger) {
    Step step = step_at(*trigger.path, trigger.node);
    bool local = false;
    const YamlNode include = trigger.node["include"];
    const auto follow = [&](YamlNode item) {
      const std::string_view name = item.is_mapping() ? item["local"].text() : item.text();
      const std::optional<std::string> path = resolve_path("", name);
      if (name.empty() || !path || !reading_.exists(*path) || children_ >= 20) return;
      local = true;
      ++children_;
      if (*path == pipeline_.path || std::find(files_.begin(), files_.end(), *path) != files_.end()) return;
      Gitlab inner(reading_, pipeline_);
      inner.children_ = children_ + 4;  // children of children are few
      inner.files_ = files_;
      part(*path);
      if (!inner.read(*path, &job.triggers)) pipeline_.complete = false;
    };
    if (include.is_sequence()) {
      for (std::size_t i = 0; i < include.size(); ++i) follow(include[i]);
    } else if (include.exists()) {
      follow(include);
    }
    step.uses = trigger.node.is_scalar() ? trigger.node.text() : trigger.node["project"].text();
    job.foreign = !local;
    if (!local) pipeline_.unseen.push_back(step.uses.empty() ? job.name : step.uses);
    job.steps.push_back(std::move(step));
    pipeline_.jobs.push_back(std::move(job));
  }

  // ---- when a job runs

  std::vector<Trigger> job_triggers(const std::string& name, Job& job) {
    const YamlNode when = name.empty() ? YamlNode() : find(name, "when").node;
    const YamlNode rules = name.empty() ? YamlNode() : find(name, "rules").node;
    const YamlNode only = name.empty() ? YamlNode() : find(name, "only").node;
    const YamlNode except = name.empty() ? YamlNode() : find(name, "except").node;
    if (when.text() == "never") return {};
    std::vector<Trigger> out;
    for (const Scenario& scenario : kScenarios) {
      if (!workflow_allows(scenario)) continue;
      Trigger made = trigger(scenario.kind, scenario.source, job.line);
      bool runs = scenario.kind != TriggerKind::change_request || workflow_has_rules();
      if (rules.is_sequence()) {
        runs = matches(rules, scenario, made, &job, 0);
      } else if (only.exists() || except.exists()) {
        runs = (!only.exists() || listed(only, scenario, made)) && !listed(except, scenario, made) &&
               (runs || only.exists());
      }
      if (!runs) continue;
      if (when.text() == "manual") made.kind = TriggerKind::manual;
      out.push_back(std::move(made));
    }
    const bool on_change = std::any_of(out.begin(), out.end(), [](const Trigger& one) {
      return one.kind == TriggerKind::push || one.kind == TriggerKind::change_request;
    });
    Trigger proposal = trigger(kProposal.kind, kProposal.source, job.line);
    if (!on_change && rules.is_sequence() && workflow_allows(kProposal) &&
        matches(rules, kProposal, proposal, &job, 0) && proposal.kind == TriggerKind::push) {
      out.push_back(std::move(proposal));
    }
    return out;
  }

  bool workflow_has_rules() const {
    const auto found = globals_.find("workflow");
    return found != globals_.end() && found->second.back().node["rules"].is_sequence();
  }

  bool workflow_allows(const Scenario& scenario) {
    if (!workflow_has_rules()) return true;
    Trigger unused;
    return matches(globals_["workflow"].back().node["rules"], scenario, unused, nullptr, 0);
  }

  // The first rule that holds decides. A rule on a variable that is not known does not make a job run on
  // every change: it gives a manual start at most.
  bool matches(YamlNode rules, const Scenario& scenario, Trigger& made, Job* job, int depth) {
    bool maybe = false;
    for (const YamlNode rule : flat(rules, depth)) {
      const Tri holds = rule["if"].exists()
                            ? evaluate(rule["if"].text(),
                                       [&](const Term& left, std::string_view op, const Term& right) {
                                         return decide(scenario, left, op, right);
                                       })
                            : Tri::yes;
      const std::string_view when = rule["when"].text();
      if (holds == Tri::no || (holds == Tri::unknown && when == "never")) continue;
      if (holds == Tri::unknown) {
        maybe = true;
        continue;
      }
      if (when == "never") break;
      made.line = rule.line();
      if (when == "manual") made.kind = TriggerKind::manual;
      const YamlNode changes = rule["changes"].is_mapping() ? rule["changes"]["paths"] : rule["changes"];
      made.narrow = narrow_paths(changes.strings());
      if (job && rule["allow_failure"].is_true()) job->failure_ignored = true;
      return true;
    }
    if (maybe) made.kind = TriggerKind::manual;
    return maybe;
  }

  // Rules with `!reference [.x, rules]` in place.
  std::vector<YamlNode> flat(YamlNode rules, int depth) {
    std::vector<YamlNode> out;
    if (depth > kReferenceDepth) return out;
    if (rules.tag() == "!reference") {
      const std::vector<std::string> path = rules.strings();
      return path.size() >= 2 ? flat(find(path[0], path[1]).node, depth + 1) : out;
    }
    for (const YamlNode rule : items(rules)) {
      if (rule.is_mapping()) {
        out.push_back(rule);
      } else {
        for (const YamlNode inner : flat(rule, depth + 1)) out.push_back(inner);
      }
      if (out.size() > 1'000) break;
    }
    return out;
  }

  static bool listed(YamlNode filter, const Scenario& scenario, Trigger& made) {
    if (!filter.exists()) return false;
    const YamlNode refs = filter.is_mapping() ? filter["refs"] : filter;
    if (filter.is_mapping() && !refs.exists())
      return filter["changes"].exists() || filter["variables"].exists();
    for (const std::string& ref : refs.strings()) {
      bool hit = false;
      if (ref == "branches")
        hit = scenario.branch;
      else if (ref == "tags")
        hit = scenario.tag;
      else if (ref == "merge_requests" || ref == "external_pull_requests")
        hit = scenario.kind == TriggerKind::change_request;
      else if (ref == "schedules")
        hit = scenario.kind == TriggerKind::schedule;
      else if (ref == "pushes")
        hit = scenario.kind == TriggerKind::push || scenario.tag;
      else if (ref == "web")
        hit = scenario.kind == TriggerKind::manual;
      else if (ref == "api" || ref == "triggers" || ref == "pipelines" || ref == "chat")
        hit = false;
      else if (scenario.kind == TriggerKind::push) {
        hit = true;
        made.branches.push_back(ref);
        made.narrow = narrow_branches(made.branches, "");
      }
      if (hit) return true;
    }
    return false;
  }

  Reading& reading_;
  Pipeline& pipeline_;
  std::set<std::string> paths_;  // owns what Piece::path points to
  std::vector<std::string> files_;
  std::map<std::string, std::vector<Piece>> jobs_, globals_;
  std::vector<std::string> order_;
  std::vector<Piece> foreign_;
  int children_ = 0;
};

void read_gitlab(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  Pipeline pipeline;
  pipeline.system = CiSystem::gitlab_ci;
  pipeline.path = path;
  if (!Gitlab(reading, pipeline).read(path, nullptr)) return;
  if (pipeline.jobs.empty()) return reading.odd(path, msg("this pipeline has no jobs"));
  collect_triggers(pipeline);
  out.push_back(std::move(pipeline));
}

bool gitlab_owns(std::string_view path) { return path == ".gitlab-ci.yml" || path == ".gitlab-ci.yaml"; }

}  // namespace

const Reader kGitlab{CiSystem::gitlab_ci, gitlab_owns, read_gitlab};

}  // namespace badgescan::ci
