// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/git_fixture.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scanner/base/text.h"

namespace badgescan::test {
namespace {

namespace fs = std::filesystem;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// In the child: the test's own environment only, so that no configuration of the machine has a say.
[[noreturn]] void execute(const std::vector<std::string>& arguments, const std::string& folder,
                          const std::vector<std::string>& environment, const std::string& out,
                          const std::string& err) {
  std::vector<std::string> variables = environment;
  const auto wished = [&](std::string_view variable) {
    const std::string name(variable.substr(0, variable.find('=') + 1));
    return std::any_of(environment.begin(), environment.end(),
                       [&](const std::string& own) { return own.starts_with(name); });
  };
  for (const std::string& variable :
       {std::string("HOME=/nonexistent"), std::string("XDG_CONFIG_HOME=/nonexistent"),
        std::string("GIT_CONFIG_NOSYSTEM=1"), std::string("GIT_CONFIG_GLOBAL=/dev/null"),
        std::string("LC_ALL=C"), std::string("TZ=UTC"), std::string("PATH=") + std::getenv("PATH")}) {
    if (!wished(variable)) variables.push_back(variable);
  }
  std::vector<char*> argv, envp;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  for (const std::string& variable : variables) envp.push_back(const_cast<char*>(variable.c_str()));
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  const int in = open("/dev/null", O_RDONLY);
  const int to_out = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int to_err = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(in, STDIN_FILENO);
  dup2(to_out, STDOUT_FILENO);
  dup2(to_err, STDERR_FILENO);
  if (chdir(folder.c_str()) != 0) _exit(126);
  execvpe(argv[0], argv.data(), envp.data());
  _exit(127);
}

CommandResult run_captured(const std::vector<std::string>& arguments, const std::string& folder,
                           const std::vector<std::string>& environment) {
  const TempFolder capture;
  const std::string out = capture.path() + "/out", err = capture.path() + "/err";
  const pid_t child = fork();
  if (child == 0) execute(arguments, folder, environment, out, err);
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(out), read_file(err)};
}

}  // namespace

TempFolder::TempFolder() {
  std::string pattern = (fs::temp_directory_path() / "badgescan-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) FAIL("cannot make a temporary folder");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string run_program(const std::vector<std::string>& arguments, const std::string& folder, bool may_fail,
                        const std::vector<std::string>& environment, int* exit_code) {
  CommandResult result = run_captured(arguments, folder, environment);
  if (exit_code != nullptr) *exit_code = result.exit_code;
  if (result.exit_code != 0 && !may_fail) FAIL(join(arguments, " ") << " failed: " << result.err);
  return result.out;
}

GitFixture::GitFixture(const std::vector<std::string>& arguments) : path_(folder_.path() + "/repo") {
  std::vector<std::string> init{"git", "init", "-q", "-b", "main"};
  init.insert(init.end(), arguments.begin(), arguments.end());
  init.push_back(path_);
  run_program(init, folder_.path());
  git({"config", "user.name", "Ada Example"});
  git({"config", "user.email", "ada@example.org"});
  git({"config", "commit.gpgsign", "false"});
}

std::string GitFixture::git(const std::vector<std::string>& arguments, bool may_fail) {
  std::vector<std::string> all{"git"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const std::string date = std::to_string(time_) + " +0000";
  std::string out =
      run_program(all, path_, may_fail, {"GIT_AUTHOR_DATE=" + date, "GIT_COMMITTER_DATE=" + date});
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

GitFixture& GitFixture::write(std::string_view path, std::string_view content, bool executable) {
  const fs::path file = fs::path(path_) / path;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  if (executable) fs::permissions(file, fs::perms::owner_exec, fs::perm_options::add);
  return *this;
}

GitFixture& GitFixture::link(std::string_view path, std::string_view target) {
  const fs::path file = fs::path(path_) / path;
  fs::create_directories(file.parent_path());
  fs::create_symlink(target, file);
  return *this;
}

GitFixture& GitFixture::remove(std::string_view path) {
  fs::remove_all(fs::path(path_) / path);
  return *this;
}

std::string GitFixture::commit(const std::string& message, const std::string& author) {
  git({"add", "-A"});
  git({"commit", "-q", "--allow-empty", "--author", author, "-m", message});
  constexpr std::int64_t kDay = 86400;
  time_ += kDay;
  return git({"rev-parse", "HEAD"});
}

GitFixture& GitFixture::tag(const std::string& name, bool annotated) {
  if (annotated)
    git({"tag", "-a", "-m", "Release " + name, name});
  else
    git({"tag", name});
  return *this;
}

GitFixture& GitFixture::remote(const std::string& url) {
  git({"remote", "add", "origin", url});
  return *this;
}

std::unique_ptr<Snapshot> GitFixture::open(OpenOptions options) const {
  Result<std::unique_ptr<Snapshot>> snapshot = open_snapshot(path_, options);
  if (!snapshot) FAIL(snapshot.error());
  return std::move(*snapshot);
}

CommandResult badgescan(const std::vector<std::string>& arguments, const std::string& folder,
                        const std::vector<std::string>& environment) {
  std::vector<std::string> all{program()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_captured(all, folder, environment);
}

}  // namespace badgescan::test
