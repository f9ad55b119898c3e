// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include <nlohmann/json.hpp>

#include "scanner/audit/audit_report.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json problem_json(const ClaimProblem& problem) {
  return {{"kind", name_of(problem.kind)},
          {"line", problem.line},
          {"costs_answers", problem.costs_answers()},
          {"text", problem.text}};
}

Json link_json(const LinkCheck& link) {
  Json out = {{"text", link.citation.text}, {"state", name_of(link.state)}};
  if (link.citation.in_repository()) out["path"] = clean_utf8(link.citation.path);
  if (!link.citation.ref.empty()) out["ref"] = clean_utf8(link.citation.ref);
  if (link.citation.line > 0) out["line"] = link.citation.line;
  if (link.gone) out["gone"] = true;
  if (!link.text.empty()) out["why"] = link.text;
  if (!link.commit.empty()) out["removed_by"] = {{"commit", link.commit}, {"date", iso_date(link.removed)}};
  return out;
}

Json found_json(const Report& report, const Finding& found) {
  Json evidence = Json::array();
  for (const Evidence& seen : found.evidence) {
    Json one = Json::object();
    if (!seen.path.empty()) one["path"] = seen.path;
    if (seen.line > 0) one["line"] = seen.line;
    if (const std::string link = report.link(seen); !link.empty()) one["url"] = link;
    evidence.push_back(std::move(one));
  }
  return {{"status", name_of(found.status)},
          {"confidence", static_cast<int>(found.confidence)},
          {"detector", found.detector},
          {"justification", found.justification},
          {"evidence", std::move(evidence)}};
}

Json claim_json(const Report& report, const AuditedClaim& claim) {
  Json links = Json::array(), problems = Json::array();
  for (const LinkCheck& link : claim.links) links.push_back(link_json(link));
  for (const ClaimProblem& problem : claim.problems) problems.push_back(problem_json(problem));
  Json out = {{"criterion", claim.claim.criterion},
              {"status", name_of(claim.claim.status)},
              {"justification", claim.claim.justification},
              {"line", claim.claim.line},
              {"verdict", name_of(claim.verdict)},
              {"reason", claim.reason},
              {"found", found_json(report, claim.found)},
              {"links", std::move(links)},
              {"problems", std::move(problems)}};
  if (claim.claimed > 0) out["claimed"] = {{"commit", claim.claimed_in}, {"date", iso_date(claim.claimed)}};
  if (claim.broken_by) {
    out["broken_by"] = {{"commit", claim.broken_by->commit},
                        {"date", iso_date(claim.broken_by->time)},
                        {"subject", claim.broken_by->subject}};
  }
  if (claim.wrong_from_start) out["wrong_from_start"] = true;
  return out;
}

Json levels_json(const Audit& audit) {
  Json levels = Json::object();
  for (const Level level : kLevels) {
    const LevelProgress& progress = audit.as_counted.at(level);
    levels[std::string(name_of(level))] = {
        {"percentage", progress.percentage}, {"satisfied", progress.satisfied}, {"active", progress.active}};
  }
  const auto named = [](const std::optional<Level>& level) {
    return level ? Json(std::string(name_of(*level))) : Json(nullptr);
  };
  return {{"metal", named(audit.as_counted.metal)},
          {"baseline", named(audit.as_counted.baseline)},
          {"levels", std::move(levels)}};
}

// SARIF ------------------------------------------------------------------------------------------------

struct Rule {
  std::string_view id;
  std::string_view level;
  std::string text;
};

std::vector<Rule> rules() {
  return {{"contradicted", "error", msg("The repository says the opposite of the claimed answer.")},
          {"unsupported", "warning", msg("Nothing in the repository supports the claimed answer.")},
          {"broken-link", "warning", msg("A justification refers to something that is gone.")},
          {"not-counted", "warning", msg("The badge site will not count this.")}};
}

Json result(std::size_t rule, const Audit& audit, int line, const std::string& text, const std::string& key) {
  const Rule one = rules()[rule];
  Json physical = {{"artifactLocation", {{"uri", audit.path}, {"uriBaseId", "%SRCROOT%"}}}};
  if (line > 0) physical["region"] = {{"startLine", line}};
  return {{"ruleId", one.id},
          {"ruleIndex", rule},
          {"level", one.level},
          {"message", {{"text", text}}},
          {"locations", Json::array({{{"physicalLocation", std::move(physical)}}})},
          {"partialFingerprints", {{"audit/v1", key}}}};
}

void add_results(const Audit& audit, const AuditedClaim& claim, Json& out) {
  const std::string& id = claim.claim.criterion;
  const std::string head = fmt::format("{} {}: ", id, name_of(claim.claim.status));
  if (claim.verdict == Verdict::contradicted) {
    std::string text = head + claim.reason;
    if (claim.broken_by)
      text +=
          ' ' + msg("Broken by {} ({}).", claim.broken_by->commit.substr(0, 12), claim.broken_by->subject);
    out.push_back(result(0, audit, claim.claim.line, text, "contradicted/" + id));
  }
  if (claim.verdict == Verdict::unsupported)
    out.push_back(result(1, audit, claim.claim.line, head + claim.reason, "unsupported/" + id));
  for (const LinkCheck& link : claim.links) {
    if (link.broken())
      out.push_back(result(2, audit, claim.claim.justification_line, head + link.text,
                           "broken-link/" + id + "/" + link.citation.text));
  }
  for (const ClaimProblem& problem : claim.problems) {
    if (problem.costs_answers())
      out.push_back(result(3, audit, problem.line, problem.text,
                           "not-counted/" + id + "/" + std::string(name_of(problem.kind))));
  }
}

}  // namespace

std::string audit_json(const Audit& audit, const Report& report) {
  Json claims = Json::array(), problems = Json::array(), notes = Json::array();
  for (const AuditedClaim& claim : audit.claims) claims.push_back(claim_json(report, claim));
  for (const ClaimProblem& problem : audit.problems) problems.push_back(problem_json(problem));
  for (const Note& note : audit.notes)
    notes.push_back({{"kind", name_of(note.kind)}, {"path", note.path}, {"text", note.text}});
  Json counts = Json::object();
  for (const Verdict verdict :
       {Verdict::supported, Verdict::unverifiable, Verdict::unsupported, Verdict::contradicted})
    counts[std::string(name_of(verdict))] = audit.count(verdict);
  counts["broken_links"] = audit.broken_links();
  return dumped(
      {{"schema", "badgescan-audit/1"},
       {"tool", {{"name", kToolName}, {"version", kToolVersion}}},
       {"repository", {{"path", report.path}, {"url", report.forge.url}, {"commit", report.commit}}},
       {"claim_file", audit.path},
       {"ignored_by_site", audit.ignored_by_site},
       {"counts", std::move(counts)},
       {"as_counted", levels_json(audit)},
       {"claims", std::move(claims)},
       {"problems", std::move(problems)},
       {"notes", std::move(notes)}});
}

std::string audit_sarif(const Audit& audit, const Report& report) {
  Json rule_list = Json::array(), results = Json::array();
  for (const Rule& rule : rules()) {
    rule_list.push_back(
        {{"id", rule.id},
         {"shortDescription", {{"text", rule.text}}},
         {"fullDescription", {{"text", rule.text}}},
         {"help", {{"text", msg("'badgescan audit -v' shows every answer with its evidence.")}}},
         {"defaultConfiguration", {{"level", rule.level}}}});
  }
  for (const ClaimProblem& problem : audit.problems) {
    if (problem.costs_answers())
      results.push_back(
          result(3, audit, problem.line, problem.text, "not-counted/" + std::string(name_of(problem.kind))));
  }
  for (const AuditedClaim& claim : audit.claims) add_results(audit, claim, results);
  Json run = {
      {"tool",
       {{"driver",
         {{"name", kToolName},
          {"semanticVersion", kToolVersion},
          {"informationUri", "https://www.bestpractices.dev/"},
          {"rules", std::move(rule_list)}}}}},
      {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "The root of the repository"}}}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(results)}};
  if (report.forge.url.starts_with("https://") && !report.commit.empty()) {
    run["versionControlProvenance"] =
        Json::array({{{"repositoryUri", report.forge.url}, {"revisionId", report.commit}}});
  }
  return dumped({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({std::move(run)})}});
}

}  // namespace badgescan
