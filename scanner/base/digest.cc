// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/digest.h"

#include <fmt/format.h>
#define XXH_INLINE_ALL  // header only: no library to link
#include <xxhash.h>

namespace badgescan {

struct Digest::State {
  XXH3_state_t xxh;
};

Digest::Digest() : state_(std::make_unique<State>()) { XXH3_128bits_reset(&state_->xxh); }
Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
  add_number(static_cast<std::int64_t>(bytes.size()));
  XXH3_128bits_update(&state_->xxh, bytes.data(), bytes.size());
}

void Digest::append(std::string_view bytes) { XXH3_128bits_update(&state_->xxh, bytes.data(), bytes.size()); }

void Digest::add_number(std::int64_t number) { XXH3_128bits_update(&state_->xxh, &number, sizeof number); }

std::uint64_t Digest::value() const { return XXH3_128bits_digest(&state_->xxh).low64; }

std::string Digest::hex() const {
  const XXH128_hash_t digest = XXH3_128bits_digest(&state_->xxh);
  return fmt::format("{:016x}{:016x}", digest.high64, digest.low64);
}

}  // namespace badgescan
