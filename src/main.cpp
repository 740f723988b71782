#include <string>
#include <vector>

#include "app/command_line.h"

int main(int argc, char** argv) {
  const std::vector<std::string> line(argv + 1, argv + argc);
  return confrere::app::run_command_line(line);
}
