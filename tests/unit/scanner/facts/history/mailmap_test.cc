// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/history/mailmap.h"

#include "scanner/rules/rule_set.h"
#include "tests/support/history_fixture.h"
#include "tests/support/test.h"

using namespace badgescan;

namespace {
const PeopleRules& people_rules() {
  static const PeopleRules kRules =
      *PeopleRules::parse(test::rules().file("people.json"), "rules/people.json");
  return kRules;
}
}  // namespace

TEST_CASE("a mailmap answers as git check-mailmap does", "[history]") {
  const std::string map =
      "# comment\n"
      "Proper Name <commit@example.org>\n"
      "<proper@example.org> <other@example.org>\n"
      "Proper Two <two@example.org> <old-two@example.org>\n"
      "Proper Three <three@example.org> Old Three <shared@example.org>\n"
      "Proper Four <four@example.org> Old Four <shared@example.org>\n"
      "   Spaced   <spaced@example.org>   \n"
      "Later Wins <commit@example.org>\n"
      "no brackets here\n"
      "Half <broken\n";
  const test::HistoryFixture git;
  git.write("map", map);
  const Mailmap mailmap = Mailmap::parse(map);
  const auto who = GENERATE(values<std::string>(
      {"A <commit@example.org>", "A <COMMIT@example.org>", "B <other@example.org>", "C <old-two@example.org>",
       "Old Three <shared@example.org>", "old four <shared@example.org>", "Else <shared@example.org>",
       "S <spaced@example.org>", "Unknown <unknown@example.org>"}));
  CAPTURE(who);
  const std::string_view text = who;
  const std::size_t open = text.find('<');
  const Mailmap::Identity shown =
      mailmap.map(text.substr(0, open - 1), text.substr(open + 1, text.size() - open - 2));
  const std::string ours = std::string(shown.name) + " <" + std::string(shown.mail) + ">\n";
  CHECK(ours == git.git({"-c", "mailmap.file=map", "check-mailmap", who}));
}

TEST_CASE("bots are known precisely", "[history]") {
  struct Case {
    const char* name;
    const char* mail;
    bool bot;
  };
  const auto c = GENERATE(values<Case>({
      {"dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", true},
      {"My App[bot]", "x@example.org", true},
      {"Someone", "123+my-app[bot]@users.noreply.github.com", true},
      {"renovate", "bot@renovateapp.com", true},
      {"GitHub", "noreply@github.com", true},
      {"k8s-ci-robot", "k8s@example.org", true},
      {"GitLab Bot", "gitlab-bot@gitlab.com", true},
      {"Claude", "noreply@anthropic.com", true},
      {"Claude", "claude@univ-lyon.fr", false},
      {"Jan Bot", "jan.bot@example.nl", false},
      {"abotas", "abotas@example.org", false},
      {"Robot Smith", "smith@example.org", false},
      {"Bottom", "bottom@example.org", false},
      {"Ann Author", "ann@example.org", false},
      {"", "", false},
  }));
  CAPTURE(c.name, c.mail);
  CHECK(people_rules().is_bot(c.name, c.mail) == c.bot);
}

TEST_CASE("organisations are told by mail domain, free mail by none", "[history]") {
  struct Case {
    const char* mail;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"a@linux.intel.com", "intel.com"},
      {"a@Example.CO.UK", "example.co.uk"},
      {"a@cs.ox.ac.uk", "ox.ac.uk"},
      {"a@gmail.com", ""},
      {"1+a@users.noreply.github.com", ""},
      {"a@kernel.org", ""},
      {"root@localhost", ""},
      {"a@machine.local", ""},
      {"a@10.0.0.1", ""},
      {"a@b..c", ""},
      {"nobody", ""},
      {"", ""},
  }));
  CAPTURE(c.mail);
  CHECK(people_rules().organisation(c.mail) == c.want);
}

TEST_CASE("signatures of one person are joined", "[history]") {
  std::uint32_t count = 0;
  const std::vector<SignatureKey> signatures{
      {"Ann Author", "ann@example.org"},                    // 0
      {"ann", "ANN@example.org"},                           // 0 by address
      {"ann-gh", "12345+ann-gh@users.noreply.github.com"},  // 1
      {"Ann Author", "ann@work.example.com"},               // 0 by name
      {"annie", "ann-gh@users.noreply.github.com"},         // 1 by account
      {"Bob", "bob@example.org"},                           // 2
      {"Bob", "bob@elsewhere.example.org"},                 // 3: one word is no name to join by
      {"root", "root@localhost"},                           // 4
      {"admin", "root@localhost"},                          // 5: an address that many have
      {"author,  ANN", "x@y.example"},                      // 6: order matters
      {"Ann  AUTHOR", "another@y.example"},                 // 0
  };
  const auto person = join_people(signatures, people_rules(), count);
  CHECK(person == std::vector<std::uint32_t>{0, 0, 1, 0, 1, 2, 3, 4, 5, 6, 0});
  CHECK(count == 7);
}
