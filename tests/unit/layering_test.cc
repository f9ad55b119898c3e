// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The architecture as a test: which folder may include which header. Headers lie in /usr/include, so the
// compiler alone does not keep the layers apart.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "tests/support/test.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = test::source_dir();

/// (file, included header) of all our own sources.
std::vector<std::pair<std::string, std::string>> includes() {
  std::vector<std::pair<std::string, std::string>> out;
  const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  for (const char* folder : {"scanner", "detectors"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cc" && extension != ".h") continue;
      std::ifstream in(entry.path());
      std::smatch match;
      for (std::string line; std::getline(in, line);) {
        if (std::regex_search(line, match, include))
          out.emplace_back(entry.path().lexically_relative(kRoot).generic_string(), match[1]);
      }
    }
  }
  return out;
}

/// "scanner/repo/x.cc" → "scanner/repo", "detectors/basics/x.cc" → "detectors".
std::string module_of(const std::string& path) {
  if (path.starts_with("detectors/")) return "detectors";
  const std::size_t first = path.find('/');
  const std::size_t second = path.find('/', first + 1);
  return path.substr(0, second);
}

}  // namespace

TEST_CASE("layers: a third-party header stays in its module") {
  const std::map<std::string, std::set<std::string>> homes{
      {"git2.h", {"scanner/repo"}},
      {"curl/curl.h", {"scanner/net"}},
      {"yaml.h", {"scanner/base"}},
      {"CLI/CLI.hpp", {"scanner/cli"}},
  };
  for (const auto& [file, header] : includes()) {
    const auto home = homes.find(header);
    if (home == homes.end()) continue;
    CAPTURE(file, header);
    CHECK(home->second.contains(module_of(file)));
  }
}

TEST_CASE("layers: heavy headers stay out of our headers") {
  for (const auto& [file, header] : includes()) {
    if (!file.ends_with(".h") || file.ends_with("json.h")) continue;  // helpers for .cc files that read JSON
    CAPTURE(file, header);
    CHECK(header != "nlohmann/json.hpp");
    CHECK(header != "CLI/CLI.hpp");
  }
}

TEST_CASE("layers: data flows one way") {
  // A module may include itself and those to its right.
  const std::map<std::string, std::set<std::string>> allowed{
      {"scanner/base", {}},
      {"scanner/model", {"scanner/base"}},
      {"scanner/repo", {"scanner/base", "scanner/model"}},
      {"scanner/rules", {"scanner/base", "scanner/model"}},
      {"scanner/licence", {"scanner/base", "scanner/model", "scanner/rules"}},
      {"scanner/source", {"scanner/base", "scanner/model", "scanner/rules", "scanner/repo", "scanner/facts"}},
      {"scanner/facts",
       {"scanner/base", "scanner/model", "scanner/repo", "scanner/rules", "scanner/licence",
        "scanner/source"}},
      {"scanner/engine",
       {"scanner/base", "scanner/model", "scanner/repo", "scanner/rules", "scanner/facts", "scanner/licence",
        "scanner/source"}},
      {"scanner/assess", {"scanner/base", "scanner/model", "scanner/rules", "scanner/facts"}},
      {"detectors",
       {"scanner/base", "scanner/model", "scanner/repo", "scanner/rules", "scanner/facts", "scanner/engine",
        "scanner/licence", "scanner/source"}},
  };
  for (const auto& [file, header] : includes()) {
    if (!header.starts_with("scanner/") && !header.starts_with("detectors/")) continue;
    const std::string from = module_of(file), to = module_of(header);
    const auto rule = allowed.find(from);
    if (from == to || rule == allowed.end()) continue;
    CAPTURE(file, header);
    CHECK(rule->second.contains(to));
  }
  // Nobody but the program itself prints or parses arguments.
  for (const auto& [file, header] : includes()) {
    CAPTURE(file, header);
    if (module_of(file) != "scanner/cli") CHECK_FALSE(header.starts_with("scanner/cli/"));
  }
}

TEST_CASE("layers: only scanner/cli prints or exits") {
  const std::regex printing(R"((^|[^\w:.])(std::cout|std::cerr|printf|puts|exit)\s*(\(|<<))");
  for (const char* folder : {"scanner", "detectors"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      const std::string file = entry.path().lexically_relative(kRoot).generic_string();
      // Build-time tools are programs of their own.
      if (entry.path().extension() != ".cc" || file.starts_with("scanner/cli/") || file.ends_with("_main.cc"))
        continue;
      std::ifstream in(entry.path());
      int number = 0;
      for (std::string line; std::getline(in, line);) {
        ++number;
        CAPTURE(file, number, line);
        CHECK_FALSE(std::regex_search(line, printing));
      }
    }
  }
}

TEST_CASE("layers: every header has #pragma once") {
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "scanner")) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream in(entry.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    CAPTURE(entry.path().string());
    CHECK(text.find("#pragma once") != std::string::npos);
  }
}

TEST_CASE("every source file names its copyright and licence", "[layering]") {
  for (const char* folder : {"scanner", "detectors", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cc" && extension != ".h") continue;
      std::ifstream in(entry.path());
      std::string copyright, licence;
      std::getline(in, copyright);
      std::getline(in, licence);
      CAPTURE(entry.path());
      CHECK(copyright.starts_with("// Copyright "));
      CHECK(licence == "// SPDX-License-Identifier: Apache-2.0");
    }
  }
}

}  // namespace badgescan
