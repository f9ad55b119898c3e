// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Building, installing and depending: detectors that read manifests and the tools in use.
#include <algorithm>

#include "scanner/base/text.h"
#include "tests/support/test.h"

using namespace badgescan;
using test::MemoryFile;
using test::MemorySnapshot;

namespace {

struct Case {
  const char* name;
  std::vector<MemoryFile> files;
  const char* want;
  bool complete = true;
};

std::string answer(const char* detector, const Case& c) {
  MemorySnapshot snapshot(c.files);
  if (!c.complete) snapshot.incomplete();
  return test::run(detector, snapshot);
}

std::string workflow(const std::string& run) {
  return "on: [push, pull_request]\njobs:\n  t:\n    runs-on: x\n    steps:\n      - run: " + run + "\n";
}

// Findings in the order of the criteria in the catalogue or here: the same set.
std::string sorted(std::string_view findings) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(findings, ';')) parts.emplace_back(trim(part));
  std::sort(parts.begin(), parts.end());
  return join(parts, "; ");
}

// A document that is long enough to count.
std::string page(const std::string& text) {
  return "# Thing\n\nThing is a small program that reads words from a file and counts how often each of them "
         "occurs.\n\n" +
         text + "\n";
}

constexpr const char* kCi = ".github/workflows/ci.yml";

}  // namespace

TEST_CASE("build") {
  const auto c = GENERATE(values<Case>({
      {"no software", {{"README.md", "x"}}, "build N/A/3; build_common_tools N/A/3; build_floss_tools N/A/3"},
      {"interpreted",
       {{"a.rb", "puts 1"}, {"Gemfile", "gem 'x'"}},
       "build N/A/3; build_common_tools N/A/3; build_floss_tools N/A/3"},
      {"an application that is packed",
       {{"main.js", "x\n"},
        {"package.json",
         R"({"name": "x", "version": "1.0.0", "scripts": {"dist": "electron-builder --win"}})"}},
       "build Met/3 package.json:1; build_common_tools Met/4 package.json:1; build_floss_tools Met/4 "
       "package.json:1"},
      {"a bundler for the documents only",
       {{"main.js", "x\n"},
        {"package.json",
         R"({"name": "x", "version": "1.0.0", "scripts": {"docs:build": "vite build docs"}})"}},
       "build N/A/3; build_common_tools N/A/3; build_floss_tools N/A/3"},
      {"interpreted, but for an extension",
       {{"lib/a.rb", "puts 1\n"}, {"ext/a/extconf.rb", "create_makefile 'a'\n"}, {"ext/a/a.c", "int a;"}},
       "build Met/3 ext/a/extconf.rb; build_common_tools Met/4 ext/a/extconf.rb; build_floss_tools Met/4 "
       "ext/a/extconf.rb"},
      {"interpreted, and delivered in an image",
       {{"a.py", "print(1)\n"},
        {"Dockerfile", "FROM python\nCOPY a.py /\n"},
        {kCi, workflow("docker build .")}},
       "build Met/3 .github/workflows/ci.yml:6; build_common_tools Met/3 .github/workflows/ci.yml:6; "
       "build_floss_tools Met/3 .github/workflows/ci.yml:6"},
      {"an image that no pipeline builds",
       {{"a.py", "print(1)\n"}, {"Dockerfile", "FROM python\nCOPY a.py /\n"}},
       "build N/A/3; build_common_tools N/A/3; build_floss_tools N/A/3"},
      {"an image in which the pipelines work",
       {{"a.py", "print(1)\n"},
        {"ci/Dockerfile", "FROM python\nRUN pip install ruff\n"},
        {kCi, workflow("docker build ci")}},
       "build N/A/3; build_common_tools N/A/3; build_floss_tools N/A/3"},
      {"interpreted, not everything read", {{"a.rb", "puts 1"}}, "build ?/0", false},
      {"built in CI",
       {{"src/a.rs", "fn main() {}"},
        {"Cargo.toml", "[package]\nname = \"x\"\n"},
        {kCi, workflow("cargo build")}},
       "build Met/4 .github/workflows/ci.yml:6; build_common_tools Met/4 Cargo.toml; build_floss_tools Met/4 "
       "Cargo.toml"},
      {"types are checked, and a bundler builds",
       {{"a.ts", "let x"},
        {"package.json", R"({"name": "x", "scripts": {"build": "tsdown", "types": "tsc --noEmit"}})"},
        {kCi, workflow("npm run types && npm run build")}},
       "build Met/4 package.json:1; build_common_tools Met/4 package.json:1; build_floss_tools Met/4 "
       "package.json:1"},
      {"another project's package is built",
       {{"a.swift", "let x = 1"},
        {"Package.swift", "let package = Package(name: \"x\")\n"},
        {kCi, workflow("git clone https://x.org/tool && swift build --package-path ./tool")}},
       "build Met/3 Package.swift; build_common_tools Met/4 Package.swift; build_floss_tools Met/4 "
       "Package.swift"},
      {"a package in a folder is built",
       {{"kit/a.swift", "let x = 1"},
        {"kit/Package.swift", "let package = Package(name: \"x\")\n"},
        {kCi, workflow("git clone https://x.org/tool && swift build --package-path ./kit")}},
       "build Met/4 .github/workflows/ci.yml:6; build_common_tools Met/4 kit/Package.swift; "
       "build_floss_tools "
       "Met/4 kit/Package.swift"},
      {"defined only",
       {{"a.c", "int x;"}, {"CMakeLists.txt", "project(x)\n"}},
       "build Met/3 CMakeLists.txt; build_common_tools Met/4 CMakeLists.txt; build_floss_tools Met/4 "
       "CMakeLists.txt"},
      {"a script builds",
       {{"a.ts", "let x"}, {"package.json", R"({"name": "x", "scripts": {"build": "tsc"}})"}},
       "build Met/3 package.json:1; build_common_tools Met/4 package.json:1; build_floss_tools Met/4 "
       "package.json:1"},
      {"compiled without a build", {{"a.c", "int x;"}}, "build Unmet/2"},
      {"somebody else's build",
       {{"a.c", "int x;"}, {"vendor/z/CMakeLists.txt", "project(z)"}},
       "build Unmet/2"},
      {"Visual Studio only",
       {{"a.cpp", "int x;"}, {"a.vcxproj", "<Project/>"}, {"a.sln", "x"}},
       "build Met/3 a.sln; build_common_tools Met/3 a.vcxproj; build_floss_tools Unmet/2 a.vcxproj"},
      {"Visual Studio and CMake",
       {{"a.cpp", "int x;"}, {"a.vcxproj", "<Project/>"}, {"CMakeLists.txt", "project(x)"}},
       "build Met/3 CMakeLists.txt; build_common_tools Met/4 CMakeLists.txt; build_floss_tools Met/4 "
       "CMakeLists.txt"},
  }));
  CAPTURE(c.name);
  CHECK(sorted(answer("build", c)) == sorted(c.want));
}

TEST_CASE("build_flags") {
  const MemoryFile code{"a.c", "int main(void) { return 0; }"};
  const auto c = GENERATE_COPY(values<Case>({
      {"not native",
       {{"a.py", "x"}, {"pyproject.toml", "[build-system]\nrequires = []\n[project]\nname = \"x\"\n"}},
       "build_standard_variables N/A/4; build_preserve_debug N/A/4; build_non_recursive N/A/3 "
       "pyproject.toml"},
      {"little native code beside much other",
       {{"src/A.java", "class A {}\n" + std::string(5'000, '/')},
        {"build.gradle", "plugins { id 'java' }\n"},
        {"src/cpp/CMakeLists.txt", "project(x)"},
        {"src/cpp/a.cpp", "int a;"}},
       "build_standard_variables ?/0; build_preserve_debug ?/0; build_non_recursive Met/4 build.gradle"},
      {"nothing built",
       {{"a.rb", "x"}},
       "build_standard_variables N/A/3; build_preserve_debug N/A/3; build_non_recursive N/A/3"},
      {"releases of Go are stripped",
       {{"a.go", "package a\n"},
        {"go.mod", "module x.org/a\n"},
        {".goreleaser.yml", "builds:\n  - ldflags:\n      - \"-s -w\"\n"}},
       "build_non_recursive Met/4 go.mod; build_preserve_debug Met/3 go.mod; build_standard_variables Met/3 "
       "go.mod"},
      {"CMake",
       {code, {"CMakeLists.txt", "project(x)\n"}},
       "build_standard_variables Met/4 CMakeLists.txt; build_preserve_debug Met/3 CMakeLists.txt; "
       "build_non_recursive Met/4 CMakeLists.txt"},
      {"CMake that drops flags",
       {code, {"CMakeLists.txt", "project(x)\nset(CMAKE_C_FLAGS \"-O2\")\n"}},
       "build_standard_variables Unmet/2 CMakeLists.txt:2; build_preserve_debug Met/3 CMakeLists.txt; "
       "build_non_recursive Met/4 CMakeLists.txt"},
      {"CMake that adds flags",
       {code, {"CMakeLists.txt", "project(x)\nset(CMAKE_C_FLAGS \"${CMAKE_C_FLAGS} -O2\")\n"}},
       "build_standard_variables Met/4 CMakeLists.txt; build_preserve_debug Met/3 CMakeLists.txt; "
       "build_non_recursive Met/4 CMakeLists.txt"},
      {"make, extended",
       {code, {"Makefile", "CC ?= cc\nCFLAGS += -Wall\nx: a.c\n\t$(CC) $(CFLAGS) -o x a.c\n"}},
       "build_standard_variables Met/3 Makefile:1; build_preserve_debug Met/3 Makefile; build_non_recursive "
       "Met/3 Makefile"},
      {"make, replaced",
       {code, {"Makefile", "CFLAGS = -Wall\nx: a.c\n\t$(CC) $(CFLAGS) -o x a.c\n"}},
       "build_standard_variables Unmet/2 Makefile:1; build_preserve_debug Met/3 Makefile; "
       "build_non_recursive Met/3 Makefile"},
      {"make, compiler by name",
       {code, {"Makefile", "x: a.c\n\tgcc -o x a.c\n"}},
       "build_standard_variables Unmet/3 Makefile:2; build_preserve_debug Met/3 Makefile; "
       "build_non_recursive Met/3 Makefile"},
      {"make, stripped",
       {code, {"Makefile", "x: a.c\n\t$(CC) -o x a.c\ninstall: x\n\tinstall -s x /usr/bin\n"}},
       "build_standard_variables Met/3 Makefile:2; build_preserve_debug Unmet/3 Makefile:4; "
       "build_non_recursive Met/3 Makefile"},
      {"make, installed with a mode",
       {code, {"Makefile", "x: a.c\n\t$(CC) -o x a.c\ninstall: x\n\tinstall -m 755 x $(DESTDIR)/usr/bin\n"}},
       "build_standard_variables Met/3 Makefile:2; build_preserve_debug Met/3 Makefile; build_non_recursive "
       "Met/3 Makefile"},
      {"make, stripped when asked for by name",
       {code,
        {"Makefile",
         "x: a.c\n\t$(CC) $(strip $(OBJS)) a.c\nstrip: x\n\tstrip x\ninstall-strip: x\n\tinstall -s x "
         "/usr/bin\n"}},
       "build_standard_variables Met/3 Makefile:2; build_preserve_debug Met/3 Makefile; build_non_recursive "
       "Met/3 Makefile"},
      {"make, recursive",
       {code, {"Makefile", "all:\n\t$(MAKE) -C lib\n\t$(CC) a.c\n"}},
       "build_standard_variables Met/3 Makefile:3; build_preserve_debug Met/3 Makefile; build_non_recursive "
       "?/0 Makefile:2"},
      {"stripped by Cargo",
       {{"a.rs", "fn main() {}"},
        {"Cargo.toml", "[package]\nname = \"x\"\n[profile.release]\nstrip = true\n"}},
       "build_standard_variables Met/3 Cargo.toml; build_preserve_debug Unmet/2 Cargo.toml:4; "
       "build_non_recursive Met/4 Cargo.toml"},
  }));
  CAPTURE(c.name);
  CHECK(sorted(answer("build_flags", c)) == sorted(c.want));
}

TEST_CASE("build_repeatable") {
  const MemoryFile code{"a.c", "int x;"}, cmake{"CMakeLists.txt", "project(x)\n"};
  const auto c = GENERATE_COPY(values<Case>({
      {"nothing built", {{"a.rb", "x"}}, "build_repeatable N/A/3; build_reproducible N/A/3"},
      {"silence", {code, cmake}, "build_repeatable ?/0; build_reproducible ?/0"},
      {"compared",
       {code, cmake, {kCi, workflow("reprotest .")}},
       "build_repeatable Met/4 .github/workflows/ci.yml:6; build_reproducible Met/4 "
       ".github/workflows/ci.yml:6"},
      {"prepared",
       {code, cmake, {kCi, workflow("SOURCE_DATE_EPOCH=0 make")}},
       "build_repeatable Met/3 .github/workflows/ci.yml:6; build_reproducible Met/2 "
       ".github/workflows/ci.yml:6"},
      {"described",
       {code, cmake, {"README.md", page("We provide reproducible builds.")}},
       "build_repeatable Met/3 README.md:5; build_reproducible Met/3 README.md:5"},
      {"an example to reproduce",
       {code, cmake, {"README.md", page("Send a reproducible example.")}},
       "build_repeatable ?/0; build_reproducible ?/0"},
      {"pinned",
       {{"a.rs", "x"},
        {"Cargo.toml", "[package]\nname = \"x\"\n"},
        {"Cargo.lock", "x"},
        {"rust-toolchain.toml", "x"}},
       "build_repeatable Met/2 Cargo.lock; build_reproducible ?/0 Cargo.lock"},
  }));
  CAPTURE(c.name);
  CHECK(sorted(answer("build_repeatable", c)) == sorted(c.want));
}

TEST_CASE("installation: a package inside an application is not what users install") {
  const std::string package =
      "// swift-tools-version:6.0\nlet package = Package(name: \"Core\", targets: [.target(name: "
      "\"Core\")])\n";
  const MemorySnapshot library{{"Package.swift", package}, {"Sources/Core/a.swift", "let a = 1\n"}};
  CHECK(run("installation", library).starts_with("installation_common Met/3"));
  const MemorySnapshot app{{"App.xcodeproj/project.pbxproj", "{}\n"},
                           {"App/main.swift", "import Core\n"},
                           {"Core/Package.swift", package},
                           {"Core/Sources/Core/a.swift", "let a = 1\n"}};
  CHECK(run("installation", app).starts_with("installation_common ?/0"));
}

TEST_CASE("installation") {
  const MemoryFile code{"a.c", "int x;"};
  const auto c = GENERATE_COPY(values<Case>({
      {"nothing",
       {code},
       "installation_common ?/0; installation_standard_variables ?/0; installation_development_quick ?/0"},
      {"autotools",
       {code, {"configure.ac", "AC_INIT([x],[1])\n"}},
       "installation_common Met/3 configure.ac; installation_standard_variables Met/4 configure.ac; "
       "installation_development_quick Met/2 configure.ac"},
      {"README installs it",
       {{"a.py", "x"},
        {"README.md", page("    pip install thing")},
        {"pyproject.toml", "[project]\nname = \"thing\"\n[dependency-groups]\ndev = [\"pytest\"]\n"}},
       "installation_common Met/4 README.md:5; installation_standard_variables Met/3 pyproject.toml; "
       "installation_development_quick Met/3 pyproject.toml"},
      {"README names the artifact",
       {{"A.java", "class A {}"},
        {"README.md", page("    <dependency>\n      <artifactId>thing</artifactId>\n    </dependency>")},
        {"pom.xml",
         "<project><groupId>g</groupId><artifactId>thing</artifactId><version>1</version></project>"}},
       "installation_common Met/4 README.md:6; installation_standard_variables N/A/3 pom.xml; "
       "installation_development_quick Met/3 pom.xml"},
      {"README installs what the build needs",
       {{"a.c", "x"},
        {"README.md", page("    sudo apt-get install libssl-dev\n    docker run o/linter")},
        {"CMakeLists.txt", "project(thing)\n"}},
       "installation_common ?/0; installation_standard_variables ?/0; installation_development_quick Met/2 "
       "CMakeLists.txt"},
      {"a container for developers only",
       {{"a.c", "x"},
        {"README.md", page("    docker run --rm -v $PWD:/tmp/thing thing make")},
        {"CMakeLists.txt", "project(thing)\n"}},
       "installation_common ?/0; installation_standard_variables ?/0; installation_development_quick Met/2 "
       "CMakeLists.txt"},
      {"a container for users",
       {{"a.c", "x"},
        {"README.md", page("    docker run --rm -p 80:80 ghcr.io/o/thing:1")},
        {"CMakeLists.txt", "project(thing)\n"}},
       "installation_common Met/4 README.md:5; installation_standard_variables ?/0; "
       "installation_development_quick Met/2 CMakeLists.txt"},
      {"releases of what is no package",
       {{"main.tf", "resource \"a\" \"b\" {}\n"}, {kCi, workflow("npx semantic-release")}},
       "installation_common ?/0; installation_standard_variables ?/0; installation_development_quick ?/0"},
      {"releases of a package",
       {{"a.js", "x"}, {"package.json", R"({"name": "x"})"}, {kCi, workflow("npx semantic-release")}},
       "installation_common Met/4 .github/workflows/ci.yml:6; installation_standard_variables Met/3 "
       "package.json; installation_development_quick Met/3 package.json"},
      {"the packages of a workspace",
       {{"packages/p/a.js", "x"},
        {"package.json", R"({"name": "x", "private": true})"},
        {"packages/p/package.json", R"({"name": "@x/p", "version": "1.0.0"})"}},
       "installation_common Met/3 packages/p/package.json:1; installation_standard_variables Met/3 "
       "package.json; installation_development_quick Met/3 package.json"},
      {"a workspace of what nobody gets",
       {{"packages/p/a.js", "x"},
        {"package.json", R"({"name": "x", "private": true})"},
        {"packages/p/package.json", R"({"name": "@x/p", "version": "1.0.0", "private": true})"}},
       "installation_common ?/0; installation_standard_variables N/A/3 package.json; "
       "installation_development_quick Met/3 package.json"},
      {"an application with installers",
       {{"main.js", "x\n"},
        {"package.json",
         R"({"name": "x", "version": "1.0.0", "scripts": {"dist": "electron-builder --win"}})"}},
       "installation_common Met/3 package.json:1; installation_standard_variables N/A/3 package.json:1; "
       "installation_development_quick Met/3 package.json"},
      {"a wrapper in another language",
       {{"src/a/a.cs", std::string(4000, 'x')},
        {"src/a/a.csproj",
         "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><PackageId>a</PackageId>"
         "<Version>1.0.0</Version></PropertyGroup></Project>"},
        {"npm/package.json", R"({"name": "a", "version": "1.0.0"})"},
        {"npm/a.js", std::string(1000, 'x')}},
       "installation_common ?/0; installation_standard_variables N/A/3 src/a/a.csproj; "
       "installation_development_quick Met/3 src/a/a.csproj"},
      {"README installs requirements only",
       {{"a.c", "x"}, {"README.md", page("    pip install -r requirements.txt")}},
       "installation_common ?/0; installation_standard_variables ?/0; installation_development_quick ?/0"},
      {"a module of PowerShell",
       {{"a.ps1", "x"}, {"README.md", page("    Install-Module -Name Thing")}},
       "installation_common Met/4 README.md:5; installation_development_quick ?/0; "
       "installation_standard_variables ?/0"},
      {"make install and uninstall",
       {code, {"Makefile", "install:\n\tcp x $(DESTDIR)/usr/bin\nuninstall:\n\trm x\n"}},
       "installation_common Met/4 Makefile:1; installation_standard_variables Met/4 Makefile:2; "
       "installation_development_quick Met/2 Makefile"},
      {"make install to a fixed place",
       {code, {"Makefile", "install:\n\tcp x /usr/bin\n"}},
       "installation_common Met/2 Makefile:1; installation_standard_variables Unmet/3 Makefile:1; "
       "installation_development_quick Met/2 Makefile"},
      {"make install of nothing but tools",
       {{"a.go", "package a\n"},
        {"go.mod", "module x.org/a\n"},
        {"Makefile", "install: $(LINT) \\\n\t$(PROTOC)\n"}},
       "installation_common Met/3 go.mod:1; installation_standard_variables Met/3 go.mod; "
       "installation_development_quick Met/3 go.mod"},
      {"make install of packages",
       {{"a.js", "x"},
        {"Makefile", "install:\n\tnpm ci\n"},
        {"package.json", R"({"name": "x"})"},
        {"package-lock.json", "{}"}},
       "installation_common Met/3 package.json:1; installation_standard_variables N/A/3 Makefile:1; "
       "installation_development_quick Met/4 package.json"},
      {"a container, and no software",
       {{"README.md", "# x\n"}, {"compose.yaml", "services: {}\n"}},
       "installation_common ?/0; installation_standard_variables N/A/3; installation_development_quick ?/0"},
      {"a container of the software",
       {code, {"compose.yaml", "services: {}\n"}},
       "installation_common Met/3 compose.yaml; installation_standard_variables ?/0; "
       "installation_development_quick ?/0"},
      {"the image of a development container",
       {code, {".devcontainer/Dockerfile", "FROM debian\n"}},
       "installation_common ?/0; installation_standard_variables ?/0; installation_development_quick ?/0"},
      {"a development container",
       {code, {".devcontainer/devcontainer.json", "{}"}},
       "installation_common ?/0; installation_standard_variables ?/0; installation_development_quick Met/4 "
       ".devcontainer/devcontainer.json"},
  }));
  CAPTURE(c.name);
  CHECK(sorted(answer("installation", c)) == sorted(c.want));
}

TEST_CASE("dependencies") {
  const MemoryFile npm{"package.json", R"({"name": "x", "dependencies": {"a": "1"}})"};
  const std::string dependabot = "version: 2\nupdates:\n- package-ecosystem: ";
  const auto c = GENERATE_COPY(values<Case>({
      {"nothing",
       {{"a.c", "x"}},
       "external_dependencies ?/0; dependency_monitoring ?/0; updateable_reused_components ?/0"},
      {"listed",
       {npm},
       "external_dependencies Met/4 package.json:1; dependency_monitoring ?/0; updateable_reused_components "
       "Met/4 package.json"},
      {"none needed",
       {{"package.json", R"({"name": "x"})"}},
       "external_dependencies Met/3 package.json; dependency_monitoring N/A/3 package.json; "
       "updateable_reused_components Met/3 package.json"},
      {"Dependabot",
       {npm, {".github/dependabot.yml", dependabot + "npm\n"}},
       "external_dependencies Met/4 package.json:1; dependency_monitoring Met/5 .github/dependabot.yml; "
       "updateable_reused_components Met/4 package.json"},
      {"Dependabot for actions only",
       {npm, {".github/dependabot.yml", dependabot + "github-actions\n"}},
       "external_dependencies Met/4 package.json:1; dependency_monitoring ?/0 .github/dependabot.yml; "
       "updateable_reused_components Met/4 package.json"},
      {"an audit in CI",
       {npm, {kCi, workflow("npm audit")}},
       "external_dependencies Met/4 package.json:1; dependency_monitoring Met/5 .github/workflows/ci.yml:6; "
       "updateable_reused_components Met/4 package.json"},
      {"an installed audit",
       {npm, {kCi, workflow("npm install -g audit-ci")}},
       "external_dependencies Met/4 package.json:1; dependency_monitoring ?/0; updateable_reused_components "
       "Met/4 package.json"},
      {"a copy without a record",
       {npm, {"third_party/zlib/a.c", "x"}},
       "external_dependencies Met/4 package.json:1; dependency_monitoring ?/0; updateable_reused_components "
       "Unmet/2 third_party/zlib"},
      {"a copy with a record",
       {npm, {"third_party/zlib/a.c", "x"}, {"third_party/zlib/README.upstream", "1.3"}},
       "external_dependencies Met/4 package.json:1; dependency_monitoring ?/0; updateable_reused_components "
       "Met/3 package.json"},
      {"helpers' dependencies",
       {{"a.c", "int x;"},
        {"requirements.txt", "codespell\n"},
        {".github/dependabot.yml", dependabot + "pip\n"}},
       "external_dependencies ?/0 requirements.txt; dependency_monitoring Met/2 .github/dependabot.yml; "
       "updateable_reused_components ?/0"},
      {"providers of Terraform",
       {{"main.tf", "resource \"a\" \"b\" {}\n"},
        {"versions.tf",
         "terraform {\n  required_providers {\n    aws = {\n      source = \"hashicorp/aws\"\n    }\n"}},
       "external_dependencies Met/4 versions.tf:4; dependency_monitoring ?/0; updateable_reused_components "
       "Met/4 versions.tf"},
      {"the list of a project that is tested with",
       {{"test-projects/a/package.json", R"({"name": "x", "dependencies": {"a": "1"}})"}, {"a.c", "x"}},
       "external_dependencies ?/0; dependency_monitoring ?/0; updateable_reused_components ?/0"},
      {"the list of an example",
       {{"examples/a/package.json", R"({"name": "x", "dependencies": {"a": "1"}})"}, {"a.c", "x"}},
       "external_dependencies ?/0; dependency_monitoring ?/0; updateable_reused_components ?/0"},
  }));
  CAPTURE(c.name);
  CHECK(sorted(answer("dependencies", c)) == sorted(c.want));
}

TEST_CASE("copies amid the project's own files") {
  // One answer for 20 own files under MIT, and `others` beside them.
  const auto updateable = [](std::vector<MemoryFile> others, int own) {
    others.push_back({"package.json", R"({"name": "x", "license": "MIT", "dependencies": {"a": "1"}})"});
    others.push_back({"LICENSE", "SPDX-License-Identifier: MIT\n"});
    for (int i = 0; i < own; ++i)
      others.push_back(
          {"src/own" + std::to_string(i) + ".js", "// SPDX-License-Identifier: MIT\nexport const a = 1;\n"});
    for (const Finding& finding : findings("dependencies", MemorySnapshot(std::move(others)))) {
      if (finding.criterion == "updateable_reused_components")
        return std::to_string(static_cast<int>(finding.confidence)) + " " + finding.evidence.back().path;
    }
    return std::string();
  };
  const auto zlib = [](const char* path) {
    return MemoryFile{path, "/* SPDX-License-Identifier: Zlib */\nexport const b = 1;\n"};
  };
  CHECK(updateable({}, 20) == "4 package.json");
  CHECK(updateable({zlib("src/md5.js")}, 20) == "3 src/md5.js");
  CHECK(updateable({zlib("tests/a.js"), zlib("tests/b.js"), zlib("tests/c.js")}, 40) == "3 tests/a.js");
  CHECK(updateable({zlib("src/md5.js"), zlib("src/sha1.js"), zlib("tests/a.js"), zlib("src/sha2.js")}, 60) ==
        "2 src/md5.js");
  // A part of some size under another licence is the project's own.
  CHECK(updateable({zlib("src/md5.js"), zlib("src/sha1.js")}, 4) == "4 package.json");
}

TEST_CASE("interfaces_current") {
  const std::string warnings_as_errors =
      "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors>"
      "</PropertyGroup></Project>\n";
  const auto c = GENERATE_COPY(values<Case>({
      {"nothing", {{"a.py", "x"}}, "interfaces_current ?/0"},
      {"clippy in CI",
       {{kCi, workflow("cargo clippy")}},
       "interfaces_current Met/3 .github/workflows/ci.yml:6"},
      {"clippy that may fail", {{kCi, workflow("cargo clippy || true")}}, "interfaces_current ?/0"},
      {"warnings are errors",
       {{"pyproject.toml", "[tool.pytest.ini_options]\nfilterwarnings = [\"error\"]\n"}},
       "interfaces_current Met/3 pyproject.toml:2"},
      {"warnings are errors of the program",
       {{"src/x.csproj", warnings_as_errors}},
       "interfaces_current Met/3 src/x.csproj:1"},
      {"warnings are errors of a project that is tested with",
       {{"src/A.cs", "class A {}"}, {"test-projects/a/Directory.Build.props", warnings_as_errors}},
       "interfaces_current ?/0"},
      {"what Ruff reports",
       {{"pyproject.toml", "[tool.ruff.lint]\nselect = [\"E\", \"UP\"]\n"}},
       "interfaces_current Met/3 pyproject.toml:2"},
      {"warnings are errors of the tests only",
       {{"tests/x.csproj", warnings_as_errors}},
       "interfaces_current ?/0"},
      {"written down",
       {{"CONTRIBUTING.md", page("Do not use deprecated functions.")}},
       "interfaces_current Met/3 CONTRIBUTING.md:5"},
      {"deprecates itself",
       {{"CONTRIBUTING.md", page("This function is deprecated.")}},
       "interfaces_current ?/0"},
      {"a bot updates", {{".github/renovate.json", "{}"}}, "interfaces_current Met/2 .github/renovate.json"},
  }));
  CAPTURE(c.name);
  CHECK(sorted(answer("interfaces_current", c)) == sorted(c.want));
}

TEST_CASE("coding_standards_enforced") {
  const MemoryFile code{"a.py", "x = 1"};
  const auto c = GENERATE_COPY(values<Case>({
      {"no code", {{"README.md", "x"}}, "coding_standards_enforced N/A/3"},
      {"nothing", {code}, "coding_standards_enforced Unmet/2"},
      {"nothing, not everything read", {code}, "coding_standards_enforced ?/0", false},
      {"in CI",
       {code, {kCi, workflow("ruff check .")}},
       "coding_standards_enforced Met/5 .github/workflows/ci.yml:6"},
      {"in CI, may fail",
       {code, {kCi, workflow("ruff check . || true")}},
       "coding_standards_enforced Met/2 .github/workflows/ci.yml:6"},
      {"in a hook",
       {code, {".pre-commit-config.yaml", "repos:\n- repo: x\n  hooks:\n  - id: black\n"}},
       "coding_standards_enforced Met/4 .pre-commit-config.yaml:4"},
      {"configured", {code, {".flake8", "[flake8]"}}, "coding_standards_enforced Met/2 .flake8"},
      {"a checker of the project's own",
       {code, {kCi, workflow("./ci/check-style.sh")}},
       "coding_standards_enforced Met/3 .github/workflows/ci.yml:6"},
      {"compiler warnings are no style",
       {{"a.c", "int x;"}, {kCi, workflow("make CFLAGS=-Wall")}},
       "coding_standards_enforced Unmet/2"},
      {"Android's linter looks for faults",
       {{"A.java", "class A {}"}, {kCi, workflow("./gradlew :app:lint")}},
       "coding_standards_enforced Unmet/2"},
      {"types are no style",
       {{"a.php", "<?php"}, {kCi, workflow("vendor/bin/phpstan analyse")}},
       "coding_standards_enforced Unmet/2"},
      {"the style beside them",
       {{"a.php", "<?php"}, {kCi, workflow("vendor/bin/phpcs src")}},
       "coding_standards_enforced Met/5 .github/workflows/ci.yml:6"},
      {"another language's", {code, {kCi, workflow("eslint .")}}, "coding_standards_enforced Unmet/2"},
      {"on request only",
       {code, {kCi, "on: issue_comment\njobs:\n  a:\n    steps:\n    - run: ruff check .\n"}},
       "coding_standards_enforced Met/2 .github/workflows/ci.yml:5"},
      {"talked about", {code, {kCi, workflow("echo ruff check .")}}, "coding_standards_enforced Unmet/2"},
  }));
  CAPTURE(c.name);
  CHECK(sorted(answer("coding_standards_enforced", c)) == sorted(c.want));
}

TEST_CASE("signed_releases") {
  const auto c = GENERATE(values<Case>({
      {"nothing known", {{"README.md", "# x\n"}}, "signed_releases ?/0"},
      {"signed in CI, verification described",
       {{kCi, workflow("cosign sign-blob --yes x.tar.gz")},
        {"SECURITY.md", page("Verify the signature of a release:\n\n    cosign verify-blob x")}},
       "signed_releases Met/4 .github/workflows/ci.yml:6"},
      {"signed in CI only",
       {{kCi, workflow("gpg --detach-sign x.tar.gz")}},
       "signed_releases Met/2 .github/workflows/ci.yml:6"},
      {"somebody else's key, to check a download",
       {{kCi, workflow("cosign sign-blob --yes x.tar.gz")},
        {"docker/other.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"}},
       "signed_releases Met/2 .github/workflows/ci.yml:6"},
      {"the project's key",
       {{kCi, workflow("cosign sign-blob --yes x.tar.gz")},
        {"KEYS", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"}},
       "signed_releases Met/3 .github/workflows/ci.yml:6"},
      {"verified in CI only", {{kCi, workflow("gpg --verify x.asc")}}, "signed_releases ?/0"},
      {"signed commits wanted", {{"README.md", page("All commits must be signed.")}}, "signed_releases ?/0"},
  }));
  CAPTURE(c.name);
  CHECK(sorted(answer("signed_releases", c)) == sorted(c.want));
}
