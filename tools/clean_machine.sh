#!/usr/bin/env bash
# The proof that ./dev brings all it needs: a minimal Debian 12 in a folder, where nothing is installed beforehand, gets
# a clone of the last commit and runs one verb of ./dev.
#
#   tools/clean_machine.sh FOLDER [VERB]     FOLDER is made anew; VERB is run (then the first page is fetched) or test
#
# Needs root and debootstrap. The mirror, the name servers, the certificates and npm's registry are those of this
# machine, copied at run time. Two processors are used, as the promise is for two.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

root=${1:?which folder?}
verb=${2:-run}
repository=$PWD
cpus=0,1
port=8099

finish() {
  if [ -n "${server:-}" ]; then kill -- "-$server" 2>/dev/null || true; fi
  for mounted in proc sys dev/pts dev/shm dev srv/shared; do
    if mountpoint -q "$root/$mounted"; then umount -l "$root/$mounted"; fi
  done
}
trap finish EXIT

inside() { taskset -c "$cpus" chroot "$root" env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${certificates[@]}" "$@"; }

# shellcheck disable=SC2016  # apt's own placeholder
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
[ ! -e "$root" ] || { echo "$root exists already; please remove it or name another folder." && exit 2; }
if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "Something listens on port $port already." && exit 2; fi
echo "Making a minimal Debian 12 in $root …"
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.debootstrap.log" 2>&1 || { tail "$root.debootstrap.log" && exit 3; }

# This machine's way to the registries.
rm -f "$root"/etc/apt/sources.list
cp -rL /etc/apt/sources.list.d /etc/apt/trusted.gpg.d "$root/etc/apt/"
find /etc/apt -maxdepth 1 -name sources.list -exec cp {} "$root/etc/apt/" \;
grep -ihE '^Acquire|proxy' /etc/apt/apt.conf.d/* >"$root/etc/apt/apt.conf.d/99this-machine" || true
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
[ ! -f ~/.npmrc ] || cp ~/.npmrc "$root/root/.npmrc"
mkdir -p "$root/usr/local/share/ca-certificates"
cp -rL /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
certificates=()
while IFS= read -r line; do certificates+=("$line"); done < <(env | grep -E '^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|npm_config_[a-z_]+)=' || true)

mount -t proc proc "$root/proc"
mount --rbind --make-rslave /dev "$root/dev"
mkdir -p "$root/srv"
git clone --quiet --depth 1 "file://$repository" "$root/srv/confrere"
if [ -d "$repository/../shared/data" ]; then
  mkdir -p "$root/srv/shared"
  mount --rbind --make-rslave "$(realpath "$repository/../shared")" "$root/srv/shared"
fi

echo "Running ./dev $verb in it …"
began=$SECONDS
if [ "$verb" = run ]; then
  set -m # a process group of its own, which can be ended whole
  inside /srv/confrere/dev run --listen 127.0.0.1:$port &
  set +m
  server=$!
  until exec 3<>"/dev/tcp/127.0.0.1/$port"; do
    kill -0 "$server" || { echo "./dev run ended without a server." && exit 1; }
    sleep 1
  done 2>/dev/null
  printf 'GET / HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
  head -n 1 <&3
else
  inside /srv/confrere/dev "$verb"
fi
echo "From the clone to the end of ./dev $verb: $(((SECONDS - began) / 60)) min $(((SECONDS - began) % 60)) s."
