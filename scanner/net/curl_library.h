// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// libcurl, loaded when the first request is made and never before.
//
// Linking libcurl costs every run about 8 ms and 30 shared libraries; most runs never use the network. So its
// functions are looked up at run time. This is the only file that includes curl.h.
#pragma once

#include <curl/curl.h>

#include "scanner/base/result.h"

namespace badgescan::net {

struct CurlLibrary {
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  CURLcode (*easy_setopt)(CURL*, CURLoption, ...) = nullptr;
  CURLcode (*easy_getinfo)(CURL*, CURLINFO, ...) = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
  decltype(&::curl_multi_init) multi_init = nullptr;
  decltype(&::curl_multi_cleanup) multi_cleanup = nullptr;
  CURLMcode (*multi_setopt)(CURLM*, CURLMoption, ...) = nullptr;
  decltype(&::curl_multi_add_handle) multi_add_handle = nullptr;
  decltype(&::curl_multi_remove_handle) multi_remove_handle = nullptr;
  decltype(&::curl_multi_perform) multi_perform = nullptr;
  decltype(&::curl_multi_poll) multi_poll = nullptr;
  decltype(&::curl_multi_info_read) multi_info_read = nullptr;
  decltype(&::curl_version_info) version_info = nullptr;
};

/// The library, loaded and initialised once a process. Error: which names were tried and what is missing.
Result<const CurlLibrary*> curl_library();

}  // namespace badgescan::net
