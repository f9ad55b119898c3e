// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/shell_unwrap.h"

#include <algorithm>
#include <string>

#include "scanner/base/text.h"

namespace badgescan::shell_detail {
namespace {

// `program [options] sub [options] positional… inner words`.
struct Wrapper {
  std::string_view program;
  std::string_view sub;     // words that must follow, one of them separated by '|'; empty = none
  std::string_view values;  // options that take the next word as their value, separated by spaces
  int positional = 0;       // words of its own before the inner command
  bool tool = false;        // counts itself: stays as a command of its own
  bool package = false;     // the inner word is a package, maybe with "@version"
};

constexpr Wrapper kWrappers[] = {
    {"sudo", "", "-u -g -C -h -p -U -r -t -D"},
    {"doas", "", "-u"},
    {"env", "", "-u -C --unset --chdir"},
    {"time", "", "-f -o"},
    {"nice", "", "-n"},
    {"ionice", "", "-c -n"},
    {"timeout", "", "-k -s --kill-after --signal", 1},
    {"gtimeout", "", "-k -s", 1},
    {"stdbuf", "", "-o -e -i"},
    {"xvfb-run", "", "-s -n -e -f -w --server-args --server-num"},
    {"dbus-run-session", "", ""},
    {"nohup", "", ""},
    {"exec", "", "-a"},
    {"builtin", "", ""},
    {"unbuffer", "", ""},
    {"catchsegv", "", ""},
    {"setsid", "", ""},
    {"taskset", "", "", 1},
    {"fakeroot", "", ""},
    {"eatmydata", "", ""},
    {"arch", "", ""},
    {"linux32", "", ""},
    {"winpty", "", ""},
    {"wsl", "", "-d -u"},
    {"caffeinate", "", ""},
    {"retry", "", "-n -t -d --attempts --retries --delay --timeout --times"},
    {"travis_retry", "", ""},
    {"travis_wait", "", ""},
    {"cross-env", "", ""},
    {"cross-env-shell", "", ""},
    {"dotenv", "", "-e -c"},
    {"direnv", "exec", "", 1},
    {"flock", "", "-w -E", 1},
    {"group", "", "", 1},  // group "title" command: a log section of CI scripts
    {"ccache", "", ""},
    {"sccache", "", ""},
    {"distcc", "", ""},
    {"emmake", "", ""},
    {"emconfigure", "", ""},
    {"emcmake", "", ""},
    {"poetry", "run", ""},
    {"pipenv", "run", ""},
    {"pdm", "run", "-e -p --project"},
    {"rye", "run", ""},
    {"pixi", "run", "-e --environment --manifest-path -p --platform"},
    {"uv", "run",
     "--with --with-editable --with-requirements --extra --group --only-group --no-group -p --python "
     "--package "
     "--directory --project --env-file --index --default-index --extra-index-url --no-extra "
     "--python-platform"},
    {"uvx", "", "--from --with -p --python --index --with-requirements", 0, false, true},
    {"pipx", "run", "--spec --python --pip-args", 0, false, true},
    {"conda", "run", "-n -p --name --prefix"},
    {"mamba", "run", "-n -p --name --prefix"},
    {"micromamba", "run", "-n -p --name --prefix"},
    {"bundle", "exec", "--gemfile"},
    {"bundler", "exec", ""},
    {"appraisal", "", "", 1},
    {"npx", "", "-p --package", 0, false, true},
    {"bunx", "", "", 0, false, true},
    {"pnpx", "", "", 0, false, true},
    {"npm", "exec|x", "-p --package -w --workspace", 0, false, true},
    {"pnpm", "exec|dlx", "--filter -F -C --dir --package", 0, false, true},
    {"yarn", "exec|dlx", "-p --package", 0, false, true},
    {"bun", "x", "", 0, false, true},
    {"lerna", "exec", "--scope --ignore --concurrency"},
    {"opam", "exec", "--switch"},
    {"stack", "exec", "--resolver --stack-yaml"},
    {"cabal", "exec", ""},
    {"mise", "exec|x", ""},
    {"asdf", "exec", ""},
    {"rbenv", "exec", ""},
    {"pyenv", "exec", ""},
    {"rvm", "do", ""},
    {"rustup", "run", "", 1},
    {"devbox", "run", "-c -e"},
    {"xargs", "", "-n -P -I -L -d -a -s -E --max-args --max-procs --delimiter"},
    {"parallel", "", "-j --jobs -n"},
    {"meson", "devenv", "-C"},
    {"composer", "exec", "-d"},
    {"dotnet", "tool run", ""},
    {"docker", "exec", "-e -u -w --env --user --workdir", 1},
    {"podman", "exec", "-e -u -w --env --user --workdir", 1},
    {"docker-compose", "run|exec", "-e -u -w -v -p --env --user --workdir --volume --entrypoint --name", 1},
    {"scan-build", "", "-o --use-cc --use-c++ -enable-checker -disable-checker --exclude", 0, true},
    {"intercept-build", "", "--cdb", 0, true},
    {"bear", "", "--output", 0, true},
    {"valgrind", "", "", 0, true},
    {"xcrun", "", "--sdk --toolchain -sdk -toolchain", 0, true},
    {"kcov", "", "", 1, true},
    {"nyc", "", "", 0, true},
    {"c8", "", "", 0, true},
    {"cov-build", "", "--dir", 0, true},
    {"build-wrapper-linux-x86-64", "", "--out-dir", 0, true},
    {"build-wrapper", "", "--out-dir", 0, true},
    {"rr", "record", "", 0, true},
    {"strace", "", "-o -e", 0, true},
    {"infer", "run|capture", "", 0, true},
};

constexpr int kRounds = 16;  // wrappers around wrappers

// What takes a script as one word.
constexpr std::string_view kShells[] = {"bash", "sh", "dash", "zsh", "ksh", "ash", "busybox"};

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0 || (word[0] >= '0' && word[0] <= '9')) return false;
  const std::string_view name = word.substr(0, equals);
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+';
  });
}

bool listed(std::string_view list, char separator, std::string_view word) {
  for (const std::string_view item : split(list, separator)) {
    if (item == word) return true;
  }
  return false;
}

// "eslint@8" → "eslint", "@scope/tool@1" → "@scope/tool".
std::string without_version(const std::string& package) {
  const std::size_t at = package.rfind('@');
  return at == std::string::npos || at == 0 ? package : package.substr(0, at);
}

// "honnef.co/go/tools/cmd/staticcheck@v1" → "staticcheck"; a last part "v2" is a version.
std::string go_program(const std::string& path) {
  std::string name = without_version(path);
  const std::size_t slash = name.rfind('/');
  if (slash == std::string::npos) return name;
  const std::string last = name.substr(slash + 1);
  const bool version =
      last.size() > 1 && last[0] == 'v' && last.find_first_not_of("0123456789", 1) == std::string::npos;
  return version ? std::string(program_name(name.substr(0, slash))) : last;
}

bool is_python(std::string_view program) {
  if (program == "py" || program == "pypy" || program == "pypy3") return true;
  if (!program.starts_with("python")) return false;
  const std::string_view rest = program.substr(6);
  return rest.find_first_not_of("0123456789.w") == std::string_view::npos || rest.starts_with("${{") ||
         rest.starts_with("$");
}

class Unwrapper {
 public:
  Unwrapper(ShellCommand& command, int depth, const ShellLimits& limits, std::vector<ShellCommand>& out,
            const SplitInner& split_inner)
      : c_(command), depth_(depth), limits_(limits), out_(out), split_inner_(split_inner) {}

  void run() {
    // Each round takes at least one word off, or ends.
    for (int round = 0; take_assignments(), round < kRounds && !c_.words.empty(); ++round) {
      if (out_.size() >= limits_.commands) return;
      const std::string program(c_.program());
      if (inner_script(program)) return;
      if (!special(program) && !table(program)) break;
    }
    if (!c_.words.empty()) out_.push_back(std::move(c_));
  }

 private:
  std::string word(std::size_t index) const {
    return index < c_.words.size() ? c_.words[index] : std::string();
  }

  void take_assignments() {
    std::size_t n = 0;
    while (n < c_.words.size() && is_assignment(c_.words[n])) c_.env.push_back(c_.words[n++]);
    drop(n);
  }

  void drop(std::size_t n) {
    c_.words.erase(c_.words.begin(),
                   c_.words.begin() + static_cast<std::ptrdiff_t>(std::min(n, c_.words.size())));
  }

  // Takes the first n words off; what they are is remembered as a wrapper. False when nothing would be left.
  bool wrap(std::string name, std::size_t n) {
    if (n >= c_.words.size()) return false;
    c_.wrappers.push_back(std::move(name));
    drop(n);
    return true;
  }

  void keep_outer() {
    if (out_.size() < limits_.commands) out_.push_back(c_);
  }

  // First index from `from` that is no option; values of the listed options are skipped too.
  std::size_t after_options(std::size_t from, std::string_view values) const {
    std::size_t i = from;
    while (i < c_.words.size() && c_.words[i].size() > 1 && c_.words[i][0] == '-') {
      if (c_.words[i] == "--") return i + 1;
      i += listed(values, ' ', c_.words[i]) ? 2 : 1;
    }
    return i;
  }

  bool table(const std::string& program) {
    for (const Wrapper& wrapper : kWrappers) {
      if (wrapper.program != program &&
          !(wrapper.program == "scan-build" && program.starts_with("scan-build-")))
        continue;
      if (try_wrapper(wrapper, program)) return true;
    }
    return false;
  }

  bool try_wrapper(const Wrapper& wrapper, const std::string& program) {
    std::size_t i = after_options(1, wrapper.values);
    std::string name = program;
    if (wrapper.sub == "tool run") {
      if (word(i) != "tool" || word(i + 1) != "run") return false;
      i += 2;
      name += " tool run";
    } else if (!wrapper.sub.empty()) {
      if (!listed(wrapper.sub, '|', word(i))) return false;
      name += " " + word(i);
      i = after_options(i + 1, wrapper.values);
    }
    if (program == "uv" && uv_module()) return true;
    for (int n = 0; n < wrapper.positional; ++n) ++i;
    if (wrapper.positional > 0 && word(i) == "--") ++i;
    if (program == "travis_wait" || program == "retry") {
      while (!word(i).empty() && word(i).find_first_not_of("0123456789smh.") == std::string::npos) ++i;
    }
    if (i >= c_.words.size()) return false;
    if (wrapper.tool) keep_outer();
    if (!wrap(std::move(name), i)) return false;
    if (wrapper.package) c_.words.front() = without_version(c_.words.front());
    return true;
  }

  // uv run -m pytest
  bool uv_module() {
    for (std::size_t i = 2; i + 1 < c_.words.size() && c_.words[i].starts_with("-"); ++i) {
      if (c_.words[i] == "-m" || c_.words[i] == "--module") return wrap("uv run", i + 1);
    }
    return false;
  }

  // sh -c "…", eval "…", pwsh -Command "…": the words of the script are split in place.
  bool inner_script(const std::string& program) {
    std::string script;
    if (std::find(std::begin(kShells), std::end(kShells), program) != std::end(kShells)) {
      for (std::size_t i = 1; i + 1 < c_.words.size() && script.empty(); ++i) {
        const std::string& option = c_.words[i];
        if (!option.starts_with("-")) break;
        if (!option.starts_with("--") && option.find('c') != std::string::npos) script = c_.words[i + 1];
        if (option.ends_with('o') || option == "-O") ++i;  // -eo pipefail
      }
    } else if (program == "eval") {
      script = join({c_.words.begin() + 1, c_.words.end()}, " ");
    } else if (program == "pwsh" || program == "powershell" || program == "cmd") {
      for (std::size_t i = 1; i + 1 < c_.words.size() && script.empty(); ++i) {
        if (equals_ignoring_case(c_.words[i], "-command") || equals_ignoring_case(c_.words[i], "-c") ||
            equals_ignoring_case(c_.words[i], "/c")) {
          script = join({c_.words.begin() + static_cast<std::ptrdiff_t>(i) + 1, c_.words.end()}, " ");
        }
      }
    } else if (program == "nix-shell") {
      for (std::size_t i = 1; i + 1 < c_.words.size(); ++i) {
        if (c_.words[i] == "--run" || c_.words[i] == "--command") script = c_.words[i + 1];
      }
    }
    if (script.empty()) return false;
    const std::size_t first = out_.size();
    split_inner_(script, c_.line, depth_ + 1);
    for (std::size_t i = first; i < out_.size(); ++i) {
      out_[i].line = c_.line;
      out_[i].failure_ignored |= c_.failure_ignored;
      out_[i].tested |= c_.tested;
      out_[i].env.insert(out_[i].env.begin(), c_.env.begin(), c_.env.end());
      std::vector<std::string> wrappers = c_.wrappers;
      wrappers.push_back(program);
      out_[i].wrappers.insert(out_[i].wrappers.begin(), wrappers.begin(), wrappers.end());
    }
    return true;
  }

  bool special(const std::string& program) {
    if (is_python(program)) return python_module();
    if (program == "coverage" || program == "slipcover") return coverage(program);
    if (program == "command") return !word(1).starts_with("-") && wrap("command", 1);
    if (program == "cargo" && word(1).starts_with("+")) {
      c_.wrappers.push_back("cargo " + word(1));
      c_.words.erase(c_.words.begin() + 1);
      return true;
    }
    if (program == "go") return go_run();
    if (program == "nix") return nix();
    if (program == "docker" || program == "podman") return container(program);
    if (program == "find") return find_exec();
    if (program == "cmake") return cmake_e();
    if (program == "php" || program == "node" || program == "ruby") return interpreter(program);
    if (program == "hatch") return hatch();
    if (program == "uv")
      return word(1) == "tool" && word(2) == "run" &&
             package("uv tool run", after_options(3, "--from --with -p --python"));
    return false;
  }

  bool package(std::string name, std::size_t index) {
    if (!wrap(std::move(name), index)) return false;
    c_.words.front() = without_version(c_.words.front());
    return true;
  }

  bool python_module() {
    for (std::size_t i = 1; i + 1 < c_.words.size() && c_.words[i].starts_with("-"); ++i) {
      if (c_.words[i] == "-m") return wrap("python -m", i + 1);
      if (c_.words[i] == "-W" || c_.words[i] == "-X")
        ++i;
      else if (c_.words[i] == "-c")
        return false;
    }
    return false;
  }

  // coverage run [-m] pytest: the coverage tool, then what it measures.
  bool coverage(const std::string& program) {
    std::size_t i = 1;
    if (program == "coverage") {
      if (word(1) != "run") return false;
      i = 2;
    }
    bool module = false;
    while (word(i).starts_with("-")) {
      const std::string option = word(i);
      i += listed("--source --omit --include --rcfile --context --data-file --concurrency --timid", ' ',
                  option)
               ? 2
               : 1;
      if (option == "-m" || option == "--module") {
        module = true;
        break;
      }
    }
    if (i >= c_.words.size()) return false;
    keep_outer();
    if (module) return wrap("coverage run", i);
    // A file is run by Python.
    c_.wrappers.push_back("coverage run");
    drop(i);
    c_.words.insert(c_.words.begin(), "python");
    return python_module();
  }

  bool go_run() {
    if (word(1) == "tool" && c_.words.size() > 2) {
      keep_outer();
      return wrap("go tool", 2);
    }
    if (word(1) != "run") return false;
    const std::size_t i = after_options(2, "-modfile -tags -C -exec -ldflags");
    const std::string path = word(i);
    if (path.find('.') == std::string::npos || path.starts_with(".") || path.ends_with(".go")) return false;
    if (!wrap("go run", i)) return false;
    c_.words.front() = go_program(path);
    return true;
  }

  bool nix() {
    const std::string sub = word(1);
    if (sub == "run") {
      const std::size_t i = after_options(2, "--inputs-from");
      const std::size_t hash = word(i).find('#');
      if (hash == std::string::npos) return false;
      const std::string name = word(i).substr(hash + 1);
      if (name.empty() || !wrap("nix run", i)) return false;
      c_.words.front() = name;
      if (word(1) == "--") c_.words.erase(c_.words.begin() + 1);
      return true;
    }
    if (sub != "develop" && sub != "shell") return false;
    for (std::size_t i = 2; i + 1 < c_.words.size(); ++i) {
      if (c_.words[i] == "-c" || c_.words[i] == "--command") return wrap("nix " + sub, i + 1);
    }
    return false;
  }

  // docker run [options] image command…; docker compose run [options] service command…
  bool container(const std::string& program) {
    constexpr std::string_view kValues =
        "-e -v -u -w -p -h -l -m -a --env --env-file --volume --mount --user --workdir --publish --name "
        "--network "
        "--net --platform --entrypoint --hostname --label --memory --cpus --security-opt --cap-add "
        "--cap-drop --ulimit "
        "--shm-size --device --gpus --ipc --pid --tmpfs --add-host --volumes-from --pull --restart "
        "--log-driver "
        "--file -f --project-name --profile";
    std::size_t i = 1;
    std::string name = program;
    if (word(1) == "compose") {
      name += " compose";
      i = after_options(2, kValues);
      if (word(i) != "run" && word(i) != "exec") return false;
    } else if (word(1) == "container") {
      ++i;
    }
    if (word(i) != "run" && (word(1) != "compose" || word(i) != "exec")) return false;
    i = after_options(i + 1, kValues);
    if (i + 1 >= c_.words.size()) return false;  // the image's own command: unknown
    keep_outer();                                // the image may be a tool
    return wrap(name + " run", i + 1);
  }

  bool find_exec() {
    for (std::size_t i = 1; i + 1 < c_.words.size(); ++i) {
      if (c_.words[i] == "-exec" || c_.words[i] == "-execdir") return wrap("find -exec", i + 1);
    }
    return false;
  }

  bool cmake_e() {
    if (word(1) != "-E" || (word(2) != "env" && word(2) != "time")) return false;
    std::size_t i = 3;
    while (word(i).starts_with("--")) ++i;
    return wrap("cmake -E " + word(2), i);
  }

  // php vendor/bin/phpunit, node node_modules/.bin/eslint, ruby -S rspec
  bool interpreter(const std::string& program) {
    const std::size_t i = after_options(1, "-d -r -c -I -W");
    const std::string file = word(i);
    const bool runs_tool = file.find("vendor/bin/") != std::string::npos || file.ends_with(".phar") ||
                           file.find("node_modules/.bin/") != std::string::npos ||
                           (program == "ruby" && (word(i - 1) == "-S" || file.starts_with("bin/")));
    return runs_tool && wrap(program, i);
  }

  // hatch run [env:]command
  bool hatch() {
    if (word(1) != "run") return false;
    const std::size_t i = after_options(2, "");
    const std::size_t colon = word(i).find(':');
    if (colon == std::string::npos) return wrap("hatch run", i);
    const std::string rest = word(i).substr(colon + 1);
    if (rest.empty() || !wrap("hatch run", i)) return false;
    c_.words.front() = rest;
    return true;
  }

  ShellCommand& c_;
  int depth_;
  const ShellLimits& limits_;
  std::vector<ShellCommand>& out_;
  const SplitInner& split_inner_;
};

}  // namespace

void unwrap(ShellCommand command, int depth, const ShellLimits& limits, std::vector<ShellCommand>& out,
            const SplitInner& split_inner) {
  Unwrapper(command, depth, limits, out, split_inner).run();
}

}  // namespace badgescan::shell_detail
