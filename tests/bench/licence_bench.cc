// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the licence engine says about many files or repositories, one line each, with the processor time it
// took.
//
//   files < list of paths
//     path, microseconds, licences found (ids that share a text joined by '/'), restrictions, nearest
//   repositories < list of paths
//     path, milliseconds, expression, freedom, confidence, reason
//   start
//     milliseconds to unpack the table, with loading the rules, bytes of the table
//
// tests/bench/licences.mjs runs it beside other tools and judges the answers.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "scanner/base/text.h"
#include "scanner/facts/licensing.h"
#include "scanner/licence/identify.h"
#include "scanner/licence/table.h"
#include "scanner/repo/git_repository.h"
#include "scanner/rules/embedded.h"
#include "scanner/rules/rule_set.h"

namespace {

using namespace badgescan;

/// Processor time of this process: other work on the machine does not count.
struct Clock {
  using time_point = std::clock_t;
  static time_point now() { return std::clock(); }
};

double since(Clock::time_point start, double unit) {
  return static_cast<double>(Clock::now() - start) / CLOCKS_PER_SEC * unit;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Every id that shares the text of a found licence: near-identical families cannot be told apart by text.
std::string sharing_ids(const std::string& id) {
  const licence::Spdx& spdx = licence::Spdx::get();
  for (const licence::TableText& text : spdx.texts()) {
    if (text.header) continue;
    for (const std::uint16_t row : text.ids) {
      if (spdx.ids()[row].id != id) continue;
      std::string out;
      for (const std::uint16_t other : text.ids)
        out += (out.empty() ? "" : "/") + std::string(spdx.ids()[other].id);
      return out;
    }
  }
  return id;
}

std::string shown(const licence::Found& found) {
  std::string out;
  for (const licence::Expression* term : licence::terms_of(found.licence)) {
    out += (out.empty() ? "" : "&") + sharing_ids(term->id);
    if (!term->exception.empty()) out += "~" + term->exception;
  }
  static constexpr const char* kHow[] = {"tag", "text", "notice", "name"};
  return std::string(kHow[static_cast<int>(found.how)]) + ":" + out + ":" +
         std::to_string(found.score).substr(0, 5);
}

void files(const licence::Identifier& engine) {
  for (std::string path; std::getline(std::cin, path);) {
    const std::string text = read_file(path);
    const Clock::time_point start = Clock::now();
    const licence::Identified said = engine.identify(text, licence::Where::licence_file);
    std::printf("%s\t%.0f\t", path.c_str(), since(start, 1e6));
    for (const licence::Found& found : said.found) std::printf("%s ", shown(found).c_str());
    std::printf("\t");
    for (const licence::Restriction& restriction : said.restrictions)
      std::printf("!%s ", restriction.id.c_str());
    std::printf("\t%s\n", said.nearest.empty() ? "" : shown(said.nearest.front()).c_str());
  }
}

void repositories(const RuleSet& rules) {
  static constexpr const char* kFreedom[] = {"free", "unknown", "not_free"};
  for (std::string path; std::getline(std::cin, path);) {
    const Clock::time_point start = Clock::now();
    Result<std::unique_ptr<Snapshot>> snapshot = open_snapshot(path, {.trust_owner = true});
    if (!snapshot) {
      std::printf("%s\t0\t\terror\t0\t%s\n", path.c_str(), snapshot.error().c_str());
      continue;
    }
    const ScanOptions options{.now = 1};
    const Facts facts(**snapshot, options, rules);
    const Licensing& licensing = facts.get<Licensing>();
    const bool restricted = !licensing.licence && (licensing.reserved || !licensing.restrictions.empty());
    const char* freedom = licensing.licence ? kFreedom[static_cast<int>(licensing.judgement.freedom)]
                          : restricted      ? "not_free"
                          : licensing.has_file() || !licensing.complete || !licensing.stated_for_some.empty()
                              ? "unknown"
                              : "none";
    std::printf("%s\t%.0f\t%s\t%s\t%d\t%s\n", path.c_str(), since(start, 1e3), licensing.expression().c_str(),
                freedom, static_cast<int>(licensing.confidence), licensing.reason.c_str());
  }
}

void start(const RuleSet& rules) {
  const Clock::time_point begin = Clock::now();
  licence::Spdx::get();
  const double unpacked = since(begin, 1e3);
  const auto engine = licence::Identifier::load(rules);
  std::size_t bytes = 0;
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == "licences/spdx_table.bin" || file.name == "licences/spdx.tsv")
      bytes += file.content.size();
  std::printf("%.2f\t%.2f\t%zu\n", unpacked, since(begin, 1e3), bytes);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  Result<std::shared_ptr<const RuleSet>> rules = RuleSet::load();
  if (!rules) return std::fprintf(stderr, "%s\n", rules.error().c_str()), 1;
  if (mode == "start") return start(**rules), 0;
  if (mode == "repositories") return repositories(**rules), 0;
  const auto engine = licence::Identifier::load(**rules);
  if (!engine) return std::fprintf(stderr, "%s\n", engine.error().c_str()), 1;
  if (mode != "files") return std::fprintf(stderr, "licence_bench files|repositories|start\n"), 2;
  files(**engine);
}
