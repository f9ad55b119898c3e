// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/catalogue.h"

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

Requirement read_requirement(const JsonPlace& place) {
  place.only({"level", "category", "group", "subgroup", "na_allowed", "na_justification_required",
              "met_url_required", "met_justification_required"});
  const auto level = level_named(place.at("level").string());
  if (!level) place.at("level").fail(msg("not a level"));
  const auto category = category_named(place.at("category").string());
  if (!category) place.at("category").fail(msg("not MUST, SHOULD or SUGGESTED"));
  return {.level = *level,
          .category = *category,
          .group = place.at("group").string(),
          .subgroup = place.at("subgroup").string(),
          .na_allowed = place.flag("na_allowed"),
          .na_justification_required = place.flag("na_justification_required"),
          .met_url_required = place.flag("met_url_required"),
          .met_justification_required = place.flag("met_justification_required")};
}

Criterion read_criterion(const JsonPlace& place) {
  place.only({"id", "official_id", "title", "summary", "look_for", "url", "people_only", "requirements"});
  Criterion criterion{.id = place.at("id").string(),
                      .official_id = place.string_or("official_id", place.at("id").string()),
                      .title = place.at("title").string(),
                      .summary = place.at("summary").string(),
                      .look_for = place.at("look_for").string(),
                      .url = place.at("url").string(),
                      .people_only = place.flag("people_only"),
                      .requirements = {}};
  const JsonPlace requirements = place.at("requirements");
  for (std::size_t i = 0; i < requirements.size(); ++i) {
    Requirement requirement = read_requirement(requirements.item(i));
    if (!criterion.requirements.empty() && criterion.requirements.back().level >= requirement.level) {
      requirements.item(i).fail(msg("levels must ascend"));
    }
    criterion.requirements.push_back(std::move(requirement));
  }
  if (criterion.requirements.empty()) requirements.fail(msg("at least one level is expected"));
  return criterion;
}

}  // namespace

Result<Catalogue> Catalogue::parse(std::string_view json, std::string_view path) {
  Catalogue catalogue;
  const Outcome loaded = strict_load(json, path, [&catalogue](const JsonPlace& root) {
    root.only({"catalogue", "criteria"});
    const JsonPlace about = root.at("catalogue");
    about.only({"version", "metal_date", "baseline_version", "source"});
    catalogue.version_ = about.at("version").string();
    catalogue.metal_date_ = about.at("metal_date").string();
    catalogue.baseline_version_ = about.at("baseline_version").string();
    catalogue.source_ = about.at("source").string();
    const JsonPlace criteria = root.at("criteria");
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      Criterion criterion = read_criterion(criteria.item(i));
      if (!catalogue.index_.emplace(criterion.id, i).second)
        criteria.item(i).fail(msg("this id appears twice"));
      catalogue.index_.emplace(to_lower(criterion.official_id), i);
      catalogue.criteria_.push_back(std::move(criterion));
    }
  });
  if (!loaded) return Error{loaded.error()};
  return catalogue;
}

Outcome Catalogue::translate(std::string_view json, std::string_view path) {
  return strict_load(json, path, [this](const JsonPlace& root) {
    root.only({"language", "criteria"});
    const JsonPlace criteria = root.at("criteria");
    if (!criteria.value().is_object()) criteria.fail(msg("an object is expected"));
    for (const auto& [id, unused] : criteria.value().items()) {
      const JsonPlace texts = criteria.at(id).only({"title", "summary", "look_for"});
      const auto found = index_.find(id);
      if (found == index_.end()) texts.fail(msg("there is no such criterion"));
      Criterion& criterion = criteria_[found->second];
      criterion.title = texts.at("title").string();
      criterion.summary = texts.at("summary").string();
      criterion.look_for = texts.at("look_for").string();
    }
  });
}

const Criterion* Catalogue::find(std::string_view id) const {
  const auto found = index_.find(to_lower(id));
  return found == index_.end() ? nullptr : &criteria_[found->second];
}

}  // namespace badgescan
