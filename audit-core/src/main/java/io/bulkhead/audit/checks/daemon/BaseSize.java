package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** The devicemapper driver's size of a container's file system is what it was made for. */
final class BaseSize implements Check {
  private static final CheckMeta META =
      check("DMN-021", "Base size of devicemapper is not raised", Severity.INFO)
          .in(Profile.LEVEL_2)
          .passesWhen("storage-opts sets no dm.basesize")
          .because("A larger base lets one container fill the disk that all share.")
          .advise("Remove dm.basesize from \"storage-opts\" and restart the engine.")
          .see("docs.docker.com: dockerd, storage driver options", "CIS 2.11 (1.8.0: 2.12)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    String driver =
        host.engine()
            .info()
            .seen()
            .map(Engine.Info::storageDriver)
            .orElse(Effective.of(host, "storage-driver").text());
    if (!driver.isEmpty() && !driver.equals("devicemapper")) {
      return Verdict.notApplicable(
          "the storage driver is " + driver, Evidence.of(host.engine().info().origin(), driver));
    }
    Effective options = Effective.of(host, "storage-opts");
    return options
        .reading()
        .fold(
            seen ->
                seen.value().texts().stream().anyMatch(o -> o.startsWith("dm.basesize="))
                    ? Verdict.fail("dm.basesize is set" + options.when(), options.evidence())
                    : Verdict.pass("dm.basesize is not set" + options.when(), options.evidence()),
            none -> Verdict.undetermined("storage-opts was not seen", options.evidence()),
            options::undetermined);
  }
}
