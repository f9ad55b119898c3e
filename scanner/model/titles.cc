// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/model/titles.h"

#include "scanner/base/message.h"

namespace badgescan {

std::string title_of(Status status) {
  switch (status) {
    case Status::met:
      return msg("Met");
    case Status::unmet:
      return msg("Unmet");
    case Status::not_applicable:
      return msg("N/A");
    case Status::unknown:
      break;
  }
  return msg("open");
}

std::string title_of(Note::Kind kind) {
  switch (kind) {
    case Note::Kind::info:
      return msg("info");
    case Note::Kind::unread:
      return msg("not read");
    case Note::Kind::limit:
      return msg("limit");
    case Note::Kind::warning:
      break;
  }
  return msg("warning");
}

}  // namespace badgescan
