// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/escape.h"

#include "tests/support/test.h"

namespace badgescan {

TEST_CASE("escape_html: markup, quotes and controls") {
  CHECK(escape_html("<a href='x'>&\"</a>") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;");
  CHECK(escape_html("a\xe2\x80\xae"
                    "b\x1b[0m") == "a&lt;U+202E&gt;b\\x1b[0m");
  CHECK(escape_html("two\nlines") == "two\nlines");
}

TEST_CASE("escape_markdown: nothing of the text takes effect") {
  CHECK(escape_markdown("*a* _b_ `c` [d](e) # | ~ ! $x$") ==
        "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\# \\| \\~ \\! \\$x\\$");
  CHECK(escape_markdown("@everyone <img src=x>") == "&#64;everyone &lt;img src=x&gt;");
  CHECK(escape_markdown("a\n- [ ] b") == "a - \\[ \\] b");
  CHECK(escape_markdown("&lt;") == "&amp;lt;");
}

TEST_CASE("escape_csv: quoted, and never a formula") {
  CHECK(escape_csv("a \"b\", c") == "\"a \"\"b\"\", c\"");
  for (const std::string formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1"}) {
    CAPTURE(formula);
    CHECK(escape_csv(formula).starts_with("\"'"));
  }
  CHECK(escape_csv("\r=1") == "\"\\x0d=1\"");
  CHECK(escape_csv("a=1") == "\"a=1\"");
}

TEST_CASE("escape_url: everything but unreserved characters") {
  CHECK(escape_url("a-b.c_d~e") == "a-b.c_d~e");
  CHECK(escape_url("ä &=?/%'()!*") == "%C3%A4%20%26%3D%3F%2F%25%27%28%29%21%2A");
}

TEST_CASE("safe_link: http and https only") {
  CHECK(safe_link("https://a.b/c?d=e#f") == "https://a.b/c?d=e#f");
  CHECK(safe_link("http://a.b") == "http://a.b");
  for (const std::string bad :
       {"javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//a.b", "https://a.b/\"x",
        "https://a.b/<x", "https://a.b/ x", "https://a.b/\xe2\x80\xae", "file:///etc"}) {
    CAPTURE(bad);
    CHECK(safe_link(bad).empty());
  }
}

}  // namespace badgescan
