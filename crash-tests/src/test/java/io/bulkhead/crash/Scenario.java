package io.bulkhead.crash;

import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.apply.Sets;
import io.bulkhead.remediate.apply.Tree;
import java.util.Locale;
import java.util.function.Function;

/** A change set to break: each kind of step alone, and sets of several sizes. */
enum Scenario {
  REPLACE(Sets::one),
  CREATE(tree -> new Sets(tree).create("/etc/docker/new.json", "{}\n").prepared()),
  DELETE(tree -> new Sets(tree).delete("/etc/docker/old.conf").prepared()),
  MKDIR(tree -> new Sets(tree).directory("/etc/audit").prepared()),
  ATTRIBUTES(
      tree ->
          new Sets(tree).attributes("/etc/docker/key.pem", new Attributes(0600, 3, 4)).prepared()),
  RELOAD(
      tree ->
          new Sets(tree)
              .replace(Sets.CONFIG, "{\"icc\": true, \"live-restore\": true}\n")
              .engine(EngineAction.Kind.RELOAD, false, true)
              .prepared()),
  RESTART(Sets::reloadAndRestart),
  SET_OF_3(Sets::three),
  SET_OF_9(Sets::nine),
  SET_OF_20(Scenario::twenty);

  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<Tree, Prepared> plan;

  Scenario(Function<Tree, Prepared> plan) {
    this.plan = plan;
  }

  Prepared plan(Tree tree) {
    return plan.apply(tree);
  }

  /** The name in tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Prepared twenty(Tree tree) {
    Sets sets = new Sets(tree).directory("/etc/audit").directory("/etc/audit/rules.d");
    for (int i = 1; i <= 8; i++) {
      sets.create("/etc/audit/rules.d/" + i + ".rules", "-w /etc/docker/" + i + "\n");
    }
    for (int i = 1; i <= 4; i++) {
      sets.create("/etc/docker/" + i + ".conf", "n = " + i + "\n");
    }
    return sets.attributes("/etc/docker/key.pem", new Attributes(0600, 3, 4))
        .attributes("/etc/docker/certs", new Attributes(0700, 3, 4))
        .delete("/etc/docker/old.conf")
        .replace("/etc/sysctl.conf", "kernel.dmesg_restrict = 1\n")
        .replace(Sets.CONFIG, "{\"icc\": true, \"live-restore\": true}\n")
        .engine(EngineAction.Kind.RELOAD, false, true)
        .prepared();
  }
}
