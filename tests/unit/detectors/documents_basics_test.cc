// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The detectors of documents, chapter Basics: met, unmet, unknown and look-alike rows.
#include "tests/support/test.h"

namespace badgescan {
namespace {

using test::MemoryFile;
using test::MemorySnapshot;

struct Row {
  const char* name;
  const char* detector;
  MemorySnapshot repo;
  const char* want;
};

MemorySnapshot on_github(std::vector<MemoryFile> files) {
  MemorySnapshot repo(std::move(files));
  repo.remote("https://github.com/o/frobber.git");
  return repo;
}
MemorySnapshot unreadable(const char* path) { return on_github({{path, "", Mode::file, true}}); }

constexpr const char* kReadme = "# frobber\n\nfrobber counts the words of every file in a folder.\n";
constexpr const char* kWords =
    "This text stands for the many words that a real document of this kind has, and it goes on for a while "
    "so that "
    "nobody takes it for a stub or an empty form. It is longer than sixty words in the end, because some "
    "detectors "
    "want to see a document that somebody has really written and not a single line that points elsewhere, "
    "and so "
    "here are a few more of them to be on the safe side.\n";

std::string with(const char* head, const char* tail = "") { return std::string(head) + kWords + tail; }

TEST_CASE("documents: basics", "[detectors]") {
  const auto c = GENERATE_COPY(values<Row>({
      {"README describes", "description_good", on_github({{"README.md", kReadme}}),
       "description_good Met/4 README.md:3"},
      {"the notice above is no description", "description_good",
       on_github(
           {{"README.md",
             "# frobber\n\n(C) 1999-2025 the authors of the frobber program\n\nSource: "
             "https://github.com/o/frobber\n\nVideo introduction to it: how one counts words in files\n\n"
             "frobber counts words (a.k.a. tokens) in every file.\n"}}),
       "description_good Met/4 README.md:9"},
      {"where the source lies is no description", "description_good",
       on_github({{"README.md",
                   "# frobber\n\nThis is the base repo of the frobber project.\n\n"
                   "frobber counts the words of every file.\n"}}),
       "description_good Met/4 README.md:5"},
      {"documents of a web site", "documentation",
       on_github({{"README.md", "# frobber\n"},
                  {"website/src/latest/docs/installation.md", with("# Installation\n\n")},
                  {"website/src/latest/docs/usage.md", with("# Usage\n\n")},
                  {"website/i18n/ja/docs/usage.md", with("# Usage\n\n")}}),
       "documentation_basics Met/4 website/src/latest/docs/installation.md; documentation_interface ?/0"},
      {"an internal package of Go is no interface", "documentation",
       on_github({{"README.md", kReadme},
                  {"go.mod", "module x.org/frobber\n"},
                  {"internal/a/a.go", "// Package a counts.\npackage a\n"}}),
       "documentation_basics Unmet/3; documentation_interface ?/0"},
      {"what a version changed is no description", "description_good",
       on_github(
           {{"README.rst",
             "frobber\n=======\n\nNew in version 0.6.1:\n\n- Fix issue 85 that made the program lose some "
             "of the words\n\nBreaking changes:\n\n- The meaning of the option for words slightly "
             "changed\n\nOne counts the words of files with it.\n"}}),
       "description_good Met/4 README.rst:12"},
      {"a title that is a sentence", "description_good",
       on_github(
           {{"README.md",
             "# frobber creates tables of the words in files\n\nHell no! You know what is awesome?\n"}}),
       "description_good Met/4 README.md:1"},
      {"a title that is a name", "description_good",
       on_github({{"README.md", "# The frobber of the old town\n\nIt counts all the words of files.\n"}}),
       "description_good Met/4 README.md:3"},
      {"pictures by substitution are no words", "description_good",
       on_github({{"README.rst",
                   "frobber\n=======\n\nTests |test-state| of |main-branch| here |docs-state|\n\n"
                   ".. |test-state| image:: https://x.example.net/a.svg\n"}}),
       "description_good Unmet/4 README.rst"},
      {"title only", "description_good",
       on_github({{"README.md", "# frobber\n\n## Install\n\nRun make and then make install.\n"}}),
       "description_good Unmet/2 README.md"},
      {"no README", "description_good", on_github({{"main.c", "int main;"}}), "description_good Unmet/4"},
      {"unreadable README", "description_good", unreadable("README.md"), "description_good ?/0"},
      {"badges are no description", "description_good",
       on_github({{"README.md",
                   "# x\n\n[![build status of the main branch](a)](b) [docs](c) | [more](d) | [help](e)\n"}}),
       "description_good Unmet/2 README.md"},

      {"all three", "interact",
       on_github(
           {{"README.md",
             "# x\n\n## Installation\n\nRun `pip install x` first.\n\n## Support\n\nPlease open an issue.\n"},
            {"CONTRIBUTING.md", "Fork the repository, change it and open a pull request.\n"}}),
       "interact Met/4 CONTRIBUTING.md"},
      {"feedback is the forge's", "interact",
       on_github({{"README.md", "# x\n\n## Installation\n\nRun `pip install x` first.\n"},
                  {"CONTRIBUTING.md", "Fork the repository, change it and open a pull request.\n"}}),
       "interact Met/3 CONTRIBUTING.md"},
      {"one of three", "interact", on_github({{"README.md", kReadme}}),
       "interact Unmet/2 https://github.com/o/frobber/issues"},
      {"unreadable", "interact", unreadable("README.md"),
       "interact Unmet/2 https://github.com/o/frobber/issues"},

      {"process and requirements", "contribution",
       on_github({{"CONTRIBUTING.md",
                   "# Contributing\n\nOpen a pull request.\n\nAll code must follow PEP 8 and the tests must "
                   "pass.\n"}}),
       "contribution Met/5 CONTRIBUTING.md:3; contribution_requirements Met/4 CONTRIBUTING.md:5"},
      {"quotes what says how, not a prohibition", "contribution",
       on_github(
           {{"CONTRIBUTING.md",
             "# C\n\n## Typos\n\nPlease do not create a pull request for it.\n\n## Changes\n\nOpen a pull "
             "request against the main branch.\n"}}),
       "contribution Met/5 CONTRIBUTING.md:9; contribution_requirements Unmet/2 CONTRIBUTING.md"},
      {"quotes the demand for tests, not the first command", "contribution",
       on_github({{"CONTRIBUTING.md",
                   "# C\n\nOpen a pull request.\n\nRun cargo fmt first.\n\nNew features should come with "
                   "tests.\n"}}),
       "contribution Met/5 CONTRIBUTING.md:3; contribution_requirements Met/4 CONTRIBUTING.md:7"},
      {"quotes the box for tests, not the first command", "contribution",
       on_github({{"CONTRIBUTING.md",
                   "# C\n\nOpen a pull request.\n\nRun cargo fmt first.\n\n- [ ] Tests added for every "
                   "change\n"}}),
       "contribution Met/5 CONTRIBUTING.md:3; contribution_requirements Met/4 CONTRIBUTING.md:7"},
      {"quotes the request in short words, not what a pipeline does with it", "contribution",
       on_github({{"CONTRIBUTING.md",
                   "# C\n\nCI fails a pull request that changes it.\n\nSmall pull requests are read "
                   "sooner.\n\nOpen a PR against main.\n"}}),
       "contribution Met/5 CONTRIBUTING.md:7; contribution_requirements Unmet/2 CONTRIBUTING.md"},
      {"section of the README", "contribution",
       on_github({{"README.md", "# x\n\n## Contributing\n\nSend a pull request to the main branch.\n"}}),
       "contribution Met/4 README.md:5; contribution_requirements Unmet/2 README.md:3"},
      {"no process named", "contribution",
       on_github({{"CONTRIBUTING.md", "We are glad about every contribution that you want to make.\n"}}),
       "contribution Met/3 CONTRIBUTING.md; contribution_requirements Unmet/2 CONTRIBUTING.md"},
      {"sent to a wiki", "contribution",
       on_github({{"CONTRIBUTING.md", "See the [Contribute](https://frobber.org/contribute) page.\n"}}),
       "contribution Met/3 CONTRIBUTING.md:1; contribution_requirements ?/0 CONTRIBUTING.md:1"},
      {"sent to something else", "contribution",
       on_github({{"CONTRIBUTING.md", "Please mind our [policy](https://frobber.org/ai-policy) first.\n"}}),
       "contribution Met/1 https://github.com/o/frobber; contribution_requirements Unmet/2"},
      {"nothing, on a forge", "contribution", on_github({{"README.md", kReadme}}),
       "contribution Met/1 https://github.com/o/frobber; contribution_requirements Unmet/2"},
      {"nothing, no forge",
       "contribution",
       {{"README.md", kReadme}},
       "contribution Unmet/3; contribution_requirements Unmet/2"},
      {"a guide where no document is read",
       "contribution",
       {{"README.md", kReadme}, {"Etc/frobber-development-guide", "Send patches to the list.\n"}},
       "contribution ?/0 Etc/frobber-development-guide; contribution_requirements ?/0 "
       "Etc/frobber-development-guide"},
      {"a guide where no document is read, on a forge", "contribution",
       on_github({{"README.md", kReadme}, {"sites/www/contributing.rst", "Send patches to the list.\n"}}),
       "contribution ?/0 sites/www/contributing.rst; contribution_requirements ?/0 "
       "sites/www/contributing.rst"},
      {"changes by other ways than pull requests", "contribution",
       on_github(
           {{"README.md", std::string(kReadme) +
                              "\n## Contributing\n\nIssues welcome! I have not enabled Pull Requests.\n"}}),
       "contribution ?/0 README.md:7; contribution_requirements Unmet/2 README.md:5"},
      {"a program and somebody else's guide",
       "contribution",
       {{"README.md", kReadme},
        {"src/contribute.c", "int x;\n"},
        {"Etc/CONTRIBUTORS", "Ada\n"},
        {"third_party/x/CONTRIBUTING", "Patches\n"}},
       "contribution Unmet/3; contribution_requirements Unmet/2"},
      {"closed", "contribution",
       on_github({{"README.md", "# x\n\n## Contributing\n\nWe do not accept pull requests at this time.\n"}}),
       "contribution ?/0 README.md:5; contribution_requirements Unmet/2 README.md:3"},
      {"somebody else's words", "contribution",
       on_github({{"README.md",
                   "# x\n\n| who | said |\n|---|---|\n| them | \"We do not accept pull requests.\" |\n\nAnd "
                   "more words.\n"}}),
       "contribution Met/1 https://github.com/o/frobber; contribution_requirements Unmet/2"},
      {"unreadable", "contribution", unreadable("CONTRIBUTING.md"),
       "contribution ?/0; contribution_requirements ?/0"},
      {"not filled in", "contribution",
       on_github({{"CONTRIBUTING.md", "Write to [INSERT EMAIL] and open a pull request.\n"}}),
       "contribution Unmet/2 CONTRIBUTING.md; contribution_requirements Unmet/2"},

      {"install and use", "documentation",
       on_github({{"README.md",
                   "# x\n\n## Install\n\nUse the package of your system.\n\n## Usage\n\nRun `x FILE` on "
                   "every file you like to see counted, as often as you wish to.\n\n```\nx a.txt\n```\n"}}),
       "documentation_basics Met/4 README.md:3; documentation_interface Met/3 README.md:7"},
      {"how the program is started", "documentation",
       on_github(
           {{"README.md",
             "# x\n\n## Running the server\n\nOpen the folder in your editor and press the key that starts "
             "the program there, or use the command line.\n\n```\nx\n```\n"}}),
       "documentation_basics Met/3 README.md:3; documentation_interface ?/0"},
      {"a topic of a guide", "documentation",
       on_github(
           {{"README.md", "# x\n\nCounts words in all files.\n"},
            {"guides/api_authentication.md",
             "# API Authentication\n\nTokens of an application that is made with it are kept in a table, "
             "and each request shows one of them in a header.\n\n```\nx\n```\n"}}),
       "documentation_basics Met/2 guides/api_authentication.md; documentation_interface ?/0"},
      {"commands only", "documentation",
       on_github({{"README.md", "# x\n\nCounts words in all files.\n\n```sh\npip install x\n```\n"}}),
       "documentation_basics Met/3 README.md:6; documentation_interface ?/0"},
      {"a list of features", "documentation",
       on_github(
           {{"README.md",
             "# x\n\n## Features\n\nIt counts words, lines and bytes of every file that you give it, as "
             "fast as the disk can read them, on one machine or on many.\n\n```\nx\n```\n"}}),
       "documentation_basics Met/3 README.md:3; documentation_interface ?/0"},
      {"a part about keys of somebody else's interface", "documentation",
       on_github({{"README.md",
                   "# x\n\n## API keys required\n\nGet a key from the service, put it into the environment "
                   "and never into the repository, or the service answers nothing at all.\n\n```\nexport "
                   "KEY=1\n```\n"}}),
       "documentation_basics Unmet/3; documentation_interface ?/0"},
      {"reference", "documentation", on_github({{"docs/api.md", with("# API\n\n")}, {"README.md", kReadme}}),
       "documentation_basics Met/2 docs/api.md; documentation_interface Met/4 docs/api.md"},
      {"comments that the registry publishes", "documentation",
       on_github({{"Cargo.toml", "[package]\nname = \"x\"\nversion = \"1.0.0\"\n\n[lib]\nname = \"x\"\n"},
                  {"src/lib.rs", "//! Counts words.\n\npub fn count() {}\n"},
                  {"README.md", kReadme}}),
       "documentation_basics Unmet/3; documentation_interface Met/3 src/lib.rs:1"},
      {"comments of a crate that is not published", "documentation",
       on_github({{"Cargo.toml",
                   "[package]\nname = \"x\"\nversion = \"1.0.0\"\npublish = false\n\n[lib]\nname = \"x\"\n"},
                  {"src/lib.rs", "//! Counts words.\n\npub fn count() {}\n"},
                  {"README.md", kReadme}}),
       "documentation_basics Unmet/3; documentation_interface ?/0"},
      {"comments that no registry publishes", "documentation",
       on_github({{"Cargo.toml", "[package]\nname = \"x\"\nversion = \"1.0.0\"\n\n[lib]\nname = \"x\"\n"},
                  {"src/lib.rs", "// Counts words.\n\npub fn count() {}\n"},
                  {"README.md", kReadme}}),
       "documentation_basics Unmet/3; documentation_interface ?/0"},
      {"man page", "documentation", on_github({{"doc/x.1", ".TH x 1\n"}, {"README.md", kReadme}}),
       "documentation_basics Met/2 doc/x.1; documentation_interface Met/4 doc/x.1"},
      {"man page that configure fills in", "documentation",
       on_github({{"doc/tool.1.in", ".TH tool 1\n"},
                  {"doc/make-table.sh.1", ".TH make-table 1\n"},
                  {"README.md", kReadme}}),
       "documentation_basics Met/2 doc/tool.1.in; documentation_interface Met/4 doc/tool.1.in"},
      {"a few lines", "documentation", on_github({{"README.md", kReadme}}),
       "documentation_basics Unmet/3; documentation_interface ?/0"},
      {"an action of the own pipelines", "documentation",
       on_github({{"README.md", kReadme}, {".github/actions/x/action.yml", "name: x\n"}}),
       "documentation_basics Unmet/3; documentation_interface ?/0"},
      {"vendored man page", "documentation",
       on_github({{"vendor/y/y.1", ".TH y 1\n"}, {"README.md", kReadme}}),
       "documentation_basics Unmet/3; documentation_interface ?/0"},
      {"unreadable", "documentation", unreadable("README.md"),
       "documentation_basics ?/0; documentation_interface ?/0"},
      {"a chapter of a page on something else", "documentation",
       on_github(
           {{"docs/protocol.md", with("# Wire protocol\n\n## Installation\n\n")}, {"README.md", kReadme}}),
       "documentation_basics Met/2 docs/protocol.md; documentation_interface ?/0"},

      {"https", "sites_https",
       on_github({{"README.md", "[Website](https://frobber.org) [other](http://elsewhere.com)\n"}}),
       "sites_https Met/4 https://github.com/o/frobber"},
      {"own site without", "sites_https",
       on_github({{"README.md", "[Website](http://frobber.org) is the place to look at.\n"}}),
       "sites_https Unmet/4 README.md:1"},
      {"named after a standard", "sites_https",
       on_github({{"README.md",
                   "It reads files of the [frobber](http://frobber.org/spec) format and of others.\n"}}),
       "sites_https Met/4 https://github.com/o/frobber"},
      {"own site without, and with elsewhere", "sites_https",
       on_github({{"README.md", "[Website](http://frobber.org) is the place to look at.\n"},
                  {"mkdocs.yml", "site_url: https://frobber.org/manual/\n"}}),
       "sites_https Met/2 README.md:1"},
      {"one of two only without", "sites_https",
       on_github(
           {{"README.md", "[Website](http://frobber.org) and [docs](http://docs.frobber.org) are here.\n"},
            {"mkdocs.yml", "site_url: https://frobber.org/manual/\n"}}),
       "sites_https Unmet/4 README.md:1"},
      {"by the words of a link only", "sites_https",
       on_github({{"README.md", "[Website](http://elsewhere.org) is the place to look at, always.\n"}}),
       "sites_https Unmet/3 README.md:1"},
      {"a host that serves everything over https", "sites_https",
       on_github(
           {{"README.md", "[Documentation](http://frobber.readthedocs.org/) is the place to look at.\n"}}),
       "sites_https Met/4 https://github.com/o/frobber"},
      {"no address", "sites_https", {{"README.md", kReadme}}, "sites_https ?/0"},

      {"forge", "discussion", on_github({{"README.md", kReadme}}),
       "discussion Met/3 https://github.com/o/frobber/issues"},
      {"named", "discussion",
       on_github({{"README.md", "Questions are answered on the mailing list of the project.\n"}}),
       "discussion Met/4 README.md:1"},
      {"neither", "discussion", {{"README.md", kReadme}}, "discussion ?/0"},
      {"a mirror has no tracker", "discussion",
       on_github({{"README.md", "This repository is a read-only mirror of the real one.\n"}}),
       "discussion ?/0"},

      {"english", "english", on_github({{"README.md", kWords}}), "english Met/4 README.md"},
      {"a terse README before a longer text", "english",
       on_github({{"README.md",
                   "# Frobber\n\nFrobber counts words and prints tables. Formats: plain text, Markdown, rich "
                   "text. Output: tables, charts or lists. Options choose columns, order, colours. Speed: "
                   "hundred megabytes every second. It needs Python three, neither database nor server. "
                   "Licence is Apache. Run "
                   "frobber with folder names.\n"},
                  {"docs/guide.md", kWords}}),
       "english Met/4 README.md"},
      {"german", "english",
       on_github({{"README.md",
                   "Dieses Programm zählt die Wörter in allen Dateien eines Ordners und schreibt das "
                   "Ergebnis in eine Tabelle. Man ruft es mit "
                   "dem Namen des Ordners auf, und es liest alle Dateien darin, auch die in den "
                   "Unterordnern, wenn man das möchte.\n"}}),
       "english Unmet/4"},
      {"a list of features", "english",
       on_github({{"README.md",
                   "# Frobber\n\nInfrastructure for personal accounts.\n\n## Managed resources\n\n- "
                   "Pipelines: ingestion, chunking, embedding, retrieval\n- Repositories (all under one "
                   "account), with import blocks\n- Vulnerability alerts, dependency updates, secret "
                   "scanning\n- Profiles of hosts\n\nSet these in workspace variables. Run twice.\n"}}),
       "english Met/3 README.md"},
      {"a list in French", "english",
       on_github(
           {{"README.md",
             "# Frobber\n\nInfrastructure pour comptes personnels.\n\n## Ressources\n\n- "
             "Traitement des documents, recherche, citations\n- Alertes de vulnérabilité, mises à jour\n"
             "- Profils des hôtes et des dépôts, avec blocs import\n- Surveillance, sauvegarde, "
             "restauration\n\nDéfinir ces variables dans la console. Lancer deux fois.\n"}}),
       "english Unmet/4"},
      {"both", "english",
       on_github(
           {{"README.md",
             "这个程序计算文件夹中所有文件的单词数，并将结果写入表格。您可以使用文件夹的名称来调用它。\n"},
            {"README.en.md", kWords}}),
       "english Met/4 README.en.md"},
      {"a README in English of few such words beside a foreign one", "english",
       on_github({{"README.md",
                   "Ce programme compte les mots de tous les fichiers dans un dossier et affiche une table "
                   "avec les "
                   "résultats. Il est lancé avec le nom du dossier, et lit aussi les fichiers qui sont dans "
                   "les sous-dossiers.\n"},
                  {"README.en.md",
                   "# Frobber\n\nFrobber counts words of text files. Formats: plain text, Markdown, rich "
                   "text. Output: tables, charts or lists. Options choose columns, order, colours. Speed: "
                   "hundred megabytes every second. It needs Python three, neither database nor server.\n"}}),
       "english Met/3 README.en.md"},
      {"only the guide for contributors is in English", "english",
       on_github({{"README.md",
                   "Dit programma telt de woorden van alle bestanden in een map en schrijft het resultaat "
                   "naar een tabel. Het wordt gestart met de naam van een map, en leest ook de bestanden "
                   "die niet in de map zelf staan.\n"},
                  {"CONTRIBUTING.md", kWords}}),
       "english Met/2 CONTRIBUTING.md"},
      {"a standard text is not documentation", "english",
       on_github({{"README.md",
                   "Dieses Programm zählt die Wörter in allen Dateien eines Ordners und schreibt das "
                   "Ergebnis in eine Tabelle. Man ruft es mit dem Namen des Ordners auf, und es liest alle "
                   "Dateien darin, auch die in den Unterordnern, wenn man das möchte.\n"},
                  {"CODE_OF_CONDUCT.md", kWords}}),
       "english Unmet/4"},
      {"too little", "english", on_github({{"README.md", "# x\n\nCounts words of files.\n"}}), "english ?/0"},

      {"badge", "achievements",
       on_github({{"README.md",
                   "[![b](https://www.bestpractices.dev/projects/1/badge)](https://www.bestpractices.dev/"
                   "projects/1)\n"}}),
       "documentation_achievements Met/5 README.md:1"},
      {"scorecard", "achievements",
       on_github(
           {{"README.md", "[![s](x)](https://securityscorecards.dev/viewer/?uri=github.com/o/frobber)\n"}}),
       "documentation_achievements Met/2 README.md:1"},
      {"the site, but no project", "achievements",
       on_github(
           {{"README.md", "See [the badge](https://www.bestpractices.dev/en/criteria) site for more.\n"}}),
       "documentation_achievements ?/0"},

      {"conduct", "code_of_conduct",
       on_github({{"CODE_OF_CONDUCT.md", "We pledge to be welcoming; harassment is not tolerated here.\n"}}),
       "code_of_conduct Met/5 CODE_OF_CONDUCT.md"},
      {"conduct denied", "code_of_conduct",
       on_github({{"CONTRIBUTING.md", with("# C\n\n## Code of Conduct\n\nThough we do not have a formal code "
                                           "of conduct, abuse is not tolerated. ")}}),
       "code_of_conduct ?/0 CONTRIBUTING.md:3"},
      {"conduct in a section", "code_of_conduct",
       on_github({{"CONTRIBUTING.md", with("# C\n\n## Code of Conduct\n\nAbuse is not tolerated. ")}}),
       "code_of_conduct Met/4 CONTRIBUTING.md:5"},
      {"conduct named", "code_of_conduct",
       on_github({{"README.md", "Everybody has to follow the code of conduct of the foundation.\n"}}),
       "code_of_conduct Met/3 README.md:1"},
      {"conduct in a short section", "code_of_conduct",
       on_github(
           {{"CONTRIBUTING.md",
             "# C\n\n## Code of Conduct\n\nAbove all else, please be respectful of the people behind the "
             "code. Any kind of aggressive or disrespectful comments, issues, and language will be "
             "removed from here.\n"}}),
       "code_of_conduct Met/4 CONTRIBUTING.md:5"},
      {"conduct named by the name of a text", "code_of_conduct",
       on_github({{"README.md", "The Django Code of Conduct applies to everybody who takes part here.\n"}}),
       "code_of_conduct Met/3 README.md:1"},
      {"conduct named with a link", "code_of_conduct",
       on_github({{"README.md", "Please follow our [code of conduct](https://frobber.org/conduct).\n"}}),
       "code_of_conduct Met/3 README.md:1"},
      {"conduct that the project says not to have", "code_of_conduct",
       on_github({{"CONTRIBUTING.md", with("# C\n\nWe don't currently have an explicit code of conduct. ")}}),
       "code_of_conduct Unmet/2"},
      {"conduct named by a link to nowhere", "code_of_conduct",
       on_github({{"README.md", "Mind our [Code of Conduct](CODE_OF_CONDUCT.md) in all places, please.\n"}}),
       "code_of_conduct Unmet/2"},
      {"conduct section that only names it", "code_of_conduct",
       on_github({{"README.md",
                   "# x\n\n## Code of Conduct\n\nPlease follow our code of conduct; be respectful.\n"}}),
       "code_of_conduct Met/2 README.md:5"},
      {"placeholder", "code_of_conduct",
       on_github({{"CODE_OF_CONDUCT.md", "We pledge to be welcoming. Report to [INSERT CONTACT METHOD].\n"}}),
       "code_of_conduct Unmet/2 CODE_OF_CONDUCT.md"},
      {"no conduct", "code_of_conduct", on_github({{"README.md", kReadme}}), "code_of_conduct Unmet/2"},
      {"unreadable conduct", "code_of_conduct", unreadable("CODE_OF_CONDUCT.md"), "code_of_conduct ?/0"},
      {"conducting wire", "code_of_conduct",
       on_github({{"README.md", "The code conducts current through every wire that it knows.\n"}}),
       "code_of_conduct Unmet/2"},

      {"governance", "governance",
       on_github(
           {{"GOVERNANCE.md", with("# Governance\n\nDecisions are made by lazy consensus.\n\nMaintainers "
                                   "review and merge changes. They are responsible for releases.\n\n")},
            {"MAINTAINERS.md", "- @ann\n- @bob\n"}}),
       "access_continuity Met/2 MAINTAINERS.md; governance Met/4 GOVERNANCE.md:3; roles_responsibilities "
       "Met/4 GOVERNANCE.md:5"},
      {"a guide for maintainers lists nobody", "governance",
       on_github({{"MAINTAINING.md",
                   "# Maintaining this fork\n\nFixes of the upstream project are picked "
                   "when they are needed.\n"}}),
       "access_continuity ?/0; governance Unmet/2; roles_responsibilities Unmet/2"},
      {"a list is no governance", "governance", on_github({{".github/CODEOWNERS", "* @ann\n"}}),
       "access_continuity ?/0; governance ?/0 .github/CODEOWNERS; roles_responsibilities ?/0 "
       ".github/CODEOWNERS"},
      {"nothing on governance", "governance",
       on_github({{"README.md", "# x\n\nA distributed consensus algorithm for owners of many nodes.\n"}}),
       "access_continuity ?/0; governance Unmet/2; roles_responsibilities Unmet/2"},
      {"unreadable governance", "governance", unreadable("GOVERNANCE.md"),
       "access_continuity ?/0; governance ?/0; roles_responsibilities ?/0"},

      {"small tasks linked", "small_tasks",
       on_github({{"CONTRIBUTING.md",
                   "Start with a [good first "
                   "issue](https://github.com/o/frobber/labels/good%20first%20issue) if you are new.\n"}}),
       "small_tasks Met/4 CONTRIBUTING.md:1"},
      {"small tasks named", "small_tasks",
       on_github({{"CONTRIBUTING.md", "Issues with the label good-first-issue are for newcomers.\n"}}),
       "small_tasks Met/3 CONTRIBUTING.md:1"},
      {"no small tasks", "small_tasks",
       on_github({{"CONTRIBUTING.md", "It is easy to contribute: the first issue was fixed in a day.\n"}}),
       "small_tasks ?/0"},
  }));
  CAPTURE(c.name);
  CHECK(test::run(c.detector, c.repo) == c.want);
}

TEST_CASE("documents: an address in two spellings is one", "[detectors]") {
  const auto found = test::findings(
      "sites_https", on_github({{"README.md", "[Website](https://github.com/O/Frobber) is the place.\n"}}));
  CHECK(found.at(0).justification ==
        "The only address of the project that was found uses https: https://github.com/o/frobber");
}

TEST_CASE("documents: what silver asks for", "[detectors]") {
  const auto c = GENERATE_COPY(values<Row>({
      {"all four", "roadmap_and_design",
       on_github({{"ROADMAP.md", with("# Roadmap\n\nPlanned for 2027: a parser.\n\n")},
                  {"ARCHITECTURE.md", with("# Architecture\n\n")},
                  {"docs/quickstart.md", with("# Quick start\n\n")},
                  {"docs/security-model.md",
                   with("# Security model\n\nIt does not protect against local attackers.\n\n")}}),
       "documentation_architecture Met/4 ARCHITECTURE.md; documentation_quick_start Met/4 "
       "docs/quickstart.md; documentation_roadmap Met/4 ROADMAP.md; "
       "documentation_security Met/4 docs/security-model.md:3"},
      {"security: the model before the scope of reports", "roadmap_and_design",
       on_github({{"SECURITY.md", with("# Security policy\n\n## Scope\n\nIn scope:\n\n", "\n")},
                  {"docs/threat-model.md",
                   with("# Threat model\n\n| Actor | Reach |\n| --- | --- |\n| attacker | network |\n\n"
                        "It does not protect against local attackers.\n\n")}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap Unmet/2; "
       "documentation_security Met/4 docs/threat-model.md:7"},
      {"a roadmap that is kept elsewhere", "roadmap_and_design",
       on_github({{"ROADMAP.md", with("# Roadmap\n\nOur plans for the future cover more than this program. ",
                                      "\n\nThe current roadmap can be found at: "
                                      "https://example.org/plans/ROADMAP.md\n")}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap Met/2 "
       "ROADMAP.md:6; documentation_security Unmet/2"},
      {"sections", "roadmap_and_design",
       on_github({{"README.md", with("# x\n\n## Quick start\n\n", "\n## Architecture\n\n") +
                                    with("",
                                         "\n## Roadmap\n\nNext year we plan to write a parser for all of the "
                                         "other formats.\n")}}),
       "documentation_architecture Met/3 README.md:7; documentation_quick_start Met/4 README.md:3; "
       "documentation_roadmap Met/3 README.md:11; documentation_security Unmet/2"},
      {"a roadmap where no document is read", "roadmap_and_design",
       on_github({{"README.md", kReadme}, {"spec/ROADMAP_V2.0.md", "# 2.0\n\nBetter tables.\n"}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap ?/0 "
       "spec/ROADMAP_V2.0.md; documentation_security Unmet/2"},
      {"branches are no architecture", "roadmap_and_design",
       on_github({{"README.md", with("# x\n\n", "\n## Repository Structure and Commit Policy\n\n") +
                                    std::string(kWords)}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap Unmet/2; "
       "documentation_security Unmet/2"},
      {"structure of the code", "roadmap_and_design",
       on_github({{"README.md", with("# x\n\n", "\n## Repository structure and modules:\n\n") + kWords}}),
       "documentation_architecture Met/3 README.md:5; documentation_quick_start ?/0; documentation_roadmap "
       "Unmet/2; documentation_security Unmet/2"},
      {"drawing", "roadmap_and_design",
       on_github({{"README.md", with("# x\n\n",
                                     "\n## Architecture\n\n```\n+--+\n|a |\n+--+\n |\n v\n+--+\n|b "
                                     "|\n+--+\n |\n v\n```\n")}}),
       "documentation_architecture Met/2 README.md:5; documentation_quick_start Met/2 README.md:8; "
       "documentation_roadmap Unmet/2; documentation_security Unmet/2"},
      {"a text for coding agents", "roadmap_and_design",
       on_github({{"README.md", kReadme}, {"AGENTS.md", with("# Agents\n\n", kWords)}}),
       "documentation_architecture ?/0 AGENTS.md; documentation_quick_start ?/0; documentation_roadmap "
       "Unmet/2; "
       "documentation_security Unmet/2"},
      {"a guide on widgets", "roadmap_and_design",
       on_github({{"README.md", kReadme},
                  {"guides/components.md",
                   "# Components\n\nThis guide expects that you have made an application.\n"}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap Unmet/2; "
       "documentation_security Unmet/2"},
      {"a short text for coding agents", "roadmap_and_design",
       on_github({{"README.md", kReadme}, {"AGENTS.md", "# Agents\n\nAsk before you start.\n"}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap Unmet/2; "
       "documentation_security Unmet/2"},
      {"none", "roadmap_and_design", on_github({{"README.md", kReadme}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap Unmet/2; "
       "documentation_security Unmet/2"},
      {"unreadable", "roadmap_and_design", unreadable("ROADMAP.md"),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap ?/0; "
       "documentation_security Unmet/2"},
      {"milestones", "roadmap_and_design",
       on_github({{"README.md",
                   "What comes next is in the [milestones](https://github.com/o/frobber/milestones).\n"}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap Met/2 "
       "README.md:1; documentation_security Unmet/2"},
      {"roads and buildings", "roadmap_and_design",
       on_github(
           {{"README.md",
             "# x\n\n## Architectural heritage maps\n\nThe road maps show old buildings of the town.\n"}}),
       "documentation_architecture Unmet/2; documentation_quick_start ?/0; documentation_roadmap Unmet/2; "
       "documentation_security Unmet/2"},

      {"only versions that are not supported", "maintenance",
       on_github({{"README.md", kReadme},
                  {"SECURITY.md",
                   "# Security\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| Beta | "
                   ":x: |\n"}}),
       "maintenance_or_update ?/0"},
      {"supported versions", "maintenance",
       on_github(
           {{"SECURITY.md", "## Supported versions\n\nOnly the latest release receives security fixes.\n"}}),
       "maintenance_or_update Met/4 SECURITY.md:3"},
      {"a table of versions", "maintenance",
       on_github({{"SECURITY.md",
                   "## Supported versions\n\n| Version | Supported |\n| --- | --- |\n| 1.x | yes |\n"}}),
       "maintenance_or_update Met/4 SECURITY.md:1"},
      {"a heading above something else", "maintenance",
       on_github({{"SECURITY.md",
                   "## Supported versions\n\nSecurity matters much to us. Please write to the team.\n"}}),
       "maintenance_or_update ?/0"},
      {"a heading that is denied", "maintenance",
       on_github({{"SECURITY.md",
                   "## Supported versions\n\nWe have not yet published a list of versions. Before you rely "
                   "on the latest version, confirm the supported version with us.\n"}}),
       "maintenance_or_update ?/0"},
      {"upgrade guide", "maintenance",
       on_github({{"docs/upgrading.md", with("# Upgrading\n\nUpgrade guide from 1.x to 2.x\n\n")}}),
       "maintenance_or_update Met/3 docs/upgrading.md:3"},
      {"nothing on versions", "maintenance", on_github({{"README.md", kReadme}}),
       "maintenance_or_update ?/0"},
      {"a compiler's version", "maintenance",
       on_github({{"README.md", "The minimum supported version of Rust is 1.70 for the latest release.\n"}}),
       "maintenance_or_update ?/0"},

      {"style guide", "style_and_review", on_github({{"docs/coding-style.md", with("# Coding style\n\n")}}),
       "code_review_standards Unmet/2; coding_standards Met/4 docs/coding-style.md"},
      {"a page of the manual about a feature of that name", "style_and_review",
       on_github({{"docs/tables.md", with("# Style\n\nTables have a style.\n\n")}}),
       "code_review_standards Unmet/2; coding_standards ?/0"},
      {"a page of the manual about the style of code", "style_and_review",
       on_github({{"docs/tables.md", with("# Code style\n\nOne space, no tabs.\n\n")}}),
       "code_review_standards Unmet/2; coding_standards Met/4 docs/tables.md:1"},
      {"named style", "style_and_review",
       on_github({{"CONTRIBUTING.md", "Python code must follow PEP 8, and nothing else is asked.\n"}}),
       "code_review_standards Unmet/2; coding_standards Met/3 CONTRIBUTING.md:1"},
      {"the style rules of .NET", "style_and_review",
       on_github({{".editorconfig", "[*.cs]\nindent_size = 4\ncsharp_style_namespace_declarations = x\n"}}),
       "code_review_standards Unmet/2; coding_standards Met/3 .editorconfig:3"},
      {"spaces only", "style_and_review", on_github({{".editorconfig", "[*]\nindent_size = 4\n"}}),
       "code_review_standards Unmet/2; coding_standards ?/0"},
      {"formatter only", "style_and_review", on_github({{".clang-format", "BasedOnStyle: LLVM\n"}}),
       "code_review_standards Unmet/2; coding_standards Met/3 .clang-format"},
      {"a formatter of the web site beside Go", "style_and_review",
       on_github({{".prettierrc", "{}"}, {"a.go", "package a\n"}}),
       "code_review_standards Unmet/2; coding_standards ?/0"},
      {"a formatter of the main language", "style_and_review",
       on_github({{".prettierrc", "{}"}, {"a.ts", "let a = 1;\n"}}),
       "code_review_standards Unmet/2; coding_standards Met/3 .prettierrc"},
      {"no style", "style_and_review", on_github({{"README.md", kReadme}}),
       "code_review_standards Unmet/2; coding_standards ?/0"},
      {"review guide", "style_and_review",
       on_github(
           {{"docs/code-review.md", with("# Code review\n\nReviewers check that tests are there.\n\n")}}),
       "code_review_standards Met/4 docs/code-review.md; coding_standards ?/0"},
      {"review in passing", "style_and_review",
       on_github({{"CONTRIBUTING.md", "Every change needs a review by one maintainer, then it goes in.\n"}}),
       "code_review_standards Met/2 CONTRIBUTING.md:1; coding_standards ?/0"},
      {"unreadable review", "style_and_review", unreadable("docs/code-review.md"),
       "code_review_standards ?/0; coding_standards ?/0"},
      {"a preview", "style_and_review",
       on_github({{"CONTRIBUTING.md", "A preview of the page is shown after the build of the docs.\n"}}),
       "code_review_standards Unmet/2; coding_standards ?/0"},
  }));
  CAPTURE(c.name);
  CHECK(test::run(c.detector, c.repo) == c.want);
}

}  // namespace
}  // namespace badgescan
