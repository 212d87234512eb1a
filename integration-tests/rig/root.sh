#!/bin/bash
# root.sh SUITE: unpacks a Debian (bookworm, trixie) with systemd, its docker.io and its Java into
# BASE/roots/SUITE, from the package mirrors this machine uses. Does nothing when it is there already.
. "$(dirname "$0")/common.sh"
suite=${1:?usage: root.sh SUITE}
root=$BASE/roots/$suite
packages=systemd,systemd-sysv,dbus,docker.io,iptables,iproute2,procps,kmod,busybox-static,curl,attr,default-jre-headless
[[ $suite = bookworm ]] || packages+=,docker-cli

need flock
mkdir -p "$BASE/roots"
exec 9>"$BASE/roots/$suite.lock"
flock 9 # one unpacks, others wait for it
[[ -e $root/.ready && $(<"$root/.ready") = "$packages" ]] && exit 0

rm -rf --one-file-system "$root"
unpack "$suite" "$root" "$packages"
echo "bulkhead-it-$suite" >"$root/etc/hostname"
printf '127.0.0.1 localhost bulkhead-it-%s\n' "$suite" >"$root/etc/hosts"
: >"$root/etc/resolv.conf"
chroot "$root" systemctl mask systemd-networkd-wait-online apt-daily.timer apt-daily-upgrade.timer \
  dpkg-db-backup.timer e2scrub_all.timer fstrim.timer getty@tty1 console-getty >/dev/null 2>&1 || true
chroot "$root" useradd -m -G docker -s /bin/bash dev
echo "$packages" >"$root/.ready"
