# Formatting, lint and the project's own rules. Sourced by ./dev.

steps_check=3

cpp_files() { find src test fuzz bench -type d -name node_modules -prune -o \( -name '*.cpp' -o -name '*.h' \) -print 2>/dev/null | sort; }

format_cpp() { cpp_files | xargs clang-format-16 -i; }

# Each kind of check counts as one test in the closing line.
check_format() {
  local bad
  cpp_files | xargs clang-format-16 --dry-run -Werror || bad=1
  [ -z "${bad:-}" ] || { echo 'Run "./dev fmt".' && return 1; }
  echo "1 passed, 0 failed"
}

check_web() {
  npm run --prefix web typecheck
  npm run --prefix web lint
  npm run --prefix web format:check
  echo "3 passed, 0 failed"
}

tidy_files() { find src -name '*.cpp' ! -name '*_test.cpp' | sort; }

# Headers come precompiled from the clang build. A file that was clean is looked at again when it, a header or the rules
# changed. Tests are left out: they would double the time.
check_tidy() {
  local headers file key todo=() bad=0
  [ build/asan/build.ninja -nt CMakePresets.json ] || cmake --preset asan
  ninja -C build/asan -t targets all | sed -nE 's/^(.*cmake_pch\.hxx\.pch): .*/\1/p' | xargs ninja -C build/asan
  mkdir -p "$stamps/tidy"
  headers=$(find src -name '*.h' -print0 | sort -z | xargs -0 cat .clang-tidy | sha256sum)
  for file in $(tidy_files); do
    key=$(cat "$file" - <<<"$headers" | sha256sum)
    has_stamp "tidy/${file//\//_}" "$key" || todo+=("$file")
  done
  printf '%s\n' "${todo[@]}" | sed '/^$/d' | xargs -r -P "$(nproc)" -n 1 tools/tidy_file || bad=1
  [ "$bad" = 0 ] || return 1
  for file in "${todo[@]}"; do
    set_stamp "tidy/${file//\//_}" "$(cat "$file" - <<<"$headers" | sha256sum)"
  done
  echo "1 passed, 0 failed"
}

check_all_suites() {
  suite format "$(hash_of src .clang-format)" "Checking the C++ formatting" check_format
  suite rules "$(hash_of src web/src test fuzz bench tools dev api)" "Checking includes, lengths and words" tools/check_rules
  suite web_lint "$(hash_of web api)" "Checking types, lint and formatting of the web app" check_web
}
