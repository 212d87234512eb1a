# shellcheck shell=bash
# Settings shared by the scripts here; sourced.
set -euo pipefail
BASE=${BULKHEAD_IT_BASE:-/var/lib/bulkhead-it} # everything the integration tests write lies below this
die() { printf 'rig: %s\n' "$*" >&2; exit 1; }
need() { local c; for c; do command -v "$c" >/dev/null || die "missing program: $c"; done; }
cgroup_mounts() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts | grep '^/sys/fs/cgroup' | sort -u; }

# Removes the cgroups below NAME in every hierarchy, once their processes are gone.
remove_cgroups() {
  local mount
  for mount in $(cgroup_mounts); do
    [[ ! -d $mount/$1 ]] || find "$mount/$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
}

# A pid is only ours while the process behind it is the one we started: the file holds pid and start time.
started() { awk '{ print $22 }' "/proc/$1/stat" 2>/dev/null; }
ended() { [[ $(awk '{ print $3 }' "/proc/$1/stat" 2>/dev/null) =~ ^(Z|)$ ]]; }
remember() { echo "$2 $(started "$2")" >"$1"; }
pid_in() { local pid start; read -r pid start <"$1"; echo "$pid"; }
alive() {
  local pid start
  [[ -s $1 ]] && read -r pid start <"$1" && [[ $(started "$pid") = "$start" ]] && ! ended "$pid"
}
# await_end FILE SECONDS
await_end() { local i; for ((i = 0; i < $2 * 10; i++)); do alive "$1" || return 0; sleep 0.1; done; return 1; }

# unpack SUITE ROOT PACKAGES: a Debian with these packages, from the package mirrors this machine uses
unpack() {
  local suite=$1 root=$2 packages=$3 main security sources
  need mmdebstrap
  mirrors() { apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed 's#/$##' | sort -u; }
  main=$(mirrors | grep '/debian$' | head -n 1) || die "apt knows no Debian mirror"
  security=$(mirrors | grep '/debian-security$' | head -n 1) || security=
  sources=("deb $main $suite main")
  [[ -z $security ]] || sources+=("deb $security $suite-security main")
  mmdebstrap --mode=root --variant=minbase --include="$packages" \
    --aptopt='Apt::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
    --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    "$suite" "$root" "${sources[@]}" >"$root.log" 2>&1 || { tail -n 30 "$root.log" >&2; die "could not unpack $suite"; }
}
