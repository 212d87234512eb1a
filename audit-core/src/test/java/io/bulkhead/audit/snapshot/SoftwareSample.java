package io.bulkhead.audit.snapshot;

import io.bulkhead.audit.snapshot.Advisories.Backport;
import io.bulkhead.audit.snapshot.Advisories.Hole;
import io.bulkhead.audit.snapshot.Packages.Index;
import io.bulkhead.audit.snapshot.Packages.Installed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The software around the engine of a Debian 13 as installed, for tests to change. */
public final class SoftwareSample {
  private static final String VERSION = "26.1.5+dfsg1-9+deb13u1";

  private SoftwareSample() {}

  /** What a default Debian 13 shows. */
  public static UnaryOperator<Software> debian13() {
    return known ->
        known
            .withPackages(packages(List.of(dockerd(), cli(), runc(), containerd()), List.of()))
            .withEngines(
                seen(
                    List.of(
                        engine("dockerd", DaemonSample.PID, 1, Map.of("-H", "fd://")),
                        engine("containerd", 700, 1, Map.of())),
                    "/proc/PID/exe"))
            .withSudoers(seen(new Sudoers(List.of(), List.of()), "/etc/sudoers"))
            .withContainerd(Reading.absent(Origin.observed("/etc/containerd/config.toml")))
            .withClientVariables(seen(List.of(), "/etc/environment"))
            .withLingering(seen(List.of(), "/var/lib/systemd/linger"))
            .withAdvisories(advisories());
  }

  /** The same host before anything of Docker was installed. */
  public static UnaryOperator<Software> withoutDocker() {
    return known ->
        debian13()
            .apply(known)
            .withPackages(packages(List.of(), List.of()))
            .withEngines(seen(List.of(), "/proc/PID/exe"));
  }

  public static Installed dockerd() {
    return installed("docker.io", VERSION + "+b1", VERSION, "/usr/sbin/dockerd");
  }

  public static Installed cli() {
    return new Installed(
        "docker-cli",
        VERSION + "+b1",
        "docker.io",
        VERSION,
        List.of("/usr/bin/docker"),
        seen(List.of(), "/var/lib/dpkg/info/docker-cli.md5sums"),
        Reading.absent(Origin.observed("/usr/share/doc/docker-cli")));
  }

  public static Installed runc() {
    return installed("runc", "1.1.15+ds1-2+deb13u1", "1.1.15+ds1-2+deb13u1", "/usr/sbin/runc");
  }

  public static Installed containerd() {
    return installed("containerd", "1.7.24~ds1-6", "1.7.24~ds1-6", "/usr/bin/containerd");
  }

  /** A package of a source of the same name, as unpacked, whose changelog names these holes. */
  public static Installed installed(
      String name, String version, String sourceVersion, String program, String... fixes) {
    return new Installed(
        name,
        version,
        name,
        sourceVersion,
        List.of(program),
        seen(List.of(), "/var/lib/dpkg/info/" + name + ".md5sums"),
        Reading.present(
            List.of(fixes), Origin.claimed("/usr/share/doc/" + name + "/changelog.Debian.gz")));
  }

  /** These packages, with a list of security updates of the day before that has nothing newer. */
  public static Reading<Packages> packages(
      List<Installed> installed, List<String> unowned, Index... indexes) {
    List<Index> lists = new ArrayList<>(List.of(indexes));
    if (lists.isEmpty()) {
      lists.add(security("2026-11-22", Map.of()));
    }
    return seen(
        new Packages("dpkg", installed, unowned, seen(lists, "/var/lib/apt/lists")),
        "/var/lib/dpkg/status and /var/lib/dpkg/info/");
  }

  /** The list of Debian's security updates. */
  public static Index security(String date, Map<String, List<String>> offered) {
    return new Index(
        "Debian-Security trixie-security",
        date,
        true,
        seen(offered, "/var/lib/apt/lists/security_Packages"));
  }

  public static EngineProcess engine(
      String program, int pid, int parent, Map<String, String> options) {
    return new EngineProcess(
        program, pid, parent, 0, seen("/usr/bin/" + program, "/proc/" + pid + "/exe"), options, "");
  }

  /** A table of a few days before. */
  public static Advisories advisories() {
    return new Advisories(
        "2026-11-20",
        Map.of("runc", "1.5.2", "engine", "29.9.0"),
        List.of(
            new Hole("runc", "CVE-2024-21626", "1.0.0-rc93", List.of("1.1.12"), List.of(), "leaks"),
            new Hole(
                "runc",
                "CVE-2025-31133",
                "",
                List.of("1.2.8", "1.3.3", "1.4.0-rc.3"),
                List.of(),
                "masks are races"),
            new Hole(
                "engine",
                "CVE-2024-41110",
                "19.03.0",
                List.of("23.0.15", "25.0.6", "26.1.5", "27.1.1"),
                List.of(),
                "no body, no question"),
            new Hole(
                "engine",
                "CVE-2026-34040",
                "",
                List.of("29.3.1"),
                List.of("25.0.14"),
                "too large to be asked about")),
        List.of(
            new Backport("debian", "13", "runc", "1.1.15+ds1-2+deb13u1", List.of("CVE-2025-31133")),
            new Backport("debian", "13", "docker.io", VERSION, List.of("CVE-2026-34040"))));
  }

  private static <T> Reading<T> seen(T value, String source) {
    return Reading.present(value, Origin.observed(source));
  }
}
