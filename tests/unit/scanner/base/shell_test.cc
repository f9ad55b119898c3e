// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/shell.h"

#include "scanner/base/text.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

// "3: make -j2 check" per command; "!" = failure ignored, "?" = a condition; env and wrappers in front.
std::string print(const std::vector<ShellCommand>& commands) {
  std::string out;
  for (const ShellCommand& command : commands) {
    if (!out.empty()) out += "; ";
    out += std::to_string(command.line) + ": ";
    for (const std::string& env : command.env) out += "{" + env + "} ";
    for (const std::string& wrapper : command.wrappers) out += "<" + wrapper + "> ";
    out += join(command.words, " ");
    if (command.failure_ignored) out += " !";
    if (command.tested) out += " ?";
  }
  return out;
}

struct Case {
  const char* script;
  const char* want;
};

TEST_CASE("shell: splitting", "[shell]") {
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"make", "1: make"},
      {"make && make check; ./x.sh | tee log", "1: make; 1: make check; 1: ./x.sh; 1: tee log"},
      {"a \\\n  b\nc", "1: a b; 3: c"},
      {"a &&\n\n b", "1: a; 3: b"},
      {"# make\nmake #check\nx#y", "2: make; 3: x#y"},
      {"echo 'make; check' \"a && $B\" a\\ b", "1: echo make; check a && $B a b"},
      {"CC=gcc CFLAGS='-O2 -g' make", "1: {CC=gcc} {CFLAGS=-O2 -g} make"},
      {"X=1", ""},
      {"T=\"tox -e\"\n$T lint && X=1 ${T} py", "2: tox -e lint; 2: {X=1} tox -e py"},
      {"export T=ctest\n\"$T\" -j4\nU=\n$U\n$V a", "1: export T=ctest; 2: ctest -j4; 4: $U; 5: $V a"},
      {"${PYTEST:-pytest} -q\nT=${RUNNER:-prove}\n$T t", "1: pytest -q; 3: prove t"},
      {"T=$(which x) || true\nT=$(find y)\n$T a", "1: which x !; 1: true; 2: find y; 3: x a"},
      {"T=$(find x)\n$T a", "1: find x; 2: $T a"},
      {"make 2>&1 >log <in | cat", "1: make; 1: cat"},
      {"make &> log\nb", "1: make; 2: b"},
      {"cat <<EOF > x\npytest\nEOF\nmake", "1: cat; 4: make"},
      {"cat <<-'END'\n\tpytest\n\tEND\nmake", "1: cat; 4: make"},
      {"cat <<< pytest", "1: cat"},
      {"if make check; then a; elif b; then c; else d; fi; e",
       "1: make check ?; 1: a; 1: b ?; 1: c; 1: d; 1: e"},
      {"for x in pytest b; do\n  run $x\ndone", "2: run $x"},
      {"for ((i=0; i<3; i++)); do a; done", "1: a"},
      {"while read x; do a; done", "1: read x ?; 1: a"},
      {"case $X in\n  pytest|b) c ;;\n  *) d;;\nesac\ne", "2: c; 3: d; 5: e"},
      {"case $X in a) b;; esac; c", "1: b; 1: c"},
      {"f() {\n  a\n}\nfunction g {\n b\n}\nf", "2: a; 5: b; 7: f"},
      {"(cd x && make)", "1: cd x; 1: make"},
      {"[[ $a == pytest && $b ]] && c", "1: c"},
      {"! a && b", "1: a ?; 1: b"},
      {"ARGS=(pytest -x)\na", "2: a"},
      {"V=$(git describe) make $(nproc `x`)",
       "1: git describe; 1: x; 1: nproc `x`; 1: {V=$(git describe)} make $(nproc `x`)"},
      {"echo $((1 + 2))", "1: echo $((1 + 2))"},
      {"pip install 'x>=1' y", "1: pip install x>=1 y"},
      {"run ${{ matrix.os == 'a b' && 'c' }} ${X:-a b}", "1: run ${{ matrix.os == 'a b' && 'c' }} ${X:-a b}"},
      {"a || true", "1: a !; 1: true"},
      {"a && b || echo failed\nc", "1: a !; 1: b !; 1: echo failed; 2: c"},
      {"a || exit 1", "1: a; 1: exit 1"},
      {"a || { echo no; exit 1; }", "1: a; 1: echo no; 1: exit 1"},
      {"set +e\na\nset -e\nb", "1: set +e; 2: a !; 3: set -e; 4: b"},
      {"set +e\na\nS=$?\nexit $S", "1: set +e; 2: a; 4: exit $S"},
      {"a\r\nb\r\n", "1: a; 2: b"},
      {"a\n\"unclosed", "1: a; 2: unclosed"},
      {"diff <(a) <(b x)", "1: a; 1: b x; 1: diff <(a) <(b x)"},
  }));
  CAPTURE(c.script);
  CHECK(print(split_shell(c.script)) == c.want);
}

TEST_CASE("shell: other dialects", "[shell]") {
  CHECK(print(split_shell("dotnet test `\n  -c Release\n& .\\x.exe a", ShellDialect::powershell)) ==
        "1: dotnet test -c Release; 3: .\\x.exe a");
  CHECK(print(split_shell("rem pytest\r\n:: pytest\r\ncall x.bat ^\r\n a && \"C:\\p q\\cl.exe\" /W4",
                          ShellDialect::cmd)) == "3: call x.bat a; 4: C:\\p q\\cl.exe /W4");
  // A bare "set" lists the variables and declares none.
  CHECK(print(split_shell("set\nnmake\n", ShellDialect::cmd)) == "1: set; 2: nmake");
}

TEST_CASE("shell: what starts another program is taken off", "[shell]") {
  const auto c = GENERATE(values<Case>({
      {"sudo -u x -E make", "1: <sudo> make"},
      {"time env -u X A=1 make", "1: {A=1} <time> <env> make"},
      {"timeout -k 5 10m make check", "1: <timeout> make check"},
      {"xvfb-run -a -s '-screen 0' npm test", "1: <xvfb-run> npm test"},
      {"bash -eo pipefail -c 'a && b' || true", "1: <bash> a !; 1: <bash> b !; 1: true"},
      {"bash -x ./test.sh", "1: bash -x ./test.sh"},
      {"npx --yes eslint@8 .", "1: <npx> eslint ."},
      {"pnpm exec @x/tool@1 a", "1: <pnpm exec> @x/tool a"},
      {"yarn test", "1: yarn test"},
      {"npm run lint", "1: npm run lint"},
      {"poetry run python -m pytest -q", "1: <poetry run> <python -m> pytest -q"},
      {"uv run --with x --python 3.12 pytest", "1: <uv run> pytest"},
      {"uv run -m pytest", "1: <uv run> pytest"},
      {"uvx ruff@0.4 check", "1: <uvx> ruff check"},
      {"uv tool run ruff check", "1: <uv tool run> ruff check"},
      {"python3.11 -W error -m pytest", "1: <python -m> pytest"},
      {"python setup.py test", "1: python setup.py test"},
      {"coverage run -m pytest -x", "1: coverage run -m pytest -x; 1: <coverage run> pytest -x"},
      {"coverage run --source a tests.py",
       "1: coverage run --source a tests.py; 1: <coverage run> python tests.py"},
      {"coverage report", "1: coverage report"},
      {"bundle exec rake test", "1: <bundle exec> rake test"},
      {"cargo +nightly clippy -- -D warnings", "1: <cargo +nightly> cargo clippy -- -D warnings"},
      {"go run honnef.co/go/tools/cmd/staticcheck@latest ./...", "1: <go run> staticcheck ./..."},
      {"go run github.com/x/lint/v2@v2.1 ./...", "1: <go run> lint ./..."},
      {"go run ./cmd/x", "1: go run ./cmd/x"},
      {"scan-build -o out make -j2", "1: scan-build -o out make -j2; 1: <scan-build> make -j2"},
      {"xcrun --sdk macosx swift test", "1: xcrun --sdk macosx swift test; 1: <xcrun> swift test"},
      {"valgrind --error-exitcode=1 ./t", "1: valgrind --error-exitcode=1 ./t; 1: <valgrind> ./t"},
      {"nix develop .#x -c make test", "1: <nix develop> make test"},
      {"nix run nixpkgs#statix -- check", "1: <nix run> statix check"},
      {"nix-shell --run 'make check'", "1: <nix-shell> make check"},
      {"docker run --rm -v a:b img:1 make check",
       "1: docker run --rm -v a:b img:1 make check; 1: <docker run> make check"},
      {"docker run img", "1: docker run img"},
      {"docker compose -f x.yml run --rm app pytest",
       "1: docker compose -f x.yml run --rm app pytest; 1: <docker compose run> pytest"},
      {"docker build -t x .", "1: docker build -t x ."},
      {"find . -name '*.sh' -exec shellcheck {} +", "1: <find -exec> shellcheck {} +"},
      {"git ls-files | xargs -n 1 -P 2 flake8", "1: git ls-files; 1: <xargs> flake8"},
      {"php -d x=1 vendor/bin/phpunit", "1: <php> vendor/bin/phpunit"},
      {"php artisan test", "1: php artisan test"},
      {"hatch run test:cov", "1: <hatch run> cov"},
      {"ccache gcc -Wall", "1: <ccache> gcc -Wall"},
      {"sudo", "1: sudo"},
      {"command -v pytest", "1: command -v pytest"},
      {"cmake -E env A=1 ctest", "1: {A=1} <cmake -E env> ctest"},
  }));
  CAPTURE(c.script);
  CHECK(print(split_shell(c.script)) == c.want);
}

TEST_CASE("shell: questions about a command", "[shell]") {
  const ShellCommand command =
      split_shell("./node_modules/.bin/eslint --max-warnings 0 --ext=ts src").front();
  CHECK(command.program() == "eslint");
  CHECK(command.option("--max-warnings") == "0");
  CHECK(command.option("--ext") == "ts");
  CHECK(command.option("--no") == "");
  CHECK(command.has("src"));
  CHECK_FALSE(command.has("sr"));
  CHECK(program_name("C:\\x\\CL.EXE") == "CL");
  CHECK(print(unwrap_shell({"npx", "sh", "-c", "a; b"})) == "1: <npx> <sh> a; 1: <npx> <sh> b");
  CHECK(unwrap_shell({}).empty());
}

TEST_CASE("shell: hostile scripts end", "[shell]") {
  const auto repeat = [](const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
  };
  CHECK(split_shell(repeat("a;", 200'000)).size() == 4'000);
  CHECK(split_shell(repeat("$(", 100'000)).size() <= 4'000);
  CHECK(split_shell(repeat("valgrind ", 100'000)).size() == 17);
  CHECK(split_shell(repeat(">a", 100'000)).empty());
  CHECK(split_shell(repeat("sh -c '", 10'000)).size() <= 4'000);
  CHECK(split_shell(repeat("<<a\n", 50'000)).empty());
  CHECK(split_shell(repeat("`\"'", 50'000)).size() <= 4'000);
  CHECK(split_shell(std::string(300'000, '(')).empty());
  CHECK(split_shell(std::string("a\0b", 3)).size() == 1);
}

}  // namespace
}  // namespace badgescan
