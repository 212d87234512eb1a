package io.bulkhead.it.traps;

import static io.bulkhead.it.traps.Staged.created;
import static io.bulkhead.it.traps.Staged.ended;
import static io.bulkhead.it.traps.Staged.running;

import io.bulkhead.it.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What other tools get wrong about containers, one row for each, and what only looks different from
 * a row above it. Left out is what this machine cannot show: profiles of AppArmor and types of
 * SELinux in force.
 */
final class ContainerTraps {
  static final String ENGINE = "traps";
  static final Path HERE = Machine.BASE.resolve("engines").resolve(ENGINE);

  /** Starts privileged containers where the machine withholds a capability; else runc itself. */
  static final String RUNTIME = "whole";

  private static final String NO_APPARMOR =
      Files.exists(Path.of("/sys/kernel/security/apparmor")) ? "pass" : "not-applicable";
  private static final String NO_SELINUX =
      Files.exists(Path.of("/sys/fs/selinux/enforce")) ? "fail" : "not-applicable";

  private static final List<Staged> PRIVILEGES =
      List.of(
          running("plain")
              .is(NO_APPARMOR, "CTR-004", "docker-bench warns on kernels without AppArmor")
              .passes("CTR-003", "the defaults are no finding")
              .passes("CTR-025", "docker-bench lists who sets no ulimit of its own")
              .passes("CTR-027", "aqua passes for want of an audit log, here the engine was asked")
              .passes("CTR-028", "aqua fails where there is no audit log")
              .fails("CTR-007", "the engine's default is off")
              .fails("CTR-020", "no quota, no weight"),
          running("zero", "--user", "0:0")
              .fails("CTR-014", "docker-bench compares with 0 and root only"),
          created("zeroes", "--user", "00:5").fails("CTR-014", "the engine reads a number"),
          created("signed", "--user", "+0").fails("CTR-014", "the engine reads a sign"),
          created("passwd", "--user", "app", "-v", HERE + "/passwd:/etc/passwd:ro")
              .is("undetermined", "CTR-014", "what is mounted over the accounts decides"),
          running("bare")
              .from("bare:1")
              .does("/sleep", "100000")
              .fails("CTR-014", "aqua runs cat inside, which fails where there is none")
              .passes("CTR-016", "docker-bench runs ps inside"),
          created("labelled", "--security-opt", "label=disable")
              .is(NO_SELINUX, "CTR-005", "docker-bench passes any security option"),
          created("unfiltered", "--security-opt", "seccomp=unconfined")
              .is(NO_SELINUX, "CTR-005", "docker-bench passes any security option")
              .fails("CTR-006", "asks for no filter"),
          created("colon", "--security-opt", "seccomp:unconfined")
              .fails("CTR-006", "the older spelling is the same"),
          running("allowing", "--security-opt", "seccomp=" + HERE + "/allow.json")
              .fails("CTR-006", "docker-bench and aqua pass a profile that allows all"),
          running("gains", "--security-opt", "no-new-privileges=false")
              .fails("CTR-007", "docker-bench looks for the word alone"),
          running("power", "--runtime", RUNTIME, "--privileged")
              .fails("CTR-002", "is privileged")
              .fails("CTR-003", "docker-bench passes for CapAdd is empty")
              .fails("CTR-006", "docker-bench never looks at privileged")
              .fails("CTR-024", "has every device")
              .fails("CTR-034", "docker-bench reads the text of CapAdd")
              .fails("CTR-035", "docker-bench reads the text of CapAdd")
              .fails("CTR-036", "docker-bench reads the text of CapAdd")
              .fails("CTR-037", "docker-bench reads the text of CapAdd")
              .fails("CTR-041", "nothing is covered")
              .fails("CTR-053", "no other tool adds up"),
          created("waiting", "--privileged")
              .fails("CTR-002", "docker-bench sees running containers only")
              .fails("CTR-036", "docker-bench reads the text of CapAdd"),
          ended("gone", "--runtime", RUNTIME, "--privileged")
              .fails("CTR-002", "docker-bench sees running containers only"),
          created("profiled", "--privileged", "--security-opt", "apparmor=docker-default")
              .fails("CTR-002", "a profile makes it no less privileged"),
          running("all", "--cap-add", "ALL", "--cap-drop", "SYS_RESOURCE")
              .fails("CTR-003", "ALL is more than the default")
              .fails("CTR-034", "docker-bench looks for the name, and ALL has none")
              .fails("CTR-035", "docker-bench looks for the name, and ALL has none")
              .fails("CTR-036", "docker-bench looks for the name, and ALL has none")
              .fails("CTR-037", "docker-bench looks for the name, and ALL has none"),
          created("lower", "--cap-add", "net_admin").fails("CTR-038", "lower case is the same"),
          created("prefixed", "--cap-add", "CAP_SYS_PTRACE").fails("CTR-037", "so is the prefix"),
          running("both", "--cap-drop", "ALL", "--cap-add", "SYS_ADMIN")
              .fails("CTR-036", "what is added last counts, whatever is dropped"),
          running("session", "--runtime", RUNTIME, "--user", "1000")
              .fails("CTR-027", "aqua asks the audit log alone")
              .is("manual", "CTR-028", "root as +0 is root")
              .fails("CTR-014", "a session as root is a process as root"));

  private static final List<Staged> MOUNTS =
      List.of(
          created("readonly", "-v", "/etc:/e:ro")
              .fails("CTR-015", "docker-bench wants it writable"),
          created("shadow", "-v", "/etc/shadow:/s:ro")
              .fails("CTR-015", "docker-bench: exact names"),
          created("run", "-v", "/run:/r")
              .fails("CTR-015", "docker-bench does not list it")
              .fails("CTR-001", "docker-bench looks for docker.sock in the text"),
          created("home", "-v", "/root:/r").fails("CTR-015", "docker-bench does not list it"),
          created("data", "-v", HERE + "/data:/d")
              .fails("CTR-015", "docker-bench does not ask for the data root"),
          created("whole", "-v", "/:/host")
              .fails("CTR-015", "aqua looks for a form that the client does not print")
              .fails("CTR-001", "aqua: / holds every socket")
              .fails("CTR-053", "no other tool adds up"),
          created("library", "-v", "named:/lib")
              .passes("CTR-015", "docker-bench compares the path inside; dev-sec looks for /lib"),
          created("mixed", "-v", "/etc/localtime:/etc/localtime:ro", "-v", "named:/usr/x")
              .passes("CTR-015", "docker-bench takes the rw of one mount for another's"),
          created("disguise", "-v", "etc:/d").fails("CTR-015", "all show a volume: it is /etc"),
          created("layered", "-v", "layered:/d").fails("CTR-015", "so does an overlay of /etc"),
          created("kernel", "-v", "kernel:/d")
              .fails("CTR-051", "a volume may be the kernel's")
              .fails("CTR-053", "and so lead to the host"),
          created("disk", "-v", "disk:/d")
              .is("undetermined", "CTR-015", "a disk may be the host's own")
              .passes("CTR-024", "its files are shown, not its node"),
          created("parent", "-v", HERE + ":/x")
              .fails("CTR-001", "docker-bench looks for docker.sock in the text"),
          created("cache", "-v", "docker-sock-cache:/x")
              .passes("CTR-001", "docker-bench takes the volume's name for the socket"),
          created("containerd", "-v", HERE + "/containerd/containerd.sock:/c:ro")
              .fails("CTR-001", "no other tool knows containerd's socket")
              .fails("CTR-053", "it equals root"));

  private static final List<Staged> NAMESPACES =
      List.of(
          running("onhost", "--network", "host").fails("CTR-008", "is on the host's network"),
          running("joins", "--network", "container:onhost")
              .fails("CTR-008", "docker-bench looks for the word host"),
          running("vanilla-web", "--network", "host")
              .fails("CTR-008", "docker-bench leaves out every name with nil in it"),
          running("bench", "--network", "host", "--label", "docker.bench.security=1")
              .fails("CTR-008", "docker-bench leaves out whoever has its label"),
          running("hostipc", "--ipc", "host").fails("CTR-010", "shares the host's"),
          running("joinsipc", "--ipc", "container:hostipc")
              .fails("CTR-010", "docker-bench looks for the word host"),
          running("hostpid", "--pid", "host").fails("CTR-009", "shares the host's"),
          created("joinslater", "--pid", "container:hostpid")
              .fails("CTR-009", "through another, before it runs"));

  private static final List<Staged> PORTS =
      List.of(
          running("first", "-p", "127.0.0.1:1024:80")
              .passes("CTR-017", "docker-bench and dev-sec count 1024 as privileged")
              .passes("CTR-022", "names an address")
              .is("manual", "CTR-018", "docker-bench fails any published port"),
          running("six", "-p", "[::]:81:81")
              .fails("CTR-017", "docker-bench misses what is bound for IPv6 alone")
              .fails("CTR-022", "docker-bench and aqua miss :: as every address"),
          running("everywhere", "-p", "8082:80")
              .fails("CTR-022", "dev-sec compares a truth value with 0.0.0.0"),
          running("store", "-p", "6379:6379")
              .fails("CTR-048", "a firewall that drops input does not stop it"));

  private static final List<Staged> LIMITS =
      List.of(
          running("quota", "--cpu-quota", "50000").passes("CTR-020", "docker-bench ignores quotas"),
          running("cpuset", "--cpuset-cpus", "0").passes("CTR-020", "docker-bench ignores cpusets"),
          running("shares", "--cpu-shares", "1024")
              .fails("CTR-020", "docker-bench passes the default weight"),
          running("sliced", "--cgroup-parent", "/bulkhead-it-" + ENGINE + "/limited")
              .passes("CTR-019", "a limit of the parent holds as well"),
          created("ulimit", "--ulimit", "nofile=100:200")
              .is("manual", "CTR-025", "docker-bench passes who sets one"),
          created("always", "--restart", "always").fails("CTR-023", "docker-bench passes it"),
          created("endless", "--restart", "on-failure").fails("CTR-023", "docker-bench passes it"),
          created("bounded", "--restart", "on-failure:5").passes("CTR-023", "is bounded"),
          created("passing", "--rm").passes("CTR-023", "it vanishes, so nothing restarts it"),
          created("rule", "--device-cgroup-rule", "a *:* rwm")
              .fails("CTR-024", "docker-bench ignores device rules"),
          created("gpu", "--gpus", "all").fails("CTR-024", "docker-bench ignores GPUs"),
          created("node", "-v", "/dev/kmsg:/k").fails("CTR-024", "docker-bench ignores mounts"));

  private static final List<Staged> CONTENT =
      List.of(
          running("shell", "-v", HERE + "/sshd:/bin/sshd:ro")
              .does("/bin/sshd")
              .fails("CTR-016", "docker-bench runs ps inside, where there is none"),
          running("listener")
              .does("busybox", "nc", "-l", "-p", "22")
              .fails("CTR-016", "a server by another name"),
          created("secret", "-e", "DB_PASSWORD=hunter2")
              .fails("CTR-042", "inspect shows it to all"),
          created("file", "-e", "DB_PASSWORD_FILE=/run/secrets/db")
              .passes("CTR-042", "the name of a file is no secret"),
          created("epoch").from("epoch:1").fails("CTR-014", "root, whatever the date of the image"),
          created("zerotime").from("zerotime:1").fails("CTR-014", "root"),
          created("renamed").from("roots:1").fails("CTR-014", "root by another name in the image"));

  static final List<Staged> ALL =
      Stream.of(PRIVILEGES, MOUNTS, NAMESPACES, PORTS, LIMITS, CONTENT)
          .flatMap(List::stream)
          .toList();

  private ContainerTraps() {}
}
