// `--format badge`: a small SVG in the shape of the badge site's own, clearly labelled as an estimate.
#include <fmt/format.h>

#include "scanner/base/message.h"
#include "scanner/report/escape.h"
#include "scanner/report/report.h"

namespace badgescan {
namespace {

/// Verdana at 11 px takes about 6.6 px a character; the text is stretched to what we reserve, so no font can
/// overflow.
int width_of(std::size_t characters) { return static_cast<int>(characters) * 7 + 10; }

std::string_view colour_of(const std::optional<Level>& level) {
  if (!level) return "#c2410c";
  switch (*level) {
    case Level::passing:
      return "#2f7d32";
    case Level::silver:
      return "#6b7280";
    default:
      return "#a16207";
  }
}

Result<Rendered> render(const Report& report, const RenderOptions&) {
  const Estimate& likely = report.assessment.likely;
  const std::string left = msg("openssf best practices (estimate)");
  const std::string right = likely.metal ? std::string(name_of(*likely.metal))
                                         : msg("in progress {}%", likely.at(Level::passing).percentage);
  const int a = width_of(left.size()), b = width_of(right.size());
  const std::string title = escape_html(left + ": " + right);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"20\" role=\"img\" "
      "aria-label=\"{1}\">\n"
      "  <title>{1}</title>\n"
      "  <clipPath id=\"r\"><rect width=\"{0}\" height=\"20\" rx=\"3\"/></clipPath>\n"
      "  <g clip-path=\"url(#r)\">\n"
      "    <rect width=\"{2}\" height=\"20\" fill=\"#3f3f46\"/>\n"
      "    <rect x=\"{2}\" width=\"{3}\" height=\"20\" fill=\"{4}\"/>\n"
      "  </g>\n"
      "  <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\n"
      "    <text x=\"5\" y=\"14\" textLength=\"{5}\">{6}</text>\n"
      "    <text x=\"{7}\" y=\"14\" textLength=\"{8}\">{9}</text>\n"
      "  </g>\n"
      "</svg>\n",
      a + b, title, a, b, colour_of(likely.metal), a - 10, escape_html(left), a + 5, b - 10,
      escape_html(right));
  return Rendered{std::move(out), {}};
}

}  // namespace

extern const Format badge_format;
const Format badge_format{
    .name = "badge", .summary = "An SVG badge of the estimate", .extension = "svg", .render = render};

}  // namespace badgescan
