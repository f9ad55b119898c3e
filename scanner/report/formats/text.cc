#include <fmt/format.h>

#include "scanner/report/report.h"
namespace badgescan {
namespace {
Result<Rendered> render(const Report& report, const RenderOptions&) {
  std::string out;
  for (const Answer& a : report.assessment.answers)
    out += fmt::format("{:40} {} {} {}\n", a.criterion->id, name_of(a.status), static_cast<int>(a.confidence),
                       a.justification);
  return Rendered{out, {}};
}
}  // namespace
extern const Format text_format;
const Format text_format{
    .name = "text", .summary = "For people, on a terminal", .extension = "txt", .render = render};
}  // namespace badgescan
