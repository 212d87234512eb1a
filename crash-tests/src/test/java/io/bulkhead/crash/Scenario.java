package io.bulkhead.crash;

import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.apply.Sets;
import io.bulkhead.remediate.apply.Tree;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A change set to break: each kind of step alone, and sets of several sizes. */
enum Scenario {
  REPLACE(sets -> sets.replace(Sets.CONFIG, "{\"icc\": false}\n")),
  CREATE(sets -> sets.create("/etc/docker/new.json", "{}\n")),
  DELETE(sets -> sets.delete("/etc/docker/old.conf")),
  MKDIR(sets -> sets.directory("/etc/audit")),
  ATTRIBUTES(sets -> sets.attributes("/etc/docker/key.pem", new Attributes(0600, 3, 4))),
  RELOAD(Scenario::reloaded),
  RESTART(
      sets ->
          sets.replace(Sets.CONFIG, "{\"icc\": false, \"live-restore\": true}\n")
              .engine(EngineAction.Kind.RELOAD, false, true)
              .engine(EngineAction.Kind.RESTART, "icc", true, false)),
  /** A kernel parameter, now and in its file. */
  SYSCTL(Scenario::sysctl),
  /** A rule of the firewall. */
  FIREWALL(sets -> sets.value(Sets.RULE)),
  /** An account in a group. */
  MEMBER(sets -> sets.value(new Setting.Member("docker", "alice"))),
  /** AppArmor profiles loaded. */
  PROFILES(sets -> sets.value(new Setting.Profiles("/etc/apparmor.d"))),
  /** A limit of a running container. */
  LIMIT(Scenario::limit),
  /** A drop-in of a unit, and daemon-reload. */
  UNIT(
      sets ->
          sets.directory("/etc/systemd/system/docker.service.d")
              .create("/etc/systemd/system/docker.service.d/50.conf", "[Service]\n")
              .reread(Reader.UNITS, "docker.service")),
  /** A file of audit rules, and augenrules. */
  AUDIT(sets -> audit(sets.directory("/etc/audit"))),
  /** A parameter of the kernel's command line, and update-grub. */
  GRUB(
      sets ->
          sets.create("/etc/default/grub.d/50.cfg", "GRUB_CMDLINE_LINUX=audit=1\n")
              .reread(Reader.BOOT_MENU, "audit=1")),
  SET_OF_3(
      sets ->
          reloaded(
              sets.attributes("/etc/docker/key.pem", new Attributes(0600, 3, 4)).value(Sets.RULE))),
  SET_OF_9(Scenario::nine),
  SET_OF_20(Scenario::twenty);

  @SuppressWarnings("ImmutableEnumChecker")
  private final UnaryOperator<Sets> steps;

  Scenario(UnaryOperator<Sets> steps) {
    this.steps = steps;
  }

  Prepared plan(Tree tree) {
    return steps.apply(new Sets(tree)).prepared();
  }

  /** The name in tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Those of more than one change. */
  static List<Scenario> sets() {
    return List.of(SET_OF_3, SET_OF_9, SET_OF_20);
  }

  private static Sets reloaded(Sets sets) {
    return sets.replace(Sets.CONFIG, "{\"icc\": true, \"live-restore\": true}\n")
        .engine(EngineAction.Kind.RELOAD, false, true);
  }

  private static Sets sysctl(Sets sets) {
    return sets.replace("/etc/sysctl.conf", "kernel.kptr_restrict = 1\n").value(Sets.SYSCTL);
  }

  private static Sets limit(Sets sets) {
    return sets.value(new Setting.Limit("4be1", "web", "pids-limit"));
  }

  private static Sets audit(Sets sets) {
    return sets.create("/etc/audit/docker.rules", "-w /etc/docker\n")
        .reread(Reader.AUDIT_RULES, "-w /etc/docker");
  }

  private static Sets nine(Sets sets) {
    audit(sets.directory("/etc/audit"));
    sysctl(sets.delete("/etc/docker/old.conf"));
    sets.attributes("/etc/docker/key.pem", new Attributes(0600, 3, 4))
        .attributes("/etc/docker/certs", new Attributes(0700, 3, 4))
        .value(Sets.RULE)
        .value(new Setting.Member("docker", "alice"));
    return reloaded(limit(sets));
  }

  private static Sets twenty(Sets sets) {
    sets.directory("/etc/audit").directory("/etc/audit/rules.d");
    for (int i = 1; i <= 5; i++) {
      sets.create("/etc/audit/rules.d/" + i + ".rules", "-w /etc/docker/" + i + "\n");
    }
    audit(sets);
    for (int i = 1; i <= 3; i++) {
      sets.create("/etc/docker/" + i + ".conf", "n = " + i + "\n");
    }
    sets.attributes("/etc/docker/key.pem", new Attributes(0600, 3, 4))
        .attributes("/etc/docker/certs", new Attributes(0700, 3, 4))
        .delete("/etc/docker/old.conf");
    sysctl(sets)
        .value(Sets.RULE)
        .value(new Setting.Member("docker", "alice"))
        .value(new Setting.Profiles("/etc/apparmor.d"))
        .create("/etc/default/grub.d/50.cfg", "GRUB_CMDLINE_LINUX=audit=1\n")
        .reread(Reader.BOOT_MENU, "audit=1");
    return reloaded(limit(sets));
  }
}
