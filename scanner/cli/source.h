// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// From what the user named (a path, a URL, "owner/name") to a repository on this machine, and from a
// repository to what the network says about it. Commands that scan add the options and make three calls:
//
//   for (Option& option : source_.declare()) out.push_back(std::move(option));
//   Result<LocalSource> local = make_local(session_.path, source_, session_);      // may clone
//   … open the session at local->path …
//   ask_network(session.facts(), source_);                                         // with --online only
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/cli/command.h"
#include "scanner/cli/session.h"
#include "scanner/facts/facts.h"
#include "scanner/net/ask.h"
#include "scanner/net/clone.h"

namespace badgescan::cli {

struct SourceOptions {
  bool online = false;
  bool offline_cache = false;
  bool allow_private = false;
  bool full_history = false;
  bool keep = false;
  std::string branch;
  std::string cache;
  std::uint64_t cache_bytes = 5ULL << 30;
  std::vector<std::string> api_bases;  ///< "github=https://…"

  std::vector<Option> declare();          ///< everything
  std::vector<Option> declare_network();  ///< without the options of cloning
};

struct LocalSource {
  std::string path;    ///< to open
  std::string url;     ///< when it was cloned
  net::Cloned cloned;  ///< holds the clone in the cache while it is used
};

/// A path stays as it is; a URL is cloned, with progress on stderr.
Result<LocalSource> make_local(const std::string& named, const SourceOptions& options,
                               const SessionOptions& session);

/// The parsed --api-base options. Error: what is wrong with one.
Result<net::ApiBases> api_bases(const SourceOptions& options);
/// How requests are made: cache, proxies, certificates, who is trusted.
net::HttpOptions http_options(const SourceOptions& options, const net::ApiBases& bases);

/// With --online: asks (with --offline-cache the cache alone), and puts the answers in place as OnlineFacts.
/// The report's notes say what was asked.
Outcome ask_network(Facts& facts, const SourceOptions& options);

}  // namespace badgescan::cli
