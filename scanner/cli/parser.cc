// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The one place that knows the command line library: binds the declared options to it, and runs the chosen
// command.
#include <CLI/CLI.hpp>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <map>

#include "scanner/base/message.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/report/report.h"

namespace badgescan::cli {
namespace {

class Formatter : public CLI::Formatter {
 public:
  Formatter() { column_width(34); }
  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_type_size() == 0) return {};
    return option->get_option_text().empty() ? std::string{} : ' ' + option->get_option_text();
  }
};

void bind(CLI::App& app, const Option& option) {
  CLI::Option* bound = std::visit(
      [&](auto* target) -> CLI::Option* {
        using T = std::remove_pointer_t<decltype(target)>;
        if constexpr (std::is_same_v<T, bool>)
          return app.add_flag(option.name, *target, option.help);
        else
          return app.add_option(option.name, *target, option.help);
      },
      option.target);
  const bool list = std::holds_alternative<std::vector<std::string>*>(option.target);
  if (list && option.name.starts_with('-')) bound->expected(1)->take_all();
  if (!option.value.empty()) bound->option_text(option.value);
  if (!option.choices.empty()) bound->check(CLI::IsMember(option.choices));
  if (option.required) bound->required();
  if (!option.section.empty()) bound->group(option.section);
}

/// "hook install" lives below "hook".
CLI::App& parent_of(CLI::App& root, std::string_view name, std::map<std::string, CLI::App*>& groups) {
  const std::size_t space = name.find(' ');
  if (space == std::string_view::npos) return root;
  const std::string group(name.substr(0, space));
  CLI::App*& app = groups[group];
  if (app == nullptr) {
    app = root.add_subcommand(group, msg("See '{} {} --help'", kToolName, group));
    app->require_subcommand(1);
  }
  return *app;
}

}  // namespace

int main(int argc, const char* const* argv) {
  std::signal(SIGPIPE, SIG_IGN);
  choose_language({});
  show_progress();
  CLI::App app{msg("Answers the OpenSSF Best Practices badge questionnaire from a git repository."),
               std::string(kToolName)};
  app.formatter(std::make_shared<Formatter>());
  app.set_version_flag("--version", fmt::format("{} {}", kToolName, kToolVersion));
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::help);

  std::map<std::string, CLI::App*> groups;
  std::map<CLI::App*, CommandRun*> runs;
  std::vector<std::unique_ptr<CommandRun>> owned;
  for (const Command* command : all_commands()) {
    CLI::App& parent = parent_of(app, command->name, groups);
    const std::string leaf(command->name.substr(command->name.rfind(' ') + 1));
    const bool is_group = groups.contains(leaf);
    CLI::App* sub = is_group ? groups[leaf] : parent.add_subcommand(leaf);
    sub->description(std::string(translate(command->summary)));
    sub->footer(std::string(translate(command->details)));
    sub->formatter(app.get_formatter());
    owned.push_back(command->make());
    for (const Option& option : owned.back()->options()) bind(*sub, option);
    runs[sub] = owned.back().get();
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    app.exit(help);
    return kDone;
  } catch (const CLI::CallForVersion&) {
    print(fmt::format("{} {}\n", kToolName, kToolVersion));
    return kDone;
  } catch (const CLI::ParseError& error) {
    complain(error.what());
    complain(msg("try '{} --help'", kToolName));
    return kUsage;
  }
  for (const auto& [sub, run] : runs) {
    if (sub->parsed() && sub->get_subcommands().empty()) return run->run();
  }
  return kUsage;
}

}  // namespace badgescan::cli
