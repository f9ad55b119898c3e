// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Jenkinsfile. It is a Groovy program: it is scanned for the steps that run something (sh, bat, pwsh,
// powershell), for stages, agents and triggers. Nothing is evaluated; comments and strings are respected.
#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

constexpr std::size_t kSteps = 3'000;

bool word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class Jenkinsfile {
 public:
  Jenkinsfile(const std::string& path, std::string_view text, Pipeline& pipeline)
      : path_(path), text_(text), pipeline_(pipeline) {}

  void read() {
    open_job("build", 1);
    while (at_ < text_.size() && steps_ < kSteps) {
      if (skip_comment()) continue;
      const char c = text_[at_];
      if (c == '\'' || c == '"') {
        string();
      } else if (word_char(c)) {
        word();
      } else {
        if (c == '\n') ++line_;
        if (c == '{') blocks_.push_back(std::exchange(pending_, {}));
        if (c == '}' && !blocks_.empty()) blocks_.pop_back();
        ++at_;
      }
    }
    finish();
  }

 private:
  bool skip_comment() {
    const std::string_view two = text_.substr(at_, 2);
    if (two != "//" && two != "/*") return false;
    const std::size_t end = two == "//" ? text_.find('\n', at_) : text_.find("*/", at_ + 2);
    const std::size_t stop = end == std::string_view::npos ? text_.size() : two == "//" ? end : end + 2;
    advance(stop);
    return true;
  }

  void advance(std::size_t to) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
    at_ = to;
  }

  void skip_blanks() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n'))
      advance(at_ + 1);
  }

  // Reads the string literal here and returns its text; `line` is where its text starts.
  std::string string(int* line = nullptr) {
    const char quote = text_[at_];
    const std::string triple(3, quote);
    const bool long_string = text_.substr(at_, 3) == triple;
    advance(at_ + (long_string ? 3 : 1));
    if (line) *line = line_;
    std::string out;
    while (at_ < text_.size()) {
      if (long_string ? text_.substr(at_, 3) == triple : text_[at_] == quote) {
        advance(at_ + (long_string ? 3 : 1));
        return out;
      }
      if (!long_string && text_[at_] == '\n') return out;  // not closed
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        const char next = text_[at_ + 1];
        if (next == 'n')
          out += '\n';
        else if (next == '\n')
          out += "\\\n";  // the shell sees it, or Groovy joins the lines: the same
        else if (next == '$' || next == quote || next == '\\')
          out += next;
        else
          out.append("\\").append(1, next);
        advance(at_ + 2);
        continue;
      }
      out += text_[at_];
      advance(at_ + 1);
    }
    return out;
  }

  std::string identifier() {
    const std::size_t start = at_;
    while (at_ < text_.size() && word_char(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  void word() {
    const bool member = at_ > 0 && text_[at_ - 1] == '.';
    const int line = line_;
    const std::string name = identifier();
    if (name == "sh" || name == "bat" || name == "pwsh" || name == "powershell") {
      if (!member || after_receiver("steps.")) run(name, line);
    } else if (name == "stage") {
      if (const std::string title = argument(); !title.empty()) open_job(title, line);
    } else if (name == "image" || name == "inside") {
      if (const std::string image = argument(); !image.empty() && name == "image")
        job_->images.push_back(image);
    } else if (name == "cron" || name == "pollSCM" || name == "upstream" || name == "githubPush") {
      triggered(name, line);
    } else if (name == "label") {
      if (const std::string label = argument(); !label.empty()) job_->machines.push_back(label);
    } else if (name == "Library" || name == "library") {
      if (const std::string library = argument(); !library.empty()) pipeline_.unseen.push_back(library);
    } else if (name == "buildingTag" || name == "changeRequest") {
      condition(name == "changeRequest" ? TriggerKind::change_request : TriggerKind::tag, line);
    } else if (name == "catchError" || name == "warnError" || name == "catch") {
      pending_ = name == "catch" ? "" : "soft";
    } else if (name == "not") {
      pending_ = name;
    } else {
      plugin(name, line);
    }
  }

  bool after_receiver(std::string_view receiver) const {
    const std::size_t start = at_ > 40 ? at_ - 40 : 0;
    const std::string_view before = text_.substr(start, at_ - start);
    return before.find(receiver) != std::string_view::npos;
  }

  // The first string argument of a call: `stage('x')`, `image 'x'`, `sh(script: "x", …)`; "" for anything
  // else.
  std::string argument(int* line = nullptr, bool* status = nullptr) {
    const std::size_t back = at_;
    const int back_line = line_;
    skip_blanks();
    const bool parentheses = at_ < text_.size() && text_[at_] == '(';
    if (parentheses) advance(at_ + 1);
    skip_blanks();
    // Named arguments.
    for (int n = 0; n < 6 && at_ < text_.size() && word_char(text_[at_]); ++n) {
      const std::string key = identifier();
      skip_blanks();
      if (at_ >= text_.size() || text_[at_] != ':') break;
      advance(at_ + 1);
      skip_blanks();
      const bool wanted = key == "script" || key == "name" || key == "image" || key == "identifier";
      if (wanted) break;
      if (at_ < text_.size() && (text_[at_] == '\'' || text_[at_] == '"')) {
        string();
      } else {
        const std::string value = identifier();
        if (status && (key == "returnStatus") && value == "true") *status = true;
      }
      skip_blanks();
      if (at_ < text_.size() && text_[at_] == ',') advance(at_ + 1);
      skip_blanks();
    }
    if (at_ >= text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) {
      at_ = back;
      line_ = back_line;
      return {};
    }
    std::string value = string(line);
    if (status) {
      const std::string_view rest = text_.substr(at_, std::min<std::size_t>(80, text_.size() - at_));
      const std::string_view call = rest.substr(0, rest.find(')'));
      if (call.find("returnStatus: true") != std::string_view::npos) *status = true;
    }
    return value;
  }

  void run(const std::string& name, int line) {
    int first = line;
    bool status = false;
    const std::string script = argument(&first, &status);
    if (script.empty()) return;
    Step step;
    step.path = path_;
    step.line = line;
    step.shell = name;
    step.failure_ignored = status || std::find(blocks_.begin(), blocks_.end(), "soft") != blocks_.end();
    const ShellDialect dialect = name == "sh"    ? ShellDialect::posix
                                 : name == "bat" ? ShellDialect::cmd
                                                 : ShellDialect::powershell;
    add_script(step, script, first, dialect);
    job_->steps.push_back(std::move(step));
    ++steps_;
  }

  // Steps of plugins that say which tool is used.
  void plugin(const std::string& name, int line) {
    static constexpr std::string_view kKnown[] = {
        "withSonarQubeEnv", "recordIssues",   "junit",           "xunit",       "jacoco",
        "publishCoverage",  "recordCoverage", "dependencyCheck", "buildPlugin", "waitForQualityGate",
        "scanForIssues",    "publishHTML",    "cobertura"};
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown)) return;
    Step step;
    step.path = path_;
    step.line = line;
    step.uses = "step:" + name;
    job_->steps.push_back(std::move(step));
    if (name == "buildPlugin") {
      job_->foreign = true;
      pipeline_.unseen.push_back(name);
    }
  }

  void triggered(const std::string& name, int line) {
    // Only inside `triggers { … }` or pipelineTriggers([…]): `cron` is a common word.
    const std::string cron = argument();
    if (name == "cron" && !cron.empty()) {
      Trigger made = trigger(TriggerKind::schedule, "cron", line);
      made.cron = replace_all(cron, "H", "0");
      if (made.cron.starts_with("@")) made.cron = cron;
      extra_.push_back(std::move(made));
    }
  }

  void condition(TriggerKind kind, int line) {
    if (std::find(blocks_.begin(), blocks_.end(), "not") != blocks_.end()) return;
    job_->triggers = {trigger(kind, "when", line)};
  }

  void open_job(const std::string& name, int line) {
    Job made;
    made.id = made.name = name;
    made.path = path_;
    made.line = line;
    pipeline_.jobs.push_back(std::move(made));
    job_ = &pipeline_.jobs.back();
  }

  // What starts a Jenkins job is set on the server; a file in a repository is commonly a multi-branch job.
  void finish() {
    pipeline_.settings = "trigger";
    pipeline_.triggers = {trigger(TriggerKind::push, "branch", 1),
                          trigger(TriggerKind::change_request, "change request", 1)};
    pipeline_.triggers.insert(pipeline_.triggers.end(), extra_.begin(), extra_.end());
    std::vector<Job>& jobs = pipeline_.jobs;
    jobs.erase(std::remove_if(jobs.begin(), jobs.end(), [](const Job& job) { return job.steps.empty(); }),
               jobs.end());
    for (Job& job : jobs) {
      if (job.triggers.empty()) job.triggers = pipeline_.triggers;
    }
  }

  const std::string& path_;
  std::string_view text_;
  Pipeline& pipeline_;
  Job* job_ = nullptr;
  std::size_t at_ = 0, steps_ = 0;
  int line_ = 1;
  std::string pending_;              // what the next block is
  std::vector<std::string> blocks_;  // "soft": failures inside are caught
  std::vector<Trigger> extra_;
};

void read_jenkins(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const FileText text = reading.text(path);
  if (!text) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::jenkins;
  pipeline.path = path;
  Jenkinsfile(path, *text, pipeline).read();
  if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
}

bool jenkins_owns(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
  if (name != "jenkinsfile" && !name.starts_with("jenkinsfile.") && !name.ends_with(".jenkinsfile"))
    return false;
  return folder.empty() || folder == "ci" || folder == ".ci" || folder == "jenkins" || folder == ".jenkins" ||
         folder == "build";
}

}  // namespace

const Reader kJenkins{CiSystem::jenkins, jenkins_owns, read_jenkins};

}  // namespace badgescan::ci
