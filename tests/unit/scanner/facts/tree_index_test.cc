// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/tree_index.h"

#include "tests/support/test.h"

namespace badgescan {
namespace {

std::string classes(std::string_view path, std::string attributes = "") {
  const test::MemorySnapshot snapshot{{".gitattributes", std::move(attributes)},
                                      {"sub/.gitattributes", "gen.c linguist-generated\n"}};
  const ScanOptions options;
  const Facts facts(snapshot, options, test::rules());
  const PathClass c = facts.get<TreeIndex>().classify(path);
  std::string out;
  for (const auto& [set, name] : {std::pair{c.vendored, "vendored"},
                                  {c.generated, "generated"},
                                  {c.test, "test"},
                                  {c.test_data, "data"},
                                  {c.documentation, "doc"},
                                  {c.example, "example"}}) {
    if (set) out += (out.empty() ? "" : " ") + std::string(name);
  }
  return out;
}

std::string paths(const std::vector<const Entry*>& entries) {
  std::string out;
  for (const Entry* entry : entries) out += (out.empty() ? "" : " ") + std::string(entry->path);
  return out;
}

}  // namespace

TEST_CASE("tree index: how a path counts") {
  struct Case {
    const char* path;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"src/main.c", ""},
      {"vendor/x/y.go", "vendored"},
      {"lib/Third_Party/z.c", "vendored"},
      {"src/vendoring.c", ""},
      {"app/node_modules/a/index.js", "vendored"},
      {"api/x.pb.go", "generated"},
      {"web/app.min.js", "generated"},
      {"Cargo.lock", "generated"},
      {"tests/run.py", "test"},
      {"pkg/parse_test.go", "test"},
      {"src/FooTest.java", "test"},
      {"src/contest.java", ""},
      {"src/latest.py", ""},
      {"lib/src/jvmTest/kotlin/Cipher.kt", "test"},
      {"Acme.Core.Tests/Sink.cs", "test"},
      {"src/speedtest/run.c", ""},
      {"src/attest.rs", ""},
      {"src/button.spec.ts", "test"},
      {"pkg/testdata/x.json", "data"},
      {"tests/fixtures/key.pem", "test data"},
      {"docs/guide.md", "doc"},
      {"README.md", "doc"},
      {"examples/hello.c", "example"},
      {"msvc/getopt/getopt.c", "vendored"},
      {"compat/Getopt_Long.c", "vendored"},
      {"getopt.c", ""},
      {"src/getopts.c", ""},
      {"pkgs/http_example/linux/CMakeLists.txt", "doc example"},
      {"example_app/linux/main.cc", "example"},
      {"examples.cc", ""},
  }));
  CAPTURE(c.path);
  CHECK(classes(c.path) == c.want);
}

TEST_CASE("tree index: .gitattributes decides, the last line wins") {
  CHECK(classes("lib/big.c", "lib/** linguist-vendored\n") == "vendored");
  CHECK(classes("lib/big.c", "lib/** linguist-vendored\nlib/big.c -linguist-vendored\n") == "");
  CHECK(classes("vendor/ours.c", "vendor/ours.c linguist-vendored=false\n") == "");
  CHECK(classes("src/gen.c", "*.c linguist-generated=true text eol=lf\n") == "generated");
  CHECK(classes("sub/gen.c") == "generated");
  CHECK(classes("gen.c") == "");
}

TEST_CASE("tree index: a repository copied into the tests is somebody else's") {
  const test::MemorySnapshot snapshot{{".travis.yml", ""},           {"README.md", ""},
                                      {"tests/check.c", ""},         {"tests/unity/.travis.yml", ""},
                                      {"tests/unity/README.md", ""}, {"tests/unity/src/unity.c", ""},
                                      {"tests/own/.travis.yml", ""}, {"part/.travis.yml", ""},
                                      {"part/README.md", ""}};
  const ScanOptions options;
  const Facts facts(snapshot, options, test::rules());
  const TreeIndex& index = facts.get<TreeIndex>();
  CHECK(index.classify("tests/unity/src/unity.c").vendored);
  CHECK_FALSE(index.classify("tests/check.c").vendored);
  CHECK_FALSE(index.classify("tests/own/check.c").vendored);
  CHECK_FALSE(index.classify("part/main.c").vendored);
}

TEST_CASE("tree index: few classes in somebody else's package are copies") {
  const auto vendored = [](std::initializer_list<std::string> own, const std::string& path) {
    std::vector<test::MemoryFile> files{{path, ""}};
    for (const std::string& folder : own) {
      for (const char* name : {"A", "B", "C", "D", "E"}) files.push_back({folder + name + ".java", ""});
    }
    const test::MemorySnapshot snapshot(std::move(files));
    const ScanOptions options;
    const Facts facts(snapshot, options, test::rules());
    return facts.get<TreeIndex>().classify(path).vendored;
  };
  const std::string copy = "src/org/apache/commons/X.java";
  CHECK(vendored({"src/com/firm/", "src/com/firm/ui/"}, copy));
  CHECK_FALSE(vendored({"src/com/firm/"}, copy));                                      // one in six
  CHECK_FALSE(vendored({"src/org/apache/frob/", "more/src/org/apache/frob/"}, copy));  // a project of theirs
  CHECK_FALSE(vendored({"src/com/firm/", "src/com/firm/ui/"}, "src/org/apachefrob/X.java"));
  CHECK_FALSE(vendored({"src/com/firm/", "src/com/firm/ui/"}, "src/test/java/org/apache/commons/XTest.java"));
}

TEST_CASE("tree index: paths by name, folder and extension, ignoring case") {
  const test::MemorySnapshot snapshot{
      {"README.md", ""}, {"a/b/Readme.MD", ""}, {"a/readme.md", ""}, {"Docs/x/y.txt", ""}, {"docs2/z", ""}};
  const ScanOptions options;
  const Facts facts(snapshot, options, test::rules());
  const TreeIndex& index = facts.get<TreeIndex>();
  CHECK(paths(index.named("README.MD")) == "README.md a/readme.md a/b/Readme.MD");
  CHECK(paths(index.in_folder("")) == "README.md");
  CHECK(paths(index.below("a")) == "a/b/Readme.MD a/readme.md");
  CHECK(paths(index.below("docs")) == "Docs/x/y.txt");
  CHECK(paths(index.with_extension("txt")) == "Docs/x/y.txt");
  CHECK(index.has_folder("docs"));
  CHECK(index.has_folder("DOCS/X"));
  CHECK_FALSE(index.has_folder("doc"));
  CHECK(index.complete());
}

}  // namespace badgescan
