// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Clones over file://, git:// and http(s):// from servers on the loopback, by the git program and by the
// library.
#include "scanner/net/clone.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "scanner/base/process.h"
#include "scanner/base/text.h"
#include "tests/support/git_fixture.h"
#include "tests/support/test_server.h"

using namespace badgescan;
using namespace badgescan::net;
using badgescan::test::GitFixture;
using badgescan::test::kNow;
using badgescan::test::TempFolder;
using badgescan::test::TestServer;
namespace fs = std::filesystem;

namespace {

CloneOptions options_in(const TempFolder& cache, bool git_program = true) {
  CloneOptions options;
  options.cache = cache.path();
  options.now = kNow;
  options.use_git_program = git_program;
  options.environment = [](std::string_view) { return std::string(); };
  return options;
}

/// Three commits, two branches, a tag on each; the first commit is older than any window.
struct Project {
  Project() {
    repository.write("README.md", "one").commit("one");
    repository.tag("v1");
    repository.write("README.md", "two").commit("two");
    repository.git({"branch", "other"});
    head = repository.write("README.md", "three").commit("three");
    repository.tag("v2", false);
  }
  GitFixture repository;
  std::string head;
};

std::string git(const std::string& git_dir, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"git", "--git-dir=" + git_dir});
  return std::string(trim(test::run_program(arguments, "/")));
}

/// `git daemon` on a free port; ends with the object.
class GitDaemon {
 public:
  explicit GitDaemon(const std::string& root) {
    for (int attempt = 0; attempt < 20 && !running_; ++attempt) start(root);
    REQUIRE(running_);
  }
  ~GitDaemon() {
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
    ::close(log_);
  }
  std::string operator/(const std::string& name) const {
    return "git://127.0.0.1:" + std::to_string(port_) + "/" + name;
  }

 private:
  void start(const std::string& root) {
    port_ = 20000 + (static_cast<int>(::getpid()) * 7 + tries_++ * 131) % 20000;
    int err[2];
    REQUIRE(::pipe2(err, O_CLOEXEC) == 0);
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(err[1], 2);
      ::execlp("git", "git", "daemon", "--listen=127.0.0.1", ("--port=" + std::to_string(port_)).c_str(),
               "--export-all", "--verbose", "--reuseaddr", ("--base-path=" + root).c_str(), root.c_str(),
               nullptr);
      ::_exit(127);
    }
    ::close(err[1]);
    std::string text;
    char c;
    while (::read(err[0], &c, 1) == 1 && text.find("Ready to rumble") == std::string::npos) text += c;
    log_ = err[0];  // stays open: the daemon would die of writing to nobody
    running_ = text.find("Ready to rumble") != std::string::npos;
    if (running_) return;
    ::waitpid(child_, nullptr, 0);
    ::close(log_);
  }
  int port_ = 0, child_ = -1, log_ = -1;
  bool running_ = false;
  static inline int tries_ = 0;
};

void check_clone(const Cloned& cloned, const Project& project) {
  CHECK(git(cloned.git_dir, {"rev-parse", "HEAD"}) == project.head);
  CHECK(git(cloned.git_dir, {"for-each-ref", "--format=%(refname)"}) ==
        "refs/heads/main\nrefs/tags/v1\nrefs/tags/v2");
  CHECK(git(cloned.git_dir, {"config", "remote.origin.url"}) == cloned.url);
  CHECK(fs::exists(cloned.git_dir + "/HEAD"));
  CHECK_FALSE(fs::exists(cloned.git_dir + "/hooks/pre-commit.sample"));
}

}  // namespace

TEST_CASE("clone: what is a path and what is a URL", "[net][clone]") {
  struct Case {
    const char* named;
    const char* want;  ///< the URL, "" for a path, "!" for an error
  };
  const auto c = GENERATE(values<Case>({
      {".", ""},
      {"/tmp", ""},
      {"./a/b", ""},
      {"no-such-folder", ""},
      {"a/b/c", ""},
      {"curl/curl", "https://github.com/curl/curl"},
      {"gitlab:group/sub/name", "https://gitlab.com/group/sub/name"},
      {"codeberg:a/b", "https://codeberg.org/a/b"},
      {"https://example.org/x.git", "https://example.org/x.git"},
      {"HTTPS://example.org/x.git", "https://example.org/x.git"},
      {"ssh://git@example.org:22/x", "ssh://git@example.org:22/x"},
      {"git@example.org:a/b.git", "git@example.org:a/b.git"},
      {"git://example.org/x", "git://example.org/x"},
      {"file:///srv/x", "file:///srv/x"},
      {"ext::sh -c id", "!"},
      {"ext::id", "!"},
      {"ftp://example.org/x", "!"},
      {"javascript://x/%0aid", "!"},
      {"ssh://-oProxyCommand=id/x", "!"},
      {"ssh://user@-oProxyCommand=id/x", "!"},
      {"https://example.org/a b", "!"},
      {"--upload-pack=id://x", "!"},
  }));
  CAPTURE(c.named);
  CHECK(names_remote(c.named) == (*c.want != '\0'));
  if (*c.want == '\0') return;
  const Result<std::string> url = clone_url(c.named);
  CHECK((url ? *url : "!") == c.want);
}

TEST_CASE("clone: a failure is told in plain words", "[net][clone]") {
  struct Case {
    const char* errors;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"fatal: unable to access 'https://x/': Could not resolve host: x", "no such host"},
      {"fatal: unable to look up x (port 9418) (Name or service not known)", "no such host"},
      {"remote: Repository not found.\nfatal: repository 'https://x/' not found", "there is no repository"},
      {"fatal: '/srv/x' does not appear to be a git repository", "there is no repository"},
      {"fatal: could not read Username for 'https://x': terminal prompts disabled", "asks for a login"},
      {"git@x: Permission denied (publickey).", "asks for a login"},
      {"fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate",
       "certificate"},
      {"fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none",
       "certificate"},
      {"Host key verification failed.", "ssh key of the host"},
      {"error: file write error: No space left on device\nfatal: unable to write", "the disk is full"},
      {"warning: Could not find remote branch x\nfatal: Remote branch x not found in upstream origin",
       "no such branch"},
      {"fatal: unable to access 'http://x/': Failed to connect to x port 80: Connection refused",
       "no connection"},
      {"fatal: https://user:secret@x/ is odd", "https://x/ is odd"},
      {"", "git gave no reason"},
  }));
  CAPTURE(c.errors);
  CHECK_THAT(why_git_failed("https://x/", c.errors), Catch::Contains(c.want));
}

TEST_CASE("clone: the default branch and tags come, by git and by the library", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  CAPTURE(git_program);
  const Project project;
  const TempFolder cache;
  const CloneOptions options = options_in(cache, git_program);
  const Result<Cloned> cloned = clone("file://" + project.repository.path(), options);
  REQUIRE((cloned ? "" : cloned.error()) == "");
  CHECK(cloned->with_git == git_program);
  CHECK_FALSE(cloned->was_there);
  check_clone(*cloned, project);
  const Result<std::unique_ptr<Snapshot>> snapshot = open_snapshot(cloned->git_dir, {});
  REQUIRE(snapshot);
  CHECK((*snapshot)->info().commit.hex() == project.head);
}

TEST_CASE("clone: from a git daemon, and from an http server", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  CAPTURE(git_program);
  const Project project;
  const TempFolder cache;
  const GitDaemon daemon(project.repository.path());
  const Result<Cloned> by_daemon = clone(daemon / ".git", options_in(cache, git_program));
  REQUIRE((by_daemon ? "" : by_daemon.error()) == "");
  check_clone(*by_daemon, project);
  const TestServer server({.git = project.repository.path()});
  const Result<Cloned> by_http = clone(server / "git/.git", options_in(cache, git_program));
  REQUIRE((by_http ? "" : by_http.error()) == "");
  check_clone(*by_http, project);
}

TEST_CASE("clone: only the window of history comes, and older tags by name", "[net][clone]") {
  const Project project;  // commits of January 2026
  const TempFolder cache;
  CloneOptions options = options_in(cache);
  options.since = 1767225600 + 86400 + 3600;  // an hour into the second day: only the third commit is newer
  const Result<Cloned> cloned = clone("file://" + project.repository.path(), options);
  REQUIRE((cloned ? "" : cloned.error()) == "");
  CHECK(cloned->shallow);
  CHECK(git(cloned->git_dir, {"rev-list", "--count", "HEAD"}) == "1");
  const auto snapshot = open_snapshot(cloned->git_dir, {});
  REQUIRE(snapshot);
  std::vector<std::string> names;
  for (const RefName& tag : (*snapshot)->tags()) names.push_back(tag.name);
  CHECK(names == std::vector<std::string>{"refs/tags/v1", "refs/tags/v2"});

  options.full_history = true;
  const Result<Cloned> full = clone("file://" + project.repository.path(), options);
  REQUIRE(full);
  CHECK_FALSE(full->shallow);
  CHECK(git(full->git_dir, {"rev-list", "--count", "HEAD"}) == "3");
}

TEST_CASE("clone: a project that slept gets its window counted from its newest commit", "[net][clone]") {
  GitFixture repository;
  repository.write("a", "1").commit("one");
  repository.write("a", "2").commit("two");
  const TempFolder cache;
  CloneOptions options = options_in(cache);
  options.now = kNow + 5LL * 365 * 86400;  // nothing is within 13 months of that
  const Result<Cloned> cloned = clone("file://" + repository.path(), options);
  REQUIRE((cloned ? "" : cloned.error()) == "");
  CHECK(git(cloned->git_dir, {"rev-list", "--count", "HEAD"}) == "2");
}

TEST_CASE("clone: a second scan fetches only what is new", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  CAPTURE(git_program);
  Project project;
  const TempFolder cache;
  const std::string url = "file://" + project.repository.path();
  const std::string first = clone(url, options_in(cache, git_program))->git_dir;
  const auto marker = first + "/marker-of-this-test";
  std::ofstream(marker) << "x";
  project.head = project.repository.write("README.md", "four").commit("four");
  const Result<Cloned> again = clone(url, options_in(cache, git_program));
  REQUIRE((again ? "" : again.error()) == "");
  CHECK(again->was_there);
  CHECK(again->git_dir == first);
  CHECK(fs::exists(marker));
  CHECK(git(first, {"rev-parse", "HEAD"}) == project.head);
}

TEST_CASE("clone: a rewritten branch is followed", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  Project project;
  const TempFolder cache;
  const std::string url = "file://" + project.repository.path();
  REQUIRE(clone(url, options_in(cache, git_program)));
  project.repository.git({"reset", "-q", "--hard", "HEAD~2"});
  const std::string head = project.repository.write("x", "y").commit("another");
  const Result<Cloned> again = clone(url, options_in(cache, git_program));
  REQUIRE((again ? "" : again.error()) == "");
  CHECK(git(again->git_dir, {"rev-parse", "HEAD"}) == head);
}

TEST_CASE("clone: --branch and its mistakes", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  CAPTURE(git_program);
  const Project project;
  const TempFolder cache;
  CloneOptions options = options_in(cache, git_program);
  options.branch = "other";
  const std::string url = "file://" + project.repository.path();
  const Result<Cloned> cloned = clone(url, options);
  REQUIRE((cloned ? "" : cloned.error()) == "");
  CHECK(git(cloned->git_dir, {"symbolic-ref", "HEAD"}) == "refs/heads/other");
  options.branch = "nowhere";
  const Result<Cloned> missing = clone(url, options);
  REQUIRE_FALSE(missing);
  CHECK_THAT(missing.error(), Catch::Contains(git_program ? "no such branch" : "has no branch nowhere"));
  options.branch = "--upload-pack=id";
  CHECK_THAT(clone(url, options).error(), Catch::Contains("cannot be the name of a branch"));
}

TEST_CASE("clone: what is not there is said, and leaves nothing behind", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  CAPTURE(git_program);
  const TempFolder cache, empty;
  const TestServer server({.git = empty.path()});
  for (const std::string& url :
       {"file://" + empty.path() + "/none", server / "git/none", std::string("http://127.0.0.1:1/x")}) {
    CAPTURE(url);
    const Result<Cloned> missing = clone(url, options_in(cache, git_program));
    REQUIRE_FALSE(missing);
    CHECK_THAT(missing.error(), Catch::Contains(url));
  }
  for (const auto& entry : fs::directory_iterator(cache / "repos"))
    CHECK(entry.path().extension() == ".lock");
}

TEST_CASE("clone: a login comes from the token variable, only when asked for, and is never shown",
          "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  CAPTURE(git_program);
  const Project project;
  const TempFolder cache;
  TestServer server({.git = project.repository.path(), .login = "x-access-token:s3cret"});
  const std::string url = server / "git/.git";
  const Result<Cloned> refused = clone(url, options_in(cache, git_program));
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error(), Catch::Contains("asks for a login"));
  server.clear_log();
  CloneOptions options = options_in(cache, git_program);
  options.environment = [&](std::string_view name) {
    return name == "GITHUB_TOKEN"     ? std::string("s3cret")
           : name == "GITHUB_API_URL" ? server.origin()
                                      : std::string();
  };
  const Result<Cloned> cloned = clone(url, options);
  REQUIRE((cloned ? "" : cloned.error()) == "");
  check_clone(*cloned, project);
  REQUIRE_FALSE(server.log().empty());
  CHECK_THAT(server.log().front(), Catch::Contains("auth=-"));
  CHECK_THAT(git(cloned->git_dir, {"config", "--list", "--local"}), !Catch::Contains("s3cret"));
}

TEST_CASE("clone: credentials of the URL are not kept", "[net][clone]") {
  const Project project;
  const TempFolder cache;
  TestServer server({.git = project.repository.path(), .login = "ada:hunter2"});
  std::string url = server / "git/.git";
  url.insert(7, "ada:hunter2@");
  const Result<Cloned> cloned = clone(url, options_in(cache));
  REQUIRE((cloned ? "" : cloned.error()) == "");
  CHECK(cloned->url == server / "git/.git");
  check_clone(*cloned, project);
  for (const CachedRepository& one : list_repositories(cache.path())) CHECK(one.url == cloned->url);
}

TEST_CASE("clone: an untrusted certificate is told, a trusted one works", "[net][clone]") {
  const Project project;
  const TempFolder cache;
  const TestServer server({.git = project.repository.path(), .tls = true});
  const Result<Cloned> refused = clone(server / "git/.git", options_in(cache));
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error(), Catch::Contains("certificate of the server is not trusted"));
  ::setenv("GIT_SSL_CAINFO", TestServer::ca_file().c_str(), 1);
  const Result<Cloned> cloned = clone(server / "git/.git", options_in(cache));
  const TempFolder another;
  // The library's TLS knows no addresses in certificates, only names.
  const Result<Cloned> by_library =
      clone(replace_all(server / "git/.git", "127.0.0.1", "localhost"), options_in(another, false));
  ::unsetenv("GIT_SSL_CAINFO");
  REQUIRE((cloned ? "" : cloned.error()) == "");
  check_clone(*cloned, project);
  REQUIRE((by_library ? "" : by_library.error()) == "");
  check_clone(*by_library, project);
}

TEST_CASE("clone: templates and hooks of the machine do not come along", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  const Project project;
  const TempFolder cache, templates;
  fs::create_directories(templates / "hooks");
  const std::string hook = templates / "hooks/post-checkout";
  std::ofstream(hook) << "#!/bin/sh\ntouch " << (templates / "ran") << "\n";
  fs::permissions(hook, fs::perms::owner_all);
  ::setenv("GIT_TEMPLATE_DIR", templates.path().c_str(), 1);
  const Result<Cloned> cloned = clone("file://" + project.repository.path(), options_in(cache, git_program));
  ::unsetenv("GIT_TEMPLATE_DIR");
  REQUIRE(cloned);
  CHECK_FALSE(fs::exists(cloned->git_dir + "/hooks/post-checkout"));
  CHECK_FALSE(fs::exists(templates / "ran"));
}

TEST_CASE("clone: an interrupted clone is cleaned up, a broken one is made anew", "[net][clone]") {
  const Project project;
  const TempFolder cache;
  const std::string url = "file://" + project.repository.path();
  const std::string git_dir = clone(url, options_in(cache))->git_dir;
  const std::string folder = fs::path(git_dir).parent_path();
  fs::create_directories(folder + ".part-99/repo.git");
  for (const auto& pack : fs::recursive_directory_iterator(git_dir + "/objects")) {
    if (pack.is_regular_file()) fs::remove(pack);
  }
  fs::remove(git_dir + "/packed-refs");
  const Result<Cloned> again = clone(url, options_in(cache));
  REQUIRE((again ? "" : again.error()) == "");
  check_clone(*again, project);
  CHECK_FALSE(fs::exists(folder + ".part-99"));
}

TEST_CASE("clone: --offline-cache uses the copy as it is", "[net][clone]") {
  Project project;
  const TempFolder cache;
  const std::string url = "file://" + project.repository.path();
  CloneOptions options = options_in(cache);
  options.offline = true;
  CHECK_THAT(clone(url, options).error(), Catch::Contains("is not in the cache"));
  REQUIRE(clone(url, options_in(cache)));
  project.repository.write("README.md", "four").commit("four");
  const Result<Cloned> cloned = clone(url, options);
  REQUIRE(cloned);
  CHECK(git(cloned->git_dir, {"rev-parse", "HEAD"}) == project.head);
}

TEST_CASE("cache: the size limit removes what was used longest ago, never what is kept or in use",
          "[net][clone]") {
  const TempFolder cache;
  const auto make = [&](const std::string& name, int age, bool keep) {
    const std::string folder = cache / ("repos/" + name);
    fs::create_directories(folder + "/repo.git");
    std::ofstream(folder + "/repo.git/data") << std::string(1000, 'x');
    std::ofstream(folder + "/url") << "https://example.org/" << name << "\n";
    if (keep) std::ofstream(folder + "/keep") << "";
    fs::last_write_time(folder + "/url", fs::file_time_type::clock::now() - std::chrono::hours(age));
  };
  make("new", 1, false);
  make("busy", 4, false);
  make("old", 3, false);
  make("kept", 5, true);
  make("middle", 2, false);
  const Result<CacheLock> user = CacheLock::take(cache / "repos/busy", false);
  REQUIRE(user);
  const auto names = [&] {
    std::string out;
    for (const CachedRepository& one : list_repositories(cache.path()))
      out += fs::path(one.folder).filename().string() + " ";
    return out;
  };
  CHECK(names() == "new middle old busy kept ");
  CHECK(trim_repositories(cache.path(), 4200) > 1000);
  CHECK(names() == "new middle busy kept ");
  const Result<Cleared> cleared = clear_cache(cache.path(), false);
  REQUIRE(cleared);
  CHECK(cleared->entries == 2);
  CHECK(cleared->busy == 1);
  CHECK(names() == "busy kept ");
  REQUIRE(clear_cache(cache.path(), true));
  CHECK(names() == "busy ");
}
