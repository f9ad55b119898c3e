// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The kinds of tools and how they are called, in rules and for people.
#include <array>

#include "scanner/base/message.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

struct KindName {
  ToolKind kind;
  std::string_view name;
};
constexpr std::array kKinds{
    KindName{ToolKind::build, "build"},
    KindName{ToolKind::package_manager, "package_manager"},
    KindName{ToolKind::test_runner, "test_runner"},
    KindName{ToolKind::linter, "linter"},
    KindName{ToolKind::type_checker, "type_checker"},
    KindName{ToolKind::formatter, "formatter"},
    KindName{ToolKind::static_analyser, "static_analyser"},
    KindName{ToolKind::security_analyser, "security_analyser"},
    KindName{ToolKind::dependency_scanner, "dependency_scanner"},
    KindName{ToolKind::dependency_updater, "dependency_updater"},
    KindName{ToolKind::secret_scanner, "secret_scanner"},
    KindName{ToolKind::fuzzer, "fuzzer"},
    KindName{ToolKind::sanitizer, "sanitizer"},
    KindName{ToolKind::memory_checker, "memory_checker"},
    KindName{ToolKind::web_scanner, "web_scanner"},
    KindName{ToolKind::coverage, "coverage"},
    KindName{ToolKind::signer, "signer"},
    KindName{ToolKind::provenance, "provenance"},
    KindName{ToolKind::sbom, "sbom"},
    KindName{ToolKind::release, "release"},
    KindName{ToolKind::documentation, "documentation"},
    KindName{ToolKind::text_linter, "text_linter"},
    KindName{ToolKind::config_linter, "config_linter"},
    KindName{ToolKind::api_checker, "api_checker"},
    KindName{ToolKind::reproducibility, "reproducibility"},
    KindName{ToolKind::accessibility, "accessibility"},
    KindName{ToolKind::mutation, "mutation"},
    KindName{ToolKind::benchmark, "benchmark"},
    KindName{ToolKind::compiler, "compiler"},
    KindName{ToolKind::version_manager, "version_manager"},
    KindName{ToolKind::task_runner, "task_runner"},
};

}  // namespace

std::string_view name_of(ToolKind kind) {
  for (const KindName& row : kKinds) {
    if (row.kind == kind) return row.name;
  }
  return "";
}

std::string label_of(ToolKind kind) {
  switch (kind) {
    case ToolKind::build:
      return msg("build system");
    case ToolKind::package_manager:
      return msg("package manager");
    case ToolKind::test_runner:
      return msg("test runner");
    case ToolKind::linter:
      return msg("linter");
    case ToolKind::type_checker:
      return msg("type checker");
    case ToolKind::formatter:
      return msg("formatter");
    case ToolKind::static_analyser:
      return msg("static analyser");
    case ToolKind::security_analyser:
      return msg("security analyser");
    case ToolKind::dependency_scanner:
      return msg("dependency scanner");
    case ToolKind::dependency_updater:
      return msg("dependency updater");
    case ToolKind::secret_scanner:
      return msg("secret scanner");
    case ToolKind::fuzzer:
      return msg("fuzzer");
    case ToolKind::sanitizer:
      return msg("sanitizer");
    case ToolKind::memory_checker:
      return msg("memory checker");
    case ToolKind::web_scanner:
      return msg("web scanner");
    case ToolKind::coverage:
      return msg("coverage tool");
    case ToolKind::signer:
      return msg("signing tool");
    case ToolKind::provenance:
      return msg("provenance tool");
    case ToolKind::sbom:
      return msg("SBOM tool");
    case ToolKind::release:
      return msg("release tool");
    case ToolKind::documentation:
      return msg("documentation generator");
    case ToolKind::text_linter:
      return msg("text linter");
    case ToolKind::config_linter:
      return msg("configuration linter");
    case ToolKind::api_checker:
      return msg("interface checker");
    case ToolKind::reproducibility:
      return msg("reproducible build tool");
    case ToolKind::accessibility:
      return msg("accessibility checker");
    case ToolKind::mutation:
      return msg("mutation testing tool");
    case ToolKind::benchmark:
      return msg("benchmark tool");
    case ToolKind::compiler:
      return msg("compiler");
    case ToolKind::version_manager:
      return msg("version manager");
    case ToolKind::task_runner:
      return msg("task runner");
  }
  return {};
}

std::optional<ToolKind> tool_kind_named(std::string_view name) {
  for (const KindName& row : kKinds) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

}  // namespace badgescan
