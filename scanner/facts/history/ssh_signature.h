// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Verifies SSH signatures of tags against an allowed_signers file of the tree, without starting a program.
//
// What it proves: the tag was signed with a key that the project itself lists for the tagger's address. Keys
// of hardware tokens, ECDSA keys and certificates are not verified ("signed, not verified").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

enum class SshCheck {
  not_checked,  ///< no such key is listed, or of a kind that is not supported
  good,         ///< signed by a listed key of this address
  bad,          ///< the signature does not fit the content
};

/// The lines of an allowed_signers file that are of use: no certificate authorities, namespace git.
class AllowedSigners {
 public:
  static AllowedSigners parse(std::string_view text);
  bool empty() const { return signers_.empty(); }
  bool allows(std::string_view mail, std::string_view key_blob) const;

 private:
  struct Signer {
    std::vector<std::string> principals;  ///< lower case, may hold '*'
    std::string key;                      ///< decoded
  };
  std::vector<Signer> signers_;
};

/// `tag` is the content of a tag object that ends with an SSH signature.
SshCheck check_ssh_tag(std::string_view tag, std::string_view tagger_mail, const AllowedSigners& signers);

}  // namespace badgescan
