// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/strict_json.h"

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDepth = 64;

/// Builds the value and refuses what nlohmann accepts silently: duplicate keys and any depth.
class Builder : public json::json_sax_t {
 public:
  explicit Builder(json& root) : root_(root) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(json::number_integer_t value) override { return add(value); }
  bool number_unsigned(json::number_unsigned_t value) override { return add(value); }
  bool number_float(json::number_float_t value, const std::string&) override { return add(value); }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(json::binary_t& value) override { return add(std::move(value)); }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    const auto [member, fresh] = open_.back()->get_ref<json::object_t&>().try_emplace(std::move(name));
    if (!fresh) throw StrictJsonError(msg("the key \"{}\" appears twice in one object", member->first));
    member_ = &member->second;
    return true;
  }
  bool parse_error(std::size_t at, const std::string&, const json::exception&) override {
    error_at = at;
    return false;
  }

  std::size_t error_at = 0;

 private:
  bool add(json value) {
    place(std::move(value));
    return true;
  }
  bool open(json value) {
    if (open_.size() > kMaxDepth) throw StrictJsonError(msg("nested deeper than {}", kMaxDepth));
    open_.push_back(&place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  json& place(json value) {
    if (open_.empty()) return root_ = std::move(value);
    if (open_.back()->is_array())
      return open_.back()->get_ref<json::array_t&>().emplace_back(std::move(value));
    return *member_ = std::move(value);
  }

  json& root_;
  std::vector<json*> open_;
  json* member_ = nullptr;  ///< whose value comes next
};

}  // namespace

Result<json> parse_strict(std::string_view text, std::string_view origin) {
  if (text.empty()) return Error{msg("{}: the file is empty or missing", origin)};
  json root;
  Builder builder(root);
  try {
    if (json::sax_parse(text, &builder)) return root;
  } catch (const StrictJsonError& error) {
    return Error{fmt::format("{}: {}", origin, error.what())};
  } catch (const json::exception& error) {
    return Error{msg("{}: not valid JSON: {}", origin, error.what())};
  }
  const std::size_t at = builder.error_at == 0 ? 0 : builder.error_at - 1;
  return Error{msg("{}, line {}: not valid JSON", origin, line_of(text, at))};
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
