#include "scanner/check/answer_cache.h"

#include <fmt/format.h>
#include <unistd.h>
#define XXH_INLINE_ALL  // header only: no library to link
#include <xxhash.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scanner/base/message.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFile = 8 << 20;

class Hash {
 public:
  Hash() : state_(XXH3_createState()) { XXH3_128bits_reset(state_); }
  ~Hash() { XXH3_freeState(state_); }
  Hash(const Hash&) = delete;
  Hash& operator=(const Hash&) = delete;

  void add(std::string_view bytes) {
    const std::uint64_t length = bytes.size();  // so that "ab","c" and "a","bc" differ
    XXH3_128bits_update(state_, &length, sizeof length);
    XXH3_128bits_update(state_, bytes.data(), bytes.size());
  }
  void add(const ObjectId& id) { XXH3_128bits_update(state_, id.bytes.data(), ObjectId::kSize); }
  void add(std::int64_t number) { XXH3_128bits_update(state_, &number, sizeof number); }
  std::string hex() const {
    const XXH128_hash_t digest = XXH3_128bits_digest(state_);
    return fmt::format("{:016x}{:016x}", digest.high64, digest.low64);
  }

 private:
  XXH3_state_t* state_;
};

}  // namespace

std::string AnswerCache::path_of(const std::string& key) const { return folder_ + "/" + key + ".json"; }

std::optional<SavedScan> AnswerCache::find(const std::string& key) const {
  if (folder_.empty()) return std::nullopt;
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path_of(key), error);
  if (error || size > kMaxFile) return std::nullopt;
  std::ifstream in(path_of(key), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Result<SavedScan> scan = read_saved(text, "cache");
  if (!scan) return std::nullopt;
  return std::move(*scan);
}

void AnswerCache::store(const std::string& key, const SavedScan& scan) const {
  if (folder_.empty()) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  const std::string temporary = fmt::format("{}.{}.tmp", path_of(key), getpid());
  {
    std::ofstream out(temporary, std::ios::binary);
    out << write_saved(scan);
    if (!out.flush()) {  // a full disk must not stop a commit
      fs::remove(temporary, error);
      return;
    }
  }
  fs::rename(temporary, path_of(key), error);
  shrink();
}

void AnswerCache::shrink() const {
  std::error_code error;
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    files.emplace_back(at->last_write_time(error), at->path());
  }
  if (files.size() <= kMaxFiles) return;
  std::sort(files.begin(), files.end());
  for (std::size_t i = 0; i + kMaxFiles < files.size(); ++i) fs::remove(files[i].second, error);
}

std::string cache_key(const Facts& facts) {
  const SnapshotInfo& info = facts.snapshot().info();
  const ScanOptions& options = facts.options();
  Hash hash;
  hash.add(kToolVersion);
  hash.add(facts.rules().fingerprint());
  hash.add(message_language());
  hash.add(options.repo_url);
  constexpr std::int64_t kDay = 86400;
  hash.add(options.now / kDay);
  hash.add(options.since);
  hash.add(static_cast<std::int64_t>(options.search_history_for_secrets) * 2 +
           static_cast<std::int64_t>(options.ignore_claims));
  const Limits& limits = facts.snapshot().limits();
  for (const std::uint64_t limit :
       {limits.blob_bytes, std::uint64_t{limits.files}, std::uint64_t{limits.depth},
        std::uint64_t{limits.commits}, limits.scan_bytes}) {
    hash.add(static_cast<std::int64_t>(limit));
  }
  hash.add(info.commit);
  hash.add(info.branch);
  for (const ObjectId& root : info.shallow_roots) hash.add(root);
  for (const RemoteUrl& remote : info.remotes) hash.add(remote.name + ' ' + remote.url);
  for (const auto* refs : {&facts.snapshot().tags(), &facts.snapshot().branches()}) {
    for (const RefName& ref : *refs) {
      hash.add(ref.name);
      hash.add(ref.id);
    }
  }
  for (const Entry& entry : facts.snapshot().entries()) {
    hash.add(entry.path);
    hash.add(entry.id);
    hash.add(static_cast<std::int64_t>(entry.mode));
  }
  return hash.hex();
}

}  // namespace badgescan
