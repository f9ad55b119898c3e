// The readers, one a CI system; readers() in pipelines.cc lists them.
#pragma once

#include "scanner/facts/pipelines/reader.h"

namespace badgescan::ci {

extern const Reader kGithub, kForgejo;
extern const Reader kGitlab;

}  // namespace badgescan::ci
