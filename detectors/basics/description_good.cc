// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// description_good: does the README (or the package's description) say what the software does?
#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kDescription = "description_good";
constexpr std::string_view kCriteria[] = {kDescription};

void detect(const Context& context, FindingSink& out) {
  const Documents& documents = context.get<Documents>();
  const Project& project = context.get<Project>();
  const Document* readme = documents.first("readme");
  const DescribedBy found = readme != nullptr ? describe(*readme) : DescribedBy{};
  if (!found.text.empty()) {
    Evidence seen;
    seen.path = clean_utf8(readme->path);
    seen.line = found.line;
    seen.excerpt = shorten(found.text, 240);
    out.met(kDescription, Confidence::strong,
            msg("{} says what the software does: {}", seen.path, quote(seen, 240)), {seen});
    return;
  }
  if (!project.description.empty()) {
    out.met(kDescription, Confidence::partial,
            msg("{} describes the project: {}", project.description_seen.path,
                quote(project.description_seen, 240)),
            {project.description_seen},
            msg("The README has no sentence that says what the software does. Does the project's web site?"));
    return;
  }
  if (readme != nullptr) {
    Evidence seen;
    seen.path = clean_utf8(readme->path);
    out.unmet(kDescription, Confidence::partial,
              msg("{} has no sentence that says what the software does.", seen.path), {seen},
              msg("Does the project's web site say in one or two sentences what the software does?"));
    return;
  }
  const auto templates = documents.templates("readme");
  if (!documents.complete("readme")) {
    out.unknown(kDescription, msg("The README could not be read."),
                msg("Does the README or the web site say what the software does?"));
  } else if (!templates.empty()) {
    Evidence seen;
    seen.path = clean_utf8(templates.front()->path);
    out.unmet(kDescription, Confidence::strong,
              msg("{} is next to empty and no package description was found.", seen.path), {seen});
  } else {
    out.unmet(kDescription, Confidence::strong,
              msg("The repository has no README and no package description."));
  }
}

}  // namespace

extern const Detector description_good;
const Detector description_good{
    .id = "description_good",
    .summary =
        "Looks for a sentence in the README or the package's description that says what the software does.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
