package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;

/** Short forms for the descriptions of checks in this package. */
final class ContainerMeta {
  private static final String RECREATE =
      " Settings of a container are fixed when it is created: recreate it, from its compose file where"
          + " it has one.";

  private ContainerMeta() {}

  static CheckMeta essential(String id, String title, Severity severity) {
    return CheckMeta.check(id, title, severity);
  }

  static CheckMeta level1(String id, String title, Severity severity) {
    return CheckMeta.check(id, title, severity).in(Profile.LEVEL_1);
  }

  static CheckMeta level2(String id, String title, Severity severity) {
    return CheckMeta.check(id, title, severity).in(Profile.LEVEL_2);
  }

  /** Advice that only a new container takes up. */
  static String again(String advice) {
    return advice + RECREATE;
  }
}
