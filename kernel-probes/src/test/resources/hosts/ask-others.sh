#!/bin/bash
# What other programs say about a host: run there as root, compare with compare-probes.py.
run() { echo; echo "\$ $*"; sh -c "$*" 2>&1; }
run uname -srm
run cat /proc/cmdline
run 'cat /sys/kernel/security/lsm; echo'
run cat /sys/kernel/security/lockdown
run aa-status
run auditctl -s
run auditctl -l
run 'sysctl -a 2>/dev/null | grep -E "^(kernel\.(randomize|kptr|dmesg|perf_event_paranoid|unprivileged|yama|kexec|modules_disabled|sysrq|core_|oops_limit|warn_limit|panic|tainted|pid_max|threads-max|keys|seccomp|io_uring)|vm\.(mmap_min|mmap_rnd|unprivileged_user)|fs\.(protected|suid|inotify)|net\.core\.bpf|net\.ipv4\.(ip_forward|tcp_syncookies|icmp_)|net\.ipv[46]\.conf\.(all|default|ens3|docker0)\.(rp_filter|route_localnet|accept_redirects|send_redirects|accept_source_route|secure_redirects)|user\.max|dev\.tty)"'
run 'capsh --print'
run lsns
run 'findmnt -o TARGET,SOURCE,FSTYPE,OPTIONS,PROPAGATION'
run 'findmnt -T /var/lib/docker -n -o TARGET,MAJ:MIN,SOURCE'
run ss -tulpn
run lsmod
run 'for p in $(docker ps -q); do docker inspect -f "{{.Name}} {{.State.Pid}} apparmor={{.AppArmorProfile}} privileged={{.HostConfig.Privileged}} {{.HostConfig.SecurityOpt}}" $p; pid=$(docker inspect -f "{{.State.Pid}}" $p); cat /proc/$pid/attr/current; grep -E "^(Cap|Seccomp|NoNewPrivs|Speculation)" /proc/$pid/status; done'
run 'for p in $(docker ps -q); do capsh --decode=$(awk "/CapEff/{print \$2}" /proc/$(docker inspect -f "{{.State.Pid}}" $p)/status); done'
run 'grep . /sys/devices/system/cpu/vulnerabilities/*; cat /sys/devices/system/cpu/smt/active'
run 'dpkg -l "linux-image*" | grep ^ii; ls -l /boot'
run 'iptables-save; nft list ruleset | head -100; iptables-save -t raw'
run 'stat -c "%n %a %U:%G" /var/run/docker.sock /run/docker.sock /run/containerd/containerd.sock /var/lib/docker /var/lib/containerd; getfacl -p /run/docker.sock; getent group docker'
run 'docker info -f "{{json .SecurityOptions}} {{.CgroupVersion}} {{.CgroupDriver}} {{.DockerRootDir}}"'
run 'setpriv --reuid=65534 --regid=65534 --clear-groups unshare -U true && echo unprivileged user namespace made'
run 'cat /sys/kernel/security/ima/runtime_measurements_count /proc/sys/kernel/core_pattern; ls /sys/kernel/security /sys/kernel/tracing | head -40'
run 'grep -E "^CONFIG_(IO_URING|SECURITY_LANDLOCK|BPF_UNPRIV_DEFAULT_OFF|MODULE_SIG_FORCE|CRYPTO_USER_API_HASH|LSM|STATIC_USERMODEHELPER|PROC_KCORE|STRICT_DEVMEM|IO_STRICT_DEVMEM|PROC_MEM[A-Z_]*|LEGACY_TIOCSTI|SECURITY_LOCKDOWN_LSM|AUDITSYSCALL)\b" /boot/config-$(uname -r)'
run 'sestatus; getenforce'
run 'systemd-detect-virt; systemctl show docker -p User,NoNewPrivileges,ProtectSystem'
run 'modprobe -n -v dccp sctp rds tipc af_alg algif_hash'
run 'grep -r . /etc/sysctl.d /usr/lib/sysctl.d /etc/sysctl.conf | grep -v "#"; ls /etc/modprobe.d /usr/lib/modprobe.d'
