// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "detectors/documents_util.h"

#include <re2/re2.h>

#include <algorithm>
#include <stdexcept>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/changed_paths.h"
#include "scanner/facts/selection.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {

std::string quote(const Evidence& evidence, std::size_t most) {
  const std::string folded = fold_space(evidence.excerpt);
  const std::size_t marker = folded.starts_with("- ") || folded.starts_with("* ") ? 2 : 0;  // of a list
  const std::string text = shorten(std::string_view(folded).substr(marker), most);
  return text.empty() ? std::string() : "“" + text + "”";
}

std::string place(const Evidence& evidence) {
  return evidence.line > 0 ? evidence.path + ":" + std::to_string(evidence.line) : evidence.path;
}

namespace {

/// Where a link in `document` leads in the tree; empty when it leads elsewhere.
std::string tree_path(const Document& document, std::string_view target) {
  target = target.substr(0, target.find_first_of("?#"));
  if (target.empty() || target.find(':') != std::string_view::npos || target.starts_with("//")) return {};
  const std::size_t slash = document.path.rfind('/');
  std::vector<std::string> parts;
  if (target.front() != '/' && slash != std::string::npos) {
    for (const std::string_view part : split(std::string_view(document.path).substr(0, slash), '/'))
      parts.emplace_back(part);
  }
  for (const std::string_view part : split(target, '/')) {
    if (part == "..") {
      if (parts.empty()) return {};
      parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.emplace_back(part);
    }
  }
  return join(parts, "/");
}

/// By its name a text for those who take part, wherever it lies and whatever its format.
const Selection kGuides("contributors' guides", [](const Facts& facts, const Entry& entry) {
  if (!entry.is_file() || is_source_path(entry.path)) return false;
  const std::string name = to_lower(entry.name());
  const auto says = [&name](std::string_view word) { return name.find(word) != std::string::npos; };
  const bool people = says("contributors") && !says("guide");  // a list of names
  const bool guide = (says("contribut") && !people) || says("hacking") || (says("devel") && says("guide"));
  return guide && facts.get<TreeIndex>().classify(entry).own();
});

const Selection kRoadmaps("roadmaps", [](const Facts& facts, const Entry& entry) {
  if (!entry.is_file() || is_hidden(entry.path)) return false;
  const std::string name = to_lower(entry.name());
  const bool text =
      name.ends_with(".md") || name.ends_with(".rst") || name.ends_with(".adoc") || name.ends_with(".txt");
  return text && name.starts_with("roadmap") && facts.get<TreeIndex>().classify(entry).own();
});

}  // namespace

Search supported_versions(const Context& context) {
  const auto marks = [](const Evidence& hit, std::initializer_list<std::string_view> signs) {
    return std::any_of(signs.begin(), signs.end(),
                       [&](std::string_view sign) { return hit.excerpt.find(sign) != std::string::npos; });
  };
  Search search = context.search("supported_versions");
  std::erase_if(search.hits, [&](const Evidence& hit) {
    return marks(hit, {":x:", ":no_entry", "❌", "✗", "✘"}) &&
           !marks(hit, {":white_check_mark:", ":heavy_check_mark:", ":warning:", "✅", "✔", "✓", "⚠", "Yes",
                        "yes"});
  });
  return search;
}

void drop_dangling(const Context& context, Search& search) {
  const TreeIndex& tree = context.get<TreeIndex>();
  std::erase_if(search.hits, [&](const Evidence& hit) {
    bool dangling = false;
    for (const Document& document : context.get<Documents>().all()) {
      if (clean_utf8(document.path) != hit.path) continue;
      for (const Link& link : document.links) {
        if (link.line != hit.line) continue;
        const std::string path = tree_path(document, link.target);
        const Snapshot& files = context.facts().snapshot();
        if (path.empty() || files.find(path) != nullptr || files.find(path + ".md") != nullptr ||
            tree.has_folder(path))
          return false;
        dangling = true;
      }
    }
    return dangling;
  });
}

std::optional<Evidence> man_page(const Context& context, std::initializer_list<std::string_view> sections) {
  static const RE2 page("[A-Za-z_][\\w+-]*(?:\\.[a-z]\\w*)*\\.[1-8]", RE2::Latin1);  // not "tool-v3.0.1"
  const TreeIndex& tree = context.get<TreeIndex>();
  for (const std::string_view section : sections) {
    const Entry* best = nullptr;
    std::vector<const Entry*> pages = tree.with_extension(section);
    for (const Entry* entry : tree.with_extension("in")) {  // what configure fills in: "tool.1.in"
      if (entry->path.ends_with("." + std::string(section) + ".in")) pages.push_back(entry);
    }
    for (const Entry* entry : pages) {
      const PathClass path = tree.classify(*entry);
      std::string_view name = entry->name();
      if (name.ends_with(".in")) name.remove_suffix(3);
      if (path.vendored || path.test || path.test_data ||
          !RE2::FullMatch(re2::StringPiece(name.data(), name.size()), page))
        continue;
      if (best == nullptr || entry->path.size() < best->path.size()) best = entry;
    }
    if (best != nullptr) return Evidence{.path = clean_utf8(best->path)};
  }
  return std::nullopt;
}

const Evidence& telling(const Search& search) {
  static const RE2 forbids(
      "(?i)\\b(do not|don't|does not|doesn't|never|avoid|must not|should not|have not|haven't|not "
      "enabled)\\b",
      RE2::Latin1);
  for (const Evidence& hit : search.hits) {
    if (hit.path == search.best().path && count_words(hit.excerpt) >= 5 &&
        !RE2::PartialMatch(hit.excerpt, forbids))
      return hit;
  }
  return search.best();
}

std::optional<Piece> best_piece(const Context& context, std::string_view kind, std::size_t words) {
  for (const Piece& piece : context.get<Documents>().pieces(kind)) {
    if (piece.document->language.empty() && piece.words() >= words) return piece;
  }
  for (const Piece& piece : context.get<Documents>().pieces(kind)) {
    if (piece.words() >= words) return piece;
  }
  return std::nullopt;
}

std::optional<Piece> best_piece(const Context& context, std::initializer_list<std::string_view> kinds,
                                std::size_t words) {
  for (const std::string_view kind : kinds) {
    if (auto piece = best_piece(context, kind, words)) return piece;
  }
  return std::nullopt;
}

std::vector<Evidence> some(const std::vector<Evidence>& hits, std::size_t most) {
  std::vector<Evidence> out;
  const auto known = [&](const Evidence& hit) {
    return std::any_of(out.begin(), out.end(), [&](const Evidence& other) { return other.path == hit.path; });
  };
  for (const Evidence& hit : hits) {
    if (out.size() < most && !known(hit)) out.push_back(hit);
  }
  for (const Evidence& hit : hits) {
    if (out.size() < most && std::find(out.begin(), out.end(), hit) == out.end()) out.push_back(hit);
  }
  return out;
}

bool stands_in(const Context& context, const Evidence& hit, std::initializer_list<std::string_view> kinds) {
  for (const std::string_view kind : kinds) {
    for (const Piece& piece : context.get<Documents>().pieces(kind)) {
      if (piece.path() == hit.path && piece.holds(hit.line)) return true;
    }
  }
  return false;
}

std::vector<Evidence> hits_in(const Search& search, const Piece& piece) {
  std::vector<Evidence> out;
  const std::string path = piece.path();
  for (const Evidence& hit : search.hits) {
    if (hit.path == path && piece.holds(hit.line)) out.push_back(hit);
  }
  return out;
}

std::vector<Evidence> joined(std::initializer_list<std::vector<Evidence>> lists, std::size_t most) {
  std::vector<Evidence> out;
  for (const auto& list : lists) {
    for (const Evidence& evidence : list) {
      if (out.size() < most && std::find(out.begin(), out.end(), evidence) == out.end())
        out.push_back(evidence);
    }
  }
  return out;
}

std::string looked_in(const Search& search) {
  if (search.looked_in.empty()) return msg("the usual places (root, .github/, docs/ …)");
  return join_names(search.looked_in, 4);
}

const Document* unfilled(const Context& context, std::string_view kind) {
  const auto templates = context.get<Documents>().templates(kind);
  return templates.empty() ? nullptr : templates.front();
}

std::optional<Evidence> find_link(const Context& context, std::initializer_list<std::string_view> kinds,
                                  const std::function<bool(const Link&)>& wanted) {
  for (const std::string_view kind : kinds) {
    for (const Document* document : context.get<Documents>().of(kind)) {
      for (const Link& link : document->links) {
        if (!wanted(link)) continue;
        return Evidence{.path = clean_utf8(document->path),
                        .line = link.line,
                        .excerpt = shorten(clean_utf8(link.target), 160)};
      }
    }
  }
  return std::nullopt;
}

const Document* contributors_guide_elsewhere(const Context& context) {
  const Document* own = context.get<Documents>().first("contributing");
  if (own == nullptr) return nullptr;
  for (const std::string_view word : {"contrib", "develop", "hacking"}) {
    if (contains_ignoring_case(own->points_to, word)) return own;
  }
  return nullptr;
}

namespace {

std::string unread(const Context& context, const Selection& texts) {
  const std::vector<Document>& read = context.get<Documents>().all();
  for (const Entry* text : texts.of(context.facts())) {
    if (std::none_of(read.begin(), read.end(), [text](const Document& it) { return it.path == text->path; }))
      return clean_utf8(text->path);
  }
  return {};
}

}  // namespace

std::string stray_contributors_guide(const Context& context) { return unread(context, kGuides); }
std::string stray_roadmap(const Context& context) { return unread(context, kRoadmaps); }

std::string agents_guide(const Context& context) {
  for (const Document* document : context.get<Documents>().of("agents")) {
    if (document->named_by.empty() && document->words() >= 100) return clean_utf8(document->path);
  }
  return {};
}

bool has_forge_tracker(const Context& context) {
  return !context.get<Project>().forge.issues_link().empty() && !context.search("states_mirror");
}

Evidence at_url(std::string url, std::string excerpt) {
  Evidence out;
  out.url = std::move(url);
  out.excerpt = std::move(excerpt);
  return out;
}

bool rule_matches(const Context& context, std::string_view id, std::string_view text) {
  const PhraseRules& phrases = context.facts().rules().phrases();
  const PhraseRule* rule = phrases.find(id);
  if (rule == nullptr) throw std::logic_error("there is no phrase rule " + std::string(id));
  PhraseRules::Match match;
  return phrases.match(*rule, text, match);
}

std::optional<Evidence> code_with(const Context& context, const Document& document, std::string_view id) {
  const PhraseRules& phrases = context.facts().rules().phrases();
  const PhraseRule* rule = phrases.find(id);
  if (rule == nullptr) throw std::logic_error("there is no phrase rule " + std::string(id));
  if (document.code_lines.empty()) return std::nullopt;
  const auto lines = split_lines(*document.text);
  for (const auto& [first, end] : document.code_lines) {
    const int last = std::min(end, static_cast<int>(lines.size()));
    if (first > last) continue;
    const std::string_view from = lines[static_cast<std::size_t>(first) - 1];
    const std::string_view to = lines[static_cast<std::size_t>(last) - 1];
    const std::string_view block(from.data(), static_cast<std::size_t>(to.data() + to.size() - from.data()));
    if (!phrases.may_match(*rule, TextGroups(clean_utf8(block)))) continue;
    for (int number = first; number <= last; ++number) {
      const std::string line = clean_utf8(lines[static_cast<std::size_t>(number) - 1]);
      PhraseRules::Match match;
      if (line.size() < 1000 && phrases.match(*rule, line, match)) {
        Evidence out;
        out.path = clean_utf8(document.path);
        out.line = number;
        out.excerpt = shorten(trim(line), 160);
        return out;
      }
    }
  }
  return std::nullopt;
}

}  // namespace badgescan
