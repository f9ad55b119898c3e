// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// licence_fingerprint: reads texts on standard input, writes the packed table on standard output.
// Called by make_table.mjs only, so that texts are normalised by the very code that later reads repositories.
//
// Input: records "T<row> <row>…\n<text>\0" (a licence) or "H…" (a notice for source files).
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "scanner/licence/words.h"

namespace {

using badgescan::licence::Pair;
using badgescan::licence::Word;

constexpr std::ptrdiff_t kMostPairs =
    450;                        ///< of a text's core; the sampling rate is halved until this holds
constexpr double kAlike = 0.6;  ///< likeness from which texts count as one family
constexpr std::size_t kLeastDifferences = 12;  ///< pairs of a text that its neighbour lacks

struct Text {
  std::vector<unsigned> rows;
  bool header = false;
  unsigned level = 0;
  std::size_t words = 0;
  std::map<std::uint32_t, std::uint32_t> all_core, all_soft;  ///< key to level
  std::set<std::uint32_t> core, soft;                         ///< what the table keeps
};

std::string read_all(std::FILE* in) {
  std::string bytes;
  char buffer[1 << 16];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, in)) > 0;) bytes.append(buffer, n);
  return bytes;
}

std::vector<Word> kept(std::string_view text) {
  std::vector<Word> words = badgescan::licence::words_of(text, badgescan::licence::Marks::read);
  std::erase_if(words, [](const Word& word) { return word.skip != 0; });
  return words;
}

/// Every pair that a faithful copy may hold, and those it must hold.
void add_pairs(const std::vector<Word>& words, std::vector<Pair>& core, std::vector<Pair>& soft) {
  for (std::size_t i = 0; i + 1 < words.size(); i++)
    (words[i].soft || words[i + 1].soft ? soft : core)
        .push_back(badgescan::licence::pair_of(words[i].hash, words[i + 1].hash));
  // Where an optional part is left out, its neighbours meet.
  for (std::size_t i = 0; i + 2 < words.size(); i++) {
    if (words[i].soft || !words[i + 1].soft) continue;
    std::size_t next = i + 1;
    while (next < words.size() && words[next].soft) next++;
    if (next < words.size()) soft.push_back(badgescan::licence::pair_of(words[i].hash, words[next].hash));
  }
}

Text fingerprint(std::string_view text) {
  const std::vector<Word> words = kept(text);
  Text out;
  std::vector<Pair> core, soft;
  add_pairs(words, core, soft);
  out.words = core.size() + 1;
  for (const Pair& pair : core) out.all_core[pair.key] = pair.level;
  for (const Pair& pair : soft)
    if (!out.all_core.contains(pair.key)) out.all_soft[pair.key] = pair.level;
  const auto kept_at = [&](unsigned level) {
    return std::count_if(out.all_core.begin(), out.all_core.end(),
                         [&](const auto& pair) { return pair.second >= level; });
  };
  while (kept_at(out.level) > kMostPairs) out.level++;
  return out;
}

void sample(Text& text) {
  for (const auto& [key, level] : text.all_core)
    if (level >= text.level) text.core.insert(key);
  for (const auto& [key, level] : text.all_soft)
    if (level >= text.level) text.soft.insert(key);
}

std::size_t shared_pairs(const Text& a, const Text& b) {
  return static_cast<std::size_t>(std::count_if(a.all_core.begin(), a.all_core.end(), [&](const auto& pair) {
    return b.all_core.contains(pair.first);
  }));
}

bool alike(const Text& a, const Text& b) {
  if (a.header != b.header) return false;
  const std::size_t sum = a.all_core.size() + b.all_core.size();
  const std::size_t most = 2 * std::min(a.all_core.size(), b.all_core.size());
  if (static_cast<double>(most) < kAlike * static_cast<double>(sum)) return false;
  return 2.0 * static_cast<double>(shared_pairs(a, b)) >= kAlike * static_cast<double>(sum);
}

/// Near-identical texts can only be told apart by the pairs that one of them lacks: keep enough of these.
void add_differences(Text& text, const Text& other) {
  std::size_t kept_now = 0;
  std::vector<std::uint32_t> more;
  for (const auto& [key, level] : text.all_core) {
    if (other.all_core.contains(key) || other.all_soft.contains(key)) continue;
    if (text.core.contains(key)) {
      kept_now++;
    } else {
      more.push_back(key);
    }
  }
  for (const std::uint32_t key : more) {
    if (kept_now++ >= kLeastDifferences) return;
    text.core.insert(key);
  }
}

/// Texts that resemble one another are sampled at one rate, so that what they share counts the same for each.
void sample_families(std::vector<Text>& texts) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t a = 0; a < texts.size(); a++)
    for (std::size_t b = a + 1; b < texts.size(); b++)
      if (alike(texts[a], texts[b])) pairs.emplace_back(a, b);
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [a, b] : pairs) {
      if (texts[a].level == texts[b].level) continue;
      texts[a].level = texts[b].level = std::max(texts[a].level, texts[b].level);
      changed = true;
    }
  }
  for (Text& text : texts) sample(text);
  for (const auto& [a, b] : pairs) {
    add_differences(texts[a], texts[b]);
    add_differences(texts[b], texts[a]);
  }
}

void put(std::string& out, std::size_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7f) | 0x80);
  out += static_cast<char>(value);
}

std::string pack(const std::vector<Text>& texts) {
  std::string out = "BLT1";
  put(out, texts.size());
  for (const Text& text : texts) {
    put(out, text.header);
    put(out, text.level);
    put(out, text.core.size());
    put(out, text.words);
    put(out, text.rows.size());
    for (const unsigned row : text.rows) put(out, row);
  }
  std::map<std::uint32_t, std::set<std::size_t>> index;
  for (std::size_t t = 0; t < texts.size(); t++) {
    for (const std::uint32_t key : texts[t].core) index[key].insert(2 * t);
    for (const std::uint32_t key : texts[t].soft) index[key].insert(2 * t + 1);
  }
  put(out, index.size());
  std::uint32_t last = 0;
  for (const auto& [key, postings] : index) {
    put(out, key - last);
    last = key;
    put(out, postings.size());
    std::size_t before = 0;
    for (const std::size_t posting : postings) {
      put(out, posting - before);
      before = posting;
    }
  }
  return out;
}

}  // namespace

int main() {
  std::string input = read_all(stdin);
  std::vector<Text> texts;
  std::map<std::pair<bool, std::map<std::uint32_t, std::uint32_t>>, std::size_t> known;
  for (std::size_t at = 0; at < input.size();) {
    const std::size_t end = input.find('\0', at), line = input.find('\n', at);
    if (end == std::string::npos || line == std::string::npos || line > end) return 1;
    Text text = fingerprint(std::string_view(input).substr(line + 1, end - line - 1));
    text.header = input[at] == 'H';
    std::vector<unsigned> rows;
    for (char* number = input.data() + at + 1; *number != '\n';)
      rows.push_back(static_cast<unsigned>(std::strtoul(number, &number, 10)));
    at = end + 1;
    if (text.all_core.size() < 3) {
      std::fprintf(stderr, "row %u: too short, left out\n", rows.front());
      continue;
    }
    const auto [place, fresh] = known.try_emplace({text.header, text.all_core}, texts.size());
    if (fresh) texts.push_back(std::move(text));
    Text& same = texts[place->second];
    same.rows.insert(same.rows.end(), rows.begin(), rows.end());
    if (!fresh) same.all_soft.insert(text.all_soft.begin(), text.all_soft.end());
  }
  sample_families(texts);
  const std::string out = pack(texts);
  std::size_t pairs = 0;
  for (const Text& text : texts) pairs += text.core.size() + text.soft.size();
  std::fprintf(stderr, "%zu texts, %zu pairs\n", texts.size(), pairs);
  return std::fwrite(out.data(), 1, out.size(), stdout) == out.size() ? 0 : 1;
}
