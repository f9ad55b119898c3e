// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/hooks.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/output.h"

namespace badgescan::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "# Installed by badgescan; 'badgescan hook uninstall' removes it.";
constexpr std::string_view kKept = ".before-badgescan";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(64 << 10, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

std::string quoted(const std::string& text) { return "'" + replace_all(text, "'", "'\\''") + "'"; }

/// GUI clients run hooks with a short PATH, so the program is named by its place; a program that is gone must
/// not make committing impossible.
std::string script(const std::string& name, const std::string& program) {
  return fmt::format(
      "#!/bin/sh\n"
      "{0}\n"
      "hook=$(dirname \"$0\")/{1}{2}\n"
      "refs=\n"
      "if [ {1} = pre-push ]; then refs=$(cat); fi\n"
      "if [ -x \"$hook\" ]; then\n"
      "  if [ {1} = pre-push ]; then printf '%s\\n' \"$refs\" | \"$hook\" \"$@\" || exit; else \"$hook\" "
      "\"$@\" || exit; fi\n"
      "fi\n"
      "[ \"${{BADGESCAN_SKIP:-}}\" = 1 ] && exit 0\n"
      "program={3}\n"
      "[ -x \"$program\" ] || program=$(command -v badgescan) || {{\n"
      "  echo 'badgescan: the program is gone, the hook does nothing' >&2\n"
      "  exit 0\n"
      "}}\n"
      "if [ {1} = pre-push ]; then\n"
      "  printf '%s\\n' \"$refs\" | \"$program\" check --hook --stage pre-push \"$@\"\n"
      "else\n"
      "  \"$program\" check --hook --stage {1} </dev/null\n"
      "fi\n"
      "# Only a violated policy stops; a checker that crashes does not.\n"
      "[ $? -eq 1 ] && exit 1\n"
      "exit 0\n",
      kMark, name, kKept, quoted(program));
}

bool is_ours(const fs::path& path) { return read(path).find(kMark) != std::string::npos; }

}  // namespace

std::string own_program() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).string();
}

HookStatus hook_status(const RepositoryPlaces& places, const std::string& name) {
  HookStatus status{name, places.hooks_dir + name, HookState::absent};
  std::error_code error;
  if (!fs::exists(fs::symlink_status(status.path, error))) return status;
  if (!is_ours(status.path))
    status.state = HookState::foreign;
  else
    status.state = fs::exists(status.path + std::string(kKept), error) ? HookState::chained : HookState::ours;
  return status;
}

Outcome install_hook(const RepositoryPlaces& places, const std::string& name, const std::string& program) {
  const HookStatus status = hook_status(places, name);
  std::error_code error;
  fs::create_directories(places.hooks_dir, error);
  if (error) return Error{msg("cannot make the folder {}: {}", places.hooks_dir, error.message())};
  if (status.state == HookState::foreign) {
    const std::string kept = status.path + std::string(kKept);
    if (fs::exists(kept))
      return Error{msg("{} exists already: look at it and remove or rename it first", kept)};
    fs::rename(status.path, kept, error);
    if (error) return Error{msg("cannot keep the hook {}: {}", status.path, error.message())};
  }
  if (Outcome written = write_atomically(status.path, script(name, program)); !written) return written;
  fs::permissions(status.path, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                  fs::perm_options::add, error);
  return Done{};
}

Outcome uninstall_hook(const RepositoryPlaces& places, const std::string& name) {
  const HookStatus status = hook_status(places, name);
  if (status.state == HookState::absent) return Done{};
  if (status.state == HookState::foreign) return Error{msg("{} is not ours: it was left alone", status.path)};
  std::error_code error;
  fs::remove(status.path, error);
  if (status.state == HookState::chained) fs::rename(status.path + std::string(kKept), status.path, error);
  if (error) return Error{msg("cannot remove the hook {}: {}", status.path, error.message())};
  return Done{};
}

}  // namespace badgescan::cli
