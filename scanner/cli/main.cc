#include "scanner/cli/command.h"

int main(int argc, char** argv) { return badgescan::cli::main(argc, argv); }
