// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/git_clone.h"

#include <cstdlib>
#include <filesystem>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/repo/deferred_certificates.h"
#include "scanner/repo/git_handle.h"
#include "scanner/repo/git_repository.h"

namespace badgescan {
namespace {

using RemoteHandle = GitHandle<git_remote, git_remote_free>;
using ReferenceHandle = GitHandle<git_reference, git_reference_free>;

constexpr const char* kHeads = "refs/heads/";

struct Progress {
  const LibraryCloneOptions* options;
  unsigned shown = 101;
  int credentials_asked = 0;
};

int on_progress(const git_indexer_progress* stats, void* user) {
  Progress& progress = *static_cast<Progress*>(user);
  if (!progress.options->progress || stats->total_objects == 0) return 0;
  const unsigned done = 100 * stats->indexed_objects / stats->total_objects;
  if (done == progress.shown) return 0;
  progress.shown = done;
  progress.options->progress(msg("{} % of {} objects", done, stats->total_objects));
  return 0;
}

/// ssh: the agent; https: the token. Each is offered once, or the library would ask for ever.
int on_credentials(git_credential** out, const char*, const char* user_in_url, unsigned allowed, void* user) {
  Progress& progress = *static_cast<Progress*>(user);
  if (progress.credentials_asked++ > 0) return GIT_EAUTH;
  const char* name = user_in_url != nullptr ? user_in_url : "git";
  if ((allowed & GIT_CREDENTIAL_SSH_KEY) != 0) return git_credential_ssh_key_from_agent(out, name);
  if ((allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT) != 0 && !progress.options->password.empty()) {
    return git_credential_userpass_plaintext_new(out, progress.options->user.c_str(),
                                                 progress.options->password.c_str());
  }
  return GIT_EAUTH;
}

void use_system_certificates() {
  allow_certificates();
  for (const char* name : {"GIT_SSL_CAINFO", "SSL_CERT_FILE"}) {
    if (const char* file = std::getenv(name); file != nullptr && *file != '\0') {
      git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, nullptr);
      return;
    }
  }
  for (const char* file :
       {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"}) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) continue;
    git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, nullptr);
    return;
  }
}

Error failed(const LibraryCloneOptions& options, int code) {
  const std::string reason = git_reason();
  const std::string url = without_credentials(options.url);
  if (code == GIT_EAUTH) return Error{msg("{} asks for a login, and there is none that it accepts", url)};
  if (code == GIT_ECERTIFICATE)
    return Error{msg("{}: the certificate of the server is not trusted ({})", url, reason)};
  if (code == GIT_ENOTFOUND) return Error{msg("there is no repository at {}", url)};
  return Error{msg("cannot clone {}: {}", url, reason)};
}

Result<GitRepositoryHandle> open_or_make(const std::string& into) {
  git_repository* raw = nullptr;
  if (git_repository_open_ext(&raw, into.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE,
                              nullptr) == 0) {
    return GitRepositoryHandle(raw);
  }
  git_repository_init_options init;
  git_repository_init_options_init(&init, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
  init.flags =
      GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH;  // no template: nothing to run comes along
  if (git_repository_init_ext(&raw, into.c_str(), &init) != 0) {
    return Error{msg("cannot make the repository {}: {}", into, git_reason())};
  }
  return GitRepositoryHandle(raw);
}

/// The branch that is asked for, else the remote's default. Only while connected.
std::string branch_of(git_remote* remote, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  git_buf name = GIT_BUF_INIT;
  std::string branch;
  if (git_remote_default_branch(&name, remote) == 0 &&
      std::string_view(name.ptr, name.size).starts_with(kHeads)) {
    branch.assign(name.ptr + std::string_view(kHeads).size());
  }
  git_buf_dispose(&name);
  return branch;
}

}  // namespace

Outcome clone_with_library(const LibraryCloneOptions& options) {
  start_git(false, true);
  use_system_certificates();
  Result<GitRepositoryHandle> repository = open_or_make(options.into);
  if (!repository) return Error{repository.error()};
  git_remote* raw = nullptr;
  if (git_remote_create_anonymous(&raw, repository->get(), options.url.c_str()) != 0)
    return failed(options, -1);
  const RemoteHandle remote(raw);

  Progress progress{.options = &options};
  git_fetch_options fetch;
  git_fetch_options_init(&fetch, GIT_FETCH_OPTIONS_VERSION);
  fetch.callbacks.transfer_progress = on_progress;
  fetch.callbacks.credentials = on_credentials;
  fetch.callbacks.payload = &progress;
  fetch.proxy_opts.type = GIT_PROXY_AUTO;
  fetch.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_AUTO;
  fetch.update_fetchhead = 0;
  if (const int code =
          git_remote_connect(remote.get(), GIT_DIRECTION_FETCH, &fetch.callbacks, &fetch.proxy_opts, nullptr);
      code != 0) {
    return failed(options, code);
  }
  const std::string branch = branch_of(remote.get(), options.branch);
  if (branch.empty())
    return Error{msg("{} has no default branch; name one with --branch", without_credentials(options.url))};
  std::string spec = "+" + (kHeads + branch) + ":" + kHeads + branch;
  std::string tags = "+refs/tags/*:refs/tags/*";
  char* specs[] = {spec.data(), tags.data()};
  const git_strarray wanted{specs, 2};
  progress.credentials_asked = 0;
  if (const int code = git_remote_fetch(remote.get(), &wanted, &fetch, nullptr); code != 0)
    return failed(options, code);
  git_reference* found = nullptr;
  if (git_reference_lookup(&found, repository->get(), (kHeads + branch).c_str()) != 0) {
    return Error{msg("{} has no branch {}", without_credentials(options.url), branch)};
  }
  const ReferenceHandle reference(found);
  if (git_repository_set_head(repository->get(), git_reference_name(found)) != 0) return failed(options, -1);
  // The remote is recorded without credentials: the project's place is read from it.
  git_remote* origin = nullptr;
  if (git_remote_create(&origin, repository->get(), "origin", without_credentials(options.url).c_str()) == 0)
    git_remote_free(origin);
  return Done{};
}

std::int64_t head_time(const std::string& git_dir) {
  start_git(false, true);
  git_repository* raw = nullptr;
  if (git_repository_open_ext(&raw, git_dir.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE,
                              nullptr) != 0)
    return 0;
  const GitRepositoryHandle repository(raw);
  git_oid id;
  git_commit* commit = nullptr;
  if (git_reference_name_to_id(&id, raw, "HEAD") != 0 || git_commit_lookup(&commit, raw, &id) != 0) return 0;
  const std::int64_t time = git_commit_time(commit);
  git_commit_free(commit);
  return time;
}

}  // namespace badgescan
