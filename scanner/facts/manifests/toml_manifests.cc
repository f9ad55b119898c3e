// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Manifests written in TOML: pyproject, Cargo, Pipfile, Julia, Gleam, fpm, pixi, Alire.
#include <toml++/toml.h>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

std::string text_of(const toml::node* node) {
  if (node == nullptr) return {};
  if (const auto* text = node->as_string()) return text->get();
  if (const auto* flag = node->as_boolean()) return flag->get() ? "true" : "false";
  if (const auto* number = node->as_integer()) return std::to_string(number->get());
  if (const auto* number = node->as_floating_point()) return fmt::format("{}", number->get());
  return {};
}

int line_of(const toml::node* node) {
  return node == nullptr ? 1 : static_cast<int>(node->source().begin.line);
}

const toml::table* table_at(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  return node == nullptr ? nullptr : node->as_table();
}

void take(const toml::table& table, std::string_view key, std::string& value, int& line) {
  const toml::node* node = table.get(key);
  std::string text = clean_value(text_of(node));
  if (text.empty()) return;
  value = std::move(text);
  line = line_of(node);
}

std::string list_text(const toml::array& list) {
  std::string all;
  for (const toml::node& item : list) {
    const std::string one = text_of(&item);
    if (!one.empty() && all.size() < 2'000) all += (all.empty() ? "" : " ") + one;
  }
  return all;
}

// Flattens with an own stack; toml++ itself stops nesting at 256.
void add_settings(const std::string& prefix, const toml::table& table, Manifest& out) {
  std::vector<std::pair<std::string, const toml::node*>> stack{{prefix, &table}};
  while (!stack.empty() && out.settings.size() < kMostSettings) {
    const auto [key, node] = stack.back();
    stack.pop_back();
    if (const toml::table* inner = node->as_table()) {
      add_setting(out, key, {}, line_of(node));
      for (const auto& [name, child] : *inner) {
        stack.emplace_back(key + "." + std::string(name.str()), &child);
      }
    } else if (const toml::array* list = node->as_array()) {
      add_setting(out, key, list_text(*list), line_of(node));
      // [[tool.mypy.overrides]]
      for (const toml::node& item : *list) {
        if (item.is_table()) stack.emplace_back(key + "[]", &item);
      }
    } else {
      add_setting(out, key, text_of(node), line_of(node));
    }
  }
}

// PEP 508: "requests[socks] >=2; python_version<'4'".
void add_requirement(const std::string& text, Scope scope, int line, Manifest& out) {
  const std::size_t end = text.find_first_of(" <>=!~;[@(");
  const std::string_view rest =
      end == std::string::npos ? std::string_view() : std::string_view(text).substr(end);
  add_dependency(out, text.substr(0, end), rest.substr(0, rest.find(';')), scope, line);
}

void add_requirements(const toml::node* node, Scope scope, Manifest& out) {
  const toml::array* list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr) return;
  for (const toml::node& item : *list) {
    const std::string text = text_of(&item);
    if (!text.empty()) add_requirement(text, scope, line_of(&item), out);
  }
}

void add_requirement_groups(const toml::table* groups, Scope scope, Manifest& out) {
  if (groups == nullptr) return;
  for (const auto& [name, list] : *groups) add_requirements(&list, scope, out);
}

// name = "1.0", name = { version = "1.0", optional = true }
void add_table_dependencies(const toml::table* table, Scope scope, Manifest& out) {
  if (table == nullptr) return;
  for (const auto& [name, value] : *table) {
    std::string version = text_of(&value);
    Scope actual = scope;
    std::string registered(name.str());
    if (const toml::table* detail = value.as_table()) {
      version = text_of(detail->get("version"));
      if (text_of(detail->get("optional")) == "true" && scope == Scope::runtime) actual = Scope::optional;
      if (const std::string package = text_of(detail->get("package")); !package.empty()) registered = package;
    }
    add_dependency(out, registered, version, actual, line_of(&value));
  }
}

void add_people(const toml::node* node, Manifest& out) {
  const toml::array* list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr) return;
  for (const toml::node& item : *list) {
    std::string name = text_of(&item);
    if (const toml::table* person = item.as_table()) name = text_of(person->get("name"));
    if (!name.empty() && out.authors.size() < 200) out.authors.push_back(clean_value(name));
  }
}

void add_url_table(const toml::table* urls, Manifest& out) {
  if (urls == nullptr) return;
  for (const auto& [label, url] : *urls) {
    add_url(out, kind_of_url(label.str()), text_of(&url), line_of(&url));
  }
}

template <class Fill>
Outcome with_toml(const ManifestText& input, Fill&& fill) {
  try {
    const toml::table root = toml::parse(input.text);
    fill(root);
    return Done{};
  } catch (const toml::parse_error& error) {
    return Error{msg("it is no valid TOML (line {}): {}", error.source().begin.line,
                     shorten(clean_utf8(error.description()), 160))};
  }
}

void read_python_licence(const toml::table& project, Manifest& out) {
  take(project, "license", out.license, out.license_line);
  if (const toml::table* table = table_at(project, "license")) {
    out.license_file = clean_value(text_of(table->get("file")));
    const std::string text = clean_value(text_of(table->get("text")));
    if (text.size() < 120) out.license = text;
    out.license_line = line_of(project.get("license"));
  }
  // The old way: a classifier.
  const toml::node* classifiers = project.get("classifiers");
  if (!out.license.empty() || classifiers == nullptr || !classifiers->is_array()) return;
  for (const toml::node& item : *classifiers->as_array()) {
    const std::string text = text_of(&item);
    if (!text.starts_with("License :: ") || text.size() > 200) continue;
    const std::string name = text.substr(text.rfind(":: ") + 3);
    if (name == "OSI Approved") continue;
    out.license = clean_value(name);
    out.license_line = line_of(&item);
    return;
  }
}

void read_classifiers(const toml::table& project, Manifest& out) {
  const toml::node* classifiers = project.get("classifiers");
  if (classifiers == nullptr || !classifiers->is_array()) return;
  for (const toml::node& item : *classifiers->as_array()) {
    if (text_of(&item) == "Private :: Do Not Upload") out.published = false;
  }
}

void read_poetry(const toml::table& poetry, Manifest& out) {
  if (out.name.empty()) take(poetry, "name", out.name, out.name_line);
  if (out.version.empty()) take(poetry, "version", out.version, out.version_line);
  if (out.description.empty()) take(poetry, "description", out.description, out.description_line);
  if (out.license.empty()) take(poetry, "license", out.license, out.license_line);
  for (const char* key : {"homepage", "repository", "documentation"}) {
    add_url(out, key, text_of(poetry.get(key)), line_of(poetry.get(key)));
  }
  add_url_table(table_at(poetry, "urls"), out);
  if (out.authors.empty()) add_people(poetry.get("authors"), out);
  add_table_dependencies(table_at(poetry, "dependencies"), Scope::runtime, out);
  add_table_dependencies(table_at(poetry, "dev-dependencies"), Scope::development, out);
  if (const toml::table* groups = table_at(poetry, "group")) {
    for (const auto& [name, group] : *groups) {
      if (const toml::table* table = group.as_table()) {
        add_table_dependencies(table_at(*table, "dependencies"), Scope::development, out);
      }
    }
  }
}

void add_named_scripts(const toml::table* scripts, const std::string& prefix, Manifest& out) {
  if (scripts == nullptr) return;
  for (const auto& [name, value] : *scripts) {
    std::string command = text_of(&value);
    if (const toml::array* list = value.as_array()) {
      for (const toml::node& item : *list) command += (command.empty() ? "" : "\n") + text_of(&item);
    }
    if (const toml::table* table = value.as_table()) {
      for (const char* key : {"cmd", "shell", "command"}) {
        if (command.empty()) command = text_of(table->get(key));
      }
    }
    if (!command.empty()) add_script(out, prefix + std::string(name.str()), command, line_of(&value));
  }
}

/// Pixi's tasks of one environment: [feature.test.tasks]
void add_feature_tasks(const toml::table& root, const std::string& prefix, Manifest& out) {
  const toml::table* features = table_at(root, "feature");
  if (features == nullptr) return;
  for (const auto& [name, feature] : *features) {
    if (const toml::table* table = feature.as_table())
      add_named_scripts(table_at(*table, "tasks"), prefix, out);
  }
}

void read_python_scripts(const toml::table& tool, Manifest& out) {
  const auto scripts = [&](const char* name, const char* key) {
    const toml::table* table = table_at(tool, name);
    if (table != nullptr) add_named_scripts(table_at(*table, key), std::string(name) + ":", out);
  };
  scripts("pdm", "scripts");
  scripts("poe", "tasks");
  scripts("rye", "scripts");
  scripts("taskipy", "tasks");
  scripts("pixi", "tasks");
  if (const toml::table* pixi = table_at(tool, "pixi")) add_feature_tasks(*pixi, "pixi:", out);
  const toml::table* hatch = table_at(tool, "hatch");
  const toml::table* envs = hatch == nullptr ? nullptr : table_at(*hatch, "envs");
  if (envs == nullptr) return;
  for (const auto& [name, env] : *envs) {
    if (const toml::table* table = env.as_table()) {
      add_named_scripts(table_at(*table, "scripts"), "hatch:" + std::string(name.str()) + ":", out);
      add_requirements(table->get("dependencies"), Scope::development, out);
      add_requirements(table->get("extra-dependencies"), Scope::development, out);
    }
  }
}

Outcome read_pyproject(const ManifestText& input, Manifest& out) {
  return with_toml(input, [&](const toml::table& root) {
    if (const toml::table* project = table_at(root, "project")) {
      take(*project, "name", out.name, out.name_line);
      take(*project, "version", out.version, out.version_line);
      take(*project, "description", out.description, out.description_line);
      read_python_licence(*project, out);
      read_classifiers(*project, out);
      add_people(project->get("authors"), out);
      add_url_table(table_at(*project, "urls"), out);
      add_requirements(project->get("dependencies"), Scope::runtime, out);
      add_requirement_groups(table_at(*project, "optional-dependencies"), Scope::optional, out);
      if (project->contains("requires-python")) {
        add_setting(out, "project.requires-python", text_of(project->get("requires-python")),
                    line_of(project->get("requires-python")));
      }
    }
    add_requirement_groups(table_at(root, "dependency-groups"), Scope::development, out);
    if (const toml::table* build = table_at(root, "build-system")) {
      add_requirements(build->get("requires"), Scope::build, out);
      add_settings("build-system", *build, out);
      out.role.build = true;
      const std::string backend = text_of(build->get("build-backend"));
      out.build_tools.push_back(
          backend.empty() ? "setuptools" : clean_value(backend.substr(0, backend.find_first_of(".:"))));
    }
    const toml::table* tool = table_at(root, "tool");
    if (tool != nullptr) {
      if (const toml::table* poetry = table_at(*tool, "poetry")) read_poetry(*poetry, out);
      read_python_scripts(*tool, out);
      add_settings("tool", *tool, out);
    }
    // A file that only configures tools names no package.
    out.role.package = root.contains("project") || !out.name.empty();
  });
}

Outcome read_cargo(const ManifestText& input, Manifest& out) {
  return with_toml(input, [&](const toml::table& root) {
    const toml::table* workspace = table_at(root, "workspace");
    const toml::table* shared = workspace == nullptr ? nullptr : table_at(*workspace, "package");
    const toml::table* package = table_at(root, "package");
    for (const toml::table* table : {shared, package}) {
      if (table == nullptr) continue;
      take(*table, "name", out.name, out.name_line);
      take(*table, "version", out.version, out.version_line);
      take(*table, "description", out.description, out.description_line);
      take(*table, "license", out.license, out.license_line);
      int line = 0;
      take(*table, "license-file", out.license_file, line);
      for (const char* key : {"homepage", "repository", "documentation"}) {
        add_url(out, key, text_of(table->get(key)), line_of(table->get(key)));
      }
      add_people(table->get("authors"), out);
      const toml::node* publish = table->get("publish");
      const bool nowhere = publish != nullptr && publish->is_array() && publish->as_array()->empty();
      if (text_of(publish) == "false" || nowhere) out.published = false;
      for (const char* key : {"rust-version", "edition"}) {
        if (table->contains(key))
          add_setting(out, std::string("package.") + key, text_of(table->get(key)), line_of(table->get(key)));
      }
    }
    const auto dependencies = [&](const toml::table& from) {
      add_table_dependencies(table_at(from, "dependencies"), Scope::runtime, out);
      add_table_dependencies(table_at(from, "dev-dependencies"), Scope::development, out);
      add_table_dependencies(table_at(from, "build-dependencies"), Scope::build, out);
    };
    dependencies(root);
    if (workspace != nullptr) dependencies(*workspace);
    if (const toml::table* targets = table_at(root, "target")) {
      for (const auto& [name, target] : *targets) {
        if (const toml::table* table = target.as_table()) dependencies(*table);
      }
    }
    for (const char* key : {"lints", "profile", "features", "badges"}) {
      if (const toml::table* table = table_at(root, key)) add_settings(key, *table, out);
    }
    if (workspace != nullptr) {
      out.role.workspace = true;
      if (const toml::table* lints = table_at(*workspace, "lints"))
        add_settings("workspace.lints", *lints, out);
      const toml::node* members = workspace->get("members");
      if (members != nullptr && members->is_array()) {
        for (const toml::node& item : *members->as_array())
          out.packages.push_back(clean_value(text_of(&item)));
      }
    }
    out.role.package = package != nullptr;
  });
}

Outcome read_pipfile(const ManifestText& input, Manifest& out) {
  return with_toml(input, [&](const toml::table& root) {
    add_table_dependencies(table_at(root, "packages"), Scope::runtime, out);
    add_table_dependencies(table_at(root, "dev-packages"), Scope::development, out);
    add_named_scripts(table_at(root, "scripts"), "", out);
  });
}

// Julia's Project.toml, gleam.toml, fpm.toml, pixi.toml, alire.toml: the same few fields under the same
// names.
Outcome read_plain(const ManifestText& input, Manifest& out) {
  return with_toml(input, [&](const toml::table& root) {
    for (const toml::table* table :
         {&root, table_at(root, "project"), table_at(root, "workspace"), table_at(root, "package")}) {
      if (table == nullptr || !out.name.empty()) continue;
      take(*table, "name", out.name, out.name_line);
      take(*table, "version", out.version, out.version_line);
      take(*table, "description", out.description, out.description_line);
      for (const char* key : {"license", "licenses", "licences"}) {
        if (out.license.empty()) take(*table, key, out.license, out.license_line);
        const toml::node* list = table->get(key);
        if (out.license.empty() && list != nullptr && list->is_array()) {
          out.license = clean_value(list_text(*list->as_array()));
          out.license_line = line_of(list);
        }
      }
      for (const char* key : {"homepage", "website", "repository", "documentation"}) {
        add_url(out, kind_of_url(key), text_of(table->get(key)), line_of(table->get(key)));
      }
      add_people(table->get("authors"), out);
    }
    for (const char* key : {"dependencies", "deps"}) {
      add_table_dependencies(table_at(root, key), Scope::runtime, out);
    }
    for (const char* key : {"dev-dependencies", "dev_dependencies", "extras"}) {
      add_table_dependencies(table_at(root, key), Scope::development, out);
    }
    add_named_scripts(table_at(root, "tasks"), "", out);
    add_feature_tasks(root, "", out);
  });
}

constexpr ManifestRole kPackage{.package = true};
constexpr ManifestRole kPackageAndBuild{.package = true, .build = true};

constexpr Reader kReaders[] = {
    {"pyproject.toml", "pyproject.toml", "pypi", read_pyproject, kPackage},
    {"cargo.toml", "Cargo.toml", "cargo", read_cargo, kPackageAndBuild},
    {"pipfile", "Pipfile", "pypi", read_pipfile, {}},
    {"project.toml|juliaproject.toml", "Project.toml", "julia", read_plain, kPackage},
    {"gleam.toml", "gleam.toml", "gleam", read_plain, kPackageAndBuild},
    {"fpm.toml", "fpm.toml", "fpm", read_plain, kPackageAndBuild},
    {"pixi.toml", "pixi.toml", "conda", read_plain, {.environment = true}},
    {"alire.toml", "alire.toml", "alire", read_plain, kPackageAndBuild},
};

}  // namespace

std::span<const Reader> toml_readers() { return kReaders; }

}  // namespace badgescan::manifests
