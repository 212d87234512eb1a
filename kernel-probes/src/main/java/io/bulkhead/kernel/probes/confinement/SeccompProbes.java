package io.bulkhead.kernel.probes.confinement;

import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/** System call filters, and the bit that keeps processes from gaining privileges. */
public final class SeccompProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "seccomp.filter",
              Scope.KERNEL,
              "Can the kernel filter system calls, and does the engine use it",
              SeccompProbes::filter),
          new Probe(
              "seccomp.actions",
              Scope.KERNEL,
              "Which filter actions does the kernel have",
              SeccompProbes::actions),
          new Probe(
              "seccomp.proc",
              Scope.PROCESSES,
              "Is each container filtered",
              SeccompProbes::containers),
          new Probe(
              "nnp.container",
              Scope.PROCESSES,
              "Can processes of containers gain privileges",
              SeccompProbes::newPrivileges));

  private SeccompProbes() {}

  private static Answer filter(Look look) {
    Got<Long> call = look.call("prctl(PR_SET_SECCOMP,FILTER,NULL)", HostCalls::seccompFilter);
    if (call.is("EINVAL")) {
      return Answer.fail(
          false, "the kernel has no filter mode: containers run with every system call open");
    }
    boolean listed = look.word("/proc/sys/kernel/seccomp/actions_avail").or("").contains("errno");
    if (!call.is("EFAULT") && !listed) {
      return Answer.unseen("the filter mode", call);
    }
    Optional<String> option = look.engine().info().option("seccomp");
    option.ifPresent(said -> look.claim("GET /info SecurityOptions", said));
    String profile = option.map(said -> said.replaceFirst(".*profile=", "")).orElse("");
    boolean set =
        DaemonFacts.of(look).setting("seccomp-profile").filter("unconfined"::equals).isPresent();
    if (profile.equals("unconfined") || set) {
      return Answer.fail("unconfined", "the engine starts containers without a filter");
    }
    if (profile.isEmpty()) {
      boolean told = look.engine().info().securityOptions().isPresent();
      return told
          ? Answer.fail(true, "the kernel can filter, and the engine says nothing of seccomp")
          : Answer.pass(true, "the kernel can filter");
    }
    return profile.equals("builtin") || profile.equals("default") || profile.equals("name=seccomp")
        ? Answer.pass(
            profile.equals("name=seccomp") ? "builtin" : profile,
            "containers start with the engine's own filter")
        : Answer.warn(
            profile, "containers start with a filter of your own, which is not judged here");
  }

  private static Answer actions(Look look) {
    Got<String> actions = look.word("/proc/sys/kernel/seccomp/actions_avail");
    return actions.seen()
        ? Answer.info(List.of(actions.get().split(" +")), "filter actions of this kernel")
        : Answer.unknown(
            "actions_avail: " + actions.why() + "; kernels before 4.14 do not list them");
  }

  private static Answer containers(Look look) {
    Answer modes =
        each(
            look,
            "Seccomp",
            mode -> mode >= 1,
            "a container runs without a system call filter",
            "every container is filtered");
    if (modes.judgement() != Judgement.PASS) {
      return modes;
    }
    for (Box box : BoxStatus.boxes(look).orElse(List.of())) {
      boolean none =
          BoxStatus.field(look, "" + box.pid(), "Seccomp_filters").map("0"::equals).or(false);
      Got<Boolean> own = none ? Got.of(false) : BoxStatus.filtered(look, box);
      if (!own.seen()) {
        return Answer.unknown(modes.value(), own.why());
      }
      if (!own.get()) {
        return Answer.fail(
            modes.value(), "process " + box.pid() + " has no filter but what it inherited");
      }
    }
    return modes;
  }

  private static Answer newPrivileges(Look look) {
    return each(
        look,
        "NoNewPrivs",
        bit -> bit == 1,
        "set-user-id programs in a container give their privileges",
        "no process of a container gains privileges");
  }

  /** One number per container; a field that is missing is no zero. */
  private static Answer each(Look look, String field, LongPredicate good, String bad, String fine) {
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (boxes.isEmpty()) {
      return Answer.unknown("the running containers were not seen");
    }
    if (boxes.get().isEmpty()) {
      return Answer.notApplicable("no container runs");
    }
    Map<String, Object> value = new LinkedHashMap<>();
    boolean failed = false;
    String missing = "";
    for (Box box : boxes.get()) {
      Got<Long> number = BoxStatus.field(look, "" + box.pid(), field).then(Look::decimal);
      if (!number.seen()) {
        missing = field + " of process " + box.pid() + ": " + number.why();
        continue;
      }
      value.put("" + box.pid(), number.get());
      failed |= !good.test(number.get());
    }
    if (failed) {
      return Answer.fail(value, bad);
    }
    return missing.isEmpty()
        ? Answer.pass(value, fine)
        : Answer.unknown(value.isEmpty() ? null : value, missing);
  }
}
