// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/deferred_certificates.h"

#include <dlfcn.h>

#include <atomic>

namespace {

std::atomic<bool> certificates_allowed{false};

}  // namespace

// The name and signature are those of mbed TLS: int mbedtls_x509_crt_parse_file(mbedtls_x509_crt*, const
// char*).
extern "C" int mbedtls_x509_crt_parse_file(void* chain, const char* path);
extern "C" int mbedtls_x509_crt_parse_file(void* chain, const char* path) {
  if (!certificates_allowed) return 0;
  using Parse = int (*)(void*, const char*);
  const auto parse = reinterpret_cast<Parse>(dlsym(RTLD_NEXT, "mbedtls_x509_crt_parse_file"));
  constexpr int kFileError = -0x2900;  // MBEDTLS_ERR_X509_FILE_IO_ERROR
  return parse != nullptr ? parse(chain, path) : kFileError;
}

namespace badgescan {

void link_deferred_certificates() {}
void allow_certificates() { certificates_allowed = true; }

}  // namespace badgescan
