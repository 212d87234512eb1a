package io.bulkhead.remediate.plan;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.remedies.Remedies;
import java.nio.charset.StandardCharsets;

/** Which checks and remedies this build has: a plan made with others is not applied. */
final class RulePack {
  /** SHA-256, hex. */
  static final String DIGEST = digest();

  private RulePack() {}

  private static String digest() {
    StringBuilder all = new StringBuilder();
    for (Check check : BuiltInCatalogue.catalogue().checks()) {
      CheckMeta meta = check.meta();
      all.append(meta.id()).append(' ').append(meta.severity()).append(' ');
      all.append(meta.title()).append('\n');
    }
    for (Remedy remedy : Remedies.all()) {
      all.append(remedy.cures()).append(' ').append(remedy.getClass().getName()).append('\n');
    }
    return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
