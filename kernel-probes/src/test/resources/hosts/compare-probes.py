#!/usr/bin/env python3
"""compare-probes.py PROBES.json INDEPENDENT.txt: values of `bulkhead probe --format json` beside what
sysctl, aa-status, auditctl, capsh, findmnt, ss, docker inspect and others said (ask-others.sh), on one host."""
import json
import re
import sys

probes = {p["id"]: p for p in json.load(open(sys.argv[1]))["probes"]}
text = open(sys.argv[2]).read()
sysctl = dict(re.findall(r"^([\w.]+) = (.*)$", text, re.M))


def value(probe):
    return probes[probe]["value"]


def after(command):
    """What was printed after `$ COMMAND...`, up to the next command."""
    found = re.search(r"^\$ " + re.escape(command) + r"[^\n]*\n(.*?)(?=^\$ |\Z)", text, re.M | re.S)
    return found.group(1).strip() if found else ""


def number(name):
    return int(sysctl[name])


boxes = re.findall(
    r"^/\S+ (\d+) apparmor=\S+.*\n(.+)\n(?:.*\n)*?CapEff:\t(\w+)\n(?:.*\n)*?NoNewPrivs:\t(\d)\nSeccomp:\t(\d)", text, re.M)
listening = {
    (re.sub(r"%\w+", "", a).strip("[]").replace("*", "::"), int(p))
    for a, p in re.findall(r"^tcp\s+LISTEN\s+\d+\s+\d+\s+(\S+):(\d+)", after("ss -tulpn"), re.M)
}
loaded = after("auditctl -l")
rows = [
    ("kernel.release", value("kernel.release"), after("uname -srm").split()[1]),
    ("lsm.stack", value("lsm.stack"), after("cat /sys/kernel/security/lsm").split(",")),
    ("lockdown.state", value("lockdown.state"), re.search(r"\[(\w+)\]", after("cat /sys/kernel/security/lockdown")).group(1)),
    ("apparmor.profiles", value("apparmor.profiles").get("enforce"), int(re.search(r"(\d+) profiles are in enforce", text).group(1))),
    ("apparmor.proc_label", value("apparmor.proc_label"), {b[0]: b[1] for b in boxes}),
    ("seccomp.proc", value("seccomp.proc"), {b[0]: int(b[4]) for b in boxes}),
    ("nnp.container", value("nnp.container"), {b[0]: int(b[3]) for b in boxes}),
    ("audit.status", value("audit.status"), {k: int(re.search(rf"^{k} (\d+)", after("auditctl -s"), re.M).group(1)) for k in ("enabled", "pid", "lost")}),
    ("audit.persistent", value("audit.persistent"), {} if loaded == "No rules" else loaded),
    ("caps.bounding_host", value("caps.bounding_host"), "full" if re.search(r"Bounding set =.*cap_checkpoint_restore", text) else "less"),
    ("fs.dataroot_separate", re.search(r"\d+:\d+", value("fs.dataroot_separate")).group(), re.search(r"\d+:\d+", after("findmnt -T /var/lib/docker")).group()),
    ("net.listeners", {(a, p) for a, p, _ in value("net.listeners")}, listening),
    ("cpu.vulnerabilities", value("cpu.vulnerabilities"), dict(re.findall(r"vulnerabilities/(\w+):(Vulnerable.*)", text))),
    ("userns.effective", value("userns.effective"), "unprivileged user namespace made" in text),
    ("core.pattern", value("core.pattern"), sysctl["kernel.core_pattern"]),
    ("sock.docker_mode", value("sock.docker_mode"), "{1} 0{0}".format(*re.search(r"^/run/docker.sock (\d+) (\S+)", text, re.M).groups())),
    ("sock.docker_group", value("sock.docker_group"), re.search(r"^docker:x:\d+:(.*)$", text, re.M).group(1).split(",")),
    ("net.forward_policy", value("net.forward_policy"), re.search(r"^:FORWARD (\w+)", text, re.M).group(1).lower()),
    ("ctx.virt", value("ctx.virt"), after("systemd-detect-virt").split()[0]),
    ("fs.protected_links", value("fs.protected_links"), {n: number("fs.protected_" + n) for n in ("symlinks", "hardlinks", "fifos", "regular")}),
    ("net.redirects", value("net.redirects"), {k: int(sysctl[k]) for k in value("net.redirects")}),
    ("net.rp_filter", value("net.rp_filter"), {k: number(f"net.ipv4.conf.{k}.rp_filter") for k in value("net.rp_filter")}),
] + [
    (probe, value(probe), number(name))
    for probe, name in {
        "yama.ptrace_scope": "kernel.yama.ptrace_scope", "kernel.oops_limit": "kernel.oops_limit", "kernel.taint": "kernel.tainted",
        "userns.max": "user.max_user_namespaces", "modules.disabled": "kernel.modules_disabled", "kexec.disabled": "kernel.kexec_load_disabled",
        "bpf.unprivileged": "kernel.unprivileged_bpf_disabled", "bpf.jit_harden": "net.core.bpf_jit_harden", "perf.paranoid": "kernel.perf_event_paranoid",
        "leak.kptr": "kernel.kptr_restrict", "leak.dmesg": "kernel.dmesg_restrict", "userfaultfd.unpriv": "vm.unprivileged_userfaultfd",
        "tty.ldisc": "dev.tty.ldisc_autoload", "sysrq": "kernel.sysrq", "aslr.randomize": "kernel.randomize_va_space",
        "mmap.min_addr": "vm.mmap_min_addr", "fs.suid_dumpable": "fs.suid_dumpable", "net.ip_forward": "net.ipv4.ip_forward",
    }.items()
]
differ = [row for row in rows if row[1] != row[2]]
for probe, ours, theirs in differ:
    print(f"{probe}: bulkhead {ours!r}, others {theirs!r}")
print(f"{len(rows)} probes compared, {len(differ)} differ")
sys.exit(bool(differ))
