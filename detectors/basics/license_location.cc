// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Does the licence lie where everybody looks for it?
// The badge site's own check knows few names and forces "Unmet" for the others, so a layout that is right can
// still be overruled there: that is said in advance, with what to do.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/licensing.h"
#include "scanner/facts/project.h"
#include "scanner/facts/selection.h"

namespace badgescan {
namespace {

/// Files whose path the badge site takes for a licence.
const Selection kShown("shown licences", [](const Facts&, const Entry& entry) {
  if (entry.path.starts_with("LICENSES/")) return true;
  if (entry.path.find('/') != std::string_view::npos || !entry.is_file()) return false;
  std::string name = to_lower(entry.path);
  for (const std::string_view ending : {".md", ".txt"})
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  const std::size_t dash = name.rfind('-');
  const std::string prefix = dash == std::string::npos ? "" : name.substr(0, dash);
  const std::string word = dash == std::string::npos ? name : name.substr(dash + 1);
  const bool plain = prefix.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos &&
                     (dash == std::string::npos || !prefix.empty());
  return plain && (word == "license" || word == "copying");
});

/// Whether the badge site's own automation will accept the layout; it looks at few names, and forces its
/// answer.
bool badge_site_finds_licence(const Facts& facts) {
  for (const Entry* entry : kShown.of(facts)) {
    if (entry->path.starts_with("LICENSES/")) return true;
    const Result<std::uint64_t> size = facts.snapshot().size(*entry);
    if (size && *size >= 40) return true;
  }
  return false;
}

constexpr std::string_view kLocation = "license_location", kBaseline = "osps_le_03_01",
                           kReleases = "osps_le_03_02";
constexpr std::string_view kCriteria[] = {kLocation, kBaseline, kReleases};

Evidence at(const LicenceFile& file) {
  return {.path = clean_utf8(file.path),
          .line = file.line(),
          .excerpt = file.said.found.empty() ? std::string{} : to_string(file.said.found.front().licence)};
}

/// The file that settles the question: one that says something first, then any that is not empty.
const LicenceFile* best_file(const Licensing& licensing) {
  const LicenceFile* other = nullptr;
  for (const LicenceFile& file : licensing.files) {
    if (file.third_party || !file.readable || file.empty) continue;
    if (!file.parts.empty()) return &file;
    if (other == nullptr) other = &file;
  }
  return other;
}

void in_place(const LicenceFile& file, const Context& context, FindingSink& out) {
  const bool stub = file.parts.empty() && file.said.words < 30;
  const Confidence confidence = stub                 ? Confidence::partial
                                : file.parts.empty() ? Confidence::likely
                                                     : Confidence::certain;
  std::string text = msg("The licence is in {}, where people and tools look for it.", clean_utf8(file.path));
  if (!file.leads_to.empty())
    text = msg("{} leads to {}, where the licence is.", clean_utf8(file.path), clean_utf8(file.leads_to));
  const std::string ask = stub
                              ? msg("Does {}, in which only a few words were found, hold the licence itself?",
                                    clean_utf8(file.path))
                              : std::string{};
  const bool overruled =
      context.get<Project>().forge.forge == Forge::github && !badge_site_finds_licence(context.facts());
  if (overruled) {
    const std::string remedy =
        msg("The badge site's own check does not know this file name and will force \"Unmet\" for "
            "license_location: add a plain top-level file "
            "LICENSE (or a folder LICENSES/) that holds or names the licence.");
    context.facts().note(Note::Kind::warning, file.path, remedy);
  }
  out.met(kLocation, confidence, text, {at(file)}, ask);
  out.met(kBaseline, confidence, text, {at(file)}, ask);
  out.met(kReleases, std::min(confidence, Confidence::likely),
          text + " " + msg("Source archives of a release hold the whole tree, and so this file."), {at(file)},
          ask.empty() ? msg("Do built packages and binaries carry the licence too?") : ask);
}

void elsewhere(const LicenceFile& file, FindingSink& out) {
  const std::string text =
      msg("The only licence file is {}, in a folder where few look for it.", clean_utf8(file.path));
  const std::string ask =
      msg("Is that the project's licence, so that it can be moved or copied to a top-level file LICENSE?");
  out.unmet(kLocation, Confidence::partial, text, {at(file)}, ask);
  out.unmet(kBaseline, Confidence::partial, text, {at(file)}, ask);
  out.unknown(kReleases, text, ask, {at(file)});
}

void nowhere(const Licensing& licensing, FindingSink& out) {
  if (!licensing.complete) {
    for (const std::string_view criterion : kCriteria)
      out.unknown(criterion, msg("The search for a licence file was not complete."),
                  msg("Is there a licence file in the top folder?"));
    return;
  }
  std::vector<Evidence> evidence;
  std::string text = msg("There is no licence file.");
  for (const LicenceFile& file : licensing.files)
    if (file.empty && evidence.empty()) {
      evidence.push_back(at(file));
      text = msg("{} holds no text.", clean_utf8(file.path));
    }
  Confidence confidence = Confidence::certain;
  if (!licensing.statements.empty()) {
    confidence = Confidence::strong;
    const LicenceStatement& said = licensing.statements.front();
    evidence.push_back(said.seen);
    text += " " + msg("Only {} names a licence ({}).", said.seen.path, said.text);
  }
  out.unmet(kLocation, confidence, text, evidence,
            msg("Is the text of the licence kept in a usual place elsewhere, as it would be in a top-level "
                "file LICENSE?"));
  out.unmet(kBaseline, confidence, text, evidence,
            msg("Is the text of the licence kept in a usual place elsewhere, as it would be in a top-level "
                "file LICENSE?"));
  out.unmet(kReleases, Confidence::partial, text, evidence,
            msg("Do the released packages carry a licence file that is made elsewhere?"));
}

void detect(const Context& context, FindingSink& out) {
  const Licensing& licensing = context.get<Licensing>();
  const LicenceFile* file = best_file(licensing);
  if (file == nullptr) return nowhere(licensing, out);
  if (file->place == LicencePlace::root || file->place == LicencePlace::licences_folder)
    return in_place(*file, context, out);
  elsewhere(*file, out);
}

}  // namespace

extern const Detector license_location;
const Detector license_location{.id = "license_location",
                                .summary = "Looks for the licence file by its name and place.",
                                .criteria = kCriteria,
                                .detect = detect};

}  // namespace badgescan
