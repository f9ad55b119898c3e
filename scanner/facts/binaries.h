// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Binary files that nobody can review: programs, libraries, archives. Pictures, fonts, sounds and documents
// are no binaries in this sense, nor is what stands in tests and test data.
//
// The content scan opens every file but those whose name promises a picture or the like, and tells formats
// by their first bytes.
#pragma once

#include <string>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/source_scan.h"

namespace badgescan {

struct Binary {
  std::string path;  ///< clean UTF-8
  source::BinaryFormat format;
  source::Place place = source::Place::own;
  bool by_name = false;  ///< too large to be opened

  Evidence evidence() const;
};

struct Binaries {
  static Binaries collect(const Facts& facts);

  std::vector<Binary> executables;  ///< outside tests
  std::vector<Binary> wrappers;     ///< gradle-wrapper.jar and the like
  std::vector<Binary> doubtful;     ///< archives, key stores, unknown formats, outside tests
  std::vector<Binary> in_tests;     ///< executables and doubtful ones in tests, test data and examples
  std::size_t opened = 0;           ///< files whose content was looked at
  std::size_t by_name = 0;          ///< files taken for pictures and the like by their name
  bool complete = false;            ///< every file was looked at
};

}  // namespace badgescan
