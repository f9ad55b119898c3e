// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Who and where the project is: forge, repository URL, permalinks, home page, name, description.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

enum class Forge { unknown, github, gitlab, bitbucket, gitea, sourcehut, savannah };
std::string_view name_of(Forge forge);  ///< "GitHub", "Gitea/Forgejo", …

struct ForgeLocation {
  Forge forge = Forge::unknown;
  std::string host = {};   ///< "github.com"; empty when there is no usable remote
  std::string owner = {};  ///< may hold '/' (GitLab groups)
  std::string name = {};
  std::string url = {};  ///< https URL of the repository without .git; empty when unknown
  bool local = false;    ///< the remote is a path on a machine

  /// A link to a file (lines optional) at a commit; empty when the forge is unknown.
  std::string permalink(std::string_view commit, std::string_view path, int line = 0,
                        int last_line = 0) const;
  std::string commit_link(std::string_view commit) const;
  std::string issues_link() const;  ///< the forge's own tracker; empty when it has none
};
/// Whether the host is one of the hosted services whose software and settings are known (github.com,
/// gitlab.com, codeberg.org, …), not somebody's own installation.
bool is_hosted_service(const ForgeLocation& forge);

/// Understands https, ssh, git, scp-like forms, .git, credentials, ports; never fails (Forge::unknown).
ForgeLocation locate(std::string_view remote_url);

struct ProjectUrl {
  std::string url = {};
  std::string what = {};  ///< "homepage", "repository", "documentation", "download", "issues", "other"
  Evidence seen = {};
  bool by_label = false;  ///< only the words of a link say that the site is the project's own
};

struct Document;

/// What the README says the project is: the first sentence of prose that is no badge row, navigation, notice
/// or list of links. `text` is empty when there is none.
struct DescribedBy {
  std::string text;
  int line = 0;
};
DescribedBy describe(const Document& readme);

class Project {
 public:
  static Project collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.forge, self.forge_seen, self.name, self.description, self.description_seen,
                    self.homepage, self.urls);
  }

  ForgeLocation forge;
  /// The file that names the repository when no remote does; its path is empty when a remote or --repo-url
  /// did.
  Evidence forge_seen;
  std::string name;         ///< best guess: manifest, README title, repository name
  std::string description;  ///< one sentence; empty when none was found
  Evidence description_seen;
  std::string homepage;          ///< empty when unknown
  std::vector<ProjectUrl> urls;  ///< the project's own sites only
};

}  // namespace badgescan
