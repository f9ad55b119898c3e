// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/project.h"

#include "scanner/facts/documents.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

ScanOptions test_options() {
  ScanOptions options;
  options.now = test::kNow;
  return options;
}

struct Remote {
  const char* url;
  const char* want;  // "forge owner name url", "local", or the URL of an unknown forge
};

TEST_CASE("project: remotes to forges", "[project]") {
  const auto c = GENERATE(values<Remote>({
      {"https://github.com/o/n.git", "GitHub o n https://github.com/o/n"},
      {"git@github.com:o/n.git", "GitHub o n https://github.com/o/n"},
      {"ssh://git@ssh.github.com:443/o/n.git", "GitHub o n https://github.com/o/n"},
      {"https://user:secret@github.com/o/n", "GitHub o n https://github.com/o/n"},
      {"git://github.com/o/n", "GitHub o n https://github.com/o/n"},
      {"https://www.github.com/o/n/", "GitHub o n https://github.com/o/n"},
      {"https://github.com/o/n/tree/main/x", "GitHub o n https://github.com/o/n"},
      {"git+https://github.com/o/n.git#readme", "GitHub o n https://github.com/o/n"},
      {"https://gitlab.com/g/sub/n.git", "GitLab g/sub n https://gitlab.com/g/sub/n"},
      {"https://gitlab.com/g/sub/n/-/tree/main", "GitLab g/sub n https://gitlab.com/g/sub/n"},
      {"git@gitlab.example.org:g/n.git", "GitLab g n https://gitlab.example.org/g/n"},
      {"ssh://git@gitlab.example.org:2222/g/n.git", "GitLab g n https://gitlab.example.org/g/n"},
      {"https://gitlab.example.org:8443/g/n.git", "GitLab g n https://gitlab.example.org:8443/g/n"},
      {"https://salsa.debian.org/g/n.git", "GitLab g n https://salsa.debian.org/g/n"},
      {"git@bitbucket.org:o/n.git", "Bitbucket o n https://bitbucket.org/o/n"},
      {"https://codeberg.org/o/n.git", "Gitea/Forgejo o n https://codeberg.org/o/n"},
      {"https://git.sr.ht/~o/n", "SourceHut ~o n https://git.sr.ht/~o/n"},
      {"https://git.savannah.gnu.org/git/make.git",
       "Savannah make make https://git.savannah.gnu.org/cgit/make.git"},
      {"https://git.example.org/a/n.git", " a n https://git.example.org/a/n"},
      {"https://mygithubmirror.org/o/n", " o n https://mygithubmirror.org/o/n"},
      {"/srv/git/n.git", "local"},
      {"../n", "local"},
      {"file:///srv/n", "local"},
      {"C:\\code\\n", "local"},
      {"git@work:o/n.git", "local"},
      {"", ""},
  }));
  CAPTURE(c.url);
  const ForgeLocation at = locate(c.url);
  std::string seen = at.local ? "local" : "";
  if (!at.url.empty()) seen = std::string(name_of(at.forge)) + " " + at.owner + " " + at.name + " " + at.url;
  CHECK(seen == c.want);
}

struct Permalink {
  const char* remote;
  const char* want;
};

TEST_CASE("project: permalinks", "[project]") {
  const auto c = GENERATE(values<Permalink>({
      {"https://github.com/o/n", "https://github.com/o/n/blob/abc/d%20e/f%23.md#L3-L5"},
      {"https://gitlab.com/o/n", "https://gitlab.com/o/n/-/blob/abc/d%20e/f%23.md#L3-5"},
      {"https://bitbucket.org/o/n", "https://bitbucket.org/o/n/src/abc/d%20e/f%23.md#lines-3:5"},
      {"https://codeberg.org/o/n", "https://codeberg.org/o/n/src/commit/abc/d%20e/f%23.md#L3-L5"},
      {"https://git.sr.ht/~o/n", "https://git.sr.ht/~o/n/tree/abc/item/d%20e/f%23.md#L3-5"},
      {"https://git.savannah.gnu.org/git/n.git",
       "https://git.savannah.gnu.org/cgit/n.git/tree/d%20e/f%23.md?id=abc#n3"},
      {"https://git.example.org/n", ""},
  }));
  CHECK(locate(c.remote).permalink("abc", "d e/f#.md", 3, 5) == c.want);
}

struct Described {
  const char* readme;
  const char* want;
};

TEST_CASE("project: what the README says it is", "[project]") {
  const auto c = GENERATE(values<Described>({
      {"# foo\n\nfoo is a tool that counts words in files. It is fast.\n",
       "3 foo is a tool that counts words in files."},
      {"# foo\n\n[![CI](x)](y)\n\n**A small library for reading many kinds of files**\n",
       "5 A small library for reading many kinds of files"},
      {"# foo\n\n[Docs](a) | [Install](b) | [Help](c) | [More](d)\n\nIt finds lost commits, e.g. after a "
       "reset. Yes.\n",
       "5 It finds lost commits, e.g. after a reset."},
      {"# foo\n\n> NOTE: this is a pre-release of the next version\n\nA server for maps of the whole "
       "world.\n",
       "5 A server for maps of the whole world."},
      {"# This is foo 2!\n\nPlease note that this is the README for the second version.\n\nFor general news "
       "and "
       "documents of foo, see there:\n\nFoo 2 is currently in beta testing and may change.\n\nThus, do not "
       "use it "
       "for your work.\n\n## What is foo?\n\nFoo draws maps of places that nobody knows.\n",
       "13 Foo draws maps of places that nobody knows."},
      {"# foo\n\nA fast word counter.\n\n## Features\n\n- Counts the words of many large files at once.\n",
       "3 A fast word counter."},
      {"# foo\n\nA fast counter\n\n## About\n\nfoo draws maps of places that nobody knows.\n",
       "7 foo draws maps of places that nobody knows."},
      {"# foo\n\n- A package for one kind of telephone, found there\n\nThe client of foo for telephones of "
       "all kinds.\n",
       "5 The client of foo for telephones of all kinds."},
      {"# Foo\n\n### The counter of words\n\n**Foo** implements a way to count words in files.\n",
       "5 Foo implements a way to count words in files."},
      {"# Foo\n\n### Requirements\n\nOne of the following systems must be there to run it.\n", ""},
      {"# foo\n\nShort.\n\n## About\n\nfoo draws maps of places that nobody knows.\n",
       "7 foo draws maps of places that nobody knows."},
      {"# foo\n\n```\nfoo is a tool that counts words\n```\n", ""},
      {"foo: A Good Viewer Of Maps\n===\n\n## Why?\n\nIt's how we speak to machines now.\n",
       "1 foo: A Good Viewer Of Maps"},
      {"# foo\n\n## Why?\n\nIt's how we speak to machines now.\n", "5 It's how we speak to machines now."},
      {"# foo : Maps of the world\n\nJSON is everywhere on the Internet.\n", "1 foo : Maps of the world"},
      {"# foo2 - Maps of the world\n\nFoo is the most popular adapter for maps.\n",
       "3 Foo is the most popular adapter for maps."},
      {"# foo: A Viewer\n\nIt shows maps of the whole world.\n", "3 It shows maps of the whole world."},
      {"# foo\n\n1.1. Overall documentation 1.2. Documentation of all tools\n\n## 0. Overview\n\nfoo draws "
       "maps of places "
       "that nobody knows.\n",
       "7 foo draws maps of places that nobody knows."},
      {"# foo\n\nThis is a continuation of the foo tool that a person wrote.\n\n## Overview\n\nWhen using an "
       "editor it is easy to count words.\n\nFoo is a tool that does it everywhere.\n",
       "9 Foo is a tool that does it everywhere."},
      {"# foo\n\nBar is a plugin that brings foo to the editor of your choice.\n\nFoo is a tool that counts "
       "words.\n",
       "5 Foo is a tool that counts words."},
      {"# foo\n\nfoo-bar is a plugin that brings it to the editor.\n\nFoo is a tool that counts words.\n",
       "5 Foo is a tool that counts words."},
      {"# foo\n\nThis is a tool that counts words.\n\nFoo is a registered mark of somebody.\n",
       "3 This is a tool that counts words."},
      {"# foo\n\nThis counts the words of files.\n\n## Bar\n\nfoo is a part of a larger tool.\n",
       "3 This counts the words of files."},
      {"# foo\n", ""},
      {"foo\n", ""},
  }));
  CAPTURE(c.readme);
  const DescribedBy found =
      describe(parse_document("README.md", std::make_shared<const std::string>(c.readme)));
  CHECK((found.text.empty() ? "" : std::to_string(found.line) + " " + found.text) == c.want);
}

TEST_CASE("project: own addresses", "[project]") {
  test::MemorySnapshot repo{
      {"README.md",
       "# Frobber\n\n[Website](http://frobber.org) and "
       "[docs](https://docs.frobber.org/x?badge=latest) "
       "and [more docs](https://docs.frobber.org/x#more)\n\n[other](http://elsewhere.org)\n"
       "![badge](http://frobber.org/badge.svg)\n\n## Showcase\n\n"
       "- [Maps](https://frobbermaps.org)\n"},
      {"mkdocs.yml", "site_name: x\nsite_url: https://frobber.org/manual/\n"}};
  repo.remote("git@github.com:o/frobber.git");
  const ScanOptions options = test_options();
  const Facts facts(repo, options, test::rules());
  std::string seen;
  for (const ProjectUrl& url : facts.get<Project>().urls) {
    seen += url.what + " " + url.url + " " + url.seen.path + ":" + std::to_string(url.seen.line) + "; ";
  }
  CHECK(seen ==
        "repository https://github.com/o/frobber :0; documentation https://frobber.org/manual/ mkdocs.yml:2; "
        "homepage http://frobber.org README.md:3; documentation https://docs.frobber.org/x README.md:3; ");
  CHECK(facts.get<Project>().homepage == "http://frobber.org");
}

TEST_CASE("project: its name", "[project]") {
  const auto name = [](std::vector<test::MemoryFile> files) {
    test::MemorySnapshot repo(std::move(files));
    repo.remote("https://github.com/o/frobber.git");
    const ScanOptions options = test_options();
    return Facts(repo, options, test::rules()).get<Project>().name;
  };
  CHECK(name({{"README.md", "# Rocket\n\nA tool that sorts all kinds of things for you.\n"}}) == "Rocket");
  CHECK(name({{"README.md", "# Installation\n\nA tool that sorts all kinds of things for you.\n"}}) ==
        "frobber");
  CHECK(name({{"go.mod", "module github.com/o/rocket/v2\n"}, {"a.go", "package a\n"}}) == "rocket");
}

TEST_CASE("project: named and described by its packages", "[project]") {
  const auto project = [](std::vector<test::MemoryFile> files) {
    test::MemorySnapshot repo(std::move(files));
    const ScanOptions options = test_options();
    const Project found = Facts(repo, options, test::rules()).get<Project>();
    return found.name + ": " + found.description;
  };
  const std::string tool = "\n\nA tool that sorts all kinds of things for you.\n";
  const auto package = [](const std::string& folder, const std::string& name) {
    return test::MemoryFile{
        folder + "pubspec.yaml",
        "name: " + name + "\nversion: 1.0.0\ndescription: Draws maps of " + name + " places.\n"};
  };
  const test::MemoryFile engine{"engine/package.json", R"({"name": "engine", "version": "1.2.0"})"};
  CHECK(project({engine, {"README.md", "# Rocket" + tool}}) ==
        "Rocket: A tool that sorts all kinds of things for you.");
  // What follows a part is no name either.
  CHECK(
      project({engine, {"README.md", "# Contents\n\n- a\n\n# How it works" + tool}}).starts_with("engine: "));
  CHECK(project({package("", "wheel"), {"README.md", "# Rocket" + tool}}) ==
        "wheel: Draws maps of wheel places.");
  const test::MemoryFile workspace{"pubspec.yaml", "name: rocket_workspace\npublish_to: none\n"};
  const test::MemoryFile list{
      "README.md",
      "# rocket\n\n## Packages\n\n- [rocket](rocket)\n- [wheel](wheel)\n- [sail](sail)\n- "
      "[mast](mast)\n\n## Versioning\n\nSee the guide for changes.\n"};
  CHECK(project({workspace, package("rocket/", "rocket"), package("wheel/", "wheel"), list}) ==
        "rocket_workspace: Draws maps of rocket places.");
  CHECK(project({workspace, package("wheel/", "wheel"), list}) == "rocket_workspace: ");
}

TEST_CASE("project: an own installation shows by its files", "[project]") {
  test::MemorySnapshot repo{{".gitlab-ci.yml", "x: y\n"}};
  repo.remote("https://git.example.net/a/b.git");
  const ScanOptions options = test_options();
  const Facts facts(repo, options, test::rules());
  CHECK(facts.get<Project>().forge.forge == Forge::gitlab);
}

}  // namespace
}  // namespace badgescan
