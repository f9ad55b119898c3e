// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a commit message says besides its prose: trailers, references to pull requests and issues, reverts,
// fixes, vulnerability ids. Raw bytes in, views into them out; the input is hostile, every function is
// linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

enum class TrailerKind : std::uint8_t {
  other,
  signed_off,
  reviewed,
  acked,
  tested,
  approved,
  co_authored,
  reported,   ///< somebody who found or reported the problem
  suggested,  ///< Suggested-by, Helped-by: thanks
  reviewed_on,
  change_id,
  differential,
  fixes,
  closes,
  pull_request,
};
/// By key, ignoring case; "Reviewed by" counts as "Reviewed-by".
TrailerKind trailer_kind(std::string_view key);

struct TrailerLine {
  TrailerKind kind = TrailerKind::other;
  std::string_view key;
  std::string_view value;  ///< trimmed; continuation lines as stored
  bool in_block =
      false;  ///< git itself prints it with %(trailers); else a known key elsewhere in the message
};

/// The part of a message that git takes for its trailers: the last paragraph, when it is not the title and
/// holds trailers only, or holds a line that git writes itself and at least a quarter of trailers.
std::string_view trailer_block(std::string_view message);

/// The lines of the trailer block, then known keys at the start of other lines (many projects mix them with
/// "Closes #1", which makes git see no block). At most `most` of them.
std::vector<TrailerLine> find_trailers(std::string_view message, std::size_t most = 256);

/// A value with its continuation lines joined by single spaces, as git's `unfold` does.
std::string unfold(std::string_view value);

/// "Name <mail>" of a trailer or mailmap; without brackets all is the name, unless it is a bare address.
struct NameMail {
  std::string_view name, mail;
};
NameMail split_name_mail(std::string_view text);

struct MessageFacts {
  std::string_view subject;        ///< first line, at most 512 bytes
  std::uint32_t pull_request = 0;  ///< number of the pull or merge request it came by; 0 = none named
  bool closes_issue = false;       ///< "Fixes #12", "Closes: https://…/issues/12"
  bool revert = false;
  bool fix = false;          ///< says that it fixes a bug of the software (not a typo, a test, the build …)
  bool release = false;      ///< says nothing but that it is a release ("Release 1.2", "1.2.3")
  bool merge_words = false;  ///< the subject is one that git or a forge writes for a merge
};
/// `trailers` as found by find_trailers in the same message.
MessageFacts read_message(std::string_view message, const std::vector<TrailerLine>& trailers);

/// CVE-2024-1234 and GHSA-xxxx-xxxx-xxxx ids in upper case ("GHSA-" upper, rest lower), each once, in order.
/// Texts above 128 kB are searched at both ends only.
std::vector<std::string> vulnerability_ids(std::string_view text);

/// Whether a message that names this id says that the vulnerability is one of something the project uses: the
/// subject, or the lines where the id stands, speak of dependencies, of a scanner for them, or of an update of
/// something to another version.
bool of_dependency(std::string_view message, std::string_view id);

}  // namespace badgescan
