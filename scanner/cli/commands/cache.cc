// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan cache: what the cache folder holds, and how to empty it.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/net/repo_cache.h"

namespace badgescan::cli {
namespace {

std::string size_text(std::uint64_t bytes) {
  if (bytes >= 1ULL << 30) return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / (1ULL << 30));
  if (bytes >= 1ULL << 20) return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1ULL << 20));
  return fmt::format("{:.1f} KiB", static_cast<double>(bytes) / 1024);
}

class CacheRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    return {{.name = "action",
             .value = "ACTION",
             .help = "list or clear (default: list)",
             .target = &action_,
             .choices = {"list", "clear"}},
            {.name = "--all", .help = "Clear what --keep protects, too", .target = &all_},
            {.name = "--cache",
             .value = "DIR",
             .help = "Folder of the cache (default: $XDG_CACHE_HOME/badgescan)",
             .target = &folder_}};
  }

  int run() override {
    const std::string root = net::cache_root(folder_);
    return action_ == "clear" ? clear(root) : list(root);
  }

 private:
  int list(const std::string& root) {
    std::uint64_t total = 0;
    std::string text;
    for (const net::CachedRepository& one : net::list_repositories(root)) {
      total += one.bytes;
      text +=
          fmt::format("{:>10}  {}  {}{}{}\n", size_text(one.bytes), iso_date(one.used),
                      escape_controls(clean_utf8(one.url)), one.kept ? "  " + msg("(kept)") : std::string(),
                      one.busy ? "  " + msg("(in use)") : std::string());
    }
    const std::uint64_t answers = net::folder_bytes(root + "/http");
    text += msg("{} of clones and {} of answers in {}", size_text(total), size_text(answers), root) + "\n";
    print(text);
    return kDone;
  }

  int clear(const std::string& root) {
    const Result<net::Cleared> cleared = net::clear_cache(root, all_);
    if (!cleared) {
      complain(cleared.error());
      return kUsage;
    }
    print(msg("{} freed, {} clones removed", size_text(cleared->bytes), cleared->entries) + "\n");
    if (cleared->busy > 0) complain(msg("{} clones are in use and were left", cleared->busy));
    return kDone;
  }

  std::string action_ = "list";
  std::string folder_;
  bool all_ = false;
};

}  // namespace

extern const Command cache_command;
const Command cache_command{
    .name = "cache", .summary = "List or clear the cache of clones and answers", .details = {}, .make = [] {
      return std::unique_ptr<CommandRun>(std::make_unique<CacheRun>());
    }};

}  // namespace badgescan::cli
