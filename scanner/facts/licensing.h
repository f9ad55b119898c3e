// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Under which licence the project is, by everything the repository says: licence files, manifests, README,
// REUSE, heads of the source files. One expression, with the reasons and the contradictions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/licence/identify.h"

namespace badgescan {

/// Where a licence file lies.
enum class LicencePlace {
  root,             ///< LICENSE, COPYING … in the top folder
  licences_folder,  ///< LICENSES/, license/ … in the top folder
  documents,        ///< docs/, .github/ …
  deeper,           ///< some other folder: speaks for that folder only
};

struct LicenceFile {
  std::string path;  ///< raw
  LicencePlace place = LicencePlace::root;
  licence::Identified said;
  std::vector<licence::Expression>
      parts;                 ///< the project's licences in it; the texts of bundled code are left out
  bool any_of = false;       ///< the file says that its licences are alternatives
  bool bundled = false;      ///< it also holds the licences of bundled code
  bool third_party = false;  ///< by its name only about other people's code
  bool readable = true;
  bool empty = false;
  bool signature = false;  ///< LICENSE.asc may be AsciiDoc, or the signature of another file
  std::string leads_to;    ///< target of a symlink or pointer file; empty otherwise

  int line() const { return said.found.empty() ? 0 : said.found.front().first_line; }
};

/// Somebody else than a licence file names a licence.
struct LicenceStatement {
  enum class By { manifest, readme, reuse, heads } by = By::manifest;
  std::string text;                            ///< as written, cleaned and short
  std::optional<licence::Expression> licence;  ///< not set: not understood
  Evidence seen;
};
std::string_view name_of(LicenceStatement::By by);

class Licensing {
 public:
  static Licensing collect(const Facts& facts);

  std::vector<LicenceFile> files;            ///< best place first
  std::vector<LicenceStatement> statements;  ///< manifests, README, REUSE, heads
  std::optional<licence::Expression> licence;
  licence::Judgement judgement;
  Confidence confidence = Confidence::none;        ///< in `licence`
  std::string reason;                              ///< how the expression came about; whole sentences
  std::string doubt;                               ///< what a person has to decide; empty when nothing
  std::vector<Evidence> evidence;                  ///< best first
  std::vector<std::string> contradictions;         ///< whole sentences
  std::vector<licence::Restriction> restrictions;  ///< added to the licence, by a file of the root
  std::string restricted_by;                       ///< path of that file
  bool reserved = false;                           ///< "all rights reserved" and no licence
  std::string stated_for_some;  ///< no licence for the whole, but a sentence on files that state one
  std::string nearest;          ///< "MIT (71 %)": an unknown text resembles it; empty otherwise
  bool complete = false;        ///< every place was read: nothing found means that there is nothing

  std::string expression() const { return licence ? to_string(*licence) : std::string{}; }
  bool has_file() const;  ///< a readable, non-empty licence file of the project
  const LicenceFile* main_file() const;
};

/// Whether a file name is one of a licence, and what kind. `path` may hold folders.
struct LicenceName {
  bool is_licence = false;
  bool third_party = false;
};
LicenceName licence_name(std::string_view file_name);

}  // namespace badgescan
