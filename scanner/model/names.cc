// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The spellings of the model's enumerations, in one place.
#include <utility>

#include "scanner/base/text.h"
#include "scanner/model/criterion.h"
#include "scanner/model/finding.h"

namespace badgescan {
namespace {

constexpr std::pair<Level, std::string_view> kLevelNames[] = {
    {Level::passing, "passing"},      {Level::silver, "silver"},        {Level::gold, "gold"},
    {Level::baseline1, "baseline-1"}, {Level::baseline2, "baseline-2"}, {Level::baseline3, "baseline-3"}};
constexpr std::pair<Category, std::string_view> kCategoryNames[] = {
    {Category::must, "MUST"}, {Category::should, "SHOULD"}, {Category::suggested, "SUGGESTED"}};
constexpr std::pair<Status, std::string_view> kStatusNames[] = {
    {Status::unknown, "?"}, {Status::met, "Met"}, {Status::unmet, "Unmet"}, {Status::not_applicable, "N/A"}};
constexpr std::pair<Note::Kind, std::string_view> kNoteNames[] = {{Note::Kind::info, "info"},
                                                                  {Note::Kind::unread, "unread"},
                                                                  {Note::Kind::limit, "limit"},
                                                                  {Note::Kind::warning, "warning"}};

template <class Value, std::size_t n>
std::string_view name_in(const std::pair<Value, std::string_view> (&names)[n], Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return {};
}

template <class Value, std::size_t n>
std::optional<Value> value_in(const std::pair<Value, std::string_view> (&names)[n], std::string_view wanted) {
  for (const auto& [value, name] : names) {
    if (equals_ignoring_case(name, wanted)) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Level level) { return name_in(kLevelNames, level); }
std::optional<Level> level_named(std::string_view name) { return value_in(kLevelNames, name); }
std::string_view name_of(Category category) { return name_in(kCategoryNames, category); }
std::optional<Category> category_named(std::string_view name) { return value_in(kCategoryNames, name); }
std::string_view name_of(Status status) { return name_in(kStatusNames, status); }
std::string_view name_of(Note::Kind kind) { return name_in(kNoteNames, kind); }

std::optional<Status> status_named(std::string_view name) {
  if (equals_ignoring_case(name, "na")) return Status::not_applicable;
  if (equals_ignoring_case(name, "unknown")) return Status::unknown;
  return value_in(kStatusNames, name);
}

const Requirement* Criterion::at(Level level) const {
  for (const Requirement& requirement : requirements) {
    if (requirement.level == level) return &requirement;
  }
  return nullptr;
}

bool Criterion::na_allowed() const {
  for (const Requirement& requirement : requirements) {
    if (requirement.na_allowed) return true;
  }
  return false;
}

bool Criterion::url_required() const {
  for (const Requirement& requirement : requirements) {
    if (requirement.met_url_required) return true;
  }
  return false;
}

Category Criterion::strictest() const {
  Category strictest = Category::suggested;
  for (const Requirement& requirement : requirements) {
    if (requirement.category < strictest) strictest = requirement.category;
  }
  return strictest;
}

}  // namespace badgescan
