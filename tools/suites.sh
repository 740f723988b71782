# Test suites and the sum of what they counted. Sourced by ./dev.

passed=0
failed=0
skipped=0
skips=()

# Sums what GoogleTest, vitest and our own scripts say in a log: "passed failed skipped".
count_tests() {
  awk '
    /^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
    /^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
    /^\[  SKIPPED \] [0-9]+ test/ { skipped += $4 }
    /^ *Tests +[0-9]/ {
      for (i = 2; i < NF; ++i) {
        if ($(i + 1) == "passed") passed += $i
        if ($(i + 1) == "failed") failed += $i
        if ($(i + 1) == "skipped") skipped += $i
      }
    }
    /^[0-9]+ passed, [0-9]+ failed/ { passed += $1; failed += $3; if ($6 ~ /^skipped/) skipped += $5 }
    END { print passed + 0, failed + 0, skipped + 0 }' "$1"
}

# suite STAMP KEY TITLE COMMAND…: runs tests unless they passed with the same KEY, and adds up what they counted. A
# suite that ran no test has failed.
suite() {
  local stamp=suite-$1 key=$2 title=$3 counts=() name
  shift 3
  if [ -z "${again:-}" ] && [ "$(head -n 1 "$stamps/$stamp" 2>/dev/null)" = "$key" ]; then
    read -ra counts < <(tail -n 1 "$stamps/$stamp")
    passed_over "$title (${counts[0]} passed before, unchanged)"
  else
    attempt "$title" "$@"
    read -ra counts < <(count_tests "$log")
    while read -r name; do skips+=("$name"); done < <(sed -nE 's/^\[  SKIPPED \] ([A-Za-z].*)$/\1/p' "$log" | sort -u)
    if [ "$status" != 0 ] && [ "${counts[1]}" = 0 ]; then counts[1]=1; fi
    if [ "$((counts[0] + counts[1]))" = 0 ]; then
      say "    This suite ran no test, which counts as a failure."
      counts[1]=1
    fi
    say "    ${counts[0]} passed, ${counts[1]} failed, ${counts[2]} skipped"
    rm -f "$stamps/$stamp"
    if [ "${counts[1]}" = 0 ]; then printf '%s\n' "$key" "${counts[*]}" >"$stamps/$stamp"; fi
  fi
  passed=$((passed + counts[0]))
  failed=$((failed + counts[1]))
  skipped=$((skipped + counts[2]))
}

# The line that continuous integration reads; fails when a test did.
close_suites() {
  if [ ${#skips[@]} -gt 0 ]; then
    say "" "Skipped (the real-world files are found by CONFRERE_DATA, here ${CONFRERE_DATA:-not set}):"
    printf '  %s\n' "${skips[@]}"
  fi
  say "" "It took $((SECONDS / 60)) min $((SECONDS % 60)) s."
  say "confrere: $passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}
