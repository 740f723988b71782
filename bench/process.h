#pragma once

/// Runs the program beside the benchmark, as an administrator would.

#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace confrere::bench {

/// Keeps the calling thread, and what it starts from then on, on one processor.
inline void stay_on_processor(int number) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(number, &set);
  sched_setaffinity(0, sizeof set, &set);
}

/// A started program; asked to stop, and waited for, at the end of its life.
class Process {
 public:
  explicit Process(std::vector<std::string> line, int processor = -1) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
    id_ = ::fork();
    if (id_ == 0) {
      if (processor >= 0) stay_on_processor(processor);
      ::dup2(pipe[1], STDOUT_FILENO);
      ::close(pipe[0]);
      ::close(pipe[1]);
      const int nowhere = ::open("/dev/null", O_WRONLY);
      ::dup2(nowhere, STDERR_FILENO);
      std::vector<char*> arguments;
      for (std::string& each : line) arguments.push_back(each.data());
      arguments.push_back(nullptr);
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(pipe[1]);
    output_ = ::fdopen(pipe[0], "r");
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (id_ > 0) {
      ::kill(id_, SIGTERM);
      wait();
    }
    std::fclose(output_);
  }

  [[nodiscard]] pid_t id() const { return id_; }
  /// Waits for its end. Returns its exit status.
  int wait() {
    int status = 0;
    ::waitpid(id_, &status, 0);
    id_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  }
  /// Everything it prints until it ends.
  std::string read_all() {
    std::string text;
    for (int c = std::fgetc(output_); c != EOF; c = std::fgetc(output_)) text += static_cast<char>(c);
    return text;
  }
  /// Memory that is resident now, in bytes, and the part of it that is the process's alone.
  struct Memory {
    std::int64_t resident = 0;
    std::int64_t anonymous = 0;
  };
  [[nodiscard]] Memory memory() const {
    std::ifstream lines("/proc/" + std::to_string(id_) + "/status");
    Memory memory;
    std::string word;
    while (lines >> word) {
      if (word == "VmRSS:") lines >> memory.resident;
      if (word == "RssAnon:") lines >> memory.anonymous;
    }
    return {.resident = memory.resident * 1024, .anonymous = memory.anonymous * 1024};
  }

 private:
  pid_t id_ = -1;
  std::FILE* output_ = nullptr;
};

/// Runs a program to its end and returns what it printed. Throws runtime_error when it fails.
inline std::string run(std::vector<std::string> line) {
  const std::string name = line.at(0) + ' ' + line.at(1);
  Process process(std::move(line));
  std::string printed = process.read_all();
  if (process.wait() != 0) throw std::runtime_error(name + " failed: " + printed);
  return printed;
}

}  // namespace confrere::bench
