// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Joins people: git's .mailmap first, then what identifies a person across machines and forges.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/base/result.h"

namespace badgescan {

/// git's .mailmap: which name and address to show for those of a commit. Keys ignore ASCII case, as git does.
class Mailmap {
 public:
  /// Lines that say nothing are skipped; never fails. At most 100,000 lines are read.
  static Mailmap parse(std::string_view text);

  struct Identity {
    std::string_view name, mail;  ///< views into the map or into the arguments
  };
  Identity map(std::string_view name, std::string_view mail) const;
  bool empty() const { return by_mail_.empty(); }

 private:
  struct Replacement {
    std::string name, mail;  ///< empty: keep
  };
  struct Entry {
    Replacement any;
    std::unordered_map<std::string, Replacement> by_name;
  };
  std::unordered_map<std::string, Entry> by_mail_;
};

/// Which accounts are programs and which mail domains belong to no organisation: rules/people.json.
class PeopleRules {
 public:
  static Result<PeopleRules> parse(std::string_view json, std::string_view origin);

  /// Precise: "[bot]" at the end of a name or account, known accounts and addresses, account names that end
  /// in
  /// "-bot"; never a part of a word ("abotas", "Jan Bot").
  bool is_bot(std::string_view name, std::string_view mail) const;
  /// "intel.com" for a@linux.intel.com; empty for free mail, forges' no-reply addresses, umbrella projects
  /// and what is no domain.
  std::string organisation(std::string_view mail) const;
  /// True for addresses that many people share or that nobody has: "root@localhost", "none@none".
  bool nobody(std::string_view mail) const;

 private:
  std::unordered_map<std::string, bool> names_, accounts_, mails_, neutral_domains_, shared_mails_;
};

/// The account in a forge's no-reply address ("12345+user@users.noreply.github.com" → "github.com/user"),
/// lower case; empty for other addresses.
std::string noreply_account(std::string_view mail);
/// Lower case, punctuation and extra space gone; empty when it is less than two words or three letters: too
/// little to tell people apart.
std::string normalised_name(std::string_view name);

/// Puts signatures that are one person together: same address, same no-reply account, same full name.
/// Returns for each signature the number of its person; numbers count from 0 in order of first appearance.
struct SignatureKey {
  std::string_view name, mail;
};
std::vector<std::uint32_t> join_people(const std::vector<SignatureKey>& signatures, const PeopleRules& rules,
                                       std::uint32_t& count);

}  // namespace badgescan
