// vulnerabilities_fixed_60_days, vulnerabilities_critical_fixed without the network: scanners and updaters of
// dependencies support a draft; whether something public is still open, only a look-up or a person can tell.
#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::string_view kFixed = "vulnerabilities_fixed_60_days",
                           kCritical = "vulnerabilities_critical_fixed";
constexpr std::string_view kCriteria[] = {kFixed, kCritical};

void detect(const Context& context, FindingSink& out) {
  const ToolUses& tools = context.get<ToolUses>();
  std::vector<Evidence> seen;
  std::string names;
  for (const ToolKind kind : {ToolKind::dependency_scanner, ToolKind::dependency_updater}) {
    const auto uses = tools.with(kind, How::configured);
    if (uses.empty()) continue;
    seen.push_back(uses.front()->evidence);
    if (names.empty()) names = describe(*uses.front());
  }
  const std::string fixed =
      msg("Is any vulnerability of medium or higher severity public for more than 60 days and not fixed?");
  const std::string critical = msg("Were critical vulnerabilities fixed rapidly after they were reported?");
  if (seen.empty()) {
    out.unknown(kFixed,
                msg("No scanner and no updater of dependencies was recognised, and known vulnerabilities "
                    "were not looked up."),
                fixed);
    out.unknown(kCritical, msg("The repository does not show how fast critical vulnerabilities were fixed."),
                critical);
    return;
  }
  out.met(kFixed, Confidence::partial, msg("Known vulnerabilities of dependencies are watched by {}.", names),
          seen, fixed);
  out.met(kCritical, Confidence::partial,
          msg("Known vulnerabilities of dependencies are watched by {}.", names), seen, critical);
}

}  // namespace

extern const Detector vulnerabilities_fixed;
const Detector vulnerabilities_fixed{
    .id = "vulnerabilities_fixed",
    .summary = "Drafts an answer from scanners and updaters of dependencies.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
