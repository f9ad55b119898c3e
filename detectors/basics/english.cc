// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// english: is the documentation, or a version of it, in English? Counted by words that every English text
// holds and other languages do not.
#include <algorithm>
#include <array>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kEnglish = "english";
constexpr std::string_view kCriteria[] = {kEnglish};
constexpr std::size_t kEnoughWords = 30, kMostWords = 4000;

constexpr std::array<std::string_view, 22> kStopWords{
    "the", "and", "is",   "of",  "to",   "are", "this", "that", "with",  "you",  "it",
    "be",  "can", "from", "not", "your", "if",  "by",   "when", "which", "will", "or"};

struct Count {
  std::size_t words = 0, english = 0;  ///< words in Latin script and the English among them
  std::size_t other_script = 0;
};

void count(std::string_view text, Count& sum) {
  std::string word;
  for (std::size_t i = 0; i <= text.size() && sum.words < kMostWords; ++i) {
    const auto c = i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(' ');
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      if (word.size() < 20) word += static_cast<char>(c | 0x20);
      continue;
    }
    if (c >= 0xcd && c < 0xe2) ++sum.other_script;   // Greek, Cyrillic, Hebrew, Arabic, Indic …
    if (c >= 0xe3 && c <= 0xed) ++sum.other_script;  // CJK, Hangul
    if (c < 0x80 && word.size() >= 2) {
      ++sum.words;
      if (std::find(kStopWords.begin(), kStopWords.end(), word) != kStopWords.end()) ++sum.english;
    }
    word.clear();
  }
}

void detect(const Context& context, FindingSink& out) {
  const Documents& documents = context.get<Documents>();
  const Document* best = nullptr;
  double best_share = 0;
  Count all;
  for (const Document& document : documents.all()) {
    if (document.kind == "changelog" || document.kind == "issue_template" || document.kind == "codeowners")
      continue;
    Count one;
    count(document.prose(), one);
    all.words += one.words;
    all.english += one.english;
    all.other_script += one.other_script;
    const std::size_t whole = one.words + one.other_script / 2;
    const double share = whole == 0 ? 0 : static_cast<double>(one.english) / static_cast<double>(whole);
    if (whole >= kEnoughWords && share > best_share) {
      best = &document;
      best_share = share;
      if (document.kind == "readme" && share >= 0.12) break;
    }
  }
  if (best != nullptr && best_share >= 0.10) {
    Evidence seen;
    seen.path = clean_utf8(best->path);
    out.met(kEnglish, Confidence::strong, msg("The documentation is in English, for example {}.", seen.path),
            {seen});
  } else if (!documents.complete()) {
    out.unknown(kEnglish, msg("Not every document could be read."),
                msg("Is there documentation in English?"));
  } else if (best == nullptr && all.words + all.other_script / 2 < kEnoughWords) {
    out.unknown(kEnglish, msg("The repository holds too little text to tell its language."),
                msg("Is the documentation in English, and are bug reports in English accepted?"));
  } else if (best_share < 0.04) {
    out.unmet(kEnglish, Confidence::strong,
              msg("The documents of the repository are in another language than English."), {},
              msg("Is there documentation in English elsewhere?"));
  } else {
    out.unknown(kEnglish, msg("Only a small part of the documents seems to be English."),
                msg("Is there documentation in English, and are bug reports in English accepted?"));
  }
}

}  // namespace

extern const Detector english;
const Detector english{.id = "english",
                       .summary = "Measures the share of common English words in the documents.",
                       .criteria = kCriteria,
                       .detect = detect};

}  // namespace badgescan
