#!/bin/bash
# engine.sh up NAME [DOCKERD FLAG...] | start NAME [FLAG...] | stop NAME | down NAME
# A Docker Engine of its own: containerd and dockerd with own data, sockets, configuration file, cgroup and
# network namespace, below BASE/engines/NAME. Nothing of this machine's own engine is used or seen.
#   up     starts from nothing and imports the image busybox:it      stop   SIGTERM, containers stop too
#   start  starts dockerd again                                      down   ends and removes everything
. "$(dirname "$0")/common.sh"
command=${1:?usage: engine.sh up|start|stop|down NAME [FLAG...]} name=${2:?NAME is missing}
shift 2
run=$BASE/engines/$name
space=bulkhead-it-$name
export DOCKER_HOST=unix://$run/docker.sock
clean=(env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)

answers() { curl -sf --max-time 5 --unix-socket "$run/docker.sock" http://engine/_ping >/dev/null 2>&1; }

start_containerd() {
  cat >"$run/containerd.toml" <<TOML
version = 2
root = "$run/containerd/root"
state = "$run/containerd/state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs"]
[grpc]
  address = "$run/containerd/containerd.sock"
TOML
  mkdir -p "$run/containerd"
  "${clean[@]}" setsid containerd --config "$run/containerd.toml" </dev/null >"$run/containerd.log" 2>&1 &
  remember "$run/containerd.started" $!
}

# setsid -f: nobody's child, as on a host where an init script started it
start_dockerd() {
  local i
  "${clean[@]}" setsid -f nsenter --net="/run/netns/$space" "$(command -v dockerd)" \
    --config-file "$run/etc/daemon.json" --data-root "$run/data" --exec-root "$run/exec" --pidfile "$run/docker.pid" \
    --host "unix://$run/docker.sock" --containerd "$run/containerd/containerd.sock" --cgroup-parent "/$space" "$@" \
    </dev/null >>"$run/dockerd.log" 2>&1
  for ((i = 0; i < 300; i++)); do
    answers && return 0
    ((i < 20)) || dockerd_pid >/dev/null || break # it ended
    sleep 0.1
  done
  tail -n 15 "$run/dockerd.log" >&2
  die "dockerd does not answer"
}

# whoever started it, this test or the tool under test
dockerd_pid() {
  local pid
  pid=$(cat "$run/docker.pid" 2>/dev/null) && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$run/etc/daemon.json" && echo "$pid"
}

stop_dockerd() {
  local pid
  pid=$(dockerd_pid) || return 0
  remember "$run/dockerd.ending" "$pid"
  kill -TERM "$pid"
  await_end "$run/dockerd.ending" 25 || kill -KILL "$pid" 2>/dev/null || true
}

# Processes that are certainly ours: in our cgroups, or an engine's with our directory in its command line.
leftovers() {
  local file pid
  cat /sys/fs/cgroup/{,*/}"$space"{,/*}/cgroup.procs 2>/dev/null || true
  grep -lzF -- "$run/" /proc/[0-9]*/cmdline 2>/dev/null | while read -r file; do
    pid=${file#/proc/} pid=${pid%/cmdline}
    case $(cat "/proc/$pid/comm" 2>/dev/null) in dockerd | containerd* | docker-proxy) echo "$pid" ;; esac
  done || true
}

kill_leftovers() {
  local i pids
  for ((i = 0; i < 50; i++)); do
    pids=$(leftovers | sort -un)
    [[ -n $pids ]] || return 0
    # shellcheck disable=SC2086  # a list of numbers
    kill -KILL $pids 2>/dev/null || true
    sleep 0.1
  done
  die "could not end: $pids"
}

unmount_below() {
  local mount
  awk -v below="$1/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do
    umount -l "$(printf '%b' "$mount")" || true
  done
}

import_image() {
  local tree=$run/image applet
  mkdir -p "$tree/bin" "$tree/tmp"
  cp "$(command -v busybox)" "$tree/bin/busybox"
  for applet in sh sleep ping grep cat ls; do ln -sf busybox "$tree/bin/$applet"; done
  tar -C "$tree" -c . | docker import - busybox:it >/dev/null
  rm -rf "$tree"
}

down() {
  kill_leftovers
  unmount_below "$run"
  [[ ! -e /run/netns/$space ]] || ip netns delete "$space"
  remove_cgroups "$space"
  [[ ! -d $run ]] || { chattr -R -i "$run/etc" 2>/dev/null || true; rm -rf --one-file-system "$run"; }
}

case $command in
up)
  need dockerd docker containerd busybox ip nsenter setsid curl
  down
  mkdir -p "$run/etc"
  ip netns add "$space"
  nsenter --net="/run/netns/$space" ip link set lo up
  start_containerd
  echo '{}' >"$run/etc/daemon.json" # an explicit --config-file must exist
  start_dockerd "$@"
  import_image
  ;;
start) start_dockerd "$@" ;;
stop) stop_dockerd ;;
down) down ;;
*) die "unknown command $command" ;;
esac
