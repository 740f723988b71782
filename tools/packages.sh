# What the project needs of Debian 12, and how it gets there. Sourced by ./dev.

# To build and to run.
packages_build=(
  g++ cmake ninja-build pkgconf make
  libboost1.81-dev libboost-json1.81-dev libsqlite3-dev libpq-dev libsodium-dev libssl-dev libfmt-dev
  libutf8proc-dev zlib1g-dev libhowardhinnant-date-dev libqrencode-dev tzdata ca-certificates
)
# To test and to check as well: sanitizers and fuzzers come with clang, the pages are looked at in Chromium.
packages_test=(
  "${packages_build[@]}" clang-16 clang-tidy-16 clang-format-16 libclang-rt-16-dev llvm-16
  libgtest-dev libgmock-dev chromium fonts-dejavu-core python3 shellcheck postgresql-15
)
packages_bench=("${packages_build[@]}" libbenchmark-dev libigraph-dev wrk postgresql-15)

# The names that are not installed.
missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s\n' "$name"
  done
}

# need_packages TITLE NAME…: a step that installs those of the packages that are missing.
need_packages() {
  local title=$1 missing
  shift
  if ! command -v dpkg-query >/dev/null; then
    die "Confrere is built on Debian 12, and this is another system. Please install by hand what these packages hold," \
      "then run ./dev again with the program dpkg-query in the path:" "  $*"
  fi
  mapfile -t missing < <(missing_packages "$@")
  if [ ${#missing[@]} = 0 ]; then
    passed_over "$title"
    return
  fi
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      sudo -v
      as_root=(sudo)
    else
      die "Some packages are missing, and only root may install them. Please run this as root, then ./dev again:" \
        "  apt-get install --no-install-recommends ${missing[*]}"
    fi
  fi
  step "$title (${#missing[@]} packages)" install_packages "${as_root[@]}" -- "${missing[@]}"
}

# install_packages [sudo] -- NAME…
install_packages() {
  local as_root=()
  while [ "$1" != -- ]; do as_root+=("$1") && shift; done
  shift
  # A fresh machine often installs its own updates first, and holds the lock meanwhile.
  local wait=(-o DPkg::Lock::Timeout=600)
  "${as_root[@]}" apt-get "${wait[@]}" update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${wait[@]}" install -y --no-install-recommends "$@"
}
