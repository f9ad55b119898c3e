// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See mailmap.h.
#include "scanner/facts/history/mailmap.h"

#include <algorithm>
#include <numeric>

#include "scanner/base/text.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

struct MailmapLine {
  std::string_view name1, mail1, name2, mail2;
  bool two = false;
};

/// "Name <mail>" from `line`, which is advanced; false when there is no "<…>".
bool take_pair(std::string_view& line, std::string_view& name, std::string_view& mail) {
  const std::size_t open = line.find('<');
  if (open == std::string_view::npos) return false;
  const std::size_t close = line.find('>', open);
  if (close == std::string_view::npos) return false;
  name = trim(line.substr(0, open));
  mail = line.substr(open + 1, close - open - 1);
  line.remove_prefix(close + 1);
  return true;
}

bool read_line(std::string_view line, MailmapLine& out) {
  if (line.empty() || line[0] == '#') return false;
  if (!take_pair(line, out.name1, out.mail1)) return false;
  out.two = take_pair(line, out.name2, out.mail2);
  return true;
}

}  // namespace

Mailmap Mailmap::parse(std::string_view text) {
  constexpr std::size_t kMostLines = 100'000;
  Mailmap map;
  std::size_t count = 0;
  for (const std::string_view line : split_lines(text)) {
    if (++count > kMostLines) break;
    MailmapLine row;
    if (!read_line(line, row)) continue;
    // One pair: the name for that address. Two: the first is shown, the second is what commits have.
    const std::string_view key_mail = row.two ? row.mail2 : row.mail1;
    Entry& entry = map.by_mail_[to_lower(key_mail)];
    Replacement& replacement = row.two && !row.name2.empty() ? entry.by_name[to_lower(row.name2)] : entry.any;
    if (!row.name1.empty()) replacement.name = row.name1;
    if (row.two && !row.mail1.empty()) replacement.mail = row.mail1;
  }
  return map;
}

Mailmap::Identity Mailmap::map(std::string_view name, std::string_view mail) const {
  Identity out{name, mail};
  if (by_mail_.empty()) return out;
  const auto entry = by_mail_.find(to_lower(mail));
  if (entry == by_mail_.end()) return out;
  const Replacement* found = &entry->second.any;
  if (!entry->second.by_name.empty()) {
    const auto named = entry->second.by_name.find(to_lower(name));
    if (named != entry->second.by_name.end()) found = &named->second;
  }
  if (!found->name.empty()) out.name = found->name;
  if (!found->mail.empty()) out.mail = found->mail;
  return out;
}

Result<PeopleRules> PeopleRules::parse(std::string_view json, std::string_view origin) {
  PeopleRules rules;
  const auto fill = [](const JsonPlace& place, std::unordered_map<std::string, bool>& into) {
    for (const std::string& text : place.strings()) {
      if (!into.emplace(to_lower(text), true).second) place.fail("'" + text + "' stands in the list twice");
    }
  };
  const Outcome outcome = strict_load(json, origin, [&](const JsonPlace& root) {
    root.only({"$schema", "about", "bots", "neutral_domains", "shared_mails"});
    const JsonPlace bots = root.at("bots");
    bots.only({"names", "accounts", "mails"});
    fill(bots.at("names"), rules.names_);
    fill(bots.at("accounts"), rules.accounts_);
    fill(bots.at("mails"), rules.mails_);
    fill(root.at("neutral_domains"), rules.neutral_domains_);
    fill(root.at("shared_mails"), rules.shared_mails_);
  });
  if (!outcome) return Error{outcome.error()};
  return rules;
}

namespace {

/// An account that calls itself a bot: one word that ends in "-bot", "_bot" or "-robot".
bool bot_account(std::string_view low) {
  if (low.find(' ') != std::string_view::npos) return false;
  return low.ends_with("[bot]") || low.ends_with("-bot") || low.ends_with("_bot") || low.ends_with("-robot");
}

std::string_view local_part(std::string_view mail) {
  const std::size_t at = mail.rfind('@');
  return at == std::string_view::npos ? std::string_view{} : mail.substr(0, at);
}
std::string_view domain_part(std::string_view mail) {
  const std::size_t at = mail.rfind('@');
  return at == std::string_view::npos ? std::string_view{} : mail.substr(at + 1);
}

}  // namespace

bool PeopleRules::is_bot(std::string_view name, std::string_view mail) const {
  const std::string low_name = to_lower(trim(name)), low_mail = to_lower(trim(mail));
  if (low_name.ends_with("[bot]") || names_.contains(low_name) || mails_.contains(low_mail)) return true;
  const std::string account = noreply_account(low_mail);
  if (!account.empty()) {
    const std::string_view login = std::string_view(account).substr(account.rfind('/') + 1);
    if (accounts_.contains(std::string(login)) || bot_account(login)) return true;
  }
  const std::string_view local = local_part(low_mail);
  if (bot_account(local)) return true;
  return bot_account(low_name);
}

std::string PeopleRules::organisation(std::string_view mail) const {
  const std::string low = to_lower(trim(mail));
  std::string_view domain = domain_part(low);
  if (domain.empty() || domain.find('.') == std::string_view::npos) return {};
  if (domain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") != std::string_view::npos) return {};
  const std::vector<std::string_view> labels = split(domain, '.');
  for (const std::string_view label : labels) {
    if (label.empty()) return {};
  }
  const std::string_view top = labels.back();
  if (top == "local" || top == "localdomain" || top == "localhost" || top == "invalid" || top == "lan" ||
      top == "internal" || top == "example" || top == "test" ||
      top.find_first_of("0123456789") != std::string_view::npos) {
    return {};
  }
  std::size_t keep = 2;
  if (labels.size() > 2 && top.size() == 2) {
    const std::string_view second = labels[labels.size() - 2];
    for (const std::string_view known : {"co", "com", "org", "ac", "edu", "gov", "gob", "gouv", "net", "or",
                                         "ne", "go", "gv", "mil", "nhs"}) {
      if (second == known) keep = 3;
    }
  }
  std::string out;
  for (std::size_t i = labels.size() - keep; i < labels.size(); ++i) {
    if (!out.empty()) out += '.';
    out += labels[i];
  }
  // Sub-domains of a neutral domain are neutral, and the list may name a sub-domain itself.
  if (neutral_domains_.contains(out) || neutral_domains_.contains(std::string(domain))) return {};
  return out;
}

bool PeopleRules::nobody(std::string_view mail) const {
  const std::string low = to_lower(trim(mail));
  if (low.find('@') == std::string::npos || shared_mails_.contains(low)) return true;
  const std::string_view domain = domain_part(low);
  return domain.empty() || domain.find('.') == std::string_view::npos || domain.ends_with(".local") ||
         domain.ends_with(".localdomain") || domain.ends_with(".(none)");
}

std::string noreply_account(std::string_view mail) {
  const std::string low = to_lower(trim(mail));
  static constexpr std::string_view kStart = "users.noreply.";
  const std::string_view domain = domain_part(low);
  if (!domain.starts_with(kStart)) return {};
  std::string_view local = local_part(low);
  // "12345+user" on GitHub, "12345-user" on GitLab.
  std::size_t digits = 0;
  while (digits < local.size() && local[digits] >= '0' && local[digits] <= '9') ++digits;
  if (digits > 0 && digits < local.size() && (local[digits] == '+' || local[digits] == '-')) {
    local.remove_prefix(digits + 1);
  }
  if (local.empty()) return {};
  return std::string(domain.substr(kStart.size())) + "/" + std::string(local);
}

std::string normalised_name(std::string_view name) {
  std::string out;
  bool gap = false;
  std::size_t words = 0;
  for (const char raw : name) {
    const char c = to_lower(raw);
    const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (!part) {
      // Apostrophes do not split a name.
      gap = gap || c != '\'';
      continue;
    }
    if (out.empty() || gap) ++words;
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  }
  if (words < 2 || out.size() < 5) return {};
  return out;
}

namespace {

class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace

std::vector<std::uint32_t> join_people(const std::vector<SignatureKey>& signatures, const PeopleRules& rules,
                                       std::uint32_t& count) {
  Groups groups(signatures.size());
  std::unordered_map<std::string, std::uint32_t> first;
  const auto key = [&](std::string text, std::uint32_t i) {
    const auto [place, fresh] = first.emplace(std::move(text), i);
    if (!fresh) groups.join(place->second, i);
  };
  for (std::uint32_t i = 0; i < signatures.size(); ++i) {
    const SignatureKey& signature = signatures[i];
    if (!rules.nobody(signature.mail)) key("m" + to_lower(trim(signature.mail)), i);
    if (std::string account = noreply_account(signature.mail); !account.empty()) key("a" + account, i);
    if (std::string name = normalised_name(signature.name); !name.empty()) {
      key("n" + name, i);
    } else if (rules.nobody(signature.mail)) {
      key("s" + to_lower(signature.name) + "<" + to_lower(signature.mail), i);
    }
  }
  std::vector<std::uint32_t> person(signatures.size());
  std::vector<std::uint32_t> number(signatures.size(), ~0U);
  count = 0;
  for (std::uint32_t i = 0; i < signatures.size(); ++i) {
    std::uint32_t& n = number[groups.root(i)];
    if (n == ~0U) n = count++;
    person[i] = n;
  }
  return person;
}

}  // namespace badgescan
