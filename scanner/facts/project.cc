// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/project.h"

#include <re2/re2.h>

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/sentence.h"
#include "scanner/base/text.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/shared_hosts.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::size_t kDescriptionWords = 6;
constexpr int kReadmeHeadLines = 60;  // links to the project's own sites stand near the top

bool matches(std::string_view text, const RE2& pattern) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

bool is_web(std::string_view url) {
  return starts_with_ignoring_case(url, "http://") || starts_with_ignoring_case(url, "https://");
}

/// The package manifests that speak for the project.
std::vector<const Manifest*> leading_manifests(const Facts& facts) {
  return facts.get<Manifests>().leading();
}

// ---------------------------------------------------------------- remotes

ForgeLocation forge_of_remotes(const Facts& facts) {
  if (!facts.options().repo_url.empty()) return locate(facts.options().repo_url);
  const auto& remotes = facts.snapshot().info().remotes;
  ForgeLocation best;
  const auto better = [&](const ForgeLocation& other) { return best.url.empty() && !other.url.empty(); };
  for (const std::string_view wanted : {"origin", "upstream", ""}) {
    for (const RemoteUrl& remote : remotes) {
      if (!wanted.empty() && remote.name != wanted) continue;
      const ForgeLocation found = locate(remote.url);
      if (better(found)) best = found;
      if (best.url.empty() && found.local) best.local = true;
    }
  }
  return best;
}

/// An own installation shows by the files that its software reads.
void recognise_by_tree(const Facts& facts, ForgeLocation& forge) {
  if (forge.forge != Forge::unknown || forge.url.empty()) return;
  const Snapshot& snapshot = facts.snapshot();
  const TreeIndex& tree = facts.get<TreeIndex>();
  if (tree.has_folder(".forgejo") || tree.has_folder(".gitea")) {
    forge.forge = Forge::gitea;
  } else if (snapshot.find(".gitlab-ci.yml") != nullptr || tree.has_folder(".gitlab")) {
    forge.forge = Forge::gitlab;
  }
}

// ---------------------------------------------------------------- description

/// Rows of links, badges, notices, greetings: what stands above the description.
bool is_no_description(std::string_view block) {
  static const RE2 navigation("(\\|.*\\||·.*·|•.*•| - .* - .* - | / .* / .* / )", RE2::Latin1);
  static const RE2 notice(
      "(?i)^\\W*((please "
      ")?note|thus|don'?t forget|before "
      "you|warning|important|caution|attention|tip|deprecated|news|update|announcement|"
      "translations?|read this|show your (love|support)|((featured|gold|silver|platinum|premium|our) "
      ")?sponsor(s|ed|ship)?|donat(e|ions?)|buy me|special "
      "thanks|support "
      "(us|me|this project)|"
      "english|languages?|table of "
      "contents|contents|copyright|licen[sc]e|version|status|maintainers?|authors?|sponsor|"
      "signing (certificate|key)|fingerprint|checksums?|installation|install|requirements?|latest|see "
      "(the|also)|for more|click|visit|download|documentation|"
      "this (repository|project) (is|has been) (deprecated|archived|moved)|\\S+( \\S+)? is (currently |still "
      "|now )*in "
      "(alpha|beta)|for general|if you "
      "(like|find|use|already|have|are (upgrading|migrating))|this is (a|the) continuation "
      "of|thanks|welcome!?$)\\b",
      RE2::Latin1);
  static const RE2 address("(?i)^\\W*([a-z]+( [a-z]+)?: ?)?(https?://|www\\.)\\S+\\W*$", RE2::Latin1);
  static const RE2 elsewhere(
      "(?i)^(\\(c\\)|©) |^\\W*(video|watch|demo|screencast|talk|slides|article|blog)\\b[^.]*: |^\\W*new in "
      "(version )?[0-9]",
      RE2::Latin1);
  static const RE2 contents(
      "^\\W*[0-9]+(\\.[0-9]+)*\\.? +\\S.* [0-9]+(\\.[0-9]+)+\\.? |^\\W*[0-9]+(\\.[0-9]+)*\\. ", RE2::Latin1);
  // "This is the main repository of the Frob project." tells no more than the name.
  static const RE2 only_place(
      "(?i)^\\W*this is the (\\w+ ){0,3}repo(sitory)? (of|for) (the )?\\S+( "
      "(project|library|package|repository))?\\.?\\s*$",
      RE2::Latin1);
  const std::string_view first = block.substr(0, sentence_end(block));
  return matches(first, only_place) || matches(block, contents) || matches(block, navigation) ||
         matches(block, notice) || matches(block, address) || matches(block, elsewhere);
}

/// "New in version 2:", above a list of what changed.
bool heads_change_notes(std::string_view block) {
  static const RE2 head(
      "(?i)^\\W*(new in|changes (in|since)|changed in|breaking changes|recent changes|what'?s new|release "
      "notes|change ?log)\\b.*:\\W*$",
      RE2::Latin1);
  return matches(block, head);
}

/// "frob creates tables from text": a title that says it.
bool is_sentence(std::string_view title) {
  static const RE2 says(
      "(?i)^\\S+( \\S+)? (is "
      "an?|creates?|provides?|implements?|generates?|parses?|makes?|lets?|helps?|turns?|"
      "converts?|reads?|writes?) ",
      RE2::Latin1);
  return count_words(title) >= 5 && matches(title, says);
}

/// Whether a sentence may be about something else than what the title names: "JSON is everywhere.", "It's how
/// we speak now."
bool may_be_about_others(std::string_view sentence, std::string_view name) {
  static const RE2 about_it("(?i)^\\W*(it|this|the|an?|here|with|use)\\b", RE2::Latin1);
  static const RE2 leaning("(?i)^\\W*(it'?s (how|why|what|when|where|not|time|easy|hard)|it turns out)\\b",
                           RE2::Latin1);
  static const RE2 says("^\\S+( \\S+)? (is (an?|the)|provides|implements|offers|allows|lets|helps|makes) ",
                        RE2::Latin1);
  return !contains_ignoring_case(sentence, name) && !matches(sentence, says) &&
         (!matches(sentence, about_it) || matches(sentence, leaning));
}

/// "Bar is a plugin for foo." under the title "foo".
bool is_of_another(std::string_view sentence, std::string_view name) {
  static const RE2 says(
      "^(The )?[\\w.+-]+( [\\w.+-]+)? (is (an?|the)|provides|implements|offers|allows|lets|helps|makes) ",
      RE2::Latin1);
  static const RE2 about_it("(?i)^(it|this|that|an?) ", RE2::Latin1);
  return matches(sentence, says) && !matches(sentence, about_it) &&
         !starts_with_ignoring_case(sentence, std::string(name) + " ");
}

/// "Mud: A Perfect Markdown Viewer": a title that tells what bears the name.
bool is_name_and_subject(std::string_view title) {
  static const RE2 said("^[\\w.+-]+( [\\w.+-]+)?( - | ?: | – | — )(\\S+ ){2,}\\S+$", RE2::Latin1);
  return matches(title, said);
}

/// Long enough to tell something: six words, or "A fast JSON parser."
bool may_describe(std::string_view sentence) {
  static const RE2 short_one("^An? (\\S+ ){2,}\\S+[.!]$", RE2::Latin1);
  return count_words(sentence) >= kDescriptionWords || matches(sentence, short_one);
}

bool is_list_item(std::string_view line) {
  static const RE2 marker("^\\s*([-*+]|[0-9]+[.)]) ", RE2::Latin1);
  return matches(line, marker);
}

/// `lines` are those of the whole document.
DescribedBy describe_section(const Section& section, const std::vector<std::string_view>& lines) {
  std::size_t at = 0;
  int tried = 0;
  bool change_notes = false;
  DescribedBy listed;  // an item of a list, where no paragraph follows
  for (const std::string_view block : split(section.prose, '\n')) {
    const std::size_t begin = at;
    at += block.size() + 1;
    if (trim(block).empty() || ++tried > 12) continue;
    change_notes = heads_change_notes(block) || (change_notes && trim(block).starts_with("- "));
    if (change_notes) continue;
    const std::string_view whole = trim(block);
    if (!may_describe(whole) || is_no_description(block)) continue;
    std::string sentence(whole.substr(0, sentence_end(whole)));
    if (!may_describe(sentence)) sentence = std::string(whole);
    DescribedBy found{shorten(sentence, 300), section.line_at(begin)};
    const auto line = static_cast<std::size_t>(std::max(found.line, 1)) - 1;
    if (line >= lines.size() || !is_list_item(lines[line])) return found;
    if (listed.text.empty()) listed = std::move(found);
  }
  return listed;
}

// ---------------------------------------------------------------- addresses

class UrlCollector {
 public:
  UrlCollector(const Facts& facts, Project& project) : facts_(facts), project_(project) {}

  void run() {
    if (!project_.forge.url.empty()) add("repository", project_.forge.url, project_.forge_seen);
    manifests();
    configuration();
    readme();
    for (const ProjectUrl& url : project_.urls) {
      if (project_.homepage.empty() && url.what == "homepage") project_.homepage = url.url;
    }
  }

 private:
  void add(std::string_view what, std::string_view url, Evidence seen, bool by_label = false) {
    url = url.substr(0, url.find("?badge="));  // what a badge adds to the address of the pages
    // A place within a page, or a picture's "#gh-dark-mode-only"; "#/" leads to a page of its own.
    if (const std::size_t part = url.find('#'); url.substr(std::min(part, url.size())).substr(0, 2) != "#/")
      url = url.substr(0, part);
    std::string clean = clean_utf8(trim(url));
    if (!is_web(clean) || clean.size() > 500 || clean.find_first_of(" {}$<>\"'`") != std::string::npos)
      return;
    if (host_of(clean).find('.') == std::string_view::npos || matches(host_of(clean), example_host())) return;
    for (const ProjectUrl& known : project_.urls) {
      if (known.url == clean) return;
    }
    if (project_.urls.size() < 100)
      project_.urls.push_back({std::move(clean), std::string(what), std::move(seen), by_label});
  }

  static const RE2& example_host() {
    static const RE2 pattern("(?i)(^|\\.)(example\\.(com|org|net)|localhost|shields\\.io|badge\\.fury\\.io)$",
                             RE2::Latin1);
    return pattern;
  }

  void manifests() {
    for (const Manifest* manifest : leading_manifests(facts_)) {
      for (const ManifestUrl& url : manifest->urls) {
        if (url.what == "other" || url.what == "changelog") continue;
        add(url.what, url.url,
            {.path = clean_utf8(manifest->path), .line = url.line, .excerpt = clean_utf8(url.url)});
      }
    }
  }

  void configuration() {
    struct File {
      std::string_view path, pattern, what;
    };
    static constexpr File kFiles[] = {
        {"mkdocs.yml", "^site_url\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)", "documentation"},
        {"docs/mkdocs.yml", "^site_url\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)", "documentation"},
        {"CITATION.cff", "^url\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)", "homepage"},
        {"CITATION.cff", "^repository-code\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)", "repository"},
        {"_config.yml", "^url\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)", "documentation"},
        {"docs/_config.yml", "^url\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)", "documentation"},
        {"docusaurus.config.js", "^\\s*url\\s*:\\s*[\"'](https?://[^\\s\"']+)", "documentation"},
        {"docusaurus.config.ts", "^\\s*url\\s*:\\s*[\"'](https?://[^\\s\"']+)", "documentation"},
        {"website/docusaurus.config.js", "^\\s*url\\s*:\\s*[\"'](https?://[^\\s\"']+)", "documentation"},
        {"website/docusaurus.config.ts", "^\\s*url\\s*:\\s*[\"'](https?://[^\\s\"']+)", "documentation"},
        {"docs/docusaurus.config.js", "^\\s*url\\s*:\\s*[\"'](https?://[^\\s\"']+)", "documentation"},
        {"hugo.toml", "(?i)^baseURL\\s*=\\s*[\"'](https?://[^\\s\"']+)", "documentation"},
        {"docs/hugo.toml", "(?i)^baseURL\\s*=\\s*[\"'](https?://[^\\s\"']+)", "documentation"},
        {"SECURITY-INSIGHTS.yml", "^\\s+(?:homepage|project-url)\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)",
         "homepage"},
        {".github/SECURITY-INSIGHTS.yml",
         "^\\s+(?:homepage|project-url)\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)", "homepage"},
        {"security-insights.yml", "^\\s+(?:homepage|project-url)\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)",
         "homepage"},
        {".github/security-insights.yml",
         "^\\s+(?:homepage|project-url)\\s*:\\s*[\"']?(https?://[^\\s\"'#]+)", "homepage"},
    };
    for (const File& file : kFiles) {
      const Entry* entry = facts_.snapshot().find(file.path);
      const FileText text = entry != nullptr ? facts_.text(*entry) : nullptr;
      if (!text) continue;
      const RE2 pattern("(?m)" + std::string(file.pattern), RE2::Latin1);
      std::string url;
      re2::StringPiece groups[2];
      if (!pattern.Match(*text, 0, text->size(), RE2::UNANCHORED, groups, 2)) continue;
      const auto at = static_cast<std::size_t>(groups[1].data() - text->data());
      add(file.what, std::string_view(groups[1].data(), groups[1].size()),
          {.path = std::string(file.path), .line = line_of(*text, at), .excerpt = excerpt_at(*text, at)});
    }
  }

  /// Links of the README's head that are labelled as the project's own site, and links anywhere in it whose
  /// host bears the project's name.
  void readme() {
    static const RE2 label(
        "(?i)^\\W*(official |project |our |the |full |online )*(web ?site|home ?page|documentation|docs|user "
        "guide|manual|downloads?|"
        "api (docs|reference))( (web ?site|site|page))?\\W*$",
        RE2::Latin1);
    static const RE2 docs_label("(?i)doc|guide|manual|reference", RE2::Latin1);
    static const RE2 download_label("(?i)download", RE2::Latin1);
    const Document* readme = facts_.get<Documents>().first("readme");
    if (readme == nullptr) return;
    const std::string name = host_form(project_.name), repository = host_form(project_.forge.name);
    for (const Link& link : readme->links) {
      if (link.image || !is_web(link.target)) continue;
      const std::string host = host_form(host_of(link.target));
      const bool named = (name.size() >= 4 && host.find(name) != std::string::npos) ||
                         (repository.size() >= 4 && host.find(repository) != std::string::npos);
      const bool labelled = link.line <= kReadmeHeadLines && matches(link.text, label);
      if (!named && !labelled) continue;
      if (!labelled && is_about_others(*readme, link.line)) continue;
      // A host may bear the project's name by chance (a library named after a standard); without https it
      // counts against the project only when the project itself names the host elsewhere.
      const bool plain = starts_with_ignoring_case(link.target, "http://");
      if (plain && !labelled && !is_known_host(host_of(link.target))) continue;
      const auto slash = link.target.find('/', link.target.find("//") + 2);
      const bool entrance = slash == std::string::npos || slash + 1 == link.target.size();
      const std::string_view what = labelled && matches(link.text, docs_label)       ? "documentation"
                                    : labelled && matches(link.text, download_label) ? "download"
                                    : labelled || (named && entrance)                ? "homepage"
                                                                                     : "other";
      if (!labelled && project_.urls.size() > 40) break;
      add(what, link.target,
          {.path = clean_utf8(readme->path),
           .line = link.line,
           .excerpt = shorten(clean_utf8(link.target), 160)},
          !named);
    }
  }

  /// A part of the README that lists what others made.
  static bool is_about_others(const Document& readme, int line) {
    static const RE2 heading(
        "(?i)\\b(showcase|used by|users of|who (is using|uses)|using (this|it)|made with|built (with|on)|"
        "(projects|apps|libraries|tools) (that use|using|based|built)|related|alternatives|similar)\\b",
        RE2::Latin1);
    for (const Section& section : readme.sections) {
      if (section.line <= line && line <= section.last_line && matches(section.heading, heading)) return true;
    }
    return false;
  }

  bool is_known_host(std::string_view host) const {
    return std::any_of(project_.urls.begin(), project_.urls.end(), [&](const ProjectUrl& url) {
      return url.what != "repository" && host_of(url.url) == host;
    });
  }

  /// Letters and digits only, so that "my-project" is found in "myproject.org".
  static std::string host_form(std::string_view text) {
    std::string out;
    for (const char c : to_lower(text)) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
  }

 private:
  const Facts& facts_;
  Project& project_;
};

/// Without a remote, the project's own word says where the repository is.
void forge_of_manifests(const Facts& facts, Project& project) {
  if (!project.forge.url.empty() || !facts.options().repo_url.empty()) return;
  for (const Manifest* manifest : leading_manifests(facts)) {
    for (const ManifestUrl& url : manifest->urls) {
      if (url.what != "repository") continue;
      ForgeLocation found = locate(url.url);
      if (found.forge == Forge::unknown) continue;
      found.local = project.forge.local;
      project.forge = std::move(found);
      project.forge_seen = {
          .path = clean_utf8(manifest->path), .line = url.line, .excerpt = clean_utf8(url.url)};
      return;
    }
  }
}

/// Of a Go module the last part of its path that is no version.
std::string_view short_name(const Manifest& manifest) {
  static const RE2 version("/v[0-9]+$", RE2::Latin1);
  std::string_view name = manifest.name;
  if (manifest.ecosystem != "go") return name;
  if (matches(name, version)) name = name.substr(0, name.rfind('/'));
  return name.substr(name.rfind('/') + 1);
}

/// "Installation": a part of a README, not what it is about.
bool names_a_part(std::string_view title) {
  static const RE2 part(
      "(?i)^\\W*(about|install(ation|ing)?|introduction|overview|usage|readme|read me|documentation|contents|"
      "table of contents|getting started|quick ?start|description|summary|welcome|home)\\W*$",
      RE2::Latin1);
  return matches(title, part);
}

/// The README's first title, where it can be a name.
std::string title_of(const Document& readme) {
  const auto title = std::find_if(readme.sections.begin(), readme.sections.end(),
                                  [](const Section& section) { return section.level == 1; });
  const bool name =
      title != readme.sections.end() && !names_a_part(title->heading) && count_words(title->heading) <= 3;
  return name ? title->heading : std::string();
}

void take_description(const Manifest& manifest, Project& project) {
  if (!project.description.empty() || count_words(manifest.description) < 3) return;
  project.description = shorten(clean_utf8(fold_space(manifest.description)), 300);
  project.description_seen = {
      .path = clean_utf8(manifest.path), .line = manifest.description_line, .excerpt = project.description};
}

/// In a repository of several packages: what the one says that bears the repository's name.
void describe_by_namesake(const Facts& facts, std::string_view title, Project& project) {
  for (const Manifest& manifest : facts.get<Manifests>().all()) {
    const std::string_view name = short_name(manifest);
    if (!manifest.role.package || manifest.example || manifest.test || name.empty()) continue;
    if (equals_ignoring_case(name, title) || equals_ignoring_case(name, project.forge.name))
      take_description(manifest, project);
  }
}

void name_and_description(const Facts& facts, Project& project) {
  const Document* readme = facts.get<Documents>().first("readme");
  const std::string title = readme == nullptr ? std::string() : title_of(*readme);
  for (const Manifest* manifest : leading_manifests(facts)) {
    // Of packages in folders none need bear the name of the whole.
    const bool nested = manifest->path.find('/') != std::string::npos;
    if (project.name.empty())
      project.name = nested && !title.empty() ? title : clean_utf8(short_name(*manifest));
    take_description(*manifest, project);
  }
  if (readme != nullptr) {
    if (project.name.empty()) project.name = title;
    if (const DescribedBy found = describe(*readme); project.description.empty() && !found.text.empty()) {
      project.description = found.text;
      project.description_seen = {
          .path = clean_utf8(readme->path), .line = found.line, .excerpt = shorten(found.text, 160)};
    }
  }
  if (project.description.empty()) describe_by_namesake(facts, title, project);
  if (project.name.empty()) project.name = clean_utf8(project.forge.name);
}

}  // namespace

namespace {

/// The first of the head's and the introduction's sections that describes.
DescribedBy describe_by_prose(const Document& readme) {
  static const RE2 about(
      "(?i)^[\\W\\d]*(about|introduction|overview|description|summary|what('?s| "
      "is)|synopsis|purpose|abstract|background|why|features)\\b",
      RE2::Latin1);
  const std::size_t head = std::min<std::size_t>(readme.sections.size(), 3);
  const std::vector<std::string_view> lines = split_lines(*readme.text);
  for (std::size_t i = 0; i < head; ++i) {
    const Section& section = readme.sections[i];
    if (section.level == 1 && is_sentence(section.heading)) return {section.heading, section.line};
  }
  for (std::size_t i = 0; i < head; ++i) {
    const bool top = i == 0 || readme.sections[i].level == 1 || i == 1;
    if (!top) break;
    if (const DescribedBy found = describe_section(readme.sections[i], lines); !found.text.empty())
      return found;
  }
  for (const Section& section : readme.sections) {
    if (!matches(section.heading, about)) continue;
    if (const DescribedBy found = describe_section(section, lines); !found.text.empty()) return found;
  }
  return {};
}

/// The sentence "Frob is a …" or "Frob implements …", under the title "frob".
DescribedBy describe_by_name(const Document& readme, std::string_view name) {
  static const RE2 says("^ (is an?|provides|implements|offers|allows|lets|helps|makes) ", RE2::Latin1);
  const std::size_t head = std::min<std::size_t>(readme.sections.size(), 4);
  for (std::size_t i = 0; i < head; ++i) {
    const Section& section = readme.sections[i];
    for (const std::string_view block : split(section.prose, '\n')) {
      if (!starts_with_ignoring_case(block, name) || !matches(block.substr(name.size()), says)) continue;
      const auto at = static_cast<std::size_t>(block.data() - section.prose.data());
      return {shorten(block.substr(0, sentence_end(block)), 300), section.line_at(at)};
    }
  }
  return {};
}

}  // namespace

DescribedBy describe(const Document& readme) {
  DescribedBy found = describe_by_prose(readme);
  for (const Section& section : readme.sections) {
    if (section.level != 1 || count_words(section.heading) > 3 || section.heading.size() < 3 ||
        !(found.text.empty() || may_be_about_others(found.text, section.heading) ||
          is_of_another(found.text, section.heading)))
      continue;
    if (DescribedBy named = describe_by_name(readme, section.heading); !named.text.empty()) return named;
  }
  for (const Section& section : readme.sections) {
    if (found.text.empty() || section.level != 1 || !is_name_and_subject(section.heading)) continue;
    const std::string_view name =
        std::string_view(section.heading).substr(0, section.heading.find_first_of(" :"));
    if (may_be_about_others(found.text, name)) return {section.heading, section.line};
  }
  return found;
}

Project Project::collect(const Facts& facts) {
  Project project;
  project.forge = forge_of_remotes(facts);
  recognise_by_tree(facts, project.forge);
  forge_of_manifests(facts, project);
  name_and_description(facts, project);
  UrlCollector(facts, project).run();
  return project;
}

}  // namespace badgescan
