// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the commands share: printing, writing files, the terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/finding.h"

namespace badgescan::cli {

/// Prints "badgescan: <message>" on stderr, control characters escaped.
void complain(std::string_view message);
/// Prints on stdout. A reader that went away (SIGPIPE) is not an error.
void print(std::string_view text);

/// Writes through a temporary file beside `path` and a rename, so that a reader never sees half a file. A
/// link is replaced, not followed; a device or a pipe is written to directly.
Outcome write_atomically(const std::string& path, std::string_view text);
/// To `path`, or to stdout when it is empty or "-".
Outcome write_output(const std::string& path, std::string_view text);

bool stdout_is_terminal();
bool stderr_is_terminal();
bool colour_wanted();  ///< a terminal, and neither NO_COLOR nor TERM=dumb
bool utf8_wanted();    ///< the locale's character set is UTF-8
int terminal_width();  ///< columns of stdout, COLUMNS, or 80

/// Chooses the language of all messages: "de", "de_DE.UTF-8", or empty for LC_ALL/LC_MESSAGES/LANG. Unknown:
/// English. Returns the language chosen.
std::string choose_language(std::string wanted);

/// Starts the desktop's browser (BROWSER, else xdg-open) without a shell; complains when there is none.
void open_in_browser(const std::string& url);

/// Shows on stderr what is announced (scanner/base/progress.h) while long work goes on, in one line that goes
/// away before anything is printed. Silent unless stderr is a terminal.
void show_progress();

/// The same for work that announces nothing. Clears itself.
class Progress {
 public:
  explicit Progress(std::string_view what);
  ~Progress();
  void update(std::string_view detail);

 private:
  std::string what_;
};

}  // namespace badgescan::cli
