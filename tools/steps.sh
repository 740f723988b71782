# Steps with their number, time and progress, and stamps that remember what is done. Sourced by ./dev.
#
# A step's output goes to build/logs/<number>.log and is shown only when the step fails. While it runs, a terminal
# shows how far it is on one line; without a terminal a line comes every twenty seconds.

logs=build/logs
stamps=build/stamps
steps_planned=0
steps_done=0
tick=20
[ -t 1 ] && tick=1

say() { printf '%s\n' "$@"; }
die() {
  say "" "$@" >&2
  exit 3
}

# plan N: how many steps this verb has.
plan() {
  steps_planned=$1
  steps_done=0
  mkdir -p "$logs" "$stamps"
}

# The newest "12/340" of a log: ninja and our own loops print it.
progress_of() { tail -c 4000 "$1" 2>/dev/null | grep -aoE '\[[0-9]+/[0-9]+\]' | tail -n 1 || true; }

# Tells how far the step is until it is ended.
watch_progress() {
  local title=$1 log=$2 began=$SECONDS
  while sleep "$tick" && kill -0 $$ 2>/dev/null; do
    local line
    line="$title … $((SECONDS - began)) s $(progress_of "$log")"
    if [ -t 1 ]; then printf '\r\033[K%s' "$line"; else say "$line"; fi
  done
}

# attempt TITLE COMMAND…: runs the next step; its exit status is in $status, its output in $log.
attempt() {
  local title="[$((++steps_done))/$steps_planned] $1" began=$SECONDS watcher
  shift
  log=$logs/$steps_done.log
  if [ -t 1 ]; then printf '%s …' "$title"; else say "$title …"; fi
  watch_progress "$title" "$log" &
  watcher=$!
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1 </dev/null
  status=$?
  set -e
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  [ -t 1 ] && printf '\r\033[K'
  if [ "$status" = 0 ]; then
    say "$title: done in $((SECONDS - began)) s"
  else
    say "$title: FAILED after $((SECONDS - began)) s; the end of $log:"
    tail -n "${tail_lines:-60}" "$log" | sed 's/^/    /'
  fi
}

# step TITLE COMMAND…: a step that must succeed.
step() {
  attempt "$@"
  [ "$status" = 0 ] || die "Stopped. The whole output is in $log."
}

# passed_over TITLE: a step with nothing to do.
passed_over() { say "[$((++steps_done))/$steps_planned] $1: nothing to do"; }

# hash_of PATH…: one hash of names and contents, for stamps; of what is written by hand only.
hash_of() {
  find "$@" -type d \( -name node_modules -o -name dist \) -prune -o -type f ! -name schema.d.ts -print0 | LC_ALL=C sort -z |
    xargs -0 sha256sum | sha256sum | cut -c1-32
}

has_stamp() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
set_stamp() { printf '%s\n' "$2" >"$stamps/$1"; }

# step_once STAMP KEY PRODUCT TITLE COMMAND…: a step that is passed over while KEY is what it was and PRODUCT is there.
step_once() {
  local stamp=$1 key=$2 product=$3 title=$4
  shift 4
  if has_stamp "$stamp" "$key" && [ -e "$product" ]; then
    passed_over "$title"
  else
    step "$title" "$@"
    set_stamp "$stamp" "$key"
  fi
}
