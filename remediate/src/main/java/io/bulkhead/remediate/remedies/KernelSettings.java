package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.probes.ProbeChecks;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sets kernel parameters now and for every boot; one change for each thing they protect.
 *
 * @param probes ids of the probes that the check asks; a ground without a subject is of the first
 */
record KernelSettings(CheckId cures, List<String> probes) implements Remedy {
  /**
   * What is set where a probe found weakness.
   *
   * @param values by parameter
   * @param breaks what may stop working
   */
  private record Wanted(Map<String, String> values, String breaks) {}

  /** Its parameters are those that the probe names: they depend on the interfaces. */
  private static final String NEIGHBOURS = "net.redirects";

  private static final Pattern OFF =
      Pattern.compile(
          "net\\.ipv[46]\\.conf\\.[^=\\s]+\\.(accept_redirects|send_redirects|accept_source_route)");
  private static final Pattern ON =
      Pattern.compile(
          "net\\.ipv4\\.(tcp_syncookies|icmp_echo_ignore_broadcasts"
              + "|icmp_ignore_bogus_error_responses)");

  private static final Map<String, Wanted> BY_PROBE =
      Map.ofEntries(
          one("aslr.randomize", "kernel.randomize_va_space", "2", ""),
          one("bpf.jit_harden", "net.core.bpf_jit_harden", "1", ""),
          one("bpf.unprivileged", "kernel.unprivileged_bpf_disabled", "2", ""),
          Map.entry(
              "fs.protected_links",
              wanted(
                  "programs that open the FIFOs and files of others in /tmp",
                  "fs.protected_symlinks=1",
                  "fs.protected_hardlinks=1",
                  "fs.protected_fifos=2",
                  "fs.protected_regular=2")),
          one("fs.suid_dumpable", "fs.suid_dumpable", "0", "crash reports of set-uid programs"),
          one("kexec.disabled", "kernel.kexec_load_disabled", "1", "kdump that is set up later"),
          one("leak.dmesg", "kernel.dmesg_restrict", "1", "dmesg of ordinary users"),
          one("leak.kptr", "kernel.kptr_restrict", "1", ""),
          one("mmap.min_addr", "vm.mmap_min_addr", "65536", "16-bit programs in wine and dosemu"),
          Map.entry(NEIGHBOURS, wanted("routes that a router announces by ICMP redirects")),
          one(
              "net.route_localnet",
              "net.ipv4.conf.all.route_localnet",
              "0",
              "own rules that send packets to 127.0.0.1, such as kube-proxy's"),
          one("net.rp_filter", "net.ipv4.conf.all.rp_filter", "2", ""),
          one("perf.paranoid", "kernel.perf_event_paranoid", "3", "profilers of ordinary users"),
          one("tty.ldisc", "dev.tty.ldisc_autoload", "0", "slip and ppp of ordinary users"),
          one("tty.tiocsti", "dev.tty.legacy_tiocsti", "0", "brltty and what types into terminals"),
          one(
              "userfaultfd.unpriv",
              "vm.unprivileged_userfaultfd",
              "0",
              "live migration by ordinary users"),
          one(
              "yama.ptrace_scope",
              "kernel.yama.ptrace_scope",
              "1",
              "debuggers of ordinary users on processes they did not start"));

  /** One for each check whose probes look at parameters. */
  static List<Remedy> all() {
    List<Remedy> all = new ArrayList<>();
    for (Check check : ProbeChecks.ALL) {
      List<String> probes = ProbeChecks.probes(check.meta().id());
      if (probes.stream().anyMatch(BY_PROBE::containsKey)) {
        all.add(new KernelSettings(check.meta().id(), probes));
      }
    }
    return all;
  }

  private static Map.Entry<String, Wanted> one(
      String probe, String key, String value, String breaks) {
    return Map.entry(probe, new Wanted(Map.of(key, value), breaks));
  }

  private static Wanted wanted(String breaks, String... assignments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      values.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return new Wanted(values, breaks);
  }

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    List<Proposal> proposals = new ArrayList<>();
    Optional<Proposal.Manual> elsewhere = KernelOwner.elsewhere(host);
    for (Ground ground : failed.with(Outcome.FAIL)) {
      String probe = ground.subject().isEmpty() ? probes.get(0) : ground.subject();
      Wanted wanted = BY_PROBE.get(probe);
      if (wanted != null && probe.equals(NEIGHBOURS)) {
        wanted = new Wanted(named(host), wanted.breaks());
      }
      if (wanted != null && !wanted.values().isEmpty()) {
        boolean own =
            elsewhere.isEmpty()
                || wanted.values().keySet().stream().allMatch(KernelOwner::ofNamespace);
        proposals.add(own ? fix(wanted) : elsewhere.get());
      }
    }
    return proposals.isEmpty() ? List.of(OwnHands.asJudged(failed)) : proposals;
  }

  /** What the probe found set wrongly, with the value that it should have. */
  private static Map<String, String> named(HostSnapshot host) {
    Map<String, String> values = new LinkedHashMap<>();
    if (host.probe(NEIGHBOURS).value() instanceof ConfigValue.Table found) {
      for (String key : found.entries().keySet()) {
        if (OFF.matcher(key).matches() || ON.matcher(key).matches()) {
          values.put(key, OFF.matcher(key).matches() ? "0" : "1");
        }
      }
    }
    return values;
  }

  private static Proposal fix(Wanted wanted) {
    List<Edit> edits = new ArrayList<>();
    wanted
        .values()
        .forEach((key, value) -> edits.add(Edit.Value.of(new Setting.Sysctl(key), value)));
    return new Proposal.Fix(
        edits, EngineAction.Kind.NONE, Access.NONE, new Undo.Exact(), wanted.breaks(), List.of());
  }
}
