#pragma once

namespace confrere::http {

/// Raises how many files and connections this process may have open to the most the system lets it have;
/// gives that number.
int raise_open_files();

}  // namespace confrere::http
