package io.bulkhead.kernel.probes.catalogue;

import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.NoCalls;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Sources;
import io.bulkhead.kernel.probes.Values;
import io.bulkhead.kernel.probes.facts.Standing;
import java.util.ArrayList;
import java.util.List;

/** Puts probes to a host, one after the other; what one has read the next does not read again. */
public final class ProbeRun {
  private ProbeRun() {}

  /** One result per probe, in the order given. */
  public static List<ProbeResult> run(List<Probe> probes, Sources sources) {
    Look look = new Look(trusted(sources));
    List<ProbeResult> results = new ArrayList<>();
    for (Probe probe : probes) {
      results.add(result(probe, look.fresh()));
    }
    return results;
  }

  /** Under an emulator only files are the kernel's own. */
  private static Sources trusted(Sources sources) {
    boolean emulated = Standing.of(new Look(sources)).emulated().orElse(false);
    return emulated ? sources.with(new NoCalls(sources.calls().machine())) : sources;
  }

  private static ProbeResult result(Probe probe, Look look) {
    Answer answer = answer(probe, look);
    return new ProbeResult(
        probe.id(), answer.judgement(), Values.of(answer.value()), answer.says(), look.evidence());
  }

  /** A probe that throws is a bug of ours, but it must not hide what the others found. */
  private static Answer answer(Probe probe, Look look) {
    try {
      return Gate.instead(probe, look.fresh()).orElseGet(() -> probe.question().answer(look));
    } catch (RuntimeException bug) {
      return Answer.unknown("the probe itself failed, please report this: " + bug);
    }
  }
}
