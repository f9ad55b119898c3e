// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Does every source file say who holds the copyright, and under which licence it is?
// Only heads of the project's own files are read; the share and the missing files are the answer.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/file_heads.h"

namespace badgescan {
namespace {

constexpr std::string_view kCopyright = "copyright_per_file", kLicence = "license_per_file";
constexpr std::string_view kCriteria[] = {kCopyright, kLicence};
constexpr std::size_t kNamed = 10;

std::vector<Evidence> evidence_of(const FileHeads::Share& share) {
  std::vector<Evidence> out;
  for (const std::string& path : share.missing) {
    if (out.size() >= kNamed) break;
    out.push_back({.path = clean_utf8(path), .line = 1});
  }
  if (out.empty() && !share.example.empty())
    out.push_back({.path = clean_utf8(share.example), .line = share.example_line});
  return out;
}

/// `share` lists the first of them only.
std::string missing_names(const FileHeads::Share& share, std::size_t lacking) {
  constexpr std::size_t kShown = 5;
  std::vector<std::string> names;
  for (const std::string& path : share.missing) names.push_back(clean_utf8(path));
  if (lacking <= kShown) return join_names(names);
  names.resize(std::min(names.size(), kShown));
  return msg("{} and {} more", join(names, ", "), lacking - names.size());
}

void judge(std::string_view criterion, const FileHeads& heads, const FileHeads::Share& share,
           const std::string& told, FindingSink& out) {
  const std::size_t lacking = heads.files - share.with;
  const std::vector<Evidence> evidence = evidence_of(share);
  if (lacking == 0) {
    const Confidence confidence = heads.complete ? Confidence::certain : Confidence::likely;
    const std::string ask =
        heads.complete ? std::string{} : msg("Do the source files that could not be looked at say it too?");
    return out.met(criterion, confidence, told, evidence, ask);
  }
  const std::string text =
      told + " " +
      msg_n(lacking, "Missing in {} file: {}.", "Missing in {} files: {}.", missing_names(share, lacking));
  // The last few files may be ones that need none (a stub, a foreign file): a person decides.
  if (share.with * 100 >= heads.files * 95)
    return out.met(criterion, Confidence::partial, text, evidence,
                   msg("Do these files need none, for example because they are generated or trivial?"));
  out.unmet(criterion, Confidence::certain, text, evidence);
}

/// Heads that leave the statement to a NOTICE file: whether that will do is not for a program to say.
bool say_elsewhere(const FileHeads& heads, FindingSink& out) {
  const std::size_t without = heads.files - heads.copyright.with;
  if (heads.owner_elsewhere == 0 || (without - heads.owner_elsewhere) * 100 > heads.files * 5) return false;
  out.unknown(kCopyright,
              msg("{} of {} source files ({}) state no copyright of their own: their heads say that another "
                  "file tells whose it is.",
                  heads.owner_elsewhere, heads.files, percent(heads.owner_elsewhere, heads.files)),
              msg("Does that file state the copyright, and is a reference to it enough instead of a line "
                  "such as \"Copyright YEAR the PROJECT contributors\" in each file?"),
              evidence_of(heads.copyright));
  return true;
}

void detect(const Context& context, FindingSink& out) {
  const FileHeads& heads = context.get<FileHeads>();
  if (heads.files == 0) {
    if (heads.all > 0 || !context.facts().snapshot().complete()) return;
    for (const std::string_view criterion : kCriteria)
      out.unknown(criterion, msg("No source files of the project's own were found."),
                  msg("Are there source files that carry no notice?"));
    return;
  }
  if (!say_elsewhere(heads, out))
    judge(kCopyright, heads, heads.copyright,
          msg("{} of {} source files ({}) say at their head who holds the copyright.", heads.copyright.with,
              heads.files, percent(heads.copyright.with, heads.files)),
          out);
  judge(kLicence, heads, heads.licence,
        msg("{} of {} source files ({}) state their licence at their head.", heads.licence.with, heads.files,
            percent(heads.licence.with, heads.files)),
        out);
}

}  // namespace

extern const Detector per_file_notices;
const Detector per_file_notices{
    .id = "per_file_notices",
    .summary = "Counts the source files whose head has a copyright and a licence statement.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
