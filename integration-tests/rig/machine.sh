#!/bin/bash
# machine.sh up NAME IMAGE [DIRECTORY...] | exec NAME COMMAND... | reboot NAME | crash NAME | on NAME | down NAME
# machine.sh build IMAGE
# A whole computer under qemu: the distribution's own kernel, GRUB, systemd, AppArmor or SELinux, auditd, its
# own clock, one disk. Images: bookworm, trixie, and both with -selinux. No KVM is needed; it is slow.
# The given directories are shown inside at their own paths, read-only. Commands go in by ssh: each is a login.
#   build   makes the image, once            reboot  restarts it in order, waits until it is back
#   up      boots a fresh copy of it         crash   ends it at once, as a power failure; its disk stays
#   exec    runs a command inside            on      boots it again from its disk
#   down    removes it
. "$(dirname "$0")/common.sh"
command=${1:?usage: machine.sh build|up|exec|reboot|crash|on|down ...} name=${2:?NAME is missing}
shift 2
machines=$BASE/machines
run=$machines/$name
key=$machines/key
offset=$((1024 * 1024)) # of the only partition; GRUB lives before it

packages_of() {
  local packages=systemd,systemd-sysv,dbus,libpam-systemd,udev,docker.io,iptables,nftables,iproute2,procps,kmod,busybox-static,curl,attr,acl
  packages+=,default-jre-headless,linux-image-amd64,grub-pc,openssh-server,libcap2-bin,auditd
  case $1 in
    *-selinux) packages+=,selinux-basics,selinux-policy-default ;;
    *) packages+=,apparmor,apparmor-utils ;;
  esac
  [[ $1 = bookworm* ]] || packages+=,docker-cli
  echo "$packages"
}

# $1: the tree
configure() {
  local root=$1
  echo machine >"$root/etc/hostname"
  echo '127.0.0.1 localhost machine' >"$root/etc/hosts"
  echo '/dev/vda1 / ext4 defaults 0 1' >"$root/etc/fstab"
  printf '[Match]\nType=ether\n\n[Network]\nAddress=10.0.2.15/24\nGateway=10.0.2.2\n' >"$root/etc/systemd/network/wired.network"
  printf 'GRUB_TIMEOUT=0\nGRUB_DISTRIBUTOR=Debian\nGRUB_CMDLINE_LINUX_DEFAULT="quiet"\nGRUB_CMDLINE_LINUX="console=ttyS0"\nGRUB_TERMINAL=serial\n' >"$root/etc/default/grub"
  install -D -m 600 "$key.pub" "$root/root/.ssh/authorized_keys"
  chroot "$root" useradd -m -G docker -s /bin/bash dev
  chroot "$root" systemctl enable systemd-networkd >/dev/null 2>&1
  chroot "$root" systemctl mask systemd-networkd-wait-online apt-daily.timer apt-daily-upgrade.timer \
    dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap fstrim.timer man-db.timer getty@tty1 >/dev/null 2>&1
  if [[ -e $root/etc/selinux/config ]]; then
    sed -i 's/^GRUB_CMDLINE_LINUX=.*/GRUB_CMDLINE_LINUX="console=ttyS0 security=selinux"/' "$root/etc/default/grub"
  fi
}

# boot DISK STATE [QEMU-OPTION...]: STATE.qemu, STATE.port and STATE.log are files
boot() {
  local disk=$1 state=$2 port try
  shift 2
  for ((try = 0; try < 20; try++)); do
    port=$((20000 + ($(cksum <<<"$state" | cut -d' ' -f1) + try) % 20000))
    setsid qemu-system-x86_64 -accel tcg,thread=multi -cpu max,la57=off -smp 2 -m 2048 -nodefaults -display none \
      -serial "file:$state.log" -drive "file=$disk,format=raw,if=virtio,cache=unsafe" -device virtio-rng-pci \
      -netdev "user,id=n,restrict=on,hostfwd=tcp:127.0.0.1:$port-:22" -device virtio-net-pci,netdev=n "$@" \
      </dev/null >"$state.err" 2>&1 9>&- &
    remember "$state.qemu" $!
    echo "$port" >"$state.port"
    sleep 0.5
    alive "$state.qemu" && return 0
    grep -q 'host forwarding' "$state.err" || break
  done
  die "qemu ends at once: $(<"$state.err")"
}

# inside STATE COMMAND...: words are kept as they are, though ssh hands a line to a shell
inside() {
  local state=$1
  shift
  ssh -q -p "$(<"$state.port")" -i "$key" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
    -o ConnectTimeout=10 -o BatchMode=yes root@127.0.0.1 "exec env LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ${*@Q}"
}

# await_boot STATE [OLD-BOOT-ID]
await_boot() {
  local i state
  for ((i = 0; i < 300; i++)); do
    if [[ $(inside "$1" cat /proc/sys/kernel/random/boot_id </dev/null || true) != "${2:-}" ]]; then
      state=$(inside "$1" systemctl is-system-running </dev/null || true)
      [[ $state = running || $state = degraded ]] && return 0
    fi
    alive "$1.qemu" || break
    sleep 1
  done
  tail -n 20 "$1.log" >&2
  die "did not finish booting: ${state:-no answer}"
}

end() {
  if alive "$1.qemu"; then
    kill -KILL "$(pid_in "$1.qemu")"
    await_end "$1.qemu" 10 || die "qemu does not end"
  fi
}

build() {
  local image=$1 packages stage=$machines/$1.stage root
  root=$stage/root
  packages=$(packages_of "$image")
  mkdir -p "$machines"
  exec 9>"$machines/$image.lock"
  flock 9 # one builds, others wait for it
  [[ -e $machines/$image.ready && $(<"$machines/$image.ready") = "$packages" ]] && return 0
  need mke2fs sfdisk qemu-system-x86_64 ssh ssh-keygen
  [[ -e $key ]] || ssh-keygen -q -t ed25519 -N '' -f "$key"
  rm -rf --one-file-system "$stage"
  mkdir -p "$stage"
  unpack "${image%-selinux}" "$root" "$packages"
  configure "$root"
  truncate -s 6G "$stage/disk"
  echo 'start=2048, type=83, bootable' | sfdisk -q "$stage/disk"
  mke2fs -q -t ext4 -E "offset=$offset" -d "$root" "$stage/disk" 6143M 2>"$stage/mke2fs.log"
  boot "$stage/disk" "$stage/first" -kernel "$(echo "$root"/boot/vmlinuz-*)" -initrd "$(echo "$root"/boot/initrd.img-*)" \
    -append 'root=/dev/vda1 console=ttyS0 quiet'
  trap 'end "$stage/first"' EXIT
  await_boot "$stage/first"
  inside "$stage/first" sh -ec 'grub-install /dev/vda; update-grub; apt-get clean; sync; systemctl poweroff' </dev/null >"$stage/grub.log" 2>&1 || true
  await_end "$stage/first.qemu" 120 || die "the first boot of $image does not end: see $stage/first.log"
  trap - EXIT
  mv "$stage/disk" "$machines/$image.img"
  rm -rf --one-file-system "$stage"
  echo "$packages" >"$machines/$image.ready"
}

start() {
  local shared=() directory i=0
  while read -r directory; do
    shared+=(-virtfs "local,path=$directory,mount_tag=shown$i,security_model=none,readonly=on,multidevs=remap")
    i=$((i + 1))
  done <"$run/directories"
  boot "$run/disk" "$run/machine" "${shared[@]}"
  await_boot "$run/machine"
  show
}

# the given directories, at their paths
show() {
  local directory i=0
  while read -r directory; do
    inside "$run/machine" sh -ec 'mkdir -p "$2"; mount -t 9p -o "trans=virtio,version=9p2000.L,ro,msize=524288,cache=loose" "$1" "$2"' \
      sh "shown$i" "$directory" </dev/null
    i=$((i + 1))
  done <"$run/directories"
}

case $command in
build) build "$name" ;;
up)
  image=${1:?IMAGE is missing}
  shift
  build "$image"
  alive "$run/machine.qemu" && die "$name is already up"
  rm -rf --one-file-system "$run"
  mkdir -p "$run"
  cp --sparse=always "$machines/$image.img" "$run/disk"
  : >"$run/directories"
  (($# == 0)) || printf '%s\n' "$@" >"$run/directories"
  start
  ;;
on) start ;;
exec)
  alive "$run/machine.qemu" || die "$name is not up"
  inside "$run/machine" "$@"
  ;;
reboot)
  old=$(inside "$run/machine" cat /proc/sys/kernel/random/boot_id)
  inside "$run/machine" systemctl reboot </dev/null || true
  await_boot "$run/machine" "$old"
  show
  ;;
crash) end "$run/machine" ;;
down)
  end "$run/machine"
  rm -rf --one-file-system "$run"
  ;;
*) die "unknown command $command" ;;
esac
