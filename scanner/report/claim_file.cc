// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/claim_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const std::vector<ClaimLine>& lines) {
  Json out = Json::object();
  for (const ClaimLine& line : lines) {
    out[line.criterion + "_status"] = name_of(line.status);
    if (!line.justification.empty()) out[line.criterion + "_justification"] = line.justification;
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The last link of the text, without punctuation that belongs to the sentence.
std::string_view last_link(std::string_view text) {
  const std::size_t at =
      std::max(text.rfind("https://") == std::string_view::npos ? 0 : text.rfind("https://") + 1,
               text.rfind("http://") == std::string_view::npos ? 0 : text.rfind("http://") + 1);
  if (at == 0) return {};
  std::string_view link = text.substr(at - 1);
  link = link.substr(0, std::min(link.find_first_of(" \n\t"), link.size()));
  while (!link.empty() && std::string_view(".,;)").find(link.back()) != std::string_view::npos)
    link.remove_suffix(1);
  return link;
}

bool shorten_all(std::vector<ClaimLine>& lines, std::size_t most, std::vector<std::string>* shortened) {
  bool changed = false;
  for (ClaimLine& line : lines) {
    if (line.justification.size() <= most) continue;
    line.justification = shorten_keeping_link(line.justification, most);
    if (shortened != nullptr) shortened->push_back(line.criterion);
    changed = true;
  }
  return changed;
}

}  // namespace

std::string shorten_keeping_link(const std::string& justification, std::size_t most) {
  if (justification.size() <= most) return justification;
  const std::string link(last_link(justification));
  if (link.empty() || link.size() + 8 > most) return shorten(justification, most);
  std::string head = shorten(justification, most - link.size() - 1);
  if (head.find(link) != std::string::npos) return head;
  // A link that the cut went through is worth nothing.
  const std::size_t broken = head.rfind("http");
  if (broken != std::string::npos && head.find(' ', broken) == std::string::npos) {
    head = std::string(trim(std::string_view(head).substr(0, broken)));
  }
  return head + ' ' + link;
}

std::string write_claims(std::vector<ClaimLine> lines, std::vector<std::string>& remarks) {
  std::vector<std::string> shortened;
  // A bound in bytes is at most as generous as the site's bound in characters.
  shorten_all(lines, kMaxJustification, &shortened);
  if (!shortened.empty()) {
    remarks.push_back(msg("shortened to {} characters, the badge site's limit: {}", kMaxJustification,
                          join_names(shortened, 20)));
  }
  std::string text = dump(lines);
  std::size_t most = 2'000;
  while (text.size() > kMaxClaimFile && most >= 60) {
    shorten_all(lines, most, nullptr);
    text = dump(lines);
    if (text.size() <= kMaxClaimFile) {
      remarks.push_back(
          msg("justifications were shortened to {} bytes each, because the badge site ignores a file of more "
              "than {} bytes",
              most, kMaxClaimFile));
    }
    most = most * 4 / 5;
  }
  while (text.size() > kMaxClaimFile && !lines.empty()) {
    remarks.push_back(msg("left out, because the badge site ignores a file of more than {} bytes: {}",
                          kMaxClaimFile, lines.back().criterion));
    lines.pop_back();
    text = dump(lines);
  }
  return text;
}

}  // namespace badgescan
