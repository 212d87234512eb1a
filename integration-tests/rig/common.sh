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
