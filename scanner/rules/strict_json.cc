// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/strict_json.h"

#include <algorithm>
#include <set>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 64;

/// Refuses what nlohmann accepts silently: duplicate keys and any depth.
class Guard {
 public:
  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    if (depth > kMaxDepth) return fail(msg("nested deeper than {}", kMaxDepth));
    if (event == json::parse_event_t::object_start) keys_.emplace_back();
    if (event == json::parse_event_t::object_end) keys_.pop_back();
    if (event == json::parse_event_t::key && !keys_.back().insert(parsed.get<std::string>()).second) {
      return fail(msg("the key \"{}\" appears twice in one object", parsed.get<std::string>()));
    }
    return true;
  }

 private:
  [[noreturn]] static bool fail(const std::string& reason) { throw StrictJsonError(reason); }

  std::vector<std::set<std::string>> keys_;
};

}  // namespace

Result<json> parse_strict(std::string_view text, std::string_view origin) {
  if (text.empty()) return Error{msg("{}: the file is empty or missing", origin)};
  try {
    return json::parse(text, Guard{});
  } catch (const StrictJsonError& error) {
    return Error{fmt::format("{}: {}", origin, error.what())};
  } catch (const json::parse_error& error) {
    return Error{
        msg("{}, line {}: not valid JSON", origin, line_of(text, error.byte == 0 ? 0 : error.byte - 1))};
  } catch (const json::exception& error) {
    return Error{msg("{}: not valid JSON: {}", origin, error.what())};
  }
}

void JsonPlace::fail(std::string_view reason) const {
  throw StrictJsonError(fmt::format("{}: {}: {}", origin_, pointer_.empty() ? "/" : pointer_, reason));
}

const JsonPlace& JsonPlace::only(std::initializer_list<std::string_view> keys) const {
  if (!value_.is_object()) fail(msg("an object is expected"));
  for (const auto& [key, unused] : value_.items()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end() && key != "$schema")
      fail(msg("unknown key \"{}\"", key));
  }
  return *this;
}

bool JsonPlace::has(std::string_view key) const { return value_.is_object() && value_.contains(key); }

JsonPlace JsonPlace::at(std::string_view key) const {
  if (!has(key)) fail(msg("the key \"{}\" is missing", key));
  return JsonPlace(value_.find(key).value(), origin_, pointer_ + '/' + std::string(key));
}

JsonPlace JsonPlace::item(std::size_t index) const {
  if (index >= size()) fail(msg("there is no element {}", index));
  return JsonPlace(value_[index], origin_, pointer_ + '/' + std::to_string(index));
}

std::size_t JsonPlace::size() const {
  if (!value_.is_array()) fail(msg("an array is expected"));
  return value_.size();
}

std::string JsonPlace::string() const {
  if (!value_.is_string() || value_.get_ref<const std::string&>().empty())
    fail(msg("a text that is not empty is expected"));
  return value_.get<std::string>();
}

std::string JsonPlace::string_or(std::string_view key, std::string_view fallback) const {
  return has(key) ? at(key).string() : std::string(fallback);
}

bool JsonPlace::flag(std::string_view key) const {
  if (!has(key)) return false;
  const JsonPlace member = at(key);
  if (!member.value_.is_boolean()) member.fail(msg("true or false is expected"));
  return member.value_.get<bool>();
}

int JsonPlace::integer() const {
  if (!value_.is_number_integer()) fail(msg("a whole number is expected"));
  return value_.get<int>();
}

std::vector<std::string> JsonPlace::strings() const {
  std::vector<std::string> out;
  const std::size_t count = size();
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const json& element = value_[i];
    // The place is made only for a complaint: long lists are read at every start.
    const bool good = element.is_string() && !element.get_ref<const std::string&>().empty();
    out.push_back(good ? element.get_ref<const std::string&>() : item(i).string());
  }
  return out;
}

std::vector<std::string> JsonPlace::strings_or_none(std::string_view key) const {
  return has(key) ? at(key).strings() : std::vector<std::string>{};
}

}  // namespace badgescan
