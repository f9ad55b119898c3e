// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Readers of the files that name commands. Each appends what it finds and never throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/scripts.h"

namespace badgescan::scripts {

void read_makefile(const std::string& path, std::string_view text, std::vector<Script>& out);
void read_justfile(const std::string& path, std::string_view text, std::vector<Script>& out);
void read_taskfile(const std::string& path, std::string_view text, std::vector<Script>& out);
void read_rakefile(const std::string& path, std::string_view text, std::vector<Script>& out);
void read_noxfile(const std::string& path, std::string_view text, std::vector<Script>& out);
void read_cmake(const std::string& path, std::string_view text, std::vector<Script>& out);
void read_pre_commit(const std::string& path, std::string_view text, std::vector<Script>& out);
void read_lefthook(const std::string& path, std::string_view text, std::vector<Script>& out);

/// An empty script of a file.
Script script_at(ScriptKind kind, std::string name, const std::string& path, int line);
/// Splits shell text that starts at `line` of the script's file and appends its commands.
void add_commands(Script& script, std::string_view text, int line, bool failure_ignored = false);

}  // namespace badgescan::scripts
