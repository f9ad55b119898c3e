// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/object_parse.h"

#include "tests/support/test.h"

namespace badgescan {
namespace {

const std::string kTree = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";

}  // namespace

TEST_CASE("parse: a commit with every header") {
  const std::string content = kTree +
                              "parent 1111111111111111111111111111111111111111\n"
                              "parent 2222222222222222222222222222222222222222\n"
                              "author A <U> Thor <a@x> 1700000000 +0130\n"
                              "committer C <> -5 -0800\n"
                              "encoding ISO-8859-1\n"
                              "gpgsig -----BEGIN SSH SIGNATURE-----\n line\n -----END SSH SIGNATURE-----\n"
                              "unknown header\n continued\n"
                              "\nsubject\n\nbody\n";
  const Result<RawCommit> commit = parse_commit(content);
  REQUIRE(commit);
  CHECK(commit->tree.hex() == "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  CHECK(commit->parents.size() == 2);
  CHECK(commit->author.name == "A <U> Thor");
  CHECK(commit->author.mail == "a@x");
  CHECK(commit->author.seconds == 1700000000);
  CHECK(commit->author.offset_minutes == 90);
  CHECK(commit->committer.seconds == -5);
  CHECK(commit->committer.offset_minutes == -480);
  CHECK(commit->encoding == "ISO-8859-1");
  CHECK(commit->signature.starts_with("-----BEGIN SSH"));
  CHECK(commit->signature.ends_with("END SSH SIGNATURE-----"));
  CHECK(commit->message == "subject\n\nbody\n");
}

TEST_CASE("parse: commits that are damaged give a reason or what is left") {
  CHECK_FALSE(parse_commit(""));
  CHECK_FALSE(parse_commit("tree nonsense\n"));
  CHECK_FALSE(parse_commit(kTree + "parent 12\n"));
  CHECK(parse_commit(kTree)->message.empty());
  CHECK(parse_commit(kTree + "author no address\n")->author.name == "no address");
  CHECK(parse_commit(kTree + "author a <b> yesterday\n")->author.seconds == 0);
  CHECK(parse_commit(kTree + "gpgsig")->signature.empty());
}

TEST_CASE("parse: tags, plain and signed") {
  const std::string head =
      "object 1111111111111111111111111111111111111111\ntype commit\ntag v1\ntagger T <t@x> 5 +0000\n\n";
  CHECK(parse_tag(head + "Release\n")->message == "Release\n");
  CHECK(parse_tag(head + "Release\n")->signature.empty());
  for (const char* kind : {"PGP SIGNATURE", "SSH SIGNATURE", "SIGNED MESSAGE"}) {
    CAPTURE(kind);
    const std::string block = "-----BEGIN " + std::string(kind) + "-----\nx\n-----END " + kind + "-----\n";
    const std::string content = head + "Release\n" + block;
    const Result<RawTag> tag = parse_tag(content);
    REQUIRE(tag);
    CHECK(tag->message == "Release\n");
    CHECK(tag->signature == block);
  }
  // The words in the middle of a line are no signature.
  CHECK(parse_tag(head + "see -----BEGIN PGP SIGNATURE-----\n")->signature.empty());
  CHECK_FALSE(parse_tag("type commit\n"));
}

TEST_CASE("parse: a tree is read up to the place that is malformed") {
  const std::string id(20, '\1');
  const std::string good = "100644 a" + std::string(1, '\0') + id;
  const auto names = [](const std::string& tree) {
    TreeCursor cursor(tree);
    RawTreeEntry entry;
    std::string out;
    while (cursor.next(entry)) out += std::string(entry.name) + ' ';
    return out + (cursor.malformed() ? "!" : "");
  };
  CHECK(names("") == "");
  CHECK(names(good + good) == "a a ");
  CHECK(names(good + "x") == "a !");
  CHECK(names(good + "100644 b") == "a !");
  CHECK(names(good + "99999999 b" + std::string(1, '\0') + id) == "a !");
  CHECK(names("100644 " + std::string(1, '\0') + id) == "!");
}

}  // namespace badgescan
