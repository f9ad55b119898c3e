// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What is done to the commands of a step before they are followed.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "scanner/facts/pipelines.h"
#include "scanner/facts/tree_index.h"

namespace badgescan::ci {

/// `make ${{ matrix.target }}` becomes one command a value, at most `most` more in the step; `make $TARGET`
/// gets the value that the environment of the step, the job, the pipeline or the matrix gives the variable.
void put_values_in(const Pipeline& pipeline, const Job& job, Step& step, std::size_t most);

/// Marks the commands that stand in the folder of a project that the script has cloned or unpacked, or that
/// name such a folder as their package. `cloned`: the folders of earlier steps, to which new ones are added.
void mark_elsewhere(std::vector<CiCommand>& commands, const TreeIndex& tree,
                    std::set<std::string, std::less<>>& cloned);

}  // namespace badgescan::ci
