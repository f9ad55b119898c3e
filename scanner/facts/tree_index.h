// The paths of the snapshot by name, folder and extension, and what kind of content each is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

/// How a path counts. One path may be several at once (a vendored test).
struct PathClass {
  bool vendored : 1 =
      false;  ///< somebody else's code: vendor/, third_party/, node_modules/, linguist-vendored
  bool generated : 1 = false;      ///< written by a tool: *.min.js, *.pb.go, lock files, linguist-generated
  bool test : 1 = false;           ///< test code by folder or name
  bool test_data : 1 = false;      ///< fixtures, corpora, testdata/: never speaks for the project
  bool documentation : 1 = false;  ///< docs/ and prose
  bool example : 1 = false;        ///< examples/, samples/, demo/

  /// The project's own, hand-written, shipped code.
  bool own() const { return !vendored && !generated && !test_data; }
};

class TreeIndex {
 public:
  static TreeIndex collect(const Facts& facts);

  /// Entries whose file name equals `name` ignoring case, nearest to the root first.
  std::vector<const Entry*> named(std::string_view name) const;
  /// Entries directly in `folder` ("" = root), ignoring case.
  std::vector<const Entry*> in_folder(std::string_view folder) const;
  /// Entries in or below `folder`, ignoring case.
  std::vector<const Entry*> below(std::string_view folder) const;
  /// Entries by lower-case extension without the dot ("md"), in path order.
  std::vector<const Entry*> with_extension(std::string_view extension) const;
  bool has_folder(std::string_view folder) const;  ///< ignoring case

  PathClass classify(const Entry& entry) const;
  /// By path alone; .gitattributes of the tree are honoured.
  PathClass classify(std::string_view path) const;

  /// Nothing was cut or unreadable: absence is evidence.
  bool complete() const { return complete_; }
  std::size_t files() const { return files_; }

 private:
  struct AttributeRule {
    std::string pattern;                                    ///< as in .gitattributes
    std::string folder;                                     ///< where the file lies
    int vendored = -1, generated = -1, documentation = -1;  ///< -1 unset, 0 false, 1 true
  };
  std::unordered_map<std::string, std::vector<const Entry*>> by_name_;
  std::unordered_map<std::string, std::vector<const Entry*>> by_folder_;
  std::unordered_map<std::string, std::vector<const Entry*>> by_extension_;
  std::vector<const Entry*>
      sorted_;  ///< by lower-case path is not kept: folders are found through by_folder_
  std::vector<AttributeRule> attributes_;
  std::vector<std::string> submodules_;
  std::size_t files_ = 0;
  bool complete_ = true;
};

}  // namespace badgescan
