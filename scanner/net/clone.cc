// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Chooses how to clone, keeps the cache entry whole, and says in plain words why a clone failed.
#include "scanner/net/clone.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

#include "scanner/base/message.h"
#include "scanner/base/process.h"
#include "scanner/base/text.h"
#include "scanner/net/url.h"
#include "scanner/repo/git_clone.h"
#include "scanner/repo/git_repository.h"

namespace badgescan::net {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kWindow = 400 * kDay;  // 12 months and some slack: commit dates lie
constexpr std::int64_t kRecent = 31 * kDay;

bool name_like(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
         });
}

/// "owner/name", or "group/sub/name" where `deep`.
bool is_short(std::string_view text, bool deep) {
  const auto parts = split(text, '/');
  return (parts.size() == 2 || (deep && parts.size() > 2)) &&
         std::all_of(parts.begin(), parts.end(), name_like);
}

struct ShortForm {
  std::string_view prefix, host;
};
constexpr ShortForm kShortForms[] = {{"github:", "https://github.com/"},
                                     {"gitlab:", "https://gitlab.com/"},
                                     {"codeberg:", "https://codeberg.org/"}};

std::optional<std::string> expand_short(std::string_view named) {
  for (const ShortForm& form : kShortForms) {
    if (named.starts_with(form.prefix) && is_short(named.substr(form.prefix.size()), true)) {
      return std::string(form.host) + std::string(named.substr(form.prefix.size()));
    }
  }
  if (is_short(named, false)) return "https://github.com/" + std::string(named);
  return std::nullopt;
}

/// "user@host:path" or "host:path": a colon before any slash.
bool is_scp_form(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || text.find('/') < colon ||
      text.substr(colon).starts_with("::"))
    return false;
  return text.size() > colon + 1 && text.find("://") == std::string_view::npos;
}

std::string hash_text(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

std::string entry_folder(const std::string& url, const CloneOptions& options) {
  std::string name = url.substr(url.find_last_of("/:") + 1);
  if (name.ends_with(".git")) name.resize(name.size() - 4);
  std::erase_if(name, [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '_'; });
  const std::string key = url + "\n" + options.branch + "\n" + (options.full_history ? "full" : "window");
  return options.cache + "/repos/" + name.substr(0, 40) + "-" + hash_text(key);
}

std::string base64(std::string_view text) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += i + k > text.size() ? '=' : kDigits[bits >> (18 - 6 * k) & 63];
  }
  return out;
}

/// The token for a host as user and password of git over https.
struct Login {
  std::string user, password;
};
std::optional<Login> login_for(const std::string& url, const Environment& environment) {
  const std::optional<Url> parsed = parse_url(url);
  if (!parsed) return std::nullopt;
  const std::string api = parsed->host == "github.com" ? "https://api.github.com" : parsed->origin();
  const std::string header = Tokens::from_environment(environment).authorization_for(api);
  const auto blank = header.find(' ');
  if (blank == std::string::npos) return std::nullopt;
  return Login{parsed->host == "gitlab.com" ? "oauth2" : "x-access-token", header.substr(blank + 1)};
}

class GitProgram {
 public:
  GitProgram(std::string url, const CloneOptions& options) : url_(std::move(url)), options_(options) {}

  Outcome make(const std::string& git_dir);
  Outcome update(const std::string& git_dir);

 private:
  Result<ProcessResult> git(std::vector<std::string> arguments, bool with_login = false) const;
  Outcome run(const std::vector<std::string>& arguments);
  Outcome make_once(const std::string& git_dir, bool whole);
  void deepen(const std::string& git_dir);
  void list_tags(const std::string& git_dir) const;
  static std::string since(std::int64_t moment) { return "--shallow-since=" + iso_time(moment); }

  std::string url_;
  const CloneOptions& options_;
  bool login_needed_ = false;
  std::string errors_;  ///< of the last command that failed
};

Result<ProcessResult> GitProgram::git(std::vector<std::string> arguments, bool with_login) const {
  ProcessRequest request;
  request.argv = {"git",
                  "-c",
                  "core.hooksPath=/dev/null",
                  "-c",
                  "core.fsmonitor=false",
                  "-c",
                  "fetch.recurseSubmodules=false",
                  "-c",
                  "gc.auto=0",
                  "-c",
                  "maintenance.auto=false",
                  "-c",
                  "protocol.allow=never",
                  "-c",
                  "protocol.https.allow=always",
                  "-c",
                  "protocol.http.allow=always",
                  "-c",
                  "protocol.ssh.allow=always",
                  "-c",
                  "protocol.git.allow=always",
                  "-c",
                  "protocol.file.allow=always"};
  request.argv.insert(request.argv.end(), arguments.begin(), arguments.end());
  request.environment = {
      {"GIT_TERMINAL_PROMPT", "0"}, {"LC_ALL", "C"}, {"GIT_ALLOW_PROTOCOL", "https:http:ssh:git:file"}};
  if (options_.environment("GIT_SSH_COMMAND").empty() && options_.environment("GIT_SSH").empty()) {
    request.environment.emplace_back("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
  }
  // A hook that started us must not point git to its own repository.
  request.unset = {"GIT_DIR",
                   "GIT_WORK_TREE",
                   "GIT_INDEX_FILE",
                   "GIT_OBJECT_DIRECTORY",
                   "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                   "GIT_COMMON_DIR",
                   "GIT_NAMESPACE",
                   "GIT_PREFIX",
                   "GIT_SHALLOW_FILE",
                   "GIT_TEMPLATE_DIR",
                   "GIT_EXTERNAL_DIFF"};
  if (const std::optional<Login> login = login_for(url_, options_.environment); with_login && login) {
    // In the environment: arguments are visible to every user of the machine.
    request.environment.insert(
        request.environment.end(),
        {{"GIT_CONFIG_COUNT", "1"},
         {"GIT_CONFIG_KEY_0", "http." + parse_url(url_)->origin() + "/.extraHeader"},
         {"GIT_CONFIG_VALUE_0", "Authorization: Basic " + base64(login->user + ":" + login->password)}});
  }
  if (options_.progress) {
    request.on_error_line = [this](std::string_view line) {
      if (line.find('%') != std::string_view::npos) options_.progress(escape_controls(clean_utf8(line)));
    };
  }
  return run_process(request);
}

bool asks_for_login(std::string_view errors) {
  for (const char* sign : {"could not read Username", "could not read Password", "Authentication failed",
                           "terminal prompts disabled", "error: 403", "error: 401"}) {
    if (errors.find(sign) != std::string_view::npos) return true;
  }
  return errors.find("epository not found") !=
         std::string_view::npos;  // GitHub hides private repositories so
}

Outcome GitProgram::run(const std::vector<std::string>& arguments) {
  Result<ProcessResult> done = git(arguments, login_needed_);
  if (!done) return Error{done.error()};
  if (done->status != 0 && !login_needed_ && asks_for_login(done->errors) &&
      login_for(url_, options_.environment)) {
    login_needed_ = true;  // only when it is needed: a stale token would break public clones
    done = git(arguments, true);
    if (!done) return Error{done.error()};
  }
  if (done->status == 0) return Done{};
  errors_ = done->errors;
  return Error{why_git_failed(without_credentials(url_), done->errors)};
}

Outcome GitProgram::make_once(const std::string& git_dir, bool whole) {
  std::vector<std::string> arguments{"clone", "--bare", "--single-branch", "--template=", "--progress"};
  if (!options_.branch.empty()) arguments.push_back("--branch=" + options_.branch);
  if (!whole) arguments.push_back(since(options_.since != 0 ? options_.since : options_.now - kWindow));
  arguments.insert(arguments.end(), {"--", url_, git_dir});
  return run(arguments);
}

Outcome GitProgram::make(const std::string& git_dir) {
  Outcome made = make_once(git_dir, options_.full_history);
  // A server that cannot cut history, or whose newest commit is older than the window.
  const bool cutting = errors_.find("shallow") != std::string::npos ||
                       errors_.find("no commits selected") != std::string::npos;
  if (!made && !options_.full_history && cutting) {
    std::error_code ignored;
    fs::remove_all(git_dir, ignored);
    made = make_once(git_dir, true);
  }
  if (!made) return made;
  deepen(git_dir);
  list_tags(git_dir);
  const Result<ProcessResult> named =
      git({"--git-dir=" + git_dir, "config", "remote.origin.url", without_credentials(url_)});
  if (!named) return Error{named.error()};
  return Done{};
}

/// The window is counted from the newest commit, whose date is known only now.
void GitProgram::deepen(const std::string& git_dir) {
  if (options_.full_history || options_.since != 0 || !fs::exists(git_dir + "/shallow")) return;
  const std::int64_t newest = head_time(git_dir);
  if (newest == 0 || newest > options_.now - kRecent) return;
  const Outcome ignored =
      run({"--git-dir=" + git_dir, "fetch", "--progress", since(newest - kWindow), "--", url_, "HEAD"});
  static_cast<void>(ignored);  // a shorter history is still an honest one
}

/// Tags outside the window come without their commits: only their names are kept, beside the real ones.
void GitProgram::list_tags(const std::string& git_dir) const {
  if (!fs::exists(git_dir + "/shallow")) return;
  const Result<ProcessResult> listed = git({"ls-remote", "--tags", "--", url_}, login_needed_);
  if (!listed || listed->status != 0) return;
  std::ofstream out(git_dir + "/badgescan-tags.new", std::ios::binary);
  for (const std::string_view line : split_lines(listed->output)) {
    const auto tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    const std::string_view name = line.substr(tab + 1);
    if (!name.ends_with("^{}")) out << line.substr(0, tab) << ' ' << name << '\n';
  }
  out.close();
  std::error_code ignored;
  fs::rename(git_dir + "/badgescan-tags.new", git_dir + "/badgescan-tags", ignored);
}

Outcome GitProgram::update(const std::string& git_dir) {
  const Result<ProcessResult> head = git({"--git-dir=" + git_dir, "symbolic-ref", "HEAD"});
  if (!head) return Error{head.error()};
  const std::string branch(trim(head->output));
  if (head->status != 0 || branch.empty())
    return Error{msg("the copy of {} in the cache is damaged", without_credentials(url_))};
  if (Outcome fetched = run({"--git-dir=" + git_dir, "fetch", "--force", "--progress",
                             "--no-write-fetch-head", "--", url_, "+" + branch + ":" + branch});
      !fetched) {
    return fetched;
  }
  list_tags(git_dir);
  return Done{};
}

/// The reasons that a person can do something about, in plain words; empty for any other.
std::string known_reason(const std::string& url, std::string_view errors) {
  const auto says = [&](std::initializer_list<std::string_view> signs) {
    return std::any_of(signs.begin(), signs.end(),
                       [&](std::string_view sign) { return contains_ignoring_case(errors, sign); });
  };
  if (says({"No space left on device", "Disk quota exceeded"}))
    return msg("cannot clone {}: the disk is full", url);
  if (says({"Could not resolve host", "unable to look up", "Name or service not known",
            "Could not resolve hostname", "failed to resolve address"})) {
    return msg("cannot clone {}: there is no such host", url);
  }
  if (says({"SSL certificate problem", "certificate verification failed", "server certificate",
            "SSL peer certificate", "SSL_ERROR", "TLS connect error"})) {
    return msg("cannot clone {}: the certificate of the server is not trusted", url);
  }
  if (says({"Host key verification failed"}))
    return msg("cannot clone {}: the ssh key of the host is not known; connect once with ssh", url);
  if (says({"could not read Username", "could not read Password", "Authentication failed",
            "terminal prompts disabled", "Permission denied", "error: 401", "error: 403"})) {
    return msg(
        "cannot clone {}: it asks for a login, or does not exist; set a token variable, a credential helper "
        "or an ssh key",
        url);
  }
  if (says({"Remote branch"})) return msg("cannot clone {}: it has no such branch", url);
  if (says({"repository not found", "not found", "error: 404", "status code: 404",
            "does not appear to be a git repository", "no such file or directory", "not exported",
            "repository not exported"})) {
    return msg("cannot clone {}: there is no repository", url);
  }
  if (says({"Connection refused", "Connection timed out", "Failed to connect", "Couldn't connect",
            "unable to connect"})) {
    return msg("cannot clone {}: no connection to the host", url);
  }
  return {};
}

Outcome with_library(const std::string& url, const std::string& git_dir, const CloneOptions& options) {
  const std::optional<Login> login = login_for(url, options.environment);
  Outcome made = clone_with_library({.url = url,
                                     .into = git_dir,
                                     .branch = options.branch,
                                     .user = login ? login->user : std::string(),
                                     .password = login ? login->password : std::string(),
                                     .progress = options.progress});
  if (made) return made;
  const std::string known = known_reason(without_credentials(url), made.error());
  return known.empty() ? std::move(made) : Outcome(Error{known});
}

Outcome write_text(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text << '\n';
  out.close();
  if (!out) return Error{msg("cannot write {}: {}", path, std::strerror(errno))};
  return Done{};
}

/// What an interrupted clone of this entry left. Only while its lock is held.
void remove_parts(const std::string& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(folder).parent_path(), error)) {
    std::error_code ignored;
    if (entry.path().string().starts_with(folder + ".part-")) fs::remove_all(entry.path(), ignored);
  }
}

/// Made aside and renamed: nobody ever sees half a clone.
Outcome make_entry(const std::string& folder, const std::string& url, const CloneOptions& options,
                   bool with_git) {
  const std::string part = folder + ".part-" + std::to_string(::getpid());
  std::error_code error;
  if (!fs::create_directories(part, error))
    return Error{msg("cannot make the folder {}: {}", part, error.message())};
  ::chmod(part.c_str(), 0700);
  const std::string git_dir = part + "/repo.git";
  Outcome made = with_git ? GitProgram(url, options).make(git_dir) : with_library(url, git_dir, options);
  if (made) made = write_text(part + "/url", without_credentials(url));
  if (made) {
    fs::remove_all(folder, error);
    fs::rename(part, folder, error);
    if (error) made = Error{msg("cannot move the clone to {}: {}", folder, error.message())};
  }
  if (!made) fs::remove_all(part, error);
  return made;
}

Outcome check_branch(const std::string& branch) {
  if (branch.empty()) return Done{};
  const bool bad = branch.front() == '-' || branch.find("..") != std::string::npos ||
                   std::any_of(branch.begin(), branch.end(), [](unsigned char c) {
                     return c <= ' ' || c == 0x7f || std::strchr("~^:?*[\\", c) != nullptr;
                   });
  if (bad) return Error{msg("'{}' cannot be the name of a branch", escape_controls(clean_utf8(branch)))};
  return Done{};
}

}  // namespace

bool names_remote(std::string_view named) {
  std::error_code error;
  if (fs::exists(fs::path(named), error)) return false;
  return named.find("://") != std::string_view::npos || named.find("::") != std::string_view::npos ||
         is_scp_form(named) || expand_short(named).has_value();
}

Result<std::string> clone_url(std::string_view named) {
  const std::string shown = escape_controls(clean_utf8(named));
  if (named.empty() || named.front() == '-' || named.find("::") != std::string_view::npos ||
      std::any_of(named.begin(), named.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; })) {
    return Error{msg("'{}' is not a URL that may be cloned", shown)};
  }
  if (const auto expanded = expand_short(named)) return *expanded;
  const auto colon = named.find("://");
  if (colon == std::string_view::npos) {
    if (is_scp_form(named)) return std::string(named);
    return Error{msg("'{}' is neither a path nor a URL", shown)};
  }
  const std::string scheme = to_lower(named.substr(0, colon));
  for (const char* known : {"https", "http", "ssh", "git", "file"}) {
    if (scheme != known) continue;
    std::string_view host = named.substr(colon + 3);
    if (const auto at = host.substr(0, host.find('/')).rfind('@'); at != std::string_view::npos)
      host.remove_prefix(at + 1);
    if (host.starts_with('-')) break;  // would be an option of ssh
    return scheme + std::string(named.substr(colon));
  }
  return Error{msg("'{}' cannot be cloned: only https, http, ssh, git and file URLs can", shown)};
}

std::string why_git_failed(const std::string& url, std::string_view errors) {
  if (std::string known = known_reason(url, errors); !known.empty()) return known;
  std::string last;
  for (const std::string_view line : split_lines(errors)) {
    if (line.starts_with("fatal: ") || line.starts_with("error: ")) last = line.substr(7);
  }
  return msg("cannot clone {}: {}", url,
             last.empty() ? msg("git gave no reason")
                          : without_credentials(escape_controls(clean_utf8(shorten(last, 300)))));
}

Result<Cloned> clone(const std::string& named, const CloneOptions& options) {
  const Result<std::string> url = clone_url(named);
  if (!url) return Error{url.error()};
  if (Outcome branch = check_branch(options.branch); !branch) return Error{branch.error()};
  if (options.cache.empty())
    return Error{msg("there is no cache folder: neither HOME nor XDG_CACHE_HOME is set")};
  Cloned out;
  out.url = without_credentials(*url);
  out.with_git = options.use_git_program && program_exists("git");
  const std::string folder = entry_folder(out.url, options);
  out.git_dir = folder + "/repo.git";
  std::error_code error;
  fs::create_directories(options.cache + "/repos", error);
  ::chmod(options.cache.c_str(), 0700);
  Result<CacheLock> lock = CacheLock::take(folder, true);
  if (!lock) return Error{lock.error()};
  remove_parts(folder);
  out.was_there = fs::exists(out.git_dir + "/HEAD", error);
  if (options.offline) {
    if (!out.was_there)
      return Error{msg("{} is not in the cache; scan it once without --offline-cache", out.url)};
  } else {
    bool fresh = false;
    if (out.was_there) {
      const Outcome updated = out.with_git ? GitProgram(*url, options).update(out.git_dir)
                                           : with_library(*url, out.git_dir, options);
      fresh = updated.ok();
    }
    if (!fresh) {  // not there, or damaged by something we did not foresee
      if (Outcome made = make_entry(folder, *url, options, out.with_git); !made) return Error{made.error()};
    }
    if (Outcome marked = write_text(folder + "/url", out.url); !marked) return Error{marked.error()};
    if (options.keep) static_cast<void>(write_text(folder + "/keep", ""));
    trim_repositories(options.cache, options.cache_bytes, folder);
  }
  out.shallow = fs::exists(out.git_dir + "/shallow", error);
  lock->share();
  out.lock = std::move(*lock);
  return out;
}

}  // namespace badgescan::net
