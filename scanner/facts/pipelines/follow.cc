#include "scanner/facts/pipelines/follow.h"

namespace badgescan::ci {

void follow(const Facts&, std::vector<Pipeline>&) {}

}  // namespace badgescan::ci
