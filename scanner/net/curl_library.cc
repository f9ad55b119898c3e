// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Finds libcurl under the names that distributions give it. The handle is never closed: libcurl's TLS library
// registers exit handlers that must stay mapped.
#include "scanner/net/curl_library.h"

#include <dlfcn.h>

#include <string>

#include "scanner/base/message.h"

namespace badgescan::net {
namespace {

#ifdef __APPLE__
constexpr const char* kNames[] = {"libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"};
#else
constexpr const char* kNames[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4"};
#endif

// CURLOPT_PROTOCOLS_STR, the option that keeps a redirect from leaving http, came with this version.
constexpr unsigned kOldest = 0x075500;  // 7.85.0

template <class Function>
bool find(void* handle, const char* name, Function& function, std::string& missing) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
  if (function == nullptr) missing = name;
  return function != nullptr;
}

Result<CurlLibrary> load() {
  void* handle = nullptr;
  std::string tried;
  for (const char* name : kNames) {
    handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle != nullptr) break;
    tried += tried.empty() ? name : std::string(", ") + name;
  }
  if (handle == nullptr) {
    return Error{
        msg("the network needs libcurl, and none of {} could be loaded: install the libcurl package", tried)};
  }
  CurlLibrary curl;
  std::string missing;
  const bool found = find(handle, "curl_global_init", curl.global_init, missing) &&
                     find(handle, "curl_easy_init", curl.easy_init, missing) &&
                     find(handle, "curl_easy_cleanup", curl.easy_cleanup, missing) &&
                     find(handle, "curl_easy_setopt", curl.easy_setopt, missing) &&
                     find(handle, "curl_easy_getinfo", curl.easy_getinfo, missing) &&
                     find(handle, "curl_easy_strerror", curl.easy_strerror, missing) &&
                     find(handle, "curl_slist_append", curl.slist_append, missing) &&
                     find(handle, "curl_slist_free_all", curl.slist_free_all, missing) &&
                     find(handle, "curl_multi_init", curl.multi_init, missing) &&
                     find(handle, "curl_multi_cleanup", curl.multi_cleanup, missing) &&
                     find(handle, "curl_multi_setopt", curl.multi_setopt, missing) &&
                     find(handle, "curl_multi_add_handle", curl.multi_add_handle, missing) &&
                     find(handle, "curl_multi_remove_handle", curl.multi_remove_handle, missing) &&
                     find(handle, "curl_multi_perform", curl.multi_perform, missing) &&
                     find(handle, "curl_multi_poll", curl.multi_poll, missing) &&
                     find(handle, "curl_multi_info_read", curl.multi_info_read, missing) &&
                     find(handle, "curl_version_info", curl.version_info, missing);
  if (!found) return Error{msg("the installed libcurl is too old: it has no {}", missing)};
  const curl_version_info_data* version = curl.version_info(CURLVERSION_NOW);
  if (version->version_num < kOldest) {
    return Error{msg("the installed libcurl {} is too old: 7.85 or newer is needed", version->version)};
  }
  if (const CURLcode code = curl.global_init(CURL_GLOBAL_DEFAULT); code != CURLE_OK) {
    return Error{msg("libcurl could not be initialised: {}", curl.easy_strerror(code))};
  }
  return curl;
}

}  // namespace

Result<const CurlLibrary*> curl_library() {
  static const Result<CurlLibrary> loaded = load();
  if (!loaded) return Error{loaded.error()};
  return &*loaded;
}

}  // namespace badgescan::net
