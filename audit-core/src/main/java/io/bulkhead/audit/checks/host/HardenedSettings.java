package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.ProbeResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Several probes of one kind as one check; what they find weak fails.
 *
 * @param probes ids of the probes, which are the subjects of the grounds
 */
public record HardenedSettings(CheckMeta meta, List<String> probes) implements Check {
  static final Check KERNEL =
      new HardenedSettings(
          check("HST-056", "Settings of the kernel keep containers from attacking it", Severity.LOW)
              .in(Profile.ALL)
              .because(
                  "Containers share the host's kernel: addresses it leaks and interfaces it opens to"
                      + " everybody are the material of container escapes.")
              .advise(
                  "Set the values with `sysctl -w` and write them into a file in /etc/sysctl.d that"
                      + " is applied after those that set them differently.")
              .mayBreak("Debuggers and profilers of ordinary users see less.")
              .see("sysctl.d(5)", "kernel documentation: admin-guide/sysctl"),
          List.of(
              "aslr.randomize",
              "bpf.jit_harden",
              "bpf.unprivileged",
              "fs.protected_links",
              "fs.suid_dumpable",
              "kexec.disabled",
              "leak.dmesg",
              "leak.kptr",
              "mmap.min_addr",
              "net.redirects",
              "net.route_localnet",
              "net.rp_filter",
              "perf.paranoid",
              "tty.ldisc",
              "tty.tiocsti",
              "userfaultfd.unpriv",
              "yama.ptrace_scope"));

  static final Check PUBLISHED =
      new HardenedSettings(
          check("HST-058", "Published ports are filtered by the administrator", Severity.MEDIUM)
              .in(Profile.ALL)
              .because(
                  "The engine opens published ports past ufw and firewalld, so everybody who reaches"
                      + " the host reaches them.")
              .advise(
                  "Publish on 127.0.0.1 where only the host needs the port, or drop it in DOCKER-USER"
                      + " by its original port: `-m conntrack --ctorigdstport PORT`.")
              .mayBreak("Clients outside the host that use the port.")
              .see("docs.docker.com: Packet filtering and firewalls"),
          List.of("net.docker_user"));

  /** Sorted by id. */
  static final List<Check> ALL = List.of(KERNEL, new RareModules(), PUBLISHED);

  @Override
  public Verdict judge(HostSnapshot host) {
    List<Ground> grounds = new ArrayList<>();
    for (String probe : probes) {
      grounds.add(ground(host.probe(probe)));
    }
    return Verdict.over(grounds, "there is no such setting");
  }

  private static Ground ground(ProbeResult result) {
    Outcome outcome =
        switch (result.judgement()) {
          case PASS -> Outcome.PASS;
          case WARN, FAIL -> Outcome.FAIL;
          case INFO, NOT_APPLICABLE -> Outcome.NOT_APPLICABLE;
          case UNKNOWN -> Outcome.UNDETERMINED;
        };
    List<Evidence> evidence =
        result.evidence().stream().map(seen -> Evidence.of(seen.origin(), seen.said())).toList();
    return new Ground(result.id(), outcome, result.says(), evidence);
  }
}
