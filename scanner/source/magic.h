// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a binary file is, by its first bytes, not by its name.
#pragma once

#include <cstdint>
#include <string_view>

namespace badgescan::source {

enum class BinaryKind : std::uint8_t {
  executable,  ///< made by a compiler or packer to be run, linked or loaded
  wrapper,   ///< gradle-wrapper.jar, maven-wrapper.jar: customary, and checkable against the publisher's sums
  package,   ///< an archive or installer: holds other files
  keystore,  ///< holds keys
  media,     ///< picture, font, sound, film, document
  data,      ///< a data format: database, catalogue, index, model
  unknown    ///< no format that is known here
};
std::string_view name_of(BinaryKind kind);

struct BinaryFormat {
  BinaryKind kind = BinaryKind::unknown;
  std::string_view name;  ///< "ELF", "Java class"; "" for unknown
};

/// `head`: at least the first 300 bytes, or all. The name decides only between formats with the same bytes.
BinaryFormat identify(std::string_view head, std::string_view path);
/// For a file that is too large to be read: by the name alone.
BinaryFormat identify_name(std::string_view path);

}  // namespace badgescan::source
