// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/engine/engine.h"

#include <stdexcept>

#include "tests/support/test.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"dco"};

void say_something(const Context&, FindingSink& out) { out.met("dco", Confidence::likely, "because"); }
void half_then_throw(const Context&, FindingSink& out) {
  out.met("dco", Confidence::certain, "half an opinion");
  throw std::runtime_error("broken");
}
void undeclared(const Context&, FindingSink& out) { out.met("governance", Confidence::certain, "not mine"); }
void bad_text(const Context&, FindingSink& out) {
  out.met("dco", Confidence::likely, "\xff", {{.path = "\xfe", .excerpt = "\xfd"}});
}

std::vector<Finding> run(void (*detect)(const Context&, FindingSink&), std::vector<Note>& notes) {
  const Detector fake{.id = "fake", .summary = "s", .criteria = kCriteria, .detect = detect};
  const Detector good{.id = "good", .summary = "s", .criteria = kCriteria, .detect = say_something};
  const Detector* both[] = {&fake, &good};
  const test::MemorySnapshot snapshot;
  const ScanOptions options;
  const Facts facts(snapshot, options, test::rules());
  std::vector<Finding> findings = run_detectors(both, facts);
  notes = facts.notes();
  return findings;
}

struct Broken {
  static Broken collect(const Facts&) { throw std::runtime_error("cannot"); }
  int value = 7;
};
struct Counted {
  static inline int calls = 0;
  static Counted collect(const Facts&) { return {++calls}; }
  int value = 0;
};

}  // namespace

TEST_CASE("engine: a heading is quoted with what stands below it") {
  struct Row {
    std::string_view text, quotation;
  };
  for (const auto& [text, quotation] : std::initializer_list<Row>{
           {"## Supported versions\n\nThe 2.x line, by hand. Write to us.\n",
            "Supported versions: The 2.x line, by hand."},
           {"## Supported versions\n\n| Version | Until |\n| --- | --- |\n| 1.x | May |\n| 2.x | June "
            "|\n\nAsk.\n",
            "Supported versions: Version | Until; 1.x | May; 2.x | June"},
           {"## Supported versions\n\n### 2.x\n\nYes, this one is the one to use.\n", "Supported versions"},
           {"## Supported versions\n\nOnly the latest version gets fixes.\n",
            "Only the latest version gets fixes."},
       }) {
    CAPTURE(text);
    const test::MemorySnapshot snapshot{{"SECURITY.md", std::string(text)}};
    const ScanOptions options;
    const Facts facts(snapshot, options, test::rules());
    const Search search = Context(facts).search("supported_versions");
    REQUIRE(search);
    CHECK(search.best().excerpt == quotation);
  }
}

TEST_CASE("engine: a detector that throws is told, and the others go on") {
  for (auto* detect : {half_then_throw, undeclared}) {
    std::vector<Note> notes;
    const std::vector<Finding> findings = run(detect, notes);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].detector == "good");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].kind == Note::Kind::unread);
    CHECK(notes[0].text.starts_with("the detector fake failed"));
  }
}

TEST_CASE("engine: findings hold valid UTF-8 only") {
  std::vector<Note> notes;
  const std::vector<Finding> findings = run(bad_text, notes);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].justification == "\xef\xbf\xbd");
  CHECK(findings[0].evidence[0].path == "\xef\xbf\xbd");
  CHECK(findings[0].evidence[0].excerpt == "\xef\xbf\xbd");
}

TEST_CASE("facts: computed once, replaced by a test, a default when they fail") {
  const test::MemorySnapshot snapshot;
  const ScanOptions options;
  Facts facts(snapshot, options, test::rules());
  Counted::calls = 0;
  CHECK(facts.get<Counted>().value == 1);
  CHECK(facts.get<Counted>().value == 1);
  facts.set(Counted{42});
  CHECK(facts.get<Counted>().value == 42);
  CHECK(facts.get<Broken>().value == 7);
  CHECK(facts.notes().size() == 1);
}

TEST_CASE("facts: texts are read through links, once, and what cannot be read is a note") {
  test::MemorySnapshot snapshot{{"text", "hello"},
                                {"link", "text", Mode::symlink},
                                {"dangling", "nowhere", Mode::symlink},
                                {"binary", std::string("a\0b", 3)},
                                {"lost", "", Mode::file, true},
                                {"large", std::string(2000, 'x')}};
  snapshot.limits_.blob_bytes = 1000;
  const ScanOptions options;
  const Facts facts(snapshot, options, test::rules());
  CHECK(*facts.text("text") == "hello");
  CHECK(*facts.text("link") == "hello");
  for (const char* path : {"dangling", "binary", "lost", "large", "absent"}) {
    CAPTURE(path);
    CHECK(facts.text(path) == nullptr);
    CHECK(facts.text(path) == nullptr);
  }
  std::string notes;
  for (const Note& note : facts.notes()) notes += std::string(name_of(note.kind)) + ' ' + note.path + "; ";
  CHECK(notes == "info dangling; unread large; unread lost; ");
}

}  // namespace badgescan
