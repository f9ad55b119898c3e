// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Every manifest format in one form; broken and hostile manifests are a note and nothing more.
#include "scanner/facts/manifests.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "tests/support/test.h"

using namespace badgescan;
using test::MemorySnapshot;

namespace {

const ScanOptions kOptions{.now = test::kNow};

Manifests collect(const MemorySnapshot& snapshot) {
  const Facts facts(snapshot, kOptions, test::rules());
  return Manifests::collect(facts);
}

// "name|version|description|licence|homepage|repository|dependencies|scripts|private"; empty ends are cut.
std::string summary(const Manifest& m) {
  std::string dependencies, scripts;
  for (const Dependency& one : m.dependencies) {
    dependencies += (dependencies.empty() ? "" : ",") + one.name;
    if (one.scope != Dependency::Scope::runtime)
      dependencies += "(" + std::string(name_of(one.scope)).substr(0, 1) + ")";
  }
  for (const ManifestScript& one : m.scripts)
    scripts += (scripts.empty() ? "" : ",") + one.name + "=" + one.command;
  std::string all = m.name + "|" + m.version + "|" + m.description + "|" + m.license + "|" +
                    m.url("homepage") + "|" + m.url("repository") + "|" + dependencies + "|" + scripts + "|" +
                    (m.published == false ? "private" : "");
  while (all.ends_with("|")) all.pop_back();
  return all;
}

std::string read(const char* path, const std::string& text) {
  const Manifests manifests = collect({{path, text}});
  if (manifests.all().empty()) return "none";
  return manifests.all().front().readable ? summary(manifests.all().front()) : "unreadable";
}

}  // namespace

TEST_CASE("manifests of every format") {
  struct Case {
    const char* path;
    const char* text;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"package.json",
       R"({"name": "left", "version": "1.2.3", "description": "Pads text", "license": "MIT",
           "homepage": "https://left.example", "repository": "github:o/left",
           "dependencies": {"a": "^1"}, "devDependencies": {"jest": "29"},
           "scripts": {"test": "jest --ci"}, "private": true})",
       "left|1.2.3|Pads text|MIT|https://left.example|https://github.com/o/left|a,jest(d)|test=jest "
       "--ci|private"},
      {"package.json",
       R"({"name": "x", "repository": {"type": "git", "url": "git+https://github.com/o/x.git"},
           "license": {"type": "ISC"}})",
       "x|||ISC||https://github.com/o/x.git"},
      {"composer.json", R"({"name": "v/p", "license": ["MIT", "GPL-2.0-only"], "require": {"php": ">=8"},
           "require-dev": {"phpunit/phpunit": "^10"}, "scripts": {"test": ["@lint", "phpunit"]}})",
       "v/p|||MIT OR GPL-2.0-only|||php,phpunit/phpunit(d)|test=@lint\nphpunit"},
      {"pyproject.toml",
       "[build-system]\nrequires = [\"hatchling>=1\"]\nbuild-backend = \"hatchling.build\"\n[project]\nname "
       "= \"p\"\n"
       "version = \"2.0\"\ndescription = \"A thing\"\nlicense = \"Apache-2.0\"\ndependencies = "
       "[\"requests[socks] >=2\"]\n"
       "[project.urls]\nHomepage = \"https://p.example\"\n\"Source Code\" = \"https://github.com/o/p\"\n"
       "[dependency-groups]\ndev = [\"pytest\"]\n",
       "p|2.0|A thing|Apache-2.0|https://p.example|https://github.com/o/p|requests,pytest(d),hatchling(b)"},
      {"pyproject.toml",
       "[tool.poetry]\nname = \"q\"\nversion = \"1\"\nlicense = \"MIT\"\n[tool.poetry.dependencies]\nrich = "
       "\"^13\"\n"
       "[tool.poetry.group.dev.dependencies]\nmypy = \"*\"\n[tool.poe.tasks]\nlint = \"ruff check\"\n",
       "q|1||MIT|||rich,mypy(d)|poe:lint=ruff check"},
      {"setup.py",
       "from setuptools import setup\nsetup(\n    name='s',\n    version=\"0.1\",\n    license='BSD',\n"
       "    url='https://s.example',\n    install_requires=['six>=1', 'attrs'],\n)\n",
       "s|0.1||BSD|https://s.example||six,attrs"},
      {"setup.cfg",
       "[metadata]\nname = c\nversion = attr: c.__version__\nlicense = MIT\nurl = "
       "https://c.example\n[options]\n"
       "install_requires =\n    click>=8\n    tomli; python_version<'3.11'\n",
       "c|||MIT|https://c.example||click,tomli"},
      {"requirements-dev.txt", "# tools\npytest==8.0\n-r requirements.txt\nruff\n",
       "||||||pytest(d),ruff(d)"},
      {"Cargo.toml",
       "[package]\nname = \"r\"\nversion = \"0.3.0\"\nlicense = \"MIT OR Apache-2.0\"\nrepository = "
       "\"https://github.com/o/r\"\n"
       "publish = false\n[dependencies]\nserde = { version = \"1\", optional = true "
       "}\n[dev-dependencies]\nproptest = \"1\"\n",
       "r|0.3.0||MIT OR Apache-2.0||https://github.com/o/r|serde(o),proptest(d)||private"},
      {"go.mod",
       "module github.com/o/g\n\ngo 1.22\n\nrequire (\n\tgolang.org/x/sys v0.1.0\n\tx.org/y v1 // "
       "indirect\n)\n",
       "github.com/o/g|||||https://github.com/o/g|golang.org/x/sys"},
      {"pom.xml",
       "<project><groupId>o</groupId><artifactId>m</artifactId><version>1.0</"
       "version><licenses><license><name>Apache-2.0"
       "</name></license></licenses><url>https://m.example</url><scm><url>https://github.com/o/m</url></"
       "scm><dependencies>"
       "<dependency><groupId>junit</groupId><artifactId>junit</artifactId><scope>test</scope></dependency></"
       "dependencies>"
       "<build><plugins><plugin><groupId>org.jacoco</groupId><artifactId>jacoco-maven-plugin</artifactId></"
       "plugin>"
       "</plugins></build></project>",
       "m|1.0||Apache-2.0|https://m.example|https://github.com/o/"
       "m|junit:junit(d),org.jacoco:jacoco-maven-plugin(b)"},
      {"build.gradle.kts",
       "plugins {\n  id(\"com.diffplug.spotless\") version \"6.0\"\n  jacoco\n}\nversion = "
       "\"1.1\"\ndependencies {\n"
       "  implementation(\"com.google.guava:guava:33\")\n  testImplementation(\"junit:junit:4\")\n  // "
       "api(\"a:b:1\")\n}\n",
       "|1.1|||||com.google.guava:guava,junit:junit(d),com.diffplug.spotless(b),jacoco(b)"},
      {"build.sbt",
       "name := \"sc\"\nversion := \"0.9\"\nlicenses := Seq(\"MIT\" -> url(\"https://x\"))\n"
       "libraryDependencies += \"org.scalatest\" %% \"scalatest\" % \"3.2\" % Test\n",
       "sc|0.9||MIT|||org.scalatest:scalatest(d)"},
      {"src/App.csproj",
       "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><PackageId>App</PackageId><Version>3.1</Version>"
       "<PackageLicenseExpression>MIT</PackageLicenseExpression><RepositoryUrl>https://github.com/o/app</"
       "RepositoryUrl>"
       "</PropertyGroup><ItemGroup><PackageReference Include=\"xunit\" Version=\"2\"/></ItemGroup></Project>",
       "App|3.1||MIT||https://github.com/o/app|xunit"},
      {"g.gemspec",
       "Gem::Specification.new do |s|\n  s.name = 'g'\n  s.version = '1.0'\n  s.summary = 'Gem of gems'\n  "
       "s.licenses = ['MIT', 'Ruby']\n"
       "  s.homepage = 'https://g.example'\n  s.add_dependency 'rack', '>= 2'\n  "
       "s.add_development_dependency 'rspec'\nend\n",
       "g|1.0|Gem of gems|MIT OR Ruby|https://g.example||rack,rspec(d)"},
      {"Gemfile",
       "source 'https://rubygems.org'\ngem 'rails'\ngroup :test do\n  gem 'rspec'\nend\ngem 'puma'\n",
       "||||||rails,rspec(d),puma"},
      {"DESCRIPTION",
       "Package: rp\nVersion: 0.2\nTitle: Does R\nLicense: GPL-3\nURL: https://rp.example, "
       "https://github.com/o/rp\nImports:\n"
       "    dplyr (>= 1.0),\n    rlang\nSuggests: testthat\n",
       "rp|0.2|Does R|GPL-3|https://rp.example|https://github.com/o/rp|dplyr,rlang,testthat(d)"},
      {"h.cabal",
       "name: h\nversion: 0.1\nsynopsis: Haskell thing\nlicense: BSD-3-Clause\nhomepage: "
       "https://h.example\nlibrary\n"
       "  build-depends: base >=4, text\ntest-suite spec\n  type: exitcode-stdio-1.0\n  build-depends: "
       "hspec\n",
       "h|0.1|Haskell thing|BSD-3-Clause|https://h.example||base,text,hspec(d)"},
      {"mix.exs",
       "defmodule E.MixProject do\n  @version \"1.4\"\n  def project, do: [app: :ex, version: @version, "
       "description: \"Elixir it\"]\n"
       "  defp deps, do: [\n    {:jason, \"~> 1\"},\n    {:credo, \"~> 1\", only: :dev}\n  ]\n  licenses: "
       "[\"MIT\"]\nend\n",
       "ex|1.4|Elixir it|MIT|||jason,credo(d)"},
      {"rebar.config", "{erl_opts, [debug_info, warnings_as_errors]}.\n{deps, [\n  {cowboy, \"2.9\"}\n]}.\n",
       "||||||cowboy"},
      {"pubspec.yaml",
       "name: d\nversion: 1.0.0\ndescription: A Dart package\nhomepage: https://d.example\npublish_to: "
       "none\ndependencies:\n"
       "  http: ^1.0\ndev_dependencies:\n  test: any\n",
       "d|1.0.0|A Dart package||https://d.example||http,test(d)||private"},
      {"Package.swift",
       "let package = Package(\n  name: \"Sw\",\n  dependencies: [.package(url: \"https://github.com/a/b\", "
       "from: \"1.0\")])\n",
       "Sw||||||https://github.com/a/b"},
      {"CMakeLists.txt",
       "cmake_minimum_required(VERSION 3.20)\nproject(cm VERSION 1.2 DESCRIPTION \"C things\" HOMEPAGE_URL "
       "\"https://cm.example\")\n"
       "find_package(ZLIB REQUIRED)\n# find_package(Nope)\n",
       "cm|1.2|C things||https://cm.example||ZLIB"},
      {"configure.ac",
       "AC_INIT([au],[2.1],[bugs@x],[au],[https://au.example])\nPKG_CHECK_MODULES([FOO], [libfoo >= 1])\n",
       "au|2.1|||https://au.example||libfoo"},
      {"meson.build", "project('me', 'c', version: '0.5', license: 'MIT')\nz = dependency('zlib')\n",
       "me|0.5||MIT|||zlib"},
      {"MODULE.bazel",
       "module(\n    name = \"bz\",\n    version = \"1\",\n)\nbazel_dep(name = \"rules_cc\", version = "
       "\"0.1\")\n",
       "bz|1|||||rules_cc"},
      {"dune-project",
       "(lang dune 3.0)\n(name oc)\n(license ISC)\n(source (github o/oc))\n(package (name oc) (synopsis "
       "\"OCaml\")\n (depends\n"
       "  (alcotest :with-test) fmt (dune (>= 3))))\n",
       "oc||OCaml|ISC||https://github.com/o/oc|alcotest(d),fmt,dune"},
      {"oc.opam",
       "opam-version: \"2.0\"\nsynopsis: \"OCaml\"\nlicense: \"ISC\"\ndev-repo: "
       "\"git+https://github.com/o/oc.git\"\ndepends: [\n  \"dune\"\n  \"alcotest\" {with-test}\n]\n",
       "oc||OCaml|ISC||https://github.com/o/oc.git|dune,alcotest(d)"},
      {"n.nimble",
       "version = \"0.1\"\ndescription = \"Nim it\"\nlicense = \"MIT\"\nrequires \"nim >= 1.6\"\n",
       "|0.1|Nim it|MIT|||nim"},
      {"l.rockspec",
       "package = \"lu\"\nversion = \"1-1\"\ndescription = {\n  license = \"MIT\"\n}\ndependencies = {\n  "
       "\"lua >= 5.1\"\n}\n",
       "lu|1-1||MIT|||lua"},
      {"build.zig.zon", ".{\n    .name = .zg,\n    .version = \"0.1.0\",\n}\n", "zg|0.1.0"},
      {"Makefile.PL",
       "WriteMakefile(\n  NAME => 'My::Mod',\n  VERSION => '1.5',\n  LICENSE => 'perl',\n  PREREQ_PM => { "
       "'Moo' => 2 },\n);\n",
       "My::Mod|1.5||perl|||Moo"},
      {"Project.toml", "name = \"Jl\"\nversion = \"0.4\"\n[deps]\nJSON = \"682c06a0\"\n", "Jl|0.4|||||JSON"},
      {"environment.yml", "name: env\ndependencies:\n  - numpy=1.26\n  - pip:\n    - requests>=2\n",
       "env||||||numpy,requests"},
      {"project.clj",
       "(defproject org/clj \"0.2\"\n  :description \"Clojure\"\n  :license {:name \"EPL-2.0\"}\n  "
       ":dependencies [[org.clojure/clojure \"1.11\"]])\n",
       "org/clj|0.2|Clojure|EPL-2.0|||org.clojure/clojure"},
      {"shard.yml",
       "name: cr\nversion: 0.1.0\nlicense: MIT\ndevelopment_dependencies:\n  ameba:\n    github: a/b\n",
       "cr|0.1.0||MIT|||ameba(d)"},
      {"Dockerfile",
       "FROM --platform=linux/amd64 debian:12 AS b\nLABEL org.opencontainers.image.licenses=\"MIT\"\n",
       "|||MIT|||debian"},
      // Never the project's.
      {"vendor/x/package.json", R"({"name": "vendored"})", "none"},
      {"node_modules/x/package.json", R"({"name": "vendored"})", "none"},
      {"tests/fixtures/app/package.json", R"({"name": "fixture"})", "none"},
      {"notes.txt", "name = \"x\"", "none"},
      {"DESCRIPTION", "This folder holds things.", ""},
      // Broken.
      {"package.json", "{\"name\": ", "unreadable"},
      {"package.json", "[1, 2]", "unreadable"},
      {"pyproject.toml", "[project\nname=", "unreadable"},
      {"pom.xml", "<project><a></project>", "unreadable"},
      {"pubspec.yaml", "a: [b\nc: }", "unreadable"},
  }));
  CAPTURE(c.path, c.text);
  CHECK(read(c.path, c.text) == c.want);
}

TEST_CASE("build definitions are read as their format") {
  struct Case {
    const char* path;
    const char* text;
    const char* format;
    const char* want;  // a dependency, a setting or nothing
  };
  const auto c = GENERATE(values<Case>({
      {"Directory.Build.props",
       "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors>"
       "</PropertyGroup></Project>",
       "msbuild", "TreatWarningsAsErrors"},
      {"Directory.Packages.props",
       "<Project><ItemGroup><PackageVersion Include=\"xunit\" Version=\"2\"/>"
       "</ItemGroup></Project>",
       "msbuild", "xunit"},
      {"x.sln", "Microsoft Visual Studio Solution File\n", "sln", ""},
      {"SConstruct", "env = Environment(CCFLAGS='-Wall')\n", "SConstruct", "flag.-Wall"},
      {"wscript", "def build(ctx):\n  ctx(cflags='-Wextra')\n", "wscript", "flag.-Wextra"},
      {"Makefile", "CFLAGS = -Wall -O2\n", "Makefile", "flag.-Wall"},
      {"Makefile.am", "AM_CFLAGS = -Wextra\n", "Makefile.am", "flag.-Wextra"},
      {"WORKSPACE", "workspace(name = \"w\")\n", "bazel", ""},
      {".bazelrc", "build --copt=-Wall\n", "bazelrc", "flag.-Wall"},
      {"flake.nix", "{ outputs = _: {}; }\n", "nix", ""},
      {"stack.yaml", "packages:\n- core\n", "stack.yaml", ""},
      {"build.zig", "exe.addCSourceFile(.{ .flags = &.{\"-Wall\"} });\n", "build.zig", "flag.-Wall"},
      {"cpanfile", "requires 'Moo';\n", "cpanfile", "Moo"},
      {"settings.gradle", "rootProject.name = 'x'\ninclude ':core'\n", "settings.gradle", ""},
      {"gradle/libs.versions.toml",
       "[libraries]\njunit = { module = \"org.junit:junit\", version = \"5\" }\n", "libs.versions.toml",
       "org.junit:junit"},
      {"go.work", "go 1.22\nuse ./a\n", "go.work", ""},
      {"deps.edn", "{:deps {org.clojure/clojure {:mvn/version \"1.11\"}}}\n", "deps.edn",
       "org.clojure/clojure"},
      {"tox.ini", "[testenv]\ndeps = pytest\ncommands = pytest\n", "tox.ini", ""},
  }));
  CAPTURE(c.path);
  const Manifests manifests = collect({{c.path, c.text}});
  REQUIRE(manifests.all().size() == 1);
  const Manifest& manifest = manifests.all().front();
  CHECK(manifest.readable);
  CHECK(manifest.format == c.format);
  const std::string want = c.want;
  const bool listed = std::any_of(manifest.dependencies.begin(), manifest.dependencies.end(),
                                  [&](const Dependency& dependency) { return dependency.name == want; });
  CHECK((want.empty() || listed || manifest.has_setting_below(want)));
}

TEST_CASE("hostile manifests are bounded") {
  const std::string brackets(100'000, '[');
  const std::string braces = [] {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "{\"a\":";
    return text;
  }();
  const std::string elements = [] {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "<a>";
    return text;
  }();
  const std::string binary = std::string(
                                 "\x7f"
                                 "ELF\0\0\0",
                                 7) +
                             std::string(5'000, '\0');
  for (const char* path :
       {"package.json",    "composer.json",  "pyproject.toml", "Cargo.toml",   "pom.xml",     "a.csproj",
        "pubspec.yaml",    "setup.py",       "setup.cfg",      "build.gradle", "build.sbt",   "x.gemspec",
        "mix.exs",         "CMakeLists.txt", "configure.ac",   "meson.build",  "Makefile",    "h.cabal",
        "DESCRIPTION",     "go.mod",         "Dockerfile",     "dune-project", "Makefile.PL", "project.clj",
        "environment.yml", "Package.swift"}) {
    for (const std::string& text : {brackets, braces, elements, binary, std::string(900'000, ' ') + "x",
                                    std::string(1'000'000, '"'), std::string("\xff\xfe\x00\x01", 4)}) {
      MemorySnapshot snapshot({{path, text}, {"lib/package.json", R"({"name": "sibling"})"}});
      const Facts facts(snapshot, kOptions, test::rules());
      const Manifests manifests = Manifests::collect(facts);
      CAPTURE(path, text.substr(0, 8));
      REQUIRE(manifests.at("lib/package.json") != nullptr);
      CHECK(manifests.at("lib/package.json")->name == "sibling");
    }
  }
}

TEST_CASE("a manifest that is too large is noted and its siblings are read") {
  MemorySnapshot snapshot({{"package.json", "{\"name\": \"" + std::string(50u << 20, 'x') + "\"}"},
                           {"Cargo.toml", "[package]\nname = \"small\"\nversion = \"1\"\n"}});
  const Facts facts(snapshot, kOptions, test::rules());
  const Manifests manifests = Manifests::collect(facts);
  CHECK(!manifests.at("package.json")->readable);
  CHECK(!manifests.complete());
  CHECK(manifests.main()->name == "small");
  CHECK(!facts.notes().empty());
}

TEST_CASE("the manifest nearest to the root speaks for the project") {
  const Manifests manifests = collect({
      {"examples/demo/package.json",
       R"({"name": "demo", "version": "1", "description": "d", "license": "MIT"})"},
      {"packages/a/package.json", R"({"name": "a"})"},
      {"package.json",
       R"({"private": true, "workspaces": ["packages/*"], "devDependencies": {"prettier": "3"}})"},
      {"pyproject.toml", "[project]\nname = \"real\"\nversion = \"1\"\ndescription = \"d\"\n"},
      {"package-lock.json", "{}"},
  });
  REQUIRE(manifests.main() != nullptr);
  CHECK(manifests.main()->name == "real");
  CHECK(manifests.leading().size() == 2);
  CHECK(manifests.at("package.json")->packages == std::vector<std::string>{"packages/*"});
  CHECK(manifests.has_lock("npm"));
  CHECK(!manifests.has_lock("pypi"));
}

TEST_CASE("a manifest in a documentation folder does not speak for the project") {
  const Manifests manifests =
      collect({{"docs/package.json", R"({"name": "site"})"}, {"lib/CMakeLists.txt", "project(real)\n"}});
  REQUIRE(manifests.main() != nullptr);
  CHECK(manifests.main()->name == "real");
}

TEST_CASE("settings that detectors ask for") {
  struct Case {
    const char* path;
    const char* text;
    const char* key;
    const char* want;
    int line;
  };
  const auto c = GENERATE(values<Case>({
      {"pyproject.toml", "[tool.coverage.report]\nfail_under = 90\n", "tool.coverage.report.fail_under", "90",
       2},
      {"pyproject.toml", "[tool.ruff.lint]\nselect = [\"E\", \"S\"]\n", "tool.ruff.lint.select", "E S", 2},
      {"package.json", "{\n\"jest\": {\"coverageThreshold\": {\"global\": {\"lines\": 80}}}}",
       "jest.coverageThreshold.global.lines", "80", 2},
      {"Cargo.toml", "[lints.rust]\nunsafe_code = \"forbid\"\n", "lints.rust.unsafe_code", "forbid", 2},
      {"CMakeLists.txt", "project(x)\ntarget_compile_options(x PRIVATE -Wall -Wextra)\n", "flag.-Wall",
       "-Wall", 2},
      {"CMakeLists.txt", "add_compile_options(-fsanitize=address,undefined)\n", "flag.-fsanitize=undefined",
       "-fsanitize=address,undefined", 1},
      {"Makefile", "CC ?= gcc\nCFLAGS = -O2\n", "var.CFLAGS", "= -O2", 2},
      {"Makefile", "# comment\ncheck: all\n\t./t\n", "target.check", "", 2},
      {"Directory.Build.props",
       "<Project><PropertyGroup>\n<TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></"
       "Project>",
       "TreatWarningsAsErrors", "true", 2},
      {"setup.cfg", "[flake8]\nmax-line-length = 100\n", "flake8.max-line-length", "100", 2},
      {"meson.build", "project('x', 'c',\n  default_options: ['warning_level=3', 'werror=true'])\n",
       "option.warning_level", "3", 2},
      {"a.cabal", "library\n  ghc-options: -Wall -O2\n", "flag.-Wall", "-Wall", 2},
  }));
  const Manifests manifests = collect({{c.path, c.text}});
  CAPTURE(c.path, c.key);
  REQUIRE(manifests.all().size() == 1);
  const ManifestSetting* setting = manifests.all().front().setting(c.key);
  REQUIRE(setting != nullptr);
  CHECK(setting->value == c.want);
  CHECK(setting->line == c.line);
}
