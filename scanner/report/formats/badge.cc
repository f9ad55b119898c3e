// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format badge`: a small SVG in the shape of the badge site's own, clearly labelled as an estimate.
#include <fmt/format.h>

#include "scanner/base/message.h"
#include "scanner/report/escape.h"
#include "scanner/report/report.h"

namespace badgescan {
namespace {

/// Tenths of a pixel that a character takes in Verdana at 11 px, about. The text is fitted to what we
/// reserve, so another font shows the same badge.
int tenths_of(char c) {
  constexpr std::string_view kNarrow = "ijlI.,:;'|! ", kThin = "frt()[]/-", kWide = "mwMW%@";
  if ((static_cast<unsigned char>(c) & 0xc0) == 0x80) return 0;  // the rest of a character
  if (kNarrow.find(c) != std::string_view::npos) return 36;
  if (kThin.find(c) != std::string_view::npos) return 46;
  return kWide.find(c) != std::string_view::npos ? 100 : 67;
}

int width_of(std::string_view text) {
  int tenths = 0;
  for (const char c : text) tenths += tenths_of(c);
  return (tenths + 9) / 10;
}

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

/// Text with a soft shadow below it.
std::string words(int x, int width, std::string_view text) {
  constexpr std::string_view kLine =
      "    <text x=\"{}\" y=\"{}\" fill=\"{}\"{} textLength=\"{}\" "
      "lengthAdjust=\"spacingAndGlyphs\">{}</text>\n";
  return fmt::format(kLine, x, 15, "#010101", " fill-opacity=\".3\" aria-hidden=\"true\"", width,
                     escape_html(text)) +
         fmt::format(kLine, x, 14, "#fff", "", width, escape_html(text));
}

Result<Rendered> render(const Report& report, const RenderOptions&) {
  const Estimate& likely = report.assessment.likely;
  const std::string left = msg("openssf best practices (estimate)");
  const std::string right = likely.metal ? std::string(name_of(*likely.metal))
                                         : msg("in progress {}%", likely.at(Level::passing).percentage);
  const int a = width_of(left), b = width_of(right);
  const int left_box = a + 11, right_box = b + 11;
  const std::string title = escape_html(left + ": " + right);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"20\" role=\"img\" "
      "aria-label=\"{1}\">\n"
      "  <title>{1}</title>\n"
      "  <linearGradient id=\"s\" x2=\"0\" y2=\"100%\">\n"
      "    <stop offset=\"0\" stop-color=\"#bbb\" stop-opacity=\".1\"/>\n"
      "    <stop offset=\"1\" stop-opacity=\".1\"/>\n"
      "  </linearGradient>\n"
      "  <clipPath id=\"r\"><rect width=\"{0}\" height=\"20\" rx=\"3\"/></clipPath>\n"
      "  <g clip-path=\"url(#r)\">\n"
      "    <rect width=\"{2}\" height=\"20\" fill=\"#555\"/>\n"
      "    <rect x=\"{2}\" width=\"{3}\" height=\"20\" fill=\"{4}\"/>\n"
      "    <rect width=\"{0}\" height=\"20\" fill=\"url(#s)\"/>\n"
      "  </g>\n",
      left_box + right_box, title, left_box, right_box, colour_of(likely.metal));
  out += "  <g font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\n";
  out += words(6, a, left) + words(left_box + 5, b, right) + "  </g>\n</svg>\n";
  return Rendered{std::move(out), {}};
}

}  // namespace

extern const Format badge_format;
const Format badge_format{
    .name = "badge", .summary = "An SVG badge of the estimate", .extension = "svg", .render = render};

}  // namespace badgescan
