// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The project's .mailmap and the rules about bots and mail domains, read once for history and tags.
#pragma once

#include "scanner/facts/facts.h"
#include "scanner/facts/history/mailmap.h"

namespace badgescan {

struct People {
  static People collect(const Facts& facts);

  Mailmap mailmap;
  PeopleRules rules;
};

}  // namespace badgescan
