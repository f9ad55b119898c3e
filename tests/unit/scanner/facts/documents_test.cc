// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/documents.h"

#include "scanner/base/text.h"
#include "scanner/facts/document_finder.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

ScanOptions test_options() {
  ScanOptions options;
  options.now = test::kNow;
  return options;
}

Document parse(const char* path, std::string text) {
  return parse_document(path, std::make_shared<const std::string>(std::move(text)));
}

// "1@3 Title: prose|prose; …": level, line, heading and blocks of every section that holds something.
std::string outline(const Document& document) {
  std::string out;
  for (const Section& section : document.sections) {
    if (section.heading.empty() && section.prose.empty()) continue;
    if (!out.empty()) out += "; ";
    out += std::to_string(section.level) + "@" + std::to_string(section.line) + " " + section.heading;
    const std::string prose = replace_all(std::string(trim(section.prose)), "\n", "|");
    if (!prose.empty()) out += ": " + prose;
  }
  return out;
}

std::string links(const Document& document) {
  std::string out;
  for (const Link& link : document.links) {
    if (!out.empty()) out += "; ";
    out += (link.image ? "!" : "") + std::string("[") + link.text + "](" + link.target + ")@" +
           std::to_string(link.line);
  }
  return out;
}

struct Parsed {
  const char* name;
  const char* path;
  const char* text;
  const char* want;
};

TEST_CASE("documents: sections and prose", "[documents]") {
  const auto c = GENERATE(values<Parsed>({
      {"markdown", "a.md", "Intro\ntext.\n\n# Title\n\nOne *two*\n`three`.\n\n- item\n- other\n",
       "0@1 : Intro text.; 1@4 Title: One two three.|item|other"},
      {"lists in lists", "a.md", "- Before you start:\n  1. read this\n  2. ask\n- then go\n\n> quoted\n",
       "0@1 : Before you start:|read this|ask|then go|quoted"},
      {"lists in lists, rst", "a.rst",
       "Do:\n\n1. start\n   a) read this,\n      all of it\n   b) ask\n2. go\n",
       "0@1 : Do:|1. start|a) read this, all of it|b) ask|2. go"},
      {"lists in lists, asciidoc", "a.adoc", "* start\n** read this\n.. ask\nat length\n* go\n",
       "0@1 : start|read this|.. ask at length|go"},
      {"lists in lists, plain", "NOTES.txt", "(1) start\n  - read 1.5 of it\n  + ask\n2) go\n",
       "0@1 : (1) start|- read 1.5 of it|+ ask|2) go"},
      {"a number is no item", "NOTES.txt",
       "It needs version\n1.5 of the tool and\n12.5 MB, about\n2019. Good.\n",
       "0@1 : It needs version 1.5 of the tool and 12.5 MB, about 2019. Good."},
      {"code and comments are no prose", "a.md",
       "# T\n<!-- hidden\nwords -->\n```\ncode\n```\n    more code\n\nSeen.\n", "1@1 T: Seen."},
      {"setext", "a.md", "Title\n=====\nx\n\nSub\n---\ny\n", "1@1 Title: x; 2@5 Sub: y"},
      {"badges are no prose", "a.md", "# T\n[![CI](https://b/x.svg)](https://ci)\n\nA tool.\n",
       "1@1 T: A tool."},
      {"html heading", "README.md",
       "<h1 align=\"center\">Name</h1>\n<p>Does <b>much</b> &amp; more.</p>\n\nRest.\n",
       "1@1 Name: Does much & more.|Rest."},
      {"front matter", "a.md", "---\ntitle: \"My page\"\nsidebar: x\n---\nText.\n", "1@2 My page: Text."},
      {"table", "a.md", "| a | b |\n|---|---|\n| 1 | 2 |\n", "0@1 : a | b ||1 | 2 |"},
      {"byte order mark", "a.md", "\xef\xbb\xbf# T\nx\n", "1@1 T: x"},
      {"latin-1", "a.md", "# Caf\xe9\n", "1@1 Caf\xef\xbf\xbd"},
      {"crlf", "a.md", "# T\r\nx\r\ny\r\n", "1@1 T: x y"},
      {"rst", "a.rst",
       "=====\nTitle\n=====\n\nOne ``two`` `three <https://x.y>`_.\n\nSub\n---\n\n.. code-block:: sh\n\n   "
       "run\n\n.. a comment\n\nText::\n\n  code\n\nEnd.\n",
       "1@2 Title: One two three.; 2@7 Sub: Text:|End."},
      {"asciidoc", "a.adoc",
       "= Title\n:toc:\n\nIntro https://x.y[link].\n\n== Sub\n----\ncode\n----\n// comment\nText.\n",
       "1@1 Title: Intro link.; 2@6 Sub: Text."},
      {"asciidoc directives", "a.adoc",
       "= Title\nifdef::env-github[:icons: font]\nOne words.\n\n====\nTwo "
       "words.\n\n====\n\n|===\n|a\n\n|===\nMap::x[int] too.\n",
       "1@1 Title: One words.|Two words.||a|Map::x[int] too."},
      {"org", "a.org",
       "#+TITLE: T\n* One\nSee [[https://x.y][page]].\n#+BEGIN_SRC sh\nx\n#+END_SRC\n** Two\ny\n",
       "1@1 T; 1@2 One: See page.; 2@7 Two: y"},
      {"pod", "a.pod", "=head1 NAME\n\nfoo - C<bar>\n\n  code\n\n=head2 Sub\n\nText\n\n=cut\n",
       "1@1 NAME: foo - bar; 2@7 Sub: Text"},
      {"rdoc", "a.rdoc", "= Title\n\nText here\n  code\n\n== Sub\n* item\n",
       "1@1 Title: Text here; 2@6 Sub: * item"},
      {"plain", "INSTALL", "Title\n=====\n\nSome text\nmore.\n\nHOW TO BUILD\n\nRun it.\n",
       "1@1 Title: Some text more.; 2@7 HOW TO BUILD: Run it."},
      {"plain file in markdown", "README", "# T\n\nx\n", "1@1 T: x"},
      {"html page", "a.html",
       "<html><head><title>no</title></head><body><h2>Sub</h2><p>A</p><pre>code</pre></body></html>",
       "2@1 Sub: A"},
      {"empty", "a.md", "", ""},
  }));
  CAPTURE(c.name);
  CHECK(outline(parse(c.path, c.text)) == c.want);
}

TEST_CASE("documents: links", "[documents]") {
  const auto c = GENERATE(values<Parsed>({
      {"markdown", "a.md", "x\n[a](b.md) and <mailto:x@y.org>\nhttps://z.org\n",
       "[a](b.md)@2; [mailto:x@y.org](mailto:x@y.org)@2; [https://z.org](https://z.org)@3"},
      {"badge", "a.md", "[![CI](https://b/x.svg)](https://ci)\n",
       "![CI](https://b/x.svg)@1; [CI](https://ci)@1"},
      {"reference", "a.md", "[a][r]\n\n[r]: https://r.org\n", "[a](https://r.org)@1"},
      {"html in markdown", "a.md", "<p>\n<a href='x.md'>X</a></p>\n", "[X](x.md)@2"},
      {"inline html", "a.md", "See <a href=\"x.md\">X</a>.\n", "[](x.md)@1"},
      {"rst", "a.rst",
       "`a <https://x.y>`_\n\n.. image:: https://b/i.svg\n   :target: https://ci\n\n.. _r: https://r.org\n",
       "[a](https://x.y)@1; [](https://x.y)@1; ![](https://b/i.svg)@3; [](https://ci)@3; "
       "[r](https://r.org)@6"},
      {"plain", "a.txt", "See http://x.y/z, (https://q.r).\n", "[](http://x.y/z)@1; [](https://q.r)@1"},
      {"no links in code", "a.md", "```\n[a](b)\n```\n", ""},
  }));
  CAPTURE(c.name);
  CHECK(links(parse(c.path, c.text)) == c.want);
}

TEST_CASE("documents: prose knows its lines", "[documents]") {
  const Document document = parse("a.md", "# T\n\none\ntwo\n\n- three\n");
  const Section& section = document.sections.at(1);
  CHECK(section.prose == "one two\nthree\n");
  CHECK(section.line_at(0) == 3);
  CHECK(section.line_at(5) == 4);
  CHECK(section.line_at(9) == 6);
}

TEST_CASE("documents: hostile texts end soon", "[documents]") {
  for (const char* path : {"a.md", "a.rst", "a.adoc", "a.org", "a.html", "a.pod", "a.rdoc", "a.txt"}) {
    for (const char* piece :
         {"<a ", "[", "&", "`", "* ", "> ", "= x\n", "http://", "<!--", ":a:`", "[[", "..\n"}) {
      std::string text;
      while (text.size() < 60000) text += piece;
      CAPTURE(path, piece);
      CHECK_FALSE(parse(path, text).sections.empty());
    }
  }
}

struct Found {
  const char* name;
  test::MemorySnapshot repo;
  const char* want;  // "kind path" per document, "!" = template, ">" = leads elsewhere
};

std::string listing(const Documents& documents) {
  std::string out;
  for (const Document& document : documents.all()) {
    if (!out.empty()) out += "; ";
    out += document.kind + " " + document.path;
    if (!document.language.empty()) out += " (" + document.language + ")";
    if (document.template_only) out += " !" + document.template_marker;
    if (!document.points_to.empty()) out += " > " + document.points_to;
    if (!document.named_by.empty()) out += " < " + document.named_by;
  }
  return out;
}

constexpr const char* kText = "These words are here so that the document is more than a stub of one line.\n";

TEST_CASE("documents: kinds by name and place", "[documents]") {
  const auto c = GENERATE_COPY(values<Found>({
      {"usual places",
       {{".github/CONTRIBUTING.md", kText}, {"README", kText}, {"docs/SECURITY.rst", kText}},
       "readme README; contributing .github/CONTRIBUTING.md; security docs/SECURITY.rst"},
      {"any case and other names",
       {{"Hacking.txt", kText}, {"code-of-conduct.md", kText}, {"Road-Map.adoc", kText}},
       "code_of_conduct code-of-conduct.md; contributing Hacking.txt; roadmap Road-Map.adoc"},
      {"not somewhere deep",
       {{"src/README.md", kText}, {"lib/x/SECURITY.md", kText}, {"community/README.md", kText}},
       ""},
      {"not vendored", {{"docs/vendor/x/architecture.md", kText}, {"vendor/CONTRIBUTING.md", kText}}, ""},
      {"pages",
       {{"docs/dev/architecture.md", kText}, {"docs/howto/frob.md", kText}, {"docs/requirements.txt", kText}},
       "architecture docs/dev/architecture.md; docs docs/howto/frob.md"},
      {"plans and proposals tell of what may come",
       {{"docs/plans/frob.md", kText},
        {"docs/rfcs/0001-frob.md", kText},
        {"docs/planserver.md", kText},
        {"docs/plans/roadmap.md", kText}},
       "roadmap docs/plans/roadmap.md; docs docs/planserver.md"},
      {"index of a folder", {{"docs/security/index.md", kText}}, "security docs/security/index.md"},
      {"numbered", {{"docs/03-architecture.md", kText}}, "architecture docs/03-architecture.md"},
      {"languages",
       {{"README.zh-CN.md", kText}, {"README.md", kText}, {"docs/de/install.md", kText}},
       "readme README.md; readme README.zh-CN.md (zh_cn); install docs/de/install.md (de)"},
      {"a build file is no document",
       {{"BUILD", kText}, {"install", kText, Mode::executable}, {"CMakeLists.txt", kText}},
       ""},
      {"forms",
       {{".github/ISSUE_TEMPLATE/bug.yml", "name: Bug\n"},
        {".github/PULL_REQUEST_TEMPLATE.md", "<!-- add tests -->\n"}},
       "issue_template .github/ISSUE_TEMPLATE/bug.yml; pull_request_template "
       ".github/PULL_REQUEST_TEMPLATE.md"},
      {"security.txt",
       {{".well-known/security.txt", "Contact: mailto:s@foo.org\n"}},
       "security .well-known/security.txt"},
      {"an unfilled template",
       {{"CODE_OF_CONDUCT.md", "Report to [INSERT CONTACT METHOD]. We all pledge to be nice.\n"}},
       "code_of_conduct CODE_OF_CONDUCT.md ![INSERT CONTACT METHOD]"},
      {"next to empty", {{"SECURITY.md", "# Security\n\nTODO\n"}}, "security SECURITY.md !"},
      {"comments only",
       {{"SECURITY.md", "<!-- write something about security here, please, one day -->\n"}},
       "security SECURITY.md !"},
      {"example mail only",
       {{"SECURITY.md", "Report vulnerabilities to security@example.com and wait for us.\n"}},
       "security SECURITY.md !security@example.com"},
      {"example mail next to a real one",
       {{"SECURITY.md", "Write to sec@curl.se, not to security@example.com or any other.\n"}},
       "security SECURITY.md"},
      {"an example of a commit's trailer",
       {{"CONTRIBUTING.md",
         "Sign off your commits, which adds:\n\n    Signed-off-by: Your Name <you@example.com>\n"}},
       "contributing CONTRIBUTING.md"},
      {"and a contact that nobody filled in",
       {{"CONTRIBUTING.md",
         "Sign off your commits, which adds:\n\n    Signed-off-by: Your Name <you@example.com>\n\nAsk "
         "info@example.com for help with that.\n"}},
       "contributing CONTRIBUTING.md !info@example.com"},
      {"stub in the tree",
       {{"CONTRIBUTING.md", "See [here](docs/contrib.md).\n"}, {"docs/contrib.md", kText}},
       "contributing CONTRIBUTING.md; contributing docs/contrib.md < CONTRIBUTING.md; docs docs/contrib.md"},
      {"a symlink checked in as a file",
       {{"CONTRIBUTING.md", "docs/contrib.md"}, {"docs/contrib.md", kText}},
       "contributing CONTRIBUTING.md !; contributing docs/contrib.md < CONTRIBUTING.md; docs "
       "docs/contrib.md"},
      {"stub outside",
       {{"SECURITY.md", "Please see [our policy](https://x.org/sec).\n"}},
       "security SECURITY.md > https://x.org/sec"},
      {"symlink",
       {{"SECURITY.md", "docs/sec.md", Mode::symlink}, {"docs/sec.md", kText}},
       "security docs/sec.md < SECURITY.md; docs docs/sec.md"},
      {"dangling symlink", {{"SECURITY.md", "../../etc/passwd", Mode::symlink}}, ""},
  }));
  CAPTURE(c.name);
  const ScanOptions options = test_options();
  const Facts facts(c.repo, options, test::rules());
  CHECK(listing(facts.get<Documents>()) == c.want);
  CHECK(facts.get<Documents>().complete());
}

TEST_CASE("documents: an unreadable file is no absent file", "[documents]") {
  const test::MemorySnapshot repo{{"SECURITY.md", "", Mode::file, true}, {"README.md", kText}};
  const ScanOptions options = test_options();
  const Facts facts(repo, options, test::rules());
  CHECK_FALSE(facts.get<Documents>().complete("security"));
  CHECK(facts.get<Documents>().complete("governance"));
}

TEST_CASE("documents: sections stand for documents", "[documents]") {
  const test::MemorySnapshot repo{
      {"README.md",
       "# Security\n\nx\n\n## 🔒 Security Policy\n\nMail us about it, we answer soon.\n\n### "
       "Scope\n\nAll.\n\n## Securityish\n\nNo.\n"},
      {"CONTRIBUTING.md",
       "# Contributing\n\n## Reporting security issues\n\nMail us about it, we answer soon.\n"},
      {"docs/plan.md", "# Roadmap\n\n## 2027\n\nA parser that reads all of it.\n"}};
  const ScanOptions options = test_options();
  const Facts facts(repo, options, test::rules());
  std::string seen;
  for (const Piece& piece : facts.get<Documents>().pieces("security")) {
    seen += piece.path() + ":" + std::to_string(piece.line()) + "-" + std::to_string(piece.last_line()) + " ";
  }
  CHECK(seen == "CONTRIBUTING.md:3-5 README.md:5-12 ");
  REQUIRE(facts.get<Documents>().pieces("roadmap").size() == 1);
  CHECK(facts.get<Documents>().pieces("roadmap").front().path() == "docs/plan.md");
}

TEST_CASE("documents: links inside the tree", "[documents]") {
  CHECK(resolve_link("a/b", "../c.md#x") == "a/c.md");
  CHECK(resolve_link("a", "/c.md") == "c.md");
  CHECK(resolve_link("", "./c.md?raw") == "c.md");
  CHECK(resolve_link("a", "../../c.md").empty());
  CHECK(resolve_link("a", "https://x.y/c.md").empty());
  CHECK(resolve_link("a", "mailto:x@y").empty());
}

}  // namespace
}  // namespace badgescan
