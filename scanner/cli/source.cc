// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/source.h"

#include <algorithm>
#include <ctime>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/output.h"
#include "scanner/facts/badge_link.h"
#include "scanner/facts/locked.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/online.h"
#include "scanner/facts/project.h"
#include "scanner/net/url.h"
#include "scanner/report/report.h"

namespace badgescan::cli {
namespace {

constexpr const char* kServices[] = {"github", "gitlab", "gitea", "bestpractices", "osv"};

/// The project's newest published version, where a registry that OSV knows has it.
net::Package own_package(const Facts& facts) {
  for (const Manifest* manifest : facts.get<Manifests>().leading()) {
    const std::string ecosystem = osv_ecosystem(manifest->ecosystem);
    if (manifest->published == false || ecosystem.empty()) continue;
    if (manifest->name.empty() || manifest->version.empty()) continue;
    return {.ecosystem = ecosystem, .name = manifest->name, .version = manifest->version};
  }
  return {};
}

net::Question question_for(const Facts& facts) {
  const Project& project = facts.get<Project>();
  net::Question question{.forge = project.forge,
                         .now = facts.options().now,
                         .sites = project.urls,
                         .homepage_url = project.homepage,
                         .badge_id = badge_id_of(facts),
                         .package = own_package(facts),
                         .dependencies = {}};
  for (const LockedPackage& locked : facts.get<LockedPackages>().all) {
    question.dependencies.push_back(
        {.ecosystem = locked.ecosystem, .name = locked.name, .version = locked.version});
  }
  return question;
}

}  // namespace

std::vector<Option> SourceOptions::declare_network() {
  return {
      {.name = "--api-base",
       .value = "NAME=URL",
       .help = "Where a service is: github, gitlab, gitea, bestpractices or osv",
       .target = &api_bases,
       .section = "Network"},
      {.name = "--offline-cache",
       .help = "Take answers and clones from the cache; never use the network",
       .target = &offline_cache,
       .section = "Network"},
      {.name = "--allow-private",
       .help = "Let addresses of the repository lead to private networks",
       .target = &allow_private,
       .section = "Network"},
      {.name = "--cache",
       .value = "DIR",
       .help = "Folder of clones and answers (default: $XDG_CACHE_HOME/badgescan)",
       .target = &cache,
       .section = "Network"},
  };
}

std::vector<Option> SourceOptions::declare() {
  std::vector<Option> out{
      {.name = "--online",
       .help = "Ask the forge, the project's sites, bestpractices.dev and OSV, too",
       .target = &online,
       .section = "Network"},
      {.name = "--branch",
       .value = "NAME",
       .help = "Branch of a repository that is named by a URL (default: its own)",
       .target = &branch,
       .section = "Network"},
      {.name = "--full-history",
       .help = "Clone all history, not only what the questions look at",
       .target = &full_history,
       .section = "Network"},
      {.name = "--keep",
       .help = "Keep the clone when the cache grows over its limit",
       .target = &keep,
       .section = "Network"},
      {.name = "--cache-limit",
       .value = "BYTES",
       .help = "Clones that were used longest ago go above this (default: 5368709120)",
       .target = &cache_bytes,
       .section = "Network"},
  };
  for (Option& option : declare_network()) out.push_back(std::move(option));
  return out;
}

Result<LocalSource> make_local(const std::string& named, const SourceOptions& options,
                               const SessionOptions& session) {
  LocalSource out{.path = named, .url = {}, .cloned = {}};
  if (!net::names_remote(named)) {
    if (!options.branch.empty())
      return Error{msg("--branch is for repositories named by a URL; use --rev for {}", named)};
    return out;
  }
  net::CloneOptions how;
  how.cache = net::cache_root(options.cache);
  how.branch = options.branch;
  // A revision may be older than any window.
  how.full_history = options.full_history || !session.revision.empty();
  how.now = static_cast<std::int64_t>(std::time(nullptr));
  if (std::int64_t moment = 0; parse_time(session.now, moment)) how.now = moment;
  if (std::int64_t moment = 0; parse_time(session.since, moment)) how.since = moment;
  how.keep = options.keep;
  how.offline = options.offline_cache;
  how.cache_bytes = options.cache_bytes;
  how.use_git_program = net::process_environment("BADGESCAN_NO_GIT").empty();
  Progress progress(msg("cloning {}", without_credentials(named)));
  how.progress = [&](std::string_view detail) { progress.update(detail); };
  Result<net::Cloned> cloned = net::clone(named, how);
  if (!cloned) return Error{cloned.error()};
  out.path = cloned->git_dir;
  out.url = cloned->url;
  out.cloned = std::move(*cloned);
  return out;
}

Result<net::ApiBases> api_bases(const SourceOptions& options) {
  net::ApiBases bases;
  for (const std::string& text : options.api_bases) {
    const auto equal = text.find('=');
    const std::string name = text.substr(0, equal);
    if (equal == std::string::npos ||
        std::find(std::begin(kServices), std::end(kServices), name) == std::end(kServices)) {
      return Error{msg("--api-base takes NAME=URL with one of {}, not '{}'",
                       "github, gitlab, gitea, bestpractices, osv", text)};
    }
    const std::string url = text.substr(equal + 1);
    if (!net::parse_url(url))
      return Error{msg("--api-base {}: '{}' is not a plain http or https URL", name, url)};
    bases[name] = url;
  }
  return bases;
}

net::HttpOptions http_options(const SourceOptions& options, const net::ApiBases& bases) {
  net::HttpOptions out;
  out.allow_private = options.allow_private;
  for (const auto& [name, url] : bases) out.trusted_origins.push_back(net::parse_url(url)->origin());
  const std::string root = net::cache_root(options.cache);
  if (!root.empty()) out.cache_folder = root + "/http";
  out.offline = options.offline_cache;
  for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    if (out.ca_file.empty()) out.ca_file = net::process_environment(name);
  }
  out.proxy = net::ProxySettings::from_environment();
  out.user_agent = std::string(kToolName) + "/" + std::string(kToolVersion);
  net::add_pacing(out, bases);
  return out;
}

Outcome ask_network(Facts& facts, const SourceOptions& options) {
  if (!options.online) return Done{};
  const Result<net::ApiBases> bases = api_bases(options);
  if (!bases) return Error{bases.error()};
  net::Http http(http_options(options, *bases));
  Progress progress(msg("asking the network"));
  OnlineFacts answers =
      net::ask(http, question_for(facts), *bases, net::Tokens::from_environment(net::process_environment));
  std::vector<std::string> failed;
  for (const AskedOf& one : answers.log) {
    facts.note(Note::Kind::info, {}, msg("asked {} for {}: {}", one.url, one.what, one.outcome));
  }
  facts.set<OnlineFacts>(std::move(answers));
  return Done{};
}

}  // namespace badgescan::cli
