// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Escaping of untrusted text for the places where reports put it.
#pragma once

#include <string>
#include <string_view>

namespace badgescan {

/// For HTML and XML text and quoted attributes; control and bidi characters become visible.
std::string escape_html(std::string_view text);
/// For Markdown prose (GitHub's flavour): no markup, mention, autolink trick or HTML of the text takes
/// effect.
std::string escape_markdown(std::string_view text);
/// One CSV field after RFC 4180; a leading =, +, -, @ or tab is defused, because spreadsheets run it as a
/// formula.
std::string escape_csv(std::string_view text);
/// Percent-encoding of everything but unreserved characters.
std::string escape_url(std::string_view text);
/// Only http and https links are ever made clickable: anything else gives an empty text.
std::string safe_link(std::string_view url);

}  // namespace badgescan
