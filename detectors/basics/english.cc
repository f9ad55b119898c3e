// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// english: is the documentation, or a version of it, in English? Counted by words that every English text
// holds and other languages do not. A list of features holds few of them: it is in another language only when
// words or letters of that language are there.
#include <algorithm>
#include <array>
#include <unordered_map>

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

// What a list of features in English holds beside them.
constexpr std::array<std::string_view, 20> kListWords{
    "for", "all", "these", "under", "into", "using",  "each",  "new",     "run",    "set",
    "see", "how", "here",  "only",  "its",  "before", "after", "without", "within", "use"};

// Short words of other languages that no English text is full of.
constexpr std::array<std::string_view, 60> kForeign{
    "der", "das", "und",   "ist",  "nicht", "mit", "ein",  "eine", "von",  "zu",   "auf",   "wird",
    "le",  "les", "et",    "pour", "dans",  "est", "une",  "du",   "sur",  "avec", "el",    "los",
    "las", "que", "para",  "con",  "una",   "del", "como", "em",   "uma",  "com",  "dos",   "il",
    "che", "di",  "della", "sono", "het",   "een", "van",  "voor", "niet", "och",  "att",   "som",
    "det", "og",  "til",   "ve",   "bir",   "nie", "jest", "oraz", "yang", "dan",  "untuk", "dengan"};

// Texts that come from elsewhere as they are, or that are not for users.
constexpr std::array<std::string_view, 8> kOtherTexts{"changelog", "issue_template",  "codeowners", "dco",
                                                      "cla",       "code_of_conduct", "notice",     "agents"};

struct Count {
  std::size_t words = 0, english = 0;  ///< words in Latin script and the English among them
  std::size_t listed = 0;              ///< words of kListWords
  std::size_t foreign = 0;             ///< words of other languages, and words with letters such as ä or ş
  std::size_t other_script = 0;

  std::size_t whole() const { return words + other_script / 2; }
  double share(std::size_t part) const {
    return whole() == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole());
  }
  bool another_language() const { return share(foreign + other_script / 2) >= 0.08; }
};

/// Which count a word belongs to.
const std::unordered_map<std::string_view, std::size_t Count::*>& counted_words() {
  static const auto words = [] {
    std::unordered_map<std::string_view, std::size_t Count::*> out;
    for (const std::string_view word : kStopWords) out.emplace(word, &Count::english);
    for (const std::string_view word : kListWords) out.emplace(word, &Count::listed);
    for (const std::string_view word : kForeign) out.emplace(word, &Count::foreign);
    return out;
  }();
  return words;
}

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
    if (c >= 0xc3 && c <= 0xc8) ++sum.foreign;       // Latin letters that English lacks
    if (c < 0x80 && word.size() >= 2) {
      ++sum.words;
      const auto known = counted_words().find(word);
      if (known != counted_words().end()) ++(sum.*known->second);
    }
    word.clear();
  }
}

void detect(const Context& context, FindingSink& out) {
  const Documents& documents = context.get<Documents>();
  const Document *best = nullptr, *plain = nullptr;      // plain: English words, and none of another language
  const Document *readme = nullptr, *foreign = nullptr;  // a README in English, and one in another language
  double best_share = 0;
  bool sure = true;  // the README is full of English words
  Count all;
  for (const Document& document : documents.all()) {
    if (std::find(kOtherTexts.begin(), kOtherTexts.end(), document.kind) != kOtherTexts.end()) continue;
    Count one;
    count(document.prose(), one);
    all.words += one.words;
    all.english += one.english;
    all.foreign += one.foreign;
    all.other_script += one.other_script;
    const double share = one.share(one.english);
    if (document.kind == "readme" && one.whole() >= kEnoughWords) {
      const double other = one.share(one.foreign + one.other_script / 2);
      if (foreign == nullptr && share < 0.02 && other >= 0.03) foreign = &document;
      if (share >= 0.10 || (readme == nullptr && share >= 0.04 && other < 0.02)) {
        readme = &document;
        sure = share >= 0.10;
        if (sure) break;
      }
    }
    if (plain == nullptr && one.whole() >= kEnoughWords && one.english >= 2 &&
        one.english + one.listed >= 5 && one.share(one.foreign) < 0.02 && one.other_script == 0)
      plain = &document;
    if (one.whole() >= kEnoughWords && share > best_share) {
      best = &document;
      best_share = share;
    }
  }
  if (readme != nullptr) best = readme;
  if (best != nullptr && (readme != nullptr || best_share >= 0.10)) {
    Evidence seen;
    seen.path = clean_utf8(best->path);
    if (foreign != nullptr && readme == nullptr && (plain == nullptr || plain->kind != "readme")) {
      const std::string other = clean_utf8(foreign->path);
      return out.met(kEnglish, Confidence::partial,
                     msg("{} is in English, but {} is in another language.", seen.path, other),
                     {seen, {.path = other}}, msg("Is the documentation that users need in English, too?"));
    }
    out.met(kEnglish, sure || best_share >= 0.10 ? Confidence::strong : Confidence::likely,
            msg("The documentation is in English, for example {}.", seen.path), {seen});
  } else if (plain != nullptr) {
    Evidence seen;
    seen.path = clean_utf8(plain->path);
    out.met(kEnglish, Confidence::likely, msg("The documentation is in English, for example {}.", seen.path),
            {seen});
  } else if (!documents.complete()) {
    out.unknown(kEnglish, msg("Not every document could be read."),
                msg("Is there documentation in English?"));
  } else if (best == nullptr && all.whole() < kEnoughWords) {
    out.unknown(kEnglish, msg("The repository holds too little text to tell its language."),
                msg("Is the documentation in English, and are bug reports in English accepted?"));
  } else if (best_share < 0.04 && all.another_language()) {
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
