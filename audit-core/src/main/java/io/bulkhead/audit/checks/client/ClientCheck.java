package io.bulkhead.audit.checks.client;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;

/** A row: one question that is put to every user's client configuration. */
final class ClientCheck implements Check {
  /** Judges one configuration. */
  @FunctionalInterface
  interface Judge {
    List<Ground> judge(HostSnapshot host, Reading.Present<ClientConfig> config);
  }

  private final CheckMeta meta;
  private final Judge judge;

  ClientCheck(CheckMeta meta, Judge judge) {
    this.meta = meta;
    this.judge = judge;
  }

  @Override
  public CheckMeta meta() {
    return meta;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return each(host, (any, config) -> there(any, config) ? judge.judge(any, config) : List.of());
  }

  /** A user may have contexts and no configuration. */
  private static boolean there(HostSnapshot host, Reading.Present<ClientConfig> config) {
    return host.file(config.value().path()).fold(seen -> true, none -> false, unseen -> true);
  }

  static Verdict each(HostSnapshot host, Judge judge) {
    List<Ground> grounds = new ArrayList<>();
    for (Reading<ClientConfig> config : host.clients()) {
      config.fold(
          seen -> grounds.addAll(judge.judge(host, seen)),
          none -> false,
          unseen -> grounds.add(Grounds.unseen(unseen.origin().source(), unseen)));
    }
    return Verdict.over(grounds, "no user has a configuration of the docker command");
  }
}
