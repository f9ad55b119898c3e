// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/merge.h"

#include <algorithm>
#include <map>

#include "scanner/base/json_members.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/claims.h"
#include "scanner/report/claim_file.h"

namespace badgescan {
namespace {

constexpr std::string_view kOwnKey = "_badgescan";
constexpr std::size_t kShortest = 60;  // bytes that are left of a justification

/// Permalinks name a commit: two justifications that differ in nothing else are the same text.
std::string without_commits(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    while (end < text.size() && hex(text[end])) ++end;
    if (end - i == 40) {
      i = end;
    } else {
      out.append(text.substr(i, std::max<std::size_t>(end - i, 1)));
      i = std::max(end, i + 1);
    }
  }
  return out;
}

/// A fingerprint that outlives reformatting of the file, short because 50,000 bytes is all there is.
std::string fingerprint(std::string_view text) {
  std::uint32_t hash = 0x811c9dc5U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  return fmt::format("{:08x}", hash);
}

struct Edit {
  std::size_t at = 0, end = 0;  ///< replaced range; at == end inserts
  std::string text = {};
};

class Merger {
 public:
  Merger(std::string_view text, JsonMembers json, const Report& report, const MergeOptions& options)
      : text_(text), json_(std::move(json)), report_(report), options_(options) {
    for (std::size_t i = 0; i < json_.members.size(); ++i) place_[json_.members[i].key] = i;
    read_own();
    find_spacing();
  }

  MergeResult run() {
    for (const Answer& answer : report_.assessment.answers) merge(answer);
    write_own();
    out_.text = applied();
    return std::move(out_);
  }

 private:
  const JsonMember* member(const std::string& key) const {
    const auto found = place_.find(key);
    return found == place_.end() ? nullptr : &json_.members[found->second];
  }

  void read_own() {
    const JsonMember* own = member(std::string(kOwnKey));
    if (own == nullptr || own->kind != JsonMember::Kind::text) return;
    for (const std::string_view entry : split(own->text, ' ')) {
      const std::size_t equals = entry.find('=');
      if (equals != std::string_view::npos)
        own_[std::string(entry.substr(0, equals))] = entry.substr(equals + 1);
    }
  }

  /// What stands between two members: a line end and the indent that the file uses.
  void find_spacing() {
    between_ = "\n  ";
    if (json_.members.empty()) return;
    const JsonMember& first = json_.members.front();
    const std::string_view space = text_.substr(json_.open + 1, first.key_begin - json_.open - 1);
    if (trim(space).empty()) between_ = std::string(space);
    const std::string_view colon = text_.substr(first.key_begin, first.value_begin - first.key_begin);
    colon_ = colon.find(": ") != std::string_view::npos ? ": " : ":";
  }

  bool wanted(const Answer& answer) const {
    if (answer.origin == Answer::Origin::derived || answer.status == Status::unknown) return false;
    if (options_.only_proven && answer.confidence < kProven) return false;
    return !options_.level || answer.criterion->at(*options_.level) != nullptr;
  }

  bool is_open(const JsonMember* status) const {
    if (status == nullptr || status->kind == JsonMember::Kind::null) return true;
    const std::string word = status->kind == JsonMember::Kind::text ? to_lower(status->text) : "x";
    return word.empty() || word == "?" || word == "unknown";
  }

  void merge(const Answer& answer) {
    const std::string& id = answer.criterion->id;
    const JsonMember* status = member(id + "_status");
    const JsonMember* reason = member(id + "_justification");
    const bool has_reason =
        reason != nullptr && reason->kind == JsonMember::Kind::text && !reason->text.empty();
    if (is_open(status)) {
      if (wanted(answer)) add(answer, status, reason, has_reason);
      return;
    }
    const std::optional<Status> said =
        status->kind == JsonMember::Kind::text ? status_named(status->text) : std::nullopt;
    if (answer.status == Status::unknown || !said) return;
    if (*said != answer.status) {
      if (answer.confidence >= kProven) out_.differing.push_back(id);
      return;
    }
    if (!wanted(answer)) return;
    const std::string draft = shorten_keeping_link(answer.justification, kMaxJustification);
    if (!has_reason && needs_reason(answer)) {
      write_reason(id, *status, reason, draft);
      out_.justified.push_back(id);
    } else if (has_reason && reason->text != draft && is_ours(id, reason->text, draft)) {
      replace(reason->value_begin, reason->value_end, json_quoted(draft));
      own_[id] = fingerprint(draft);
      out_.refreshed.push_back(id);
    }
  }

  static bool needs_reason(const Answer& answer) {
    for (const Requirement& requirement : answer.criterion->requirements) {
      if (!satisfies(requirement, answer.status, "") &&
          satisfies(requirement, answer.status, answer.justification))
        return true;
    }
    return false;
  }

  bool is_ours(const std::string& id, const std::string& text, const std::string& draft) const {
    const auto own = own_.find(id);
    if (own != own_.end() && own->second == fingerprint(text)) return true;
    return without_commits(text) == without_commits(draft);
  }

  void add(const Answer& answer, const JsonMember* status, const JsonMember* reason, bool has_reason) {
    const std::string& id = answer.criterion->id;
    const std::string draft = shorten_keeping_link(answer.justification, kMaxJustification);
    const std::string word = json_quoted(name_of(answer.status));
    if (status != nullptr) {
      replace(status->value_begin, status->value_end, word);
      if (!has_reason && !draft.empty()) write_reason(id, *status, reason, draft);
    } else if (reason != nullptr) {
      // Somebody wrote a justification and no status: the text stays.
      insert_before(reason->key_begin, pair(id + "_status", word) + "," + between_);
      if (!has_reason) replace(reason->value_begin, reason->value_end, json_quoted(draft));
    } else {
      std::string text = pair(id + "_status", word);
      if (!draft.empty()) text += "," + between_ + pair(id + "_justification", json_quoted(draft));
      insert_new(id, std::move(text));
      own_[id] = fingerprint(draft);
    }
    out_.added.push_back(id);
  }

  std::string pair(const std::string& key, const std::string& value) const {
    return json_quoted(key) + colon_ + value;
  }

  void write_reason(const std::string& id, const JsonMember& status, const JsonMember* reason,
                    const std::string& draft) {
    if (reason != nullptr)
      replace(reason->value_begin, reason->value_end, json_quoted(draft));
    else
      insert_before(status.value_end, "," + between_ + pair(id + "_justification", json_quoted(draft)));
    own_[id] = fingerprint(draft);
  }

  void replace(std::size_t at, std::size_t end, std::string text) {
    edits_.push_back({at, end, std::move(text)});
  }
  void insert_before(std::size_t at, std::string text) { edits_.push_back({at, at, std::move(text)}); }

  /// Behind the last answer that stands before it in the catalogue, so that the order stays that of the site.
  void insert_new(const std::string& id, std::string text) {
    std::size_t at = 0;
    for (const Answer& answer : report_.assessment.answers) {
      if (answer.criterion->id == id) break;
      for (const char* suffix : {"_status", "_justification"}) {
        if (const JsonMember* before = member(answer.criterion->id + suffix)) at = before->value_end;
      }
    }
    if (at > 0) {
      insert_before(at, "," + between_ + text);
    } else {
      leading_ += (leading_.empty() ? "" : "," + between_) + text;
    }
  }

  void write_own() {
    std::string value;
    for (const auto& [id, print] : own_) {
      if (member(id + "_status") == nullptr && print.empty()) continue;
      value += (value.empty() ? "" : " ") + id + "=" + std::string(print);
    }
    if (value.empty() || edits_.empty()) {
      if (leading_.empty()) return;
    }
    const JsonMember* own = member(std::string(kOwnKey));
    if (own != nullptr)
      replace(own->value_begin, own->value_end, json_quoted(value));
    else
      trailing_ = pair(std::string(kOwnKey), json_quoted(value));
  }

  std::string applied() {
    if (!leading_.empty()) {
      const bool empty = json_.members.empty();
      insert_before(empty ? json_.open + 1 : json_.members.front().key_begin,
                    empty ? between_ + leading_ : leading_ + "," + between_);
    }
    if (!trailing_.empty()) {
      const bool alone = json_.members.empty() && leading_.empty();
      const std::size_t at = json_.members.empty() ? json_.open + 1 : json_.members.back().value_end;
      edits_.push_back({at, at, (alone ? between_ : "," + between_) + trailing_});
      const bool closed_on_same_line =
          text_.substr(json_.open, json_.close - json_.open).find('\n') == std::string_view::npos;
      if (json_.members.empty() && closed_on_same_line) edits_.push_back({at, at, "\n"});
    }
    // Insertions at one place keep the order in which they were made.
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.at < b.at; });
    std::string out;
    std::size_t done = 0;
    for (const Edit& edit : edits_) {
      out.append(text_.substr(done, edit.at - done)).append(edit.text);
      done = edit.end;
    }
    return out.append(text_.substr(done));
  }

  std::string_view text_;
  JsonMembers json_;
  const Report& report_;
  const MergeOptions& options_;
  std::map<std::string, std::size_t, std::less<>> place_;
  std::map<std::string, std::string> own_;
  std::string between_, colon_ = ": ", leading_, trailing_;
  std::vector<Edit> edits_;
  MergeResult out_;
};

/// The same report with our own texts cut to `most` bytes.
void shorten_drafts(Report& report, std::size_t most) {
  for (Answer& answer : report.assessment.answers)
    answer.justification = shorten_keeping_link(answer.justification, most);
}

}  // namespace

Result<MergeResult> merge_claims(std::string_view text, const Report& report, const MergeOptions& options) {
  constexpr std::string_view kEmpty = "{\n}\n";
  if (trim(text).empty()) text = kEmpty;
  if (!is_valid_utf8(text)) return Error{msg("the file is not UTF-8")};
  Result<JsonMembers> json = read_json_members(text);
  if (!json) return Error{json.error()};
  std::map<std::string_view, int> seen;
  for (const JsonMember& member : json->members) {
    const auto [at, fresh] = seen.emplace(member.key, member.line);
    if (!fresh && !member.key.starts_with('_'))
      return Error{msg("line {}: the key {} appears twice, first in line {}", member.line,
                       clean_utf8(member.key), at->second)};
  }
  MergeResult out = Merger(text, *json, report, options).run();
  Report shorter = report;
  std::size_t most = 1'000;
  const std::size_t limit = std::max(kMaxClaimFile, text.size());
  while (out.text.size() > limit && most >= kShortest) {
    shorten_drafts(shorter, most);
    out = Merger(text, *json, shorter, options).run();
    if (out.text.size() <= limit)
      out.remarks.push_back(
          msg("drafts were shortened to {} bytes each, because the badge site ignores a file of more "
              "than {} bytes",
              most, kMaxClaimFile));
    most = most * 3 / 4;
  }
  if (out.text.size() > kMaxClaimFile) {
    out.remarks.push_back(
        msg("the file has {} bytes: the badge site ignores a file of more than {} bytes; use --level or "
            "--only-proven, or shorten justifications",
            out.text.size(), kMaxClaimFile));
  }
  return out;
}

}  // namespace badgescan
