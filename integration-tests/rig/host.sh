#!/bin/bash
# host.sh up NAME SUITE [DIRECTORY...] | exec NAME COMMAND... | off NAME | crash NAME | on NAME | down NAME
# A whole Debian without a virtual machine: systemd as PID 1 under systemd-nspawn, its own docker.service,
# own pid, mount, network, uts, ipc and cgroup namespaces, on this machine's kernel. The root is an
# overlay over BASE/roots/SUITE. The given directories are shown inside, read-only.
#   up     boots a fresh host         off    shuts it down in order; its files stay
#   down   removes it                 crash  ends it at once, as a power failure; its files stay
#   exec   runs a command inside      on     boots it again
. "$(dirname "$0")/common.sh"
command=${1:?usage: host.sh up|exec|off|crash|on|down NAME ...} name=${2:?NAME is missing}
shift 2
run=$BASE/hosts/$name
group=bulkhead-it-$name

make_cgroups() {
  local mount
  for mount in $(cgroup_mounts); do
    mkdir -p "$mount/$group"
    if [[ -e $mount/$group/cpuset.cpus && -e $mount/cpuset.cpus ]]; then
      cat "$mount/cpuset.cpus" >"$mount/$group/cpuset.cpus"
      cat "$mount/cpuset.mems" >"$mount/$group/cpuset.mems"
    fi
  done
}

boot() {
  local root=$1 init=(systemd.log_target=journal) shown=() directory mount version
  shift
  for directory; do shown+=("--bind-ro=$directory"); done
  version=$(chroot "$root" /lib/systemd/systemd --version | awk 'NR == 1 { print $2 }')
  if grep -q ' /sys/fs/cgroup/memory cgroup ' /proc/mounts && ((version >= 256)); then
    init+=(SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1 systemd.unified_cgroup_hierarchy=0)
  fi
  for mount in $(cgroup_mounts); do echo "$BASHPID" >"$mount/$group/cgroup.procs"; done
  export SYSTEMD_NSPAWN_API_VFS_WRITABLE=1
  exec setsid systemd-nspawn --quiet --register=no --keep-unit --private-network --resolv-conf=off --timezone=off \
    --link-journal=no --machine="$group" --capability=all --system-call-filter='@keyring bpf perf_event_open' \
    --bind="$run/docker:/var/lib/docker" "${shown[@]}" --console=read-only -D "$root" --boot "${init[@]}"
}

# the child that is PID 1 of its own namespace and has become systemd
find_init() {
  local nspawn=$1 child i
  for ((i = 0; i < 100; i++)); do
    for child in $(pgrep -P "$nspawn" || true); do
      if [[ $(awk '/^NSpid:/ { print $NF }' "/proc/$child/status" 2>/dev/null) = 1 && $(cat "/proc/$child/comm" 2>/dev/null) = systemd ]]; then
        echo "$child"
        return 0
      fi
    done
    kill -0 "$nspawn" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$run/console.log" >&2
  die "$name did not boot"
}

await_boot() {
  local i state
  for ((i = 0; i < 300; i++)); do
    state=$(nsenter -t "$1" -a -- systemctl is-system-running 2>/dev/null || true)
    [[ $state = running || $state = degraded ]] && return 0
    alive "$run/nspawn" || break
    sleep 0.2
  done
  tail -n 20 "$run/console.log" >&2
  die "$name did not finish booting: $state"
}

# what is in it so far stays: a host that was off or crashed boots again with its files
start() {
  local suite directories init
  mapfile -t directories <"$run/arguments"
  suite=${directories[0]}
  make_cgroups
  mkdir -p "$run/root" "$run/upper" "$run/work"
  mountpoint -q "$run/root" ||
    mount -t overlay "$group" -o "lowerdir=$BASE/roots/$suite,upperdir=$run/upper,workdir=$run/work" "$run/root"
  (boot "$run/root" "${directories[@]:1}") </dev/null >>"$run/console.log" 2>&1 9>&- &
  remember "$run/nspawn" $!
  init=$(find_init "$(pid_in "$run/nspawn")")
  remember "$run/init" "$init"
  await_boot "$init"
  # nspawn mounts the v1 controllers read-only; dockerd needs them writable
  nsenter -t "$init" -a -- sh -c \
    'awk "\$3 == \"cgroup\" || \$3 == \"cgroup2\" { print \$2 }" /proc/mounts | while read -r m; do mount -o remount,bind,rw "$m"; done'
}

# $1: RTMIN+4, which systemd takes for "power off", or KILL
end() {
  if alive "$run/init"; then
    kill "-$1" "$(pid_in "$run/init")"
    await_end "$run/init" 20 || { alive "$run/init" && kill -KILL "$(pid_in "$run/init")"; }
  fi
  if alive "$run/nspawn"; then
    await_end "$run/nspawn" 5 || { alive "$run/nspawn" && kill -KILL "$(pid_in "$run/nspawn")"; }
  fi
  for ((i = 0; i < 10; i++)); do
    remove_cgroups "$group"
    compgen -G "/sys/fs/cgroup/*/$group" >/dev/null || break
    sleep 0.2
  done
}

case $command in
up)
  : "${1:?SUITE is missing}"
  need systemd-nspawn nsenter pgrep
  alive "$run/init" && die "$name is already up"
  rm -rf --one-file-system "$run"
  mkdir -p "$run/docker"
  printf '%s\n' "$@" >"$run/arguments"
  start
  ;;
on) start ;;
off) end RTMIN+4 ;;
crash) end KILL ;;
exec) # as a transient service of the inner systemd: in its cgroup, with a clean environment
  alive "$run/init" || die "$name is not up"
  exec nsenter -t "$(pid_in "$run/init")" -a -- systemd-run --quiet --pipe --wait --collect --service-type=exec \
    -E PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin -E HOME=/root -E LANG=C.UTF-8 "$@"
  ;;
down)
  end RTMIN+4
  ! mountpoint -q "$run/root" || umount "$run/root"
  rm -rf --one-file-system "$run"
  ;;
*) die "unknown command $command" ;;
esac
