// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan audit: is what the badge entry claims still true?
#include "scanner/audit/audit_report.h"
#include "scanner/base/message.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/cli/session.h"
#include "scanner/net/http.h"
#include "scanner/report/report.h"
#include "scanner/report/scan.h"

namespace badgescan::cli {
namespace {

constexpr int kMostRequests = 200;

class AuditRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    std::vector<Option> out{
        {.name = "path",
         .value = "REPO",
         .help = "A repository or a folder inside one (default: here)",
         .target = &session_.path},
        {.name = "-f,--format",
         .value = "FORMAT",
         .help = "text, json or sarif",
         .target = &format_,
         .choices = {"text", "json", "sarif"}},
        {.name = "-o,--output",
         .value = "FILE",
         .help = "Write to a file instead of stdout",
         .target = &output_},
        {.name = "-v,--verbose", .help = "List every claim, not only the doubtful ones", .target = &verbose_},
        {.name = "--online", .help = "Ask whether links to other sites answer", .target = &online_},
        {.name = "--allow-private",
         .help = "With --online: also ask private addresses",
         .target = &allow_private_},
    };
    for (Option& option : session_.declare()) {
      if (option.name != "--ignore-claims") out.push_back(std::move(option));
    }
    return out;
  }

  int run() override {
    session_.ignore_claims = true;  // a claim must not be its own evidence
    const Result<std::unique_ptr<Session>> session = Session::open(session_);
    if (!session) return fail(session.error());
    const Facts& facts = (*session)->facts();
    const Claims& claims = facts.get<Claims>();
    if (!claims.found()) {
      return fail(
          msg("there is nothing to audit: {} holds no .bestpractices.json; 'badgescan scan --format "
              "bestpractices' drafts one",
              session_.path));
    }
    const Report report = make_report(facts);
    const Audit audit = audit_claims(facts, report, audit_options((*session)->snapshot()));
    if (Outcome written = write_output(output_, render(audit, report)); !written)
      return fail(written.error());
    if (!claims.usable()) {
      for (const ClaimProblem& problem : claims.problems()) complain(problem.path + ": " + problem.text);
      return kUsage;
    }
    if (audit.count(Verdict::contradicted) > 0) return kBelow;
    return incomplete(audit.notes) ? kIncomplete : kDone;
  }

 private:
  static int fail(std::string_view reason) {
    complain(reason);
    return kUsage;
  }

  AuditOptions audit_options(const Snapshot& snapshot) {
    AuditOptions out;
    out.open = [this, &snapshot](const std::string& commit) -> std::unique_ptr<Snapshot> {
      OpenOptions how;
      how.revision = commit;
      how.limits = snapshot.limits();
      how.verify = session_.verify;
      how.trust_owner = session_.trust_owner;
      Result<std::unique_ptr<Snapshot>> opened = open_snapshot(session_.path, how);
      return opened.ok() ? std::move(*opened) : nullptr;
    };
    if (online_) out.probe = [this](const std::vector<std::string>& urls) { return probe(urls); };
    return out;
  }

  /// Why each URL does not answer. What could not be asked (limits, no network library) is left out.
  std::map<std::string, std::string> probe(const std::vector<std::string>& urls) const {
    net::HttpOptions options;
    options.allow_private = allow_private_;
    options.max_requests = kMostRequests;
    net::Http http(std::move(options));
    std::vector<net::Request> requests;
    for (const std::string& url : urls)
      requests.push_back({.url = url, .what = msg("link in a justification"), .body_wanted = false});
    const std::vector<net::Response> responses = http.fetch(requests);
    std::map<std::string, std::string> out;
    for (std::size_t i = 0; i < responses.size() && i < urls.size(); ++i) {
      const net::Response& response = responses[i];
      const bool gone = response.status == 404 || response.status == 410;
      const bool no_host = response.failure == net::Failure::resolve;
      // 403, 429, 5xx and time-outs say little about the page: a person sees more there than we do.
      if (response.ok()) out[urls[i]] = {};
      if (gone) out[urls[i]] = msg("HTTP status {}", response.status);
      if (no_host) out[urls[i]] = response.error;
    }
    return out;
  }

  std::string render(const Audit& audit, const Report& report) const {
    if (format_ == "json") return audit_json(audit, report);
    if (format_ == "sarif") return audit_sarif(audit, report);
    RenderOptions options;
    const bool to_terminal = output_.empty() || output_ == "-";
    options.width = to_terminal ? terminal_width() : 100;
    options.colour = to_terminal && colour_wanted();
    options.verbose = verbose_;
    return audit_text(audit, report, options);
  }

  SessionOptions session_;
  std::string format_ = "text";
  std::string output_;
  bool verbose_ = false;
  bool online_ = false;
  bool allow_private_ = false;
};

}  // namespace

extern const Command audit_command;
const Command audit_command{.name = "audit",
                            .summary = "Verify the answers of .bestpractices.json against the repository",
                            .details =
                                "Exit codes: 0 no claim is contradicted, 1 some are, 2 wrong usage or no "
                                "usable claim file, 3 done but "
                                "something could not be read.",
                            .make = [] { return std::unique_ptr<CommandRun>(std::make_unique<AuditRun>()); }};

}  // namespace badgescan::cli
