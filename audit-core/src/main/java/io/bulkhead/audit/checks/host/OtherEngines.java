package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** No engine runs here that this audit did not look at. */
final class OtherEngines implements PolicyCheck {
  private static final CheckMeta META =
      check("HST-106", "Every engine on the host is audited", Severity.MEDIUM)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "the processes of the host were seen, and each engine among them is the audited one, a part of one, or listed in the policy")
          .because(
              "A second engine has containers, sockets and settings of its own that nobody looks at,"
                  + " and equals root just the same.")
          .advise(
              "Run `bulkhead -H ADDRESS audit` for each of them, stop those that are not needed, and"
                  + " list the rest as host.other-engines in the policy.")
          .see("dockerd(8)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return Presence.noKernel(host)
        .orElseGet(
            () ->
                host.software()
                    .engines()
                    .fold(
                        seen -> all(host, policy, seen),
                        none -> Verdict.undetermined("no processes were seen"),
                        Verdict::undetermined));
  }

  private static Verdict all(
      HostSnapshot host, Policy policy, Reading.Present<List<EngineProcess>> seen) {
    List<Ground> grounds = new ArrayList<>();
    int audited = host.daemon().process().seen().map(Daemon.Running::pid).orElse(-1);
    for (EngineProcess one : seen.value()) {
      if (one.pid() == audited) {
        grounds.add(audited(host, one));
      } else if (!part(one, seen.value())) {
        grounds.add(other(host, policy, one));
      }
    }
    return Verdict.over(grounds, "no engine runs here");
  }

  private static Ground audited(HostSnapshot host, EngineProcess one) {
    return host.engine().version().seen().isPresent()
        ? Grounds.pass(subject(one), "is the engine that is audited", evidence(one))
        : Grounds.undetermined(
            subject(one), "is the engine to be audited, but it did not answer", evidence(one));
  }

  private static Ground other(HostSnapshot host, Policy policy, EngineProcess one) {
    String name = one.program() + ":" + user(host, one.uid());
    if (policy.lists(HostValues.OTHER_ENGINES, name)) {
      return Grounds.pass(
          subject(one),
          "is another engine, listed in the policy as " + name,
          evidence(one),
          Evidence.of(policy.origin(HostValues.OTHER_ENGINES), name));
    }
    String address = one.option("-H", "--host", "-a", "--address", "--addr");
    String where = one.container().isEmpty() ? "" : " in a container (" + one.container() + ")";
    return Grounds.fail(
        subject(one),
        "is another engine, run by "
            + user(host, one.uid())
            + where
            + ", which this audit did not look at"
            + (address.isEmpty() ? "" : "; it is told to listen on " + address),
        evidence(one));
  }

  /**
   * True for what an engine starts or uses itself: the daemon's own containerd, the host's one that
   * it is connected to, and what makes room for a rootless daemon.
   */
  private static boolean part(EngineProcess one, List<EngineProcess> all) {
    boolean dockerHere =
        all.stream()
            .anyMatch(e -> e.program().equals("dockerd") && e.container().equals(one.container()));
    if (one.program().equals("rootlesskit")) {
      return dockerHere;
    }
    if (!one.program().equals("containerd")) {
      return false;
    }
    boolean child =
        all.stream().anyMatch(e -> e.program().equals("dockerd") && e.pid() == one.parent());
    return child || (one.container().isEmpty() && used(one, all));
  }

  private static boolean used(EngineProcess containerd, List<EngineProcess> all) {
    String address = containerd.option("-a", "--address");
    String listens = address.isEmpty() ? WellKnownPaths.CONTAINERD_SOCKET : address;
    return all.stream()
        .filter(e -> e.program().equals("dockerd") && e.container().isEmpty())
        .filter(e -> e.uid() == containerd.uid())
        .anyMatch(
            e -> {
              String named = e.option("--containerd");
              boolean own = all.stream().anyMatch(c -> c.parent() == e.pid());
              return named.isEmpty()
                  ? !own && listens.equals(WellKnownPaths.CONTAINERD_SOCKET)
                  : named.equals(listens);
            });
  }

  private static String user(HostSnapshot host, long uid) {
    Optional<String> name =
        host.accounts().seen().map(Accounts::users).orElse(List.of()).stream()
            .filter(u -> u.uid() == uid)
            .map(Accounts.User::name)
            .findFirst();
    return name.orElse("uid " + uid);
  }

  private static String subject(EngineProcess one) {
    return "process " + one.program() + " (pid " + one.pid() + ")";
  }

  private static Evidence evidence(EngineProcess one) {
    return one.exe()
        .fold(
            seen -> Evidence.of(seen.origin(), seen.value()),
            none -> Evidence.of(Origin.observed("/proc/" + one.pid() + "/comm"), one.program()),
            unseen ->
                Evidence.of(
                    Origin.observed("/proc/" + one.pid() + "/comm"),
                    one.program() + "; its program: " + unseen.reason()));
  }
}
