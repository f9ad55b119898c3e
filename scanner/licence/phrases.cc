// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/phrases.h"

#include <algorithm>

#include "scanner/base/text.h"

namespace badgescan::licence {

bool PhraseTable::add(std::string_view phrase, std::uint32_t number) {
  Phrase out;
  out.number = number;
  const auto add_words = [&](std::string_view plain) {
    for (const Word& word : words_of(plain)) out.elements.push_back({{word.hash}});
  };
  // Most phrases are plain; reading them in one go matters, because there are two thousand.
  if (phrase.find('|') == std::string_view::npos && phrase.find("...") == std::string_view::npos) {
    add_words(phrase);
  } else {
    for (const std::string_view part : split(phrase, ' ')) {
      if (part == "...") {
        out.elements.push_back({});
      } else if (part.find('|') == std::string_view::npos) {
        add_words(part);
      } else {
        Element element;
        for (const std::string_view option : split(part, '|')) element.any.push_back(word_hash(option));
        out.elements.push_back(std::move(element));
      }
    }
  }
  if (out.elements.empty() || out.elements.front().any.empty() || out.elements.back().any.empty())
    return false;
  const auto index = static_cast<std::uint32_t>(phrases_.size());
  for (const std::uint32_t first : out.elements.front().any) {
    by_first_[first].push_back(index);
    firsts_.set(first % kMarks);
    if (out.elements.size() == 1 || out.elements[1].any.empty()) {
      alone_.set(first % kMarks);
    } else {
      for (const std::uint32_t second : out.elements[1].any) pairs_.set(mark_of(first, second));
    }
  }
  phrases_.push_back(std::move(out));
  return true;
}

/// The end of the phrase when its elements from `element` on match at `at`, else 0.
std::size_t PhraseTable::match(const Phrase& phrase, std::size_t element, const std::vector<Word>& words,
                               std::size_t at) const {
  for (; element < phrase.elements.size(); element++, at++) {
    const Element& wanted = phrase.elements[element];
    if (wanted.any.empty()) {
      for (std::size_t skip = 0; skip <= kGap; skip++)
        if (const std::size_t end = match(phrase, element + 1, words, at + skip)) return end;
      return 0;
    }
    if (at >= words.size() ||
        std::find(wanted.any.begin(), wanted.any.end(), words[at].hash) == wanted.any.end())
      return 0;
  }
  return at;
}

std::vector<PhraseTable::Hit> PhraseTable::at(const std::vector<Word>& words, std::size_t at) const {
  std::vector<Hit> hits;
  const auto found = by_first_.find(words[at].hash);
  if (found == by_first_.end()) return hits;
  for (const std::uint32_t index : found->second) {
    const std::size_t end = match(phrases_[index], 0, words, at);
    if (end == 0) continue;
    const auto same = std::find_if(hits.begin(), hits.end(),
                                   [&](const Hit& hit) { return hit.phrase == phrases_[index].number; });
    if (same == hits.end()) {
      hits.push_back({phrases_[index].number, at, end});
    } else {
      same->end = std::max(same->end, end);
    }
  }
  return hits;
}

std::vector<PhraseTable::Hit> PhraseTable::find(const std::vector<Word>& words, std::size_t begin,
                                                std::size_t end) const {
  std::vector<Hit> out;
  end = std::min(end, words.size());
  for (std::size_t i = begin; i < end;) {
    if (!may_start(words[i].hash, i + 1 < words.size() ? words[i + 1].hash : 0)) {
      i++;
      continue;
    }
    const std::vector<Hit> here = at(words, i);
    const auto longest =
        std::max_element(here.begin(), here.end(), [](const Hit& a, const Hit& b) { return a.end < b.end; });
    if (longest == here.end()) {
      i++;
      continue;
    }
    out.push_back(*longest);
    i = longest->end;
  }
  return out;
}

bool PhraseTable::holds(const std::vector<Word>& words, std::size_t begin, std::size_t end) const {
  end = std::min(end, words.size());
  for (std::size_t i = begin; i < end; i++)
    if (!at(words, i).empty()) return true;
  return false;
}

}  // namespace badgescan::licence
