// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-DO-04.01, DO-05.01: how long releases are supported, and when security updates end.
#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kScope = "osps_do_04_01", kEnd = "osps_do_05_01";
constexpr std::string_view kCriteria[] = {kScope, kEnd};

void detect(const Context& context, FindingSink& out) {
  const Search versions = supported_versions(context);
  const Search end = context.search("end_of_updates");
  const std::string ask_scope =
      msg("Which releases are supported, with what and how long, and where is that written (SUPPORT or "
          "SECURITY)?");
  const std::string ask_end = msg(
      "When does a release stop getting security updates, and where is that written (SUPPORT or SECURITY)?");
  if (versions && end) {
    out.met(kScope, Confidence::likely,
            msg("{} says which versions are supported: {}", place(versions.best()), quote(versions.best())),
            joined({some(versions.hits, 2), some(end.hits, 2)}));
  } else if (versions || end) {
    const Search& one = versions ? versions : end;
    out.met(kScope, Confidence::partial, msg("{} says: {}", place(one.best()), quote(one.best())),
            some(one.hits), msg("Does it say how long each release is supported, too?"));
  } else if (versions.complete) {
    out.unmet(kScope, Confidence::partial,
              msg("No document says which releases are supported. Searched: {}.", looked_in(versions)), {},
              ask_scope);
  } else {
    out.unknown(kScope, msg("Not every document could be read."), ask_scope);
  }
  if (end) {
    out.met(kEnd, Confidence::likely, msg("{} says: {}", place(end.best()), quote(end.best())),
            some(end.hits));
  } else if (versions) {
    out.met(kEnd, Confidence::partial,
            msg("{} names the supported versions, but not when the updates for one of them end: {}",
                place(versions.best()), quote(versions.best())),
            some(versions.hits), ask_end);
  } else if (end.complete) {
    out.unmet(kEnd, Confidence::partial,
              msg("No document says when security updates end. Searched: {}.", looked_in(end)), {}, ask_end);
  } else {
    out.unknown(kEnd, msg("Not every document could be read."), ask_end);
  }
}

}  // namespace

extern const Detector support_period;
const Detector support_period{.id = "support_period",
                              .summary = "Looks for supported versions and the end of security updates.",
                              .criteria = kCriteria,
                              .detect = detect};

}  // namespace badgescan
