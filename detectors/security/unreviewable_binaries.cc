// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether the tree holds programs that a build should make, or other files that nobody can review.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/binaries.h"

namespace badgescan {
namespace {

constexpr std::string_view kGenerated = "osps_qa_05_01", kUnreviewable = "osps_qa_05_02";
constexpr std::string_view kCriteria[] = {kGenerated, kUnreviewable};

std::vector<Evidence> evidence_of_binaries(const std::vector<Binary>& binaries, std::size_t most = 6) {
  std::vector<Evidence> evidence;
  for (const Binary& binary : binaries) {
    if (evidence.size() == most) break;
    evidence.push_back(binary.evidence());
  }
  return evidence;
}

std::string searched(const Binaries& binaries) {
  if (binaries.by_name == 0)
    return msg_n(binaries.opened, "the content of the only file was looked at",
                 "the content of all {} files was looked at");
  return msg_n(
      binaries.by_name,
      "the content of {1} files was looked at, and {0} more is a picture, font, sound or document by its "
      "name",
      "the content of {1} files was looked at, and {0} more are pictures, fonts, sounds or documents by "
      "their names",
      binaries.opened);
}

void say_clean(FindingSink& out, std::string_view criterion, const Binaries& binaries) {
  if (!binaries.complete) {
    out.unknown(criterion, msg("No binary file of this kind was found, but not every file could be read."),
                msg("Is any of the files that could not be read (the notes of the report name them) a "
                    "compiled program or library?"));
  } else if (!binaries.wrappers.empty()) {
    out.met(criterion, Confidence::likely,
            msg("The only program in the tree is the customary wrapper of the build tool; {}.",
                searched(binaries)),
            evidence_of_binaries(binaries.wrappers),
            msg("Does the pipeline check the wrapper against the publisher's checksums?"));
  } else if (!binaries.in_tests.empty()) {
    out.met(criterion, Confidence::likely,
            msg("Binary files stand in tests and test data only; {}.", searched(binaries)),
            evidence_of_binaries(binaries.in_tests, 3));
  } else {
    out.met(criterion, Confidence::strong,
            msg("The tree holds no compiled programs or libraries: {}.", searched(binaries)));
  }
}

void detect(const Context& context, FindingSink& out) {
  const Binaries& binaries = context.get<Binaries>();
  if (!binaries.executables.empty()) {
    const std::vector<Evidence> evidence = evidence_of_binaries(binaries.executables);
    std::vector<std::string> names;
    for (const Binary& binary : binaries.executables) names.push_back(binary.path);
    const std::string ask =
        msg("Can these files be built or fetched when they are needed, or are they no generated programs, "
            "and why?");
    out.unmet(kGenerated, Confidence::strong,
              msg("The tree holds compiled programs or libraries: {}.", join_names(names, 3)), evidence, ask);
    out.unmet(kUnreviewable, Confidence::strong,
              msg("The tree holds binary files that nobody can review: {}.", join_names(names, 3)), evidence,
              ask);
    return;
  }
  say_clean(out, kGenerated, binaries);
  if (binaries.doubtful.empty()) return say_clean(out, kUnreviewable, binaries);
  std::vector<std::string> names;
  for (const Binary& binary : binaries.doubtful) names.push_back(binary.path);
  out.met(kUnreviewable, Confidence::partial,
          msg("No compiled program was found, but archives or files of unknown binary formats were: {}.",
              join_names(names, 3)),
          evidence_of_binaries(binaries.doubtful),
          msg("Do these files hold data, corpora or media, or are there programs or libraries among them?"));
}

}  // namespace

extern const Detector unreviewable_binaries;
const Detector unreviewable_binaries{
    .id = "unreviewable_binaries",
    .summary = "Looks at the first bytes of every file for programs, libraries and archives.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
