// The main job in one call: snapshot → facts → findings → assessment → report.
#pragma once

#include "scanner/facts/facts.h"
#include "scanner/report/report.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {

/// `facts` may hold extra facts that were put in place before (network answers, claims).
Report make_report(const Facts& facts);

}  // namespace badgescan
