// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Manifests written in XML: Maven, MSBuild and NuGet, Ant.
#include <pugixml.hpp>

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

class Xml {
 public:
  explicit Xml(std::string_view text) : text_(text) {
    outcome_ = document_.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_auto);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') line_ends_.push_back(i);
    }
  }

  Outcome outcome() const {
    if (outcome_ && document_.document_element()) return Done{};
    return Error{msg("it is no valid XML (line {}): {}",
                     line_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, outcome_.offset))),
                     outcome_.description())};
  }
  pugi::xml_node root() const { return document_.document_element(); }
  int line(const pugi::xml_node& node) const {
    return node ? line_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, node.offset_debug()))) : 1;
  }
  void take(const pugi::xml_node& parent, const char* name, std::string& value, int& line_of) const {
    const pugi::xml_node node = parent.child(name);
    std::string text = clean_value(node.child_value());
    if (text.empty()) return;
    value = std::move(text);
    line_of = line(node);
  }

 private:
  int line_at(std::size_t offset) const {
    return 1 + static_cast<int>(std::lower_bound(line_ends_.begin(), line_ends_.end(), offset) -
                                line_ends_.begin());
  }

  std::string_view text_;
  pugi::xml_document document_;
  pugi::xml_parse_result outcome_;
  std::vector<std::size_t> line_ends_;
};

// Visits the elements below `root` in document order, at most 20,000, without recursion.
template <class Visit>
void each_element(const pugi::xml_node& root, Visit&& visit) {
  pugi::xml_node node = root;
  for (int n = 0; node && n < 20'000; ++n) {
    if (node.type() == pugi::node_element) visit(node);
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node && node != root && !node.next_sibling()) node = node.parent();
    if (!node || node == root) return;
    node = node.next_sibling();
  }
}

std::string child(const pugi::xml_node& node, const char* name) {
  return clean_value(node.child_value(name));
}

bool is_named(const pugi::xml_node& node, std::string_view name) { return name == node.name(); }

// ".managed" when the poms below only may use the plugin like this, ".profile.ID" when it runs on demand, and
// nothing when every build runs it.
std::string where_of(const pugi::xml_node& plugin) {
  bool managed = false;
  for (pugi::xml_node node = plugin.parent(); node; node = node.parent()) {
    if (is_named(node, "reporting")) return ".reporting";
    managed |= is_named(node, "pluginManagement");
    if (is_named(node, "profile") && child(node.child("activation"), "activeByDefault") != "true")
      return ".profile." + child(node, "id");
  }
  return managed ? ".managed" : "";
}

// Small scalars of a plugin's <configuration>, flattened to three levels: "plugin.<artifact>.<key>".
void add_plugin_settings(const Xml& xml, const pugi::xml_node& plugin, const std::string& artifact,
                         Manifest& out) {
  std::vector<pugi::xml_node> configurations;
  for (const pugi::xml_node& node : plugin.children("configuration")) configurations.push_back(node);
  for (const pugi::xml_node& execution : plugin.child("executions").children("execution")) {
    for (const pugi::xml_node& node : execution.children("configuration")) configurations.push_back(node);
    for (const pugi::xml_node& goal : execution.child("goals").children("goal")) {
      add_setting(out, "plugin." + artifact + where_of(plugin) + ".goal." + clean_value(goal.child_value()),
                  child(execution, "phase"), xml.line(goal));
    }
  }
  for (const pugi::xml_node& configuration : configurations) {
    each_element(configuration, [&](const pugi::xml_node& node) {
      const std::string value = clean_value(node.child_value());
      if (value.empty()) return;
      add_setting(out, "plugin." + artifact + "." + node.name(), value, xml.line(node));
      if (value.starts_with("-X") || value.starts_with("-W")) {
        add_setting(out, "compilerArg." + value, value, xml.line(node));
        add_setting(out, "flag." + value, value, xml.line(node));
      }
    });
  }
}

void read_maven_dependency(const Xml& xml, const pugi::xml_node& node, Manifest& out) {
  const std::string scope = child(node, "scope");
  const std::string name = child(node, "groupId") + ":" + child(node, "artifactId");
  add_dependency(out, name, child(node, "version"),
                 scope == "test"       ? Scope::development
                 : scope == "provided" ? Scope::build
                                       : Scope::runtime,
                 xml.line(node));
}

Outcome read_pom(const ManifestText& input, Manifest& out) {
  const Xml xml(input.text);
  if (Outcome outcome = xml.outcome(); !outcome) return outcome;
  const pugi::xml_node project = xml.root();
  xml.take(project, "artifactId", out.name, out.name_line);
  xml.take(project, "version", out.version, out.version_line);
  if (out.version.empty()) xml.take(project.child("parent"), "version", out.version, out.version_line);
  xml.take(project, "description", out.description, out.description_line);
  std::vector<std::string> licences;
  for (const pugi::xml_node& license : project.child("licenses").children("license")) {
    if (out.license_line == 0) out.license_line = xml.line(license);
    licences.push_back(child(license, "name"));
  }
  out.license = join(licences, " OR ");
  add_url(out, "homepage", child(project, "url"), xml.line(project.child("url")));
  const pugi::xml_node scm = project.child("scm");
  for (const char* key : {"url", "connection"}) add_url(out, "repository", child(scm, key), xml.line(scm));
  add_url(out, "issues", child(project.child("issueManagement"), "url"),
          xml.line(project.child("issueManagement")));
  for (const pugi::xml_node& person : project.child("developers").children("developer")) {
    if (!child(person, "name").empty()) out.authors.push_back(child(person, "name"));
  }
  for (const pugi::xml_node& module : project.child("modules").children("module")) {
    out.packages.push_back(clean_value(module.child_value()));
    out.role.workspace = true;
  }
  for (const pugi::xml_node& property : project.child("properties").children()) {
    add_setting(out, property.name(), property.child_value(), xml.line(property));
  }
  if (project.child("distributionManagement")) out.published = true;
  each_element(project, [&](const pugi::xml_node& node) {
    // What a plugin depends on runs with the plugin: rule sets, detectors.
    if (is_named(node, "dependency")) read_maven_dependency(xml, node, out);
    if (!is_named(node, "plugin") && !is_named(node, "path") && !is_named(node, "extension")) return;
    std::string group = child(node, "groupId");
    if (group.empty()) group = "org.apache.maven.plugins";
    const std::string artifact = child(node, "artifactId");
    if (artifact.empty()) return;
    add_dependency(out, group + ":" + artifact, child(node, "version"), Scope::build, xml.line(node));
    if (is_named(node, "plugin") && where_of(node).empty())
      add_setting(out, "plugin." + artifact + ".used", "", xml.line(node));
    add_plugin_settings(xml, node, artifact, out);
  });
  out.build_tools.push_back("maven");
  return Done{};
}

bool wanted_property(std::string_view name) {
  constexpr std::string_view kWanted[] = {"TargetFramework",
                                          "TargetFrameworks",
                                          "TreatWarningsAsErrors",
                                          "WarningsAsErrors",
                                          "CodeAnalysisTreatWarningsAsErrors",
                                          "WarningLevel",
                                          "NoWarn",
                                          "Nullable",
                                          "AnalysisLevel",
                                          "AnalysisMode",
                                          "AnalysisModeSecurity",
                                          "EnableNETAnalyzers",
                                          "EnforceCodeStyleInBuild",
                                          "CodeAnalysisRuleSet",
                                          "Deterministic",
                                          "ContinuousIntegrationBuild",
                                          "RestorePackagesWithLockFile",
                                          "NuGetAudit",
                                          "EnablePackageValidation",
                                          "GenerateDocumentationFile",
                                          "SignAssembly",
                                          "PackageReadmeFile",
                                          "ControlFlowGuard",
                                          "IsTestProject",
                                          "CollectCoverage",
                                          "Threshold",
                                          "ThresholdType"};
  return std::find(std::begin(kWanted), std::end(kWanted), name) != std::end(kWanted);
}

void read_property(const Xml& xml, const pugi::xml_node& node, Manifest& out) {
  const std::string_view name = node.name();
  const std::string value = clean_value(node.child_value());
  if (value.empty()) return;
  const int line = xml.line(node);
  const auto set = [&](std::string& field, int& at) {
    if (!field.empty()) return;
    field = value;
    at = line;
  };
  int unused = 0;
  if (name == "PackageId" || name == "id") set(out.name, out.name_line);
  if (name == "Version" || name == "VersionPrefix" || name == "PackageVersion" || name == "version") {
    set(out.version, out.version_line);
  }
  if (name == "Description" || name == "PackageDescription" || name == "description") {
    set(out.description, out.description_line);
  }
  if (name == "PackageLicenseExpression" ||
      (name == "license" && node.attribute("type").as_string() != std::string_view("file"))) {
    set(out.license, out.license_line);
  }
  if (name == "PackageLicenseFile") set(out.license_file, unused);
  if (name == "PackageProjectUrl" || name == "projectUrl") add_url(out, "homepage", value, line);
  if (name == "RepositoryUrl") add_url(out, "repository", value, line);
  if (name == "Authors" || name == "authors") out.authors.push_back(value);
  if (name == "IsPackable") out.published = !equals_ignoring_case(value, "false");
  if (wanted_property(name)) add_setting(out, name, value, line);
}

Outcome read_msbuild(const ManifestText& input, Manifest& out) {
  const Xml xml(input.text);
  if (Outcome outcome = xml.outcome(); !outcome) return outcome;
  each_element(xml.root(), [&](const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const bool package = name == "PackageReference" || name == "PackageVersion" ||
                         name == "GlobalPackageReference" || name == "package" || name == "dependency";
    const pugi::xml_attribute include =
        node.attribute("Include") ? node.attribute("Include") : node.attribute("id");
    if (package && include) {
      std::string version = node.attribute("Version").as_string();
      if (version.empty()) version = node.attribute("version").as_string();
      if (version.empty()) version = child(node, "Version");
      const bool tool = node.attribute("PrivateAssets") || node.child("PrivateAssets");
      add_dependency(out, include.as_string(), version, tool ? Scope::development : Scope::runtime,
                     xml.line(node));
    } else {
      read_property(xml, node, out);
    }
  });
  out.build_tools.push_back("msbuild");
  return Done{};
}

Outcome read_ant(const ManifestText& input, Manifest& out) {
  const Xml xml(input.text);
  if (Outcome outcome = xml.outcome(); !outcome) return outcome;
  if (!is_named(xml.root(), "project")) return Error{msg("it is no Ant project")};
  out.name = clean_value(xml.root().attribute("name").as_string());
  out.name_line = xml.line(xml.root());
  for (const pugi::xml_node& target : xml.root().children("target")) {
    add_setting(out, std::string("target.") + target.attribute("name").as_string(), "", xml.line(target));
  }
  out.build_tools.push_back("ant");
  return Done{};
}

constexpr ManifestRole kPackageAndBuild{.package = true, .build = true};
constexpr ManifestRole kBuild{.build = true};

constexpr Reader kReaders[] = {
    {"pom.xml", "pom.xml", "maven", read_pom, kPackageAndBuild},
    {"*.csproj|*.fsproj|*.vbproj", "msbuild", "nuget", read_msbuild, kPackageAndBuild},
    {"directory.build.props|directory.build.targets|directory.packages.props", "msbuild", "nuget",
     read_msbuild, kBuild},
    {"packages.config", "packages.config", "nuget", read_msbuild, {}},
    {"*.nuspec", "nuspec", "nuget", read_msbuild, {.package = true}},
    {"*.vcxproj", "vcxproj", "msvc", read_msbuild, kBuild},
    {"build.xml", "build.xml", "ant", read_ant, kBuild},
};

}  // namespace

std::span<const Reader> xml_readers() { return kReaders; }

}  // namespace badgescan::manifests
