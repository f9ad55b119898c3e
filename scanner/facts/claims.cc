// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/claims.h"

#include <algorithm>
#include <array>
#include <map>

#include "scanner/base/json_members.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/model/satisfies.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

using Kind = ClaimProblem::Kind;

constexpr std::array<std::string_view, 2> kPaths{".bestpractices.json", ".project.d/bestpractices.json"};
/// Fields of a badge entry that the claim file cannot set.
constexpr std::array<std::string_view, 8> kIgnoredFields{
    "name",     "description",  "license", "implementation_languages",
    "repo_url", "homepage_url", "cpe",     "general_comments"};

bool is_ignored_field(std::string_view key) {
  return std::find(kIgnoredFields.begin(), kIgnoredFields.end(), key) != kIgnoredFields.end();
}

/// Keys that people use for remarks; the site ignores them and nobody expects otherwise.
bool is_remark(std::string_view key) {
  return key.empty() || key.starts_with('_') || key.starts_with('$') || key.starts_with("//");
}

/// The site's words for a status; others are ignored there.
std::optional<Status> site_status(std::string_view word) {
  const std::string lower = to_lower(word);
  if (lower == "met") return Status::met;
  if (lower == "unmet") return Status::unmet;
  if (lower == "n/a" || lower == "na") return Status::not_applicable;
  return std::nullopt;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

std::string_view without(std::string_view key, std::string_view suffix) {
  return key.ends_with(suffix) ? key.substr(0, key.size() - suffix.size()) : std::string_view{};
}

bool computed_by_site(std::string_view criterion) {
  return criterion == "achieve_passing" || criterion == "achieve_silver";
}

}  // namespace

/// Reads one claim file.
class ClaimReader {
 public:
  ClaimReader(const Catalogue& catalogue, std::string_view path) : catalogue_(catalogue) {
    out_.path_ = clean_utf8(path);
  }

  void refuse(std::string reason, int line = 0) {
    complain(Kind::file, {}, line, msg("no claim of this file is used: {}", std::move(reason)));
  }

  Claims read(std::string_view text) {
    out_.bytes_ = text.size();
    if (text.size() > kClaimFileBytes) {
      complain(
          Kind::file_size, {}, 0,
          msg("the file has {} bytes: the badge site ignores a claim file of more than {} bytes as a whole; "
              "shorten justifications, or send a part of the answers as a proposal URL",
              text.size(), kClaimFileBytes));
    }
    if (!is_valid_utf8(text)) {
      refuse(msg("the text is not UTF-8"), first_bad_line(text));
      return std::move(out_);
    }
    Result<JsonMembers> json = read_json_members(text);
    if (!json) {
      refuse(msg("not a JSON object of texts: {}", json.error()));
      return std::move(out_);
    }
    out_.usable_ = true;
    members_ = std::move(json->members);
    find_duplicates();
    for (const JsonMember& member : members_) look_at(member);
    for (Claim& claim : out_.all_) check(claim);
    return std::move(out_);
  }

  Claims take() { return std::move(out_); }

 private:
  void complain(Kind kind, std::string criterion, int line, std::string text) {
    out_.problems_.push_back({kind, std::move(criterion), out_.path_, line, std::move(text)});
  }

  static int first_bad_line(std::string_view text) {
    int line = 1;
    for (const std::string_view one : split_lines(text)) {
      if (!is_valid_utf8(one)) return line;
      ++line;
    }
    return 0;
  }

  void find_duplicates() {
    std::map<std::string_view, int> first;
    for (const JsonMember& member : members_) {
      const auto [at, fresh] = first.emplace(member.key, member.line);
      if (fresh || is_remark(member.key)) continue;
      twice_.push_back(member.key);
      complain(Kind::duplicate, criterion_of(member.key), member.line,
               msg("the key {} stands in lines {} and {}: the badge site silently takes the last one, "
                   "badgescan takes neither; remove one",
                   clean_utf8(member.key), at->second, member.line));
    }
  }

  std::string criterion_of(std::string_view key) const {
    for (const std::string_view suffix : {"_status", "_justification"}) {
      const std::string_view id = without(key, suffix);
      if (const Criterion* criterion = catalogue_.find(id); criterion != nullptr && criterion->id == id)
        return criterion->id;
    }
    return {};
  }

  bool is_twice(const JsonMember& member) const {
    return std::find(twice_.begin(), twice_.end(), member.key) != twice_.end();
  }

  void look_at(const JsonMember& member) {
    if (is_twice(member) || is_remark(member.key)) return;
    const std::string criterion = criterion_of(member.key);
    if (criterion.empty()) {
      const std::string shown = escape_controls(shorten(member.key, 80));
      if (is_ignored_field(member.key)) {
        complain(Kind::ignored_field, {}, member.line,
                 msg("{} is ignored by the badge site in this file; a proposal URL can set it", shown));
      } else {
        complain(Kind::unknown_key, {}, member.line, msg("{} is no key that the badge site knows", shown));
      }
      return;
    }
    if (member.key.ends_with("_status"))
      take_status(criterion, member);
    else if (member.kind != JsonMember::Kind::text && member.kind != JsonMember::Kind::null)
      complain(Kind::status, criterion, member.line, msg("{} must be a text", member.key));
  }

  void take_status(const std::string& criterion, const JsonMember& member) {
    if (computed_by_site(criterion)) {
      complain(Kind::computed, criterion, member.line,
               msg("{} is worked out by the badge site itself", member.key));
      return;
    }
    const std::optional<Status> status =
        member.kind == JsonMember::Kind::text ? site_status(member.text) : std::nullopt;
    if (!status) {
      const std::string lower = to_lower(member.text);
      const bool open =
          member.kind == JsonMember::Kind::null ||
          (member.kind == JsonMember::Kind::text && (lower == "?" || lower == "unknown" || lower.empty()));
      if (open) return;  // "not answered yet" is no mistake
      complain(Kind::status, criterion, member.line,
               msg("{} is ignored by the badge site: a status is the text \"Met\", \"Unmet\" or \"N/A\"",
                   member.key));
      return;
    }
    Claim claim{.criterion = criterion, .status = *status, .path = out_.path_, .line = member.line};
    take_justification(claim);
    out_.all_.push_back(std::move(claim));
  }

  void take_justification(Claim& claim) {
    const std::string key = claim.criterion + "_justification";
    for (const JsonMember& member : members_) {
      if (member.key != key || is_twice(member) || member.kind != JsonMember::Kind::text) continue;
      claim.justification_line = member.line;
      const std::size_t length = characters(member.text);
      if (length <= kJustificationCharacters) {
        claim.justification = member.text;
        return;
      }
      complain(Kind::too_long, claim.criterion, member.line,
               msg("{} has {} characters: the badge site drops a justification of more than {}", key, length,
                   kJustificationCharacters));
    }
  }

  /// Whether the answer counts at each level that asks for it.
  void check(const Claim& claim) {
    const Criterion& criterion = *catalogue_.find(claim.criterion);
    if (claim.status == Status::not_applicable && !criterion.na_allowed()) {
      complain(Kind::na_not_allowed, claim.criterion, claim.line,
               msg("{} does not allow N/A: the badge site does not count it", claim.criterion));
      return;
    }
    if (claim.justification.starts_with("// ")) {
      complain(Kind::comment, claim.criterion, claim.justification_line,
               msg("the justification of {} starts with \"// \": the badge site takes it for none",
                   claim.criterion));
    }
    for (const Requirement& requirement : criterion.requirements) {
      if (lacks_reason(claim, requirement)) return;
    }
  }

  bool lacks_reason(const Claim& claim, const Requirement& requirement) {
    if (satisfies(requirement, claim.status, claim.justification)) return false;
    const int line = claim.justification_line > 0 ? claim.justification_line : claim.line;
    if (claim.status == Status::met && requirement.met_url_required) {
      complain(Kind::no_url, claim.criterion, line,
               msg("{} is Met, but its justification holds no http(s) URL: at the {} level the badge site "
                   "does not count it",
                   claim.criterion, name_of(requirement.level)));
      return true;
    }
    // A justification would make it count: anything else (Unmet MUST) is no formal mistake.
    if (!satisfies(requirement, claim.status, "https://example.org/ because")) return false;
    complain(Kind::no_reason, claim.criterion, line,
             msg("{} is {} without a justification of at least five characters: at the {} level the badge "
                 "site does not count it",
                 claim.criterion, name_of(claim.status), name_of(requirement.level)));
    return true;
  }

  const Catalogue& catalogue_;
  Claims out_;
  std::vector<JsonMember> members_;
  std::vector<std::string_view> twice_;
};

std::string_view name_of(ClaimProblem::Kind kind) {
  switch (kind) {
    case Kind::file:
      return "file";
    case Kind::file_size:
      return "file_size";
    case Kind::status:
      return "status";
    case Kind::duplicate:
      return "duplicate_key";
    case Kind::na_not_allowed:
      return "na_not_allowed";
    case Kind::no_url:
      return "no_url";
    case Kind::no_reason:
      return "no_reason";
    case Kind::too_long:
      return "too_long";
    case Kind::comment:
      return "comment";
    case Kind::computed:
      return "computed";
    case Kind::ignored_field:
      return "ignored_field";
    case Kind::unknown_key:
      break;
  }
  return "unknown_key";
}

std::vector<std::string_view> claim_file_paths() { return {kPaths.begin(), kPaths.end()}; }

const Entry* find_claim_file(const Snapshot& snapshot) {
  for (const std::string_view path : kPaths) {
    if (const Entry* entry = snapshot.find(path)) return entry;
  }
  return nullptr;
}

Claims Claims::collect(const Facts& facts) {
  const Snapshot& snapshot = facts.snapshot();
  const Entry* entry = find_claim_file(snapshot);
  if (entry == nullptr) return {};
  ClaimReader reader(facts.rules().catalogue(), entry->path);
  const Entry* target = resolve_symlink(snapshot, *entry);
  if (target == nullptr || !target->is_file()) {
    reader.refuse(msg("it is a link that leads to no file of the repository"));
    return reader.take();
  }
  const Result<std::string> text = snapshot.read(*target, snapshot.limits().blob_bytes);
  if (!text) {
    reader.refuse(text.error());
    return reader.take();
  }
  return reader.read(*text);
}

Claims Claims::parse(const Catalogue& catalogue, std::string_view path, std::string_view text) {
  return ClaimReader(catalogue, path).read(text);
}

const Claim* Claims::find(std::string_view criterion) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const Claim& claim) { return claim.criterion == criterion; });
  return found == all_.end() ? nullptr : &*found;
}

void note_problems(const Facts& facts, const Claims& claims) {
  std::vector<std::string> untidy;
  for (const ClaimProblem& problem : claims.problems()) {
    const std::string place = problem.line > 0 ? msg("line {}: ", problem.line) : std::string{};
    if (problem.kind == Kind::file) {
      facts.note(Note::Kind::unread, problem.path, place + problem.text);
    } else if (problem.costs_answers()) {
      facts.note(Note::Kind::warning, problem.path, place + problem.text);
    } else {
      untidy.push_back(place + problem.text);
    }
  }
  if (!untidy.empty()) facts.note(Note::Kind::info, claims.path(), join_names(untidy, 4));
}

}  // namespace badgescan
