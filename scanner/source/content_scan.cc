#include "scanner/source/content_scan.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>

#include "scanner/base/text.h"

namespace badgescan::source {
namespace {

constexpr std::size_t kBefore = 512, kAfter = 1024;  ///< of a long line, around a literal
constexpr std::size_t kOverlap = 256;                ///< a match may reach this far past the part
constexpr std::size_t kChunk = 32;                   ///< entries a thread takes at once
constexpr std::size_t kKeptPaths = 20;
constexpr std::size_t kThreadsPay = 256;  ///< entries

/// Marks with which people tell other scanners that a value is no secret.
bool is_allowed(std::string_view line) {
  for (const std::string_view mark :
       {"gitleaks:allow", "gitleaks:ignore", "allowlist secret", "whitelist secret", "trufflehog:ignore",
        "nosecret", "notsecret", "noqa: S105", "nosec B105", "ggignore", "NOSONAR"}) {
    if (line.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

/// Where a thread is in one file. Kept between files so that nothing is allocated for most of them.
class TextScanner {
 public:
  explicit TextScanner(const PatternSet& patterns)
      : patterns_(patterns),
        covered_(patterns.rules().size()),
        found_(patterns.rules().size()),
        matched_to_(patterns.rules().size()) {}

  std::vector<FileHit> scan(std::string_view path, Language language, std::string_view text) {
    hits_.clear();
    std::fill(covered_.begin(), covered_.end(), 0);
    std::fill(found_.begin(), found_.end(), 0);
    std::fill(matched_to_.begin(), matched_to_.end(), 0);
    work_left_ = text.size() * 64 + (1 << 20);
    counted_to_ = 0;
    line_ = 1;
    const PatternSet::Literals& literals = patterns_.literals(language);
    literals.finder.find(text, [&](std::uint32_t literal, std::size_t at) {
      for (const std::uint32_t rule : literals.rules[literal]) {
        const PatternRule& data = patterns_.rules()[rule];
        if (at >= covered_[rule] && found_[rule] < data.most) look(path, rule, data, text, at);
      }
    });
    std::stable_sort(hits_.begin(), hits_.end(), [](const FileHit& a, const FileHit& b) {
      return a.line != b.line ? a.line < b.line : a.rule < b.rule;
    });
    return std::move(hits_);
  }
  bool cut() const { return work_left_ == 0; }

 private:
  void look(std::string_view path, std::uint32_t rule, const PatternRule& data, std::string_view text,
            std::size_t at) {
    std::size_t begin = at > kBefore ? at - kBefore : 0;
    std::size_t end = std::min(text.size(), at + kAfter);
    if (const void* newline = memrchr(text.data() + begin, '\n', at - begin)) {
      begin = static_cast<std::size_t>(static_cast<const char*>(newline) - text.data()) + 1;
    }
    bool whole_line = end == text.size();
    if (const void* newline = std::memchr(text.data() + at, '\n', end - at)) {
      end = static_cast<std::size_t>(static_cast<const char*>(newline) - text.data());
      whole_line = true;
    }
    if (end - begin > work_left_) {
      work_left_ = 0;
      return;
    }
    work_left_ -= end - begin;
    covered_[rule] = whole_line ? end + 1 : std::max(at + 1, end - kOverlap);
    if (!data.paths.empty() && !patterns_.path_allows(rule, path)) {
      found_[rule] = data.most;
      return;
    }
    match(rule, data, text, std::max(begin, matched_to_[rule]), end);
  }

  void match(std::uint32_t rule, const PatternRule& data, std::string_view text, std::size_t begin,
             std::size_t end) {
    const RE2& pattern = patterns_.pattern(rule);
    const std::string_view part = text.substr(begin, end - begin);
    const re2::StringPiece piece(part.data(), part.size());
    std::size_t from = 0;
    while (from <= part.size() && found_[rule] < data.most) {
      re2::StringPiece groups[2];
      const int wanted = pattern.NumberOfCapturingGroups() > 0 ? 2 : 1;
      if (!pattern.Match(piece, from, part.size(), RE2::UNANCHORED, groups, wanted)) return;
      const re2::StringPiece& value = wanted == 2 && groups[1].data() != nullptr ? groups[1] : groups[0];
      const auto at = static_cast<std::size_t>(value.data() - part.data());
      from = std::max(from + 1, static_cast<std::size_t>(groups[0].data() - part.data()) + groups[0].size());
      matched_to_[rule] = begin + std::min(from, part.size());
      if (const RE2* unless = patterns_.unless(rule); unless != nullptr && RE2::PartialMatch(piece, *unless))
        return;
      accept(rule, data, text, begin + at, {value.data(), value.size()}, part);
    }
  }

  void accept(std::uint32_t rule, const PatternRule& data, std::string_view text, std::size_t at,
              std::string_view value, std::string_view line) {
    FileHit hit{.rule = rule};
    if (data.secret) {
      hit.verdict = judge_secret(data.check, data.entropy, data.trust, value, text, at);
      if (hit.verdict == SecretVerdict::nothing) return;
      if (is_allowed(line)) hit.verdict = SecretVerdict::placeholder;
    }
    hit.line = line_of_offset(text, at);
    hit.excerpt = shown(data, line, value);
    ++found_[rule];
    hits_.push_back(std::move(hit));
  }

  static std::string shown(const PatternRule& data, std::string_view line, std::string_view value) {
    std::string_view around = line;
    if (line.size() > 300) {  // of a long line: what stands around the find
      const auto at = static_cast<std::size_t>(value.data() - line.data());
      around = line.substr(at > 80 ? at - 80 : 0, 160 + value.size());
    }
    std::string clean = clean_utf8(around);
    if (data.secret) clean = replace_all(clean, clean_utf8(value), redacted_value(value, data.trust));
    return shorten(trim(redact_secrets(clean)), 160);
  }

  /// Literals come in ascending order but for a few bytes, so lines are counted once.
  int line_of_offset(std::string_view text, std::size_t at) {
    if (at < counted_to_) {
      counted_to_ = 0;
      line_ = 1;
    }
    line_ += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted_to_),
                                         text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_to_ = at;
    return line_;
  }

  const PatternSet& patterns_;
  std::vector<std::size_t> covered_;     ///< by rule: up to here it has been run
  std::vector<int> found_;               ///< by rule
  std::vector<std::size_t> matched_to_;  ///< by rule: end of its last match, as parts of a long line overlap
  std::vector<FileHit> hits_;
  std::size_t work_left_ = 0;  ///< bytes that patterns may still see in this file
  std::size_t counted_to_ = 0;
  int line_ = 1;
};

/// UTF-16 with a byte order mark becomes UTF-8: editors on Windows write sources like that.
bool decode_utf16(std::string_view raw, std::string& text) {
  const bool little = raw.starts_with("\xff\xfe");
  if (!little && !raw.starts_with("\xfe\xff")) return false;
  text.clear();
  for (std::size_t i = 2; i + 1 < raw.size(); i += 2) {
    const auto a = static_cast<std::uint8_t>(raw[i]), b = static_cast<std::uint8_t>(raw[i + 1]);
    const unsigned unit = little ? a | b << 8u : b | static_cast<unsigned>(a) << 8u;
    if (unit == 0) return false;
    // Patterns are ASCII: everything else only has to stay something.
    text.push_back(unit < 0x80 ? static_cast<char>(unit) : '\xbf');
  }
  return true;
}

class Scan {
 public:
  Scan(const Snapshot& snapshot, const PatternSet& patterns,
       const std::function<Place(std::string_view)>& place_of)
      : snapshot_(snapshot),
        patterns_(patterns),
        place_of_(place_of),
        file_limit_(snapshot.limits().blob_bytes * kFileFactor),
        deadline_(std::chrono::steady_clock::now() + std::chrono::seconds(snapshot.limits().seconds)),
        chunks_((snapshot.entries().size() + kChunk - 1) / kChunk) {}

  ContentScanResult run(unsigned threads) {
    if (threads == 0) {
      threads = snapshot_.entries().size() < kThreadsPay
                    ? 1
                    : std::min(2u, std::max(1u, std::thread::hardware_concurrency()));
    }
    std::vector<std::thread> helpers;
    for (unsigned i = 1; i < threads; ++i) helpers.emplace_back([this] { work(); });
    work();
    for (std::thread& helper : helpers) helper.join();
    ContentScanResult result;
    for (ContentScanResult& part : chunks_) join(result, part);
    return result;
  }

 private:
  static void join(ContentScanResult& to, ContentScanResult& from) {
    std::move(from.files.begin(), from.files.end(), std::back_inserter(to.files));
    std::move(from.binaries.begin(), from.binaries.end(), std::back_inserter(to.binaries));
    const auto keep = [](std::vector<std::uint32_t>& all, const std::vector<std::uint32_t>& more) {
      for (const std::uint32_t entry : more) {
        if (all.size() < kKeptPaths) all.push_back(entry);
      }
    };
    keep(to.unread, from.unread);
    keep(to.too_large, from.too_large);
    to.counts.add(from.counts);
  }

  void work() {
    const std::unique_ptr<ObjectStore> objects = snapshot_.open_objects();
    TextScanner scanner(patterns_);
    const auto entries = snapshot_.entries();
    for (std::size_t chunk = next_++; chunk < chunks_.size(); chunk = next_++) {
      ContentScanResult& part = chunks_[chunk];
      if (bytes_ > snapshot_.limits().scan_bytes || std::chrono::steady_clock::now() > deadline_) {
        part.counts.stopped = true;
        return;
      }
      const std::size_t end = std::min(entries.size(), (chunk + 1) * kChunk);
      for (std::size_t i = chunk * kChunk; i < end; ++i) {
        if (entries[i].is_file())
          file(static_cast<std::uint32_t>(i), entries[i], objects.get(), scanner, part);
      }
    }
  }

  void file(std::uint32_t number, const Entry& entry, ObjectStore* objects, TextScanner& scanner,
            ContentScanResult& part) {
    if (is_media_name(entry.path)) {
      ++part.counts.media;
      return;
    }
    if (objects != nullptr && !entry.id.is_null()) {
      const Result<ObjectData> data = objects->read(entry.id, file_limit_);
      return data ? content(number, entry, data->content(), scanner, part) : missing(number, entry, part);
    }
    const Result<std::string> data = snapshot_.read(entry, file_limit_);
    return data ? content(number, entry, *data, scanner, part) : missing(number, entry, part);
  }

  void missing(std::uint32_t number, const Entry& entry, ContentScanResult& part) {
    const Place place = place_of_(entry.path);
    const bool code = place == Place::own && is_code(language_of_name(entry.path));
    const Result<std::uint64_t> size = snapshot_.size(entry);
    if (size && *size > file_limit_) {
      ++part.counts.too_large;
      part.counts.too_large_code += code;
      part.too_large.push_back(number);
      if (const BinaryFormat format = identify_name(entry.path); format.kind != BinaryKind::unknown) {
        part.binaries.push_back({number, place, format, true});
      }
      return;
    }
    ++part.counts.unread;
    part.counts.unread_code += code;
    part.unread.push_back(number);
  }

  void content(std::uint32_t number, const Entry& entry, std::string_view raw, TextScanner& scanner,
               ContentScanResult& part) {
    bytes_ += raw.size();
    Place place = place_of_(entry.path);
    std::string decoded;
    std::string_view text = raw;
    if (looks_binary(raw)) {
      if (!decode_utf16(raw, decoded)) {
        ++part.counts.binary;
        part.binaries.push_back({number, place, identify(raw, entry.path), false});
        return;
      }
      text = decoded;
    }
    Language language = language_of_name(entry.path);
    if (language == Language::other) language = language_of_first_line(text);
    if (place == Place::own && looks_generated(language, text)) place = Place::generated;
    count(part.counts, place, language, text.size());
    std::vector<FileHit> hits = scanner.scan(entry.path, language, text);
    part.counts.cut += scanner.cut();
    if (!hits.empty()) part.files.push_back({number, language, place, std::move(hits)});
  }

  static void count(ScanCounts& counts, Place place, Language language, std::size_t bytes) {
    ++counts.files;
    counts.bytes += bytes;
    counts.own_code += place == Place::own && is_code(language);
    ++counts.by_place[static_cast<std::size_t>(place)];
    if (place == Place::own || place == Place::tooling)
      ++counts.by_language[static_cast<std::size_t>(language)];
  }

  const Snapshot& snapshot_;
  const PatternSet& patterns_;
  const std::function<Place(std::string_view)>& place_of_;
  const std::uint64_t file_limit_;
  const std::chrono::steady_clock::time_point deadline_;
  std::vector<ContentScanResult> chunks_;  ///< one part each, so that the order never depends on threads
  std::atomic<std::size_t> next_{0};
  std::atomic<std::uint64_t> bytes_{0};
};

}  // namespace

std::string_view name_of(Place place) {
  static constexpr std::array<std::string_view, kPlaces> kNames{
      "own", "tooling", "test", "example", "documentation", "generated", "vendored", "test data"};
  return kNames[static_cast<std::size_t>(place)];
}

void ScanCounts::add(const ScanCounts& other) {
  files += other.files;
  bytes += other.bytes;
  own_code += other.own_code;
  binary += other.binary;
  media += other.media;
  unread += other.unread;
  unread_code += other.unread_code;
  too_large += other.too_large;
  too_large_code += other.too_large_code;
  cut += other.cut;
  stopped = stopped || other.stopped;
  for (std::size_t i = 0; i < by_language.size(); ++i) by_language[i] += other.by_language[i];
  for (std::size_t i = 0; i < by_place.size(); ++i) by_place[i] += other.by_place[i];
}

ContentScanResult scan_content(const Snapshot& snapshot, const PatternSet& patterns,
                               const std::function<Place(std::string_view path)>& place_of,
                               const ContentScanOptions& options) {
  return Scan(snapshot, patterns, place_of).run(options.threads);
}

std::vector<FileHit> scan_text(const PatternSet& patterns, std::string_view path, Language language,
                               std::string_view text, bool* cut) {
  TextScanner scanner(patterns);
  std::vector<FileHit> hits = scanner.scan(path, language, text);
  if (cut != nullptr) *cut = scanner.cut();
  return hits;
}

}  // namespace badgescan::source
