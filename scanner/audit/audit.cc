// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/audit.h"

#include <re2/re2.h>

#include <algorithm>

#include "scanner/audit/break_finder.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/model/titles.h"

namespace badgescan {
namespace {

/// The scan's answer. What it saw in the claim file itself is the claim once more, and no evidence.
Finding as_finding(const Answer& answer, const std::string& claim_file) {
  const auto is_claim = [&](const Evidence& seen) { return seen.path == claim_file; };
  const bool only_claim =
      !answer.evidence.empty() && std::all_of(answer.evidence.begin(), answer.evidence.end(), is_claim);
  if (only_claim) return {.criterion = answer.criterion->id};
  return {.criterion = answer.criterion->id,
          .status = answer.status,
          .confidence = answer.confidence,
          .justification = answer.justification,
          .evidence = answer.evidence,
          .ask = answer.ask,
          .detector = answer.detector};
}

/// The justification leads to something: a file that is there, or a page that we cannot look at.
bool cites_something(const AuditedClaim& claim) {
  return std::any_of(claim.links.begin(), claim.links.end(),
                     [](const LinkCheck& link) { return !link.broken() && !link.gone; });
}

/// Services that run without a file in the repository: what they do is a setting elsewhere.
bool names_a_service(std::string_view justification) {
  static const RE2 pattern(
      "(?i)\\b(code ?ql|code[- ]scanning|secret[- ]scanning|push protection|dependabot|branch "
      "protection|rulesets?|"
      "(repository|organi[sz]ation|project) settings?|github(['’]s)? "
      "(app|advisories|native|default|configured|security)|"
      "codecov|coveralls|codacy|code ?climate|sonar(cloud|qube)|snyk|deepsource|oss-fuzz|coverity|read ?the "
      "?docs|"
      "pre-commit\\.ci)\\b");
  return RE2::PartialMatch(re2::StringPiece(justification.data(), justification.size()), pattern);
}

std::string found_text(const Finding& found) {
  return msg("The scan found {} (confidence {}): {}", title_of(found.status),
             static_cast<int>(found.confidence), found.justification);
}

void judge(AuditedClaim& claim) {
  const Finding& found = claim.found;
  const Status status = claim.claim.status;
  if (found.status == status && found.confidence >= Confidence::partial) {
    claim.verdict = Verdict::supported;
    claim.reason = found.justification;
  } else if (contradicts(found, status)) {
    claim.verdict = Verdict::contradicted;
    claim.reason = found_text(found);
  } else if (found.status == Status::unmet && status == Status::met) {
    // Not found in the repository. That proves nothing when the justification leads to a place.
    const bool elsewhere = cites_something(claim) || names_a_service(claim.claim.justification);
    claim.verdict = elsewhere ? Verdict::unverifiable : Verdict::unsupported;
    claim.reason =
        claim.verdict == Verdict::unsupported
            ? claim.links.empty()
                  ? msg("{} The justification names no place that could be looked at.", found.justification)
                  : msg("{} What the justification names is no longer there.", found.justification)
            : msg("{} The justification leads to other places: look there.", found.justification);
  } else if (found.status != Status::unknown) {
    claim.reason = found_text(found);
  } else {
    claim.reason =
        found.justification.empty() ? msg("The repository cannot show this.") : found.justification;
  }
}

/// The levels that the answers of the file reach on their own.
Estimate count_as_site(const Catalogue& catalogue, const Claims& claims) {
  std::vector<Answer> answers;
  for (const Criterion& criterion : catalogue.criteria()) {
    Answer answer;
    answer.criterion = &criterion;
    if (const Claim* claim = claims.find(criterion.id)) {
      answer.status = claim->status;
      answer.confidence = kProven;
      answer.origin = Answer::Origin::claim;
      answer.justification = claim->justification;
    }
    answers.push_back(std::move(answer));
  }
  return assess(catalogue, std::move(answers)).proven;
}

/// Asks for every page outside the repository, once each.
void probe_links(std::vector<AuditedClaim>& claims, const AuditOptions& options) {
  if (!options.probe) return;
  std::vector<std::string> urls;
  for (const AuditedClaim& claim : claims) {
    for (const LinkCheck& link : claim.links) {
      if (!link.citation.in_repository()) urls.push_back(link.citation.text);
    }
  }
  std::sort(urls.begin(), urls.end());
  urls.erase(std::unique(urls.begin(), urls.end()), urls.end());
  const std::map<std::string, std::string> answers = options.probe(urls);
  for (AuditedClaim& claim : claims) {
    for (LinkCheck& link : claim.links) {
      const auto answer = answers.find(link.citation.text);
      if (link.citation.in_repository() || answer == answers.end()) continue;
      const std::string& why = answer->second;
      link.state = why.empty() ? LinkCheck::State::good : LinkCheck::State::unreachable;
      link.text = why.empty() ? std::string{} : msg("{} does not answer: {}", link.citation.text, why);
    }
  }
}

class Auditor {
 public:
  Auditor(const Facts& facts, const Report& report, const AuditOptions& options)
      : claims_(facts.get<Claims>()),
        report_(report),
        options_(options),
        line_(facts.snapshot()),
        links_(facts, line_),
        breaks_(facts, line_, options.open) {}

  Audit run() {
    Audit out;
    out.path = claims_.path();
    out.notes = report_.notes;
    for (const ClaimProblem& problem : claims_.problems()) {
      if (problem.criterion.empty()) out.problems.push_back(problem);
      out.ignored_by_site = out.ignored_by_site || problem.kind == ClaimProblem::Kind::file ||
                            problem.kind == ClaimProblem::Kind::file_size;
    }
    for (const Claim& claim : claims_.all()) out.claims.push_back(gather(claim));
    probe_links(out.claims, options_);
    for (AuditedClaim& claim : out.claims) {
      judge(claim);
      if (claim.verdict == Verdict::contradicted || claim.verdict == Verdict::unsupported ||
          claim.has_broken_link())
        date(claim);
    }
    out.as_counted = count_as_site(*report_.catalogue, claims_);
    return out;
  }

 private:
  AuditedClaim gather(const Claim& claim) {
    AuditedClaim out;
    out.claim = claim;
    for (const Answer& answer : report_.assessment.answers) {
      if (answer.criterion->id != claim.criterion) continue;
      out.criterion = answer.criterion;
      out.found = as_finding(answer, claims_.path());
    }
    for (const ClaimProblem& problem : claims_.problems()) {
      if (problem.criterion == claim.criterion) out.problems.push_back(problem);
    }
    out.links = links_.check(claim.justification);
    return out;
  }

  void date(AuditedClaim& claim) {
    const std::optional<std::size_t> written = breaks_.written(claim.claim);
    if (!written) return;
    const MainLine::Step& step = line_.steps()[*written];
    claim.claimed = step.time;
    claim.claimed_in = step.commit.hex();
    if (claim.verdict != Verdict::contradicted || looked_ >= options_.breaks) return;
    ++looked_;
    breaks_.look(claim, *written);
  }

  const Claims& claims_;
  const Report& report_;
  const AuditOptions& options_;
  MainLine line_;
  LinkChecker links_;
  BreakFinder breaks_;
  std::size_t looked_ = 0;
};

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::supported:
      return "supported";
    case Verdict::unverifiable:
      return "unverifiable";
    case Verdict::unsupported:
      return "unsupported";
    case Verdict::contradicted:
      break;
  }
  return "contradicted";
}

bool AuditedClaim::has_broken_link() const {
  return std::any_of(links.begin(), links.end(), [](const LinkCheck& link) { return link.broken(); });
}

std::size_t Audit::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::count_if(claims.begin(), claims.end(),
                                                [&](const AuditedClaim& c) { return c.verdict == verdict; }));
}

std::size_t Audit::broken_links() const {
  std::size_t count = 0;
  for (const AuditedClaim& claim : claims) {
    count += static_cast<std::size_t>(std::count_if(claim.links.begin(), claim.links.end(),
                                                    [](const LinkCheck& link) { return link.broken(); }));
  }
  return count;
}

Audit audit_claims(const Facts& facts, const Report& report, const AuditOptions& options) {
  return Auditor(facts, report, options).run();
}

}  // namespace badgescan
