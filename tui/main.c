#include "tui/options.h"

int main(int argc, char **argv) { return options_run(argc, argv); }
