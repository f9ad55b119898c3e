// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Reading answers of services: anything may be missing or of another type, and that is no error. Include only
// from .cc files.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/net/http.h"

namespace badgescan::net {

using nlohmann::json;

/// Nothing when the text is no JSON or is nested deeper than 64.
std::optional<json> parse_answer(std::string_view text);

/// The member at a path of keys ("a/b/c"), or null.
const json& member(const json& value, std::string_view path);
std::string text_of(const json& value, std::string_view path);     ///< cleaned; empty unless a string
bool flag_of(const json& value, std::string_view path);            ///< false unless true
std::int64_t number_of(const json& value, std::string_view path);  ///< 0 unless an integer
/// A date like "2026-08-21T10:00:00Z" as seconds since 1970; 0 when there is none.
std::int64_t time_of(const json& value, std::string_view path);
/// The elements of an array member; nothing for other types.
const json::array_t& items_of(const json& value, std::string_view path = {});

/// The JSON of a good answer, or why there is none: names the missing permission for 401, 403 and 404.
struct Answer {
  std::optional<json> body;
  std::string why;
};
/// `permission`: what a token would have to allow, e.g. "administration: read". Empty: nothing special.
Answer read_answer(const Response& response, std::string_view permission = {});
/// The same where a list is expected: of anything else nothing follows, least of all that the list is empty.
Answer read_list(const Response& response, std::string_view permission = {});

}  // namespace badgescan::net
