// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See bus_factor.h.
#include "scanner/facts/bus_factor.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_map>

#include "scanner/facts/changed_paths.h"
#include "scanner/facts/history.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

/// The author and the co-authors of a change, without bots; each once.
std::vector<std::uint32_t> makers(const History& history, const HistoryCommit& commit) {
  std::vector<std::uint32_t> out;
  const auto add = [&](std::uint32_t person) {
    if (!history.people[person].bot && std::find(out.begin(), out.end(), person) == out.end())
      out.push_back(person);
  };
  add(history.author(commit));
  for (const HistoryTrailer& trailer : history.trailers(commit)) {
    if (trailer.kind == TrailerKind::co_authored && trailer.person != ~0U) add(trailer.person);
  }
  return out;
}

void count_files(const Facts& facts, const History& history, BusFactor& out) {
  const ChangedPaths& paths = facts.get<ChangedPaths>();
  const TreeIndex& index = facts.get<TreeIndex>();
  std::unordered_map<std::uint32_t, std::size_t> row;
  std::vector<std::vector<std::uint32_t>> owners;
  for (const CommitPaths& commit : paths.commits) {
    if (!commit.spread) continue;
    ++out.sample;
    const std::vector<std::uint32_t> people = makers(history, history.commits[commit.commit]);
    for (const std::uint32_t path : paths.of(commit)) {
      const auto [place, fresh] = row.emplace(path, owners.size());
      if (fresh) {
        const PathClass is = index.classify(paths.paths[path]);
        owners.emplace_back();
        if (is.vendored || is.generated) place->second = owners.size() - 1, owners.back().push_back(~0U);
      }
      std::vector<std::uint32_t>& list = owners[place->second];
      if (!list.empty() && list.front() == ~0U) continue;  // not the project's own
      for (const std::uint32_t person : people) {
        if (std::find(list.begin(), list.end(), person) == list.end()) list.push_back(person);
      }
    }
  }
  std::erase_if(owners, [](const auto& list) { return list.empty() || list.front() == ~0U; });
  out.files = owners.size();
  out.by_files = truck_factor(owners);
}

}  // namespace

BusFactor BusFactor::collect(const Facts& facts) {
  BusFactor out;
  const History& history = facts.get<History>();
  std::vector<double> weights(history.people.size());
  for (const HistoryCommit& commit : history.commits) {
    if (!history.counts(commit)) continue;
    const std::vector<std::uint32_t> people = makers(history, commit);
    if (people.empty()) continue;
    ++out.changes;
    for (const std::uint32_t person : people) weights[person] += 1.0 / static_cast<double>(people.size());
  }
  std::erase_if(weights, [](double weight) { return weight <= 0; });
  std::sort(weights.begin(), weights.end(), std::greater<>());
  out.people = weights.size();
  out.by_changes = absence_factor(weights);
  if (out.changes > 0) {
    out.first_share = weights[0] / static_cast<double>(out.changes);
    out.second_share = weights.size() > 1 ? weights[1] / static_cast<double>(out.changes) : 0;
    count_files(facts, history, out);
  }
  return out;
}

std::size_t absence_factor(std::vector<double> weights) {
  std::sort(weights.begin(), weights.end(), std::greater<>());
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  double reached = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    reached += weights[i];
    if (reached * 2 >= sum * (1 - 1e-12)) return i + 1;
  }
  return weights.size();
}

std::size_t truck_factor(const std::vector<std::vector<std::uint32_t>>& owners) {
  if (owners.empty()) return 0;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> files_of;
  for (std::size_t i = 0; i < owners.size(); ++i) {
    for (const std::uint32_t person : owners[i]) files_of[person].push_back(i);
  }
  // Most files first, then the lower number: the same history gives the same answer.
  std::vector<std::pair<std::size_t, std::uint32_t>> people;
  for (const auto& [person, files] : files_of) people.emplace_back(files.size(), person);
  std::sort(people.begin(), people.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::size_t> left(owners.size());
  for (std::size_t i = 0; i < owners.size(); ++i) left[i] = owners[i].size();
  std::size_t orphans = 0, gone = 0;
  for (const auto& [count, person] : people) {
    ++gone;
    for (const std::size_t file : files_of[person]) orphans += --left[file] == 0 ? 1 : 0;
    if (orphans * 2 > owners.size()) return gone;
  }
  return gone;
}

}  // namespace badgescan
