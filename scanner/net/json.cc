// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Tolerant access to JSON, and the reasons why a service gave no answer.
#include "scanner/net/json.h"

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan::net {

std::optional<json> parse_answer(std::string_view text) {
  constexpr int kDepth = 64;
  bool too_deep = false;
  const json::parser_callback_t watch = [&](int depth, json::parse_event_t, json&) {
    too_deep |= depth > kDepth;
    return depth <= kDepth;
  };
  json value = json::parse(text, watch, false);
  if (value.is_discarded() || too_deep) return std::nullopt;
  return value;
}

const json& member(const json& value, std::string_view path) {
  static const json kNull;
  const json* at = &value;
  for (const std::string_view key : split(path, '/')) {
    if (key.empty()) continue;
    if (!at->is_object()) return kNull;
    const auto found = at->find(std::string(key));
    if (found == at->end()) return kNull;
    at = &*found;
  }
  return *at;
}

std::string text_of(const json& value, std::string_view path) {
  const json& found = member(value, path);
  return found.is_string() ? clean_utf8(found.get_ref<const std::string&>()) : std::string();
}

bool flag_of(const json& value, std::string_view path) {
  const json& found = member(value, path);
  return found.is_boolean() && found.get<bool>();
}

std::int64_t number_of(const json& value, std::string_view path) {
  const json& found = member(value, path);
  return found.is_number_integer() ? found.get<std::int64_t>() : 0;
}

std::int64_t time_of(const json& value, std::string_view path) {
  std::int64_t seconds = 0;
  return parse_time(text_of(value, path), seconds) ? seconds : 0;
}

const json::array_t& items_of(const json& value, std::string_view path) {
  static const json::array_t kNone;
  const json& found = member(value, path);
  return found.is_array() ? found.get_ref<const json::array_t&>() : kNone;
}

Answer read_answer(const Response& response, std::string_view permission) {
  if (response.status == 0) return {.body = {}, .why = response.error};
  if (response.ok()) {
    std::optional<json> body = parse_answer(response.body);
    if (!body) return {.body = {}, .why = msg("{} answered with something that is no JSON", response.url)};
    return {.body = std::move(body), .why = {}};
  }
  if (response.status == 401 || response.status == 403 || response.status == 404) {
    if (!permission.empty())
      return {.body = {}, .why = msg("the answer needs a token with the permission “{}”", permission)};
    if (response.status == 401) return {.body = {}, .why = msg("the token was refused (401)")};
  }
  return {.body = {}, .why = msg("{} answered with status {}", response.url, response.status)};
}

Answer read_list(const Response& response, std::string_view permission) {
  Answer answer = read_answer(response, permission);
  if (answer.body && !answer.body->is_array())
    answer = {.body = {}, .why = msg("{} answered with something that is no list", response.url)};
  return answer;
}

}  // namespace badgescan::net
