// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The request loop over libcurl's multi interface. Redirects are followed here, not by libcurl, because each
// step is checked and a token must not leave its origin.
#include "scanner/net/http.h"

#include <sys/socket.h>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <deque>
#include <optional>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/net/address.h"
#include "scanner/net/curl_library.h"
#include "scanner/net/http_cache.h"
#include "scanner/net/url.h"

namespace badgescan::net {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxHeaderBytes = 64 << 10;
constexpr std::uint64_t kCacheBytes = 64 << 20;
constexpr long kConnectionsPerHost = 4;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}
bool is_worth_retrying(int status) {
  return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}
bool is_worth_retrying(Failure failure) {
  return failure == Failure::connect || failure == Failure::timeout || failure == Failure::protocol;
}

Failure failure_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Failure::resolve;
    case CURLE_COULDNT_CONNECT:
      return Failure::connect;
    case CURLE_OPERATION_TIMEDOUT:
      return Failure::timeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return Failure::tls;
    case CURLE_FILESIZE_EXCEEDED:
      return Failure::too_large;
    case CURLE_URL_MALFORMAT:
      return Failure::bad_url;
    default:
      return Failure::protocol;
  }
}

/// One request on its way: current URL, what came so far.
struct Job {
  const Request* request = nullptr;
  Response response;
  std::string url;
  Url parsed;
  std::string cache_key;
  std::optional<StoredAnswer> stored;
  Clock::time_point not_before{};
  int attempts = 0;
  bool first_origin = true;  ///< no redirect has left the first origin

  // of the attempt that is running
  const HttpOptions* options = nullptr;
  CURL* easy = nullptr;
  curl_slist* sent_headers = nullptr;
  bool guarded = true;
  std::string refused_address;
  std::size_t header_bytes = 0;
  bool too_large = false;
  bool enough = false;
};

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  Job& job = *static_cast<Job*>(user);
  const std::string_view line = trim(std::string_view(data, size * count));
  job.header_bytes += size * count;
  if (job.header_bytes > kMaxHeaderBytes) {
    job.too_large = true;
    return 0;
  }
  if (starts_with_ignoring_case(line, "HTTP/")) {  // a new answer (after "100 Continue")
    job.response.headers.clear();
  } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
    job.response.headers.push_back(
        {to_lower(line.substr(0, colon)), clean_utf8(trim(line.substr(colon + 1)))});
  }
  return size * count;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  Job& job = *static_cast<Job*>(user);
  if (!job.request->body_wanted) {
    job.enough = true;
    return 0;
  }
  if (job.response.body.size() + size * count > job.options->max_bytes) {
    job.too_large = true;
    return 0;
  }
  job.response.body.append(data, size * count);
  return size * count;
}

curl_socket_t on_socket(void* user, curlsocktype, curl_sockaddr* address) {
  Job& job = *static_cast<Job*>(user);
  if (job.guarded) {
    if (const std::string_view why = why_not_public(&address->addr); !why.empty()) {
      job.refused_address = address_text(&address->addr) + " (" + std::string(why) + ")";
      return CURL_SOCKET_BAD;
    }
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::int64_t http_date(const std::string& text) {
  std::tm tm{};
  if (strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &tm) == nullptr) return -1;
  return timegm(&tm);
}

std::int64_t number(std::string_view text) {
  if (text.empty() || text.size() > 12) return -1;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string_view Response::header(std::string_view name) const {
  for (const HttpHeader& header : headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

std::int64_t asked_to_wait(const Response& response, std::int64_t now) {
  if (const std::string retry(response.header("retry-after")); !retry.empty()) {
    if (const std::int64_t seconds = number(retry); seconds >= 0) return seconds;
    if (const std::int64_t date = http_date(retry); date >= 0) return std::max<std::int64_t>(0, date - now);
  }
  for (const char* prefix : {"x-ratelimit-", "ratelimit-"}) {
    if (response.header(std::string(prefix) + "remaining") != "0") continue;
    const std::int64_t reset = number(response.header(std::string(prefix) + "reset"));
    if (reset < 0) continue;
    // Some servers send a moment, others the seconds that are left.
    return reset > 1'000'000'000 ? std::max<std::int64_t>(0, reset - now) : reset;
  }
  return -1;
}

struct Http::Impl {
  explicit Impl(HttpOptions given) : options(std::move(given)), cache(options.cache_folder) {}
  ~Impl() {
    if (multi != nullptr) curl->multi_cleanup(multi);
    if (sent > 0) cache.trim_to(kCacheBytes);
  }

  HttpOptions options;
  HttpCache cache;
  const CurlLibrary* curl = nullptr;
  CURLM* multi = nullptr;
  std::vector<Exchange> exchanges;
  int sent = 0;
  std::map<std::string, std::string> closed;  ///< origins that asked us to stay away, and what to say
  std::map<std::string, Clock::time_point> next_start;  ///< by origin, for min_interval_ms

  bool open_library(std::string& error);
  std::vector<Response> fetch(const std::vector<Request>& requests);
  void prepare(Job& job, const Request& request);
  bool set_url(Job& job, const std::string& url);
  void start_what_may_start();
  bool may_start(Job& job, Clock::time_point now);
  void start(Job& job);
  void set_options(Job& job);
  void finish_attempt(Job& job, CURLcode code);
  void take_answer(Job& job);
  void take_stored(Job& job);
  void redirect(Job& job);
  bool retry(Job& job, std::int64_t wait_seconds);
  void fail(Job& job, Failure failure, std::string error);
  void done(Job& job);

  std::deque<Job*> waiting;
  std::size_t running = 0;
};

bool Http::Impl::open_library(std::string& error) {
  if (multi != nullptr) return true;
  const Result<const CurlLibrary*> library = curl_library();
  if (!library) {
    error = library.error();
    return false;
  }
  curl = *library;
  multi = curl->multi_init();
  curl->multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, kConnectionsPerHost);
  curl->multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
  return true;
}

void Http::Impl::fail(Job& job, Failure failure, std::string error) {
  job.response.status = 0;
  job.response.body.clear();
  job.response.failure = failure;
  job.response.error = std::move(error);
  done(job);
}

void Http::Impl::done(Job& job) {
  if (job.response.url.empty()) job.response.url = job.url;
  exchanges.push_back({job.request->url, job.request->what, job.response.status, job.response.error,
                       job.response.from_cache});
}

void Http::Impl::take_stored(Job& job) {
  job.response.status = job.stored->status;
  job.response.body = job.stored->body;
  job.response.url = job.stored->url;
  job.response.hops = job.stored->hops;
  job.response.headers.clear();
  for (const auto& [name, value] : job.stored->headers) job.response.headers.push_back({name, value});
  job.response.from_cache = true;
  done(job);
}

bool Http::Impl::set_url(Job& job, const std::string& url) {
  const std::optional<Url> parsed = parse_url(url);
  job.url = url;
  if (!parsed) {
    fail(job, Failure::bad_url,
         msg("{} is not a plain http or https URL", shorten(escape_controls(clean_utf8(url)), 200)));
    return false;
  }
  job.parsed = *parsed;
  job.url = parsed->text();
  return true;
}

void Http::Impl::prepare(Job& job, const Request& request) {
  job.request = &request;
  job.options = &options;
  if (!set_url(job, request.url)) return;
  std::string accept;
  for (const HttpHeader& header : request.headers) {
    if (equals_ignoring_case(header.name, "accept")) accept = header.value;
  }
  job.cache_key = (request.body.empty() ? "GET " : "POST ") + job.url +
                  (request.body_wanted ? "\n" : " head\n") + (request.follow ? "" : "one step\n") + accept +
                  "\n" + request.body;
  job.stored = cache.load(job.cache_key);
  if (options.offline) {
    if (!job.stored) {
      fail(job, Failure::not_cached,
           msg("the answer is not in the cache; scan once without --offline-cache"));
      return;
    }
    return take_stored(job);
  }
  waiting.push_back(&job);
}

std::vector<Response> Http::Impl::fetch(const std::vector<Request>& requests) {
  std::deque<Job> jobs(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) prepare(jobs[i], requests[i]);
  std::string no_library;
  if (!waiting.empty() && !open_library(no_library)) {
    for (Job* job : waiting) fail(*job, Failure::unavailable, no_library);
    waiting.clear();
  }
  while (!waiting.empty() || running > 0) {
    start_what_may_start();
    int still = 0;
    curl->multi_perform(multi, &still);
    int left = 0;
    while (CURLMsg* message = curl->multi_info_read(multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      CURL* easy = message->easy_handle;
      for (Job& job : jobs) {
        if (job.easy == easy) finish_attempt(job, code);
      }
    }
    if (running == 0 && waiting.empty()) break;
    Clock::time_point wake = Clock::now() + std::chrono::milliseconds(1000);
    for (const Job* job : waiting) wake = std::min(wake, job->not_before);
    const auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(wake - Clock::now()).count();
    curl->multi_poll(multi, nullptr, 0, static_cast<int>(std::clamp<std::int64_t>(pause + 1, 0, 1000)),
                     nullptr);
  }
  std::vector<Response> responses;
  for (Job& job : jobs) responses.push_back(std::move(job.response));
  return responses;
}

void Http::Impl::start_what_may_start() {
  const Clock::time_point now = Clock::now();
  std::deque<Job*> ready;
  ready.swap(waiting);
  for (Job* job : ready) {
    if (may_start(*job, now)) {
      start(*job);
    } else {
      waiting.push_back(job);
    }
  }
}

bool Http::Impl::may_start(Job& job, Clock::time_point now) {
  const auto interval = options.min_interval_ms.find(job.parsed.origin());
  if (interval != options.min_interval_ms.end()) {
    job.not_before = std::max(job.not_before, next_start[job.parsed.origin()]);
  }
  if (job.not_before > now) return false;
  if (interval != options.min_interval_ms.end()) {
    next_start[job.parsed.origin()] = now + std::chrono::milliseconds(interval->second);
  }
  return true;
}

void Http::Impl::start(Job& job) {
  const std::string origin = job.parsed.origin();
  if (const auto shut = closed.find(origin); shut != closed.end()) {
    return fail(job, Failure::rate_limited, shut->second);
  }
  const bool trusted = std::find(options.trusted_origins.begin(), options.trusted_origins.end(), origin) !=
                       options.trusted_origins.end();
  job.guarded = !trusted && !options.allow_private;
  const std::string proxy = options.proxy.proxy_for(job.parsed);
  if (job.guarded && !proxy.empty()) {  // the proxy resolves the name: all we can judge is how it is spelt
    if (const std::string_view why = why_not_public_host(job.parsed.host); !why.empty()) {
      return fail(job, Failure::refused,
                  msg("{} is no public address ({}); --allow-private permits it", job.parsed.host, why));
    }
    job.guarded = false;
  }
  if (job.attempts == 0 && sent >= options.max_requests) {
    return fail(job, Failure::budget, msg("this run has made its {} requests", options.max_requests));
  }
  if (job.attempts == 0) ++sent;
  ++job.attempts;
  job.response.headers.clear();
  job.response.body.clear();
  job.refused_address.clear();
  job.header_bytes = 0;
  job.too_large = job.enough = false;
  job.easy = curl->easy_init();
  set_options(job);
  curl->easy_setopt(job.easy, CURLOPT_PROXY, proxy.c_str());
  curl->multi_add_handle(multi, job.easy);
  ++running;
}

void Http::Impl::set_options(Job& job) {
  const auto set = [&](CURLoption option, auto value) { curl->easy_setopt(job.easy, option, value); };
  set(CURLOPT_URL, job.url.c_str());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_PIPEWAIT, 1L);
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
  if (!job.request->body_wanted) set(CURLOPT_CERTINFO, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout_ms));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout_ms));
  set(CURLOPT_USERAGENT, options.user_agent.c_str());
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&job));
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&job));
  set(CURLOPT_OPENSOCKETFUNCTION, &on_socket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&job));
  const auto add = [&](const std::string& line) {
    job.sent_headers = curl->slist_append(job.sent_headers, line.c_str());
  };
  for (const HttpHeader& header : job.request->headers) add(header.name + ": " + header.value);
  if (!job.request->authorization.empty() && job.first_origin)
    add("Authorization: " + job.request->authorization);
  if (!job.request->body.empty()) {
    add("Content-Type: application/json");
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(job.request->body.size()));
    set(CURLOPT_POSTFIELDS, job.request->body.c_str());
  } else if (job.stored && job.stored->status == 200 && job.stored->hops.empty() &&
             job.response.hops.empty()) {
    for (const auto& [name, value] : job.stored->headers) {
      if (name == "etag") add("If-None-Match: " + value);
      if (name == "last-modified") add("If-Modified-Since: " + value);
    }
  }
  set(CURLOPT_HTTPHEADER, job.sent_headers);
}

void Http::Impl::finish_attempt(Job& job, CURLcode code) {
  long status = 0;
  curl->easy_getinfo(job.easy, CURLINFO_RESPONSE_CODE, &status);
  curl_certinfo* certificates = nullptr;
  if (!job.request->body_wanted &&
      curl->easy_getinfo(job.easy, CURLINFO_CERTINFO, &certificates) == CURLE_OK && certificates != nullptr &&
      certificates->num_of_certs > 0) {
    for (const curl_slist* line = certificates->certinfo[0]; line != nullptr; line = line->next) {
      constexpr std::string_view kKey = "Expire date:";
      if (std::string_view(line->data).starts_with(kKey)) {
        job.response.certificate_until = clean_utf8(std::string_view(line->data).substr(kKey.size()));
      }
    }
  }
  std::string detail = curl->easy_strerror(code);
  curl->multi_remove_handle(multi, job.easy);
  curl->easy_cleanup(job.easy);
  curl->slist_free_all(job.sent_headers);
  job.easy = nullptr;
  job.sent_headers = nullptr;
  --running;
  if (code == CURLE_OK || job.enough) {
    job.response.status = static_cast<int>(status);
    return take_answer(job);
  }
  if (job.too_large) {
    return fail(job, Failure::too_large,
                msg("{}: the answer is larger than {} bytes", job.url, options.max_bytes));
  }
  if (!job.refused_address.empty()) {
    return fail(job, Failure::refused,
                msg("{} leads to {}, which is no public address; --allow-private permits it", job.url,
                    job.refused_address));
  }
  const Failure failure = failure_of(code);
  if (is_worth_retrying(failure) && retry(job, -1)) return;
  switch (failure) {
    case Failure::resolve:
      return fail(job, failure, msg("{}: there is no host named {}", job.url, job.parsed.host));
    case Failure::connect:
      return fail(job, failure, msg("{}: no connection to {}", job.url, job.parsed.host));
    case Failure::timeout:
      return fail(job, failure, msg("{}: no complete answer within {} ms", job.url, options.timeout_ms));
    case Failure::tls:
      return fail(job, failure, msg("{}: the TLS connection failed: {}", job.url, detail));
    default:
      return fail(job, failure, msg("{}: the transfer failed: {}", job.url, detail));
  }
}

bool Http::Impl::retry(Job& job, std::int64_t wait_seconds) {
  if (job.attempts > options.retries) return false;
  std::int64_t wait = static_cast<std::int64_t>(options.backoff_ms) << (job.attempts - 1);
  if (wait_seconds >= 0) wait = std::max(wait, wait_seconds * 1000);
  if (wait > options.max_wait_ms) return false;
  job.not_before = Clock::now() + std::chrono::milliseconds(wait);
  waiting.push_back(&job);
  return true;
}

void Http::Impl::take_answer(Job& job) {
  const int status = job.response.status;
  job.response.url = job.url;
  if (is_redirect(status) && job.request->follow && !job.response.header("location").empty())
    return redirect(job);
  if (status == 304 && job.stored) {
    return take_stored(job);
  }
  const std::int64_t wait = asked_to_wait(job.response, std::time(nullptr));
  const bool out_of_quota = status == 429 || (status == 403 && wait >= 0);
  if (out_of_quota || is_worth_retrying(status)) {
    if (retry(job, wait)) return;
    if (out_of_quota) {
      const std::string again = wait > 0 ? iso_time(std::time(nullptr) + wait) : std::string();
      std::string text = again.empty() ? msg("{} asks for fewer requests", job.parsed.host)
                                       : msg("{} accepts no more requests before {}", job.parsed.host, again);
      if (job.request->authorization.empty()) text += msg("; a token raises the limit");
      closed[job.parsed.origin()] = text;
      return fail(job, Failure::rate_limited, text);
    }
  }
  if (status < 500) {
    StoredAnswer answer{.status = status,
                        .headers = {},
                        .body = job.response.body,
                        .url = job.url,
                        .hops = job.response.hops};
    for (const HttpHeader& header : job.response.headers) {
      if (header.name != "set-cookie") answer.headers.emplace_back(header.name, header.value);
    }
    cache.store(job.cache_key, answer);
  }
  done(job);
}

void Http::Impl::redirect(Job& job) {
  if (static_cast<int>(job.response.hops.size()) >= options.max_redirects) {
    return fail(job, Failure::too_many_redirects,
                msg("{}: more than {} redirects", job.request->url, options.max_redirects));
  }
  const std::string from = job.parsed.origin();
  const std::string target = resolve_reference(job.parsed, job.response.header("location"));
  job.response.hops.push_back(job.url);
  if (!set_url(job, target)) return;
  if (job.parsed.origin() != from) job.first_origin = false;
  job.attempts = 0;
  job.not_before = {};
  waiting.push_back(&job);
}

Http::Http(HttpOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Http::~Http() = default;
std::vector<Response> Http::fetch(const std::vector<Request>& requests) { return impl_->fetch(requests); }
Response Http::fetch(const Request& request) { return std::move(impl_->fetch({request}).front()); }
const std::vector<Exchange>& Http::exchanges() const { return impl_->exchanges; }
int Http::requests_sent() const { return impl_->sent; }
const HttpOptions& Http::options() const { return impl_->options; }

}  // namespace badgescan::net
