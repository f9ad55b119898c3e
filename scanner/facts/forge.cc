// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Remote URLs to forges, and links to files and commits there. The names are part of project.h.
#include <algorithm>
#include <array>
#include <cctype>

#include "scanner/base/text.h"
#include "scanner/facts/project.h"

namespace badgescan {
namespace {

struct Host {
  std::string_view name;
  Forge forge;
};
/// Public hosts whose name does not tell which software runs there.
constexpr Host kHosts[] = {
    {"github.com", Forge::github},
    {"gitlab.com", Forge::gitlab},
    {"salsa.debian.org", Forge::gitlab},
    {"framagit.org", Forge::gitlab},
    {"invent.kde.org", Forge::gitlab},
    {"code.videolan.org", Forge::gitlab},
    {"git.drupalcode.org", Forge::gitlab},
    {"0xacab.org", Forge::gitlab},
    {"source.puri.sm", Forge::gitlab},
    {"dev.gnupg.org", Forge::unknown},
    {"bitbucket.org", Forge::bitbucket},
    {"codeberg.org", Forge::gitea},
    {"gitea.com", Forge::gitea},
    {"code.forgejo.org", Forge::gitea},
    {"git.disroot.org", Forge::gitea},
    {"git.sr.ht", Forge::sourcehut},
    {"git.savannah.gnu.org", Forge::savannah},
    {"git.sv.gnu.org", Forge::savannah},
    {"git.savannah.nongnu.org", Forge::savannah},
    {"git.sv.nongnu.org", Forge::savannah},
    {"savannah.gnu.org", Forge::savannah},
    {"savannah.nongnu.org", Forge::savannah},
};

/// A part of a host name between dots or dashes ("gitlab" in "gitlab.example.org").
bool has_label(std::string_view host, std::string_view label) {
  for (std::size_t at = host.find(label); at != std::string_view::npos; at = host.find(label, at + 1)) {
    const std::size_t end = at + label.size();
    const auto edge = [](char c) { return c == '.' || c == '-'; };
    if ((at == 0 || edge(host[at - 1])) && (end == host.size() || edge(host[end]))) return true;
  }
  return false;
}

Forge forge_of(std::string_view host) {
  for (const Host& known : kHosts) {
    if (host == known.name) return known.forge;
  }
  if (has_label(host, "gitlab")) return Forge::gitlab;
  if (has_label(host, "github")) return Forge::github;
  if (has_label(host, "gitea") || has_label(host, "forgejo")) return Forge::gitea;
  if (host == "sr.ht" || (host.size() > 6 && host.substr(host.size() - 6) == ".sr.ht"))
    return Forge::sourcehut;
  return Forge::unknown;
}

/// Percent-encodes what may not stand in a path; '/' stays.
std::string encode_path(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("/-._~@!$&'*+,;=").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

bool is_local(std::string_view url) {
  if (starts_with_ignoring_case(url, "file:")) return true;
  if (url.find("://") != std::string_view::npos) return false;
  if (url.empty() || url.front() == '/' || url.front() == '.' || url.front() == '~' || url.front() == '\\')
    return true;
  const auto colon = url.find(':');
  if (colon == std::string_view::npos || colon == 1) return true;  // "folder/repo", "C:\repo"
  return url.substr(0, colon).find('/') != std::string_view::npos;
}

struct Parts {
  std::string host, path;
  bool plain_web = false;  ///< http or https: a port belongs to the web address
  std::string port, scheme;
};

Parts take_apart(std::string_view url) {
  Parts parts;
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    parts.scheme = to_lower(url.substr(0, scheme));
    parts.plain_web = parts.scheme == "http" || parts.scheme == "https";
    url.remove_prefix(scheme + 3);
    const auto slash = url.find('/');
    parts.host = std::string(url.substr(0, slash));
    if (slash != std::string_view::npos) parts.path = std::string(url.substr(slash + 1));
  } else {
    const auto colon = url.find(':');
    parts.host = std::string(url.substr(0, colon));
    parts.path = std::string(url.substr(colon + 1));
  }
  if (const auto at = parts.host.rfind('@'); at != std::string::npos) parts.host.erase(0, at + 1);
  if (const auto colon = parts.host.rfind(':');
      colon != std::string::npos && parts.host.find(']') == std::string::npos) {
    parts.port = parts.host.substr(colon + 1);
    parts.host.resize(colon);
  }
  parts.host = to_lower(parts.host);
  return parts;
}

std::string tidy_path(std::string path) {
  path = path.substr(0, path.find_first_of("?#"));
  while (!path.empty() && path.front() == '/') path.erase(0, 1);
  while (!path.empty() && path.back() == '/') path.pop_back();
  if (path.size() > 4 && path.compare(path.size() - 4, 4, ".git") == 0) path.resize(path.size() - 4);
  return path;
}

/// A link that somebody copied from a page of the repository: only the repository counts.
std::string repository_part(Forge forge, const std::string& path) {
  if (forge == Forge::gitlab) return path.substr(0, path.find("/-/"));
  if (forge != Forge::github && forge != Forge::bitbucket && forge != Forge::gitea &&
      forge != Forge::sourcehut)
    return path;
  const auto first = path.find('/');
  if (first == std::string::npos) return path;
  return path.substr(0, path.find('/', first + 1));
}

std::string lines_fragment(Forge forge, int line, int last_line) {
  if (line <= 0) return {};
  const std::string first = std::to_string(line);
  const std::string last = last_line > line ? std::to_string(last_line) : std::string();
  switch (forge) {
    case Forge::gitlab:
    case Forge::sourcehut:
      return "#L" + first + (last.empty() ? "" : "-" + last);
    case Forge::bitbucket:
      return "#lines-" + first + (last.empty() ? "" : ":" + last);
    case Forge::savannah:
      return "#n" + first;
    default:
      return "#L" + first + (last.empty() ? "" : "-L" + last);
  }
}

}  // namespace

std::string_view name_of(Forge forge) {
  switch (forge) {
    case Forge::github:
      return "GitHub";
    case Forge::gitlab:
      return "GitLab";
    case Forge::bitbucket:
      return "Bitbucket";
    case Forge::gitea:
      return "Gitea/Forgejo";
    case Forge::sourcehut:
      return "SourceHut";
    case Forge::savannah:
      return "Savannah";
    case Forge::unknown:
      break;
  }
  return "";
}

bool is_hosted_service(const ForgeLocation& forge) {
  return forge.forge != Forge::unknown &&
         std::any_of(std::begin(kHosts), std::end(kHosts),
                     [&](const Host& known) { return known.name == forge.host; });
}

ForgeLocation locate(std::string_view remote_url) {
  ForgeLocation out;
  const std::string_view url = trim(remote_url);
  if (is_local(url)) {
    out.local = !url.empty();
    return out;
  }
  Parts parts = take_apart(url);
  if (parts.host == "ssh.github.com") parts.host = "github.com";
  if (parts.host == "altssh.gitlab.com") parts.host = "gitlab.com";
  if (parts.host == "altssh.bitbucket.org") parts.host = "bitbucket.org";
  if (parts.host == "www.github.com") parts.host = "github.com";
  if (parts.host.empty() || parts.host.find('.') == std::string::npos) {
    out.local = true;  // "localhost", an alias of somebody's ssh configuration
    return out;
  }
  out.forge = forge_of(parts.host);
  std::string path = repository_part(out.forge, tidy_path(parts.path));
  if (path.size() > 4 && path.compare(path.size() - 4, 4, ".git") == 0) path.resize(path.size() - 4);
  if (path.empty()) {
    out.forge = Forge::unknown;
    return out;
  }
  out.host = parts.host;
  if (out.forge == Forge::savannah) {
    const auto slash = path.rfind('/');
    out.name = slash == std::string::npos ? path : path.substr(slash + 1);
    out.owner = out.name;
    const bool nongnu = parts.host.find("nongnu") != std::string::npos;
    out.host = nongnu ? "git.savannah.nongnu.org" : "git.savannah.gnu.org";
    out.url = "https://" + out.host + "/cgit/" + encode_path(out.name) + ".git";
    return out;
  }
  const auto slash = path.rfind('/');
  out.name = slash == std::string::npos ? path : path.substr(slash + 1);
  out.owner = slash == std::string::npos ? std::string() : path.substr(0, slash);
  const bool own_port = parts.plain_web && !parts.port.empty() && parts.port != "443" && parts.port != "80";
  const bool only_http = parts.scheme == "http" && out.forge == Forge::unknown;
  out.url = (only_http ? "http://" : "https://") + out.host + (own_port ? ":" + parts.port : "") + "/" +
            encode_path(path);
  return out;
}

std::string ForgeLocation::permalink(std::string_view commit, std::string_view path, int line,
                                     int last_line) const {
  if (url.empty() || commit.empty()) return {};
  const std::string id(commit), file = encode_path(path), place = lines_fragment(forge, line, last_line);
  switch (forge) {
    case Forge::github:
      return url + "/blob/" + id + "/" + file + place;
    case Forge::gitlab:
      return url + "/-/blob/" + id + "/" + file + place;
    case Forge::bitbucket:
      return url + "/src/" + id + "/" + file + place;
    case Forge::gitea:
      return url + "/src/commit/" + id + "/" + file + place;
    case Forge::sourcehut:
      return url + "/tree/" + id + "/item/" + file + place;
    case Forge::savannah:
      return url + "/tree/" + file + "?id=" + id + place;
    case Forge::unknown:
      break;
  }
  return {};
}

std::string ForgeLocation::commit_link(std::string_view commit) const {
  if (url.empty() || commit.empty()) return {};
  const std::string id(commit);
  switch (forge) {
    case Forge::github:
    case Forge::gitea:
    case Forge::sourcehut:
      return url + "/commit/" + id;
    case Forge::gitlab:
      return url + "/-/commit/" + id;
    case Forge::bitbucket:
      return url + "/commits/" + id;
    case Forge::savannah:
      return url + "/commit/?id=" + id;
    case Forge::unknown:
      break;
  }
  return {};
}

std::string ForgeLocation::issues_link() const {
  switch (forge) {
    case Forge::github:
    case Forge::gitea:
      return url + "/issues";
    case Forge::gitlab:
      return url + "/-/issues";
    case Forge::bitbucket:
      return url + "/issues";
    case Forge::savannah:
      return "https://savannah.gnu.org/bugs/?group=" + encode_path(name);
    case Forge::sourcehut:  // trackers are made one by one and need not exist
    case Forge::unknown:
      break;
  }
  return {};
}

}  // namespace badgescan
