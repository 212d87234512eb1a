package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.waiver.Waived;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.terminal.ColourChoice;
import io.bulkhead.cli.terminal.Devices;
import io.bulkhead.cli.terminal.Terminal;
import io.bulkhead.remediate.plan.Selection;
import io.bulkhead.remediate.remedies.Remedies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Audits of sample hosts, for the tests of reports. */
public final class Audits {
  private Audits() {}

  public static Stream<HostSnapshot> samples() {
    return Stream.of(
        Samples.host().build(),
        Samples.withoutDocker().build(),
        hostile(),
        Samples.host(
                ContainerSample.running("web", 4711).privileged().capAdd("SYS_ADMIN"),
                ContainerSample.exited("old").bind("/var/run", "/host/run"))
            .build());
  }

  /** Words from outside that try to take over the screen. */
  public static HostSnapshot hostile() {
    return Samples.host(
            ContainerSample.running("x\u001b[2J\u202e", 4711)
                .privileged()
                .image("i\r\nFAKE  line")
                .bind("/var/run/docker.sock\u001b]0;t\u0007", "/a\u200bb"))
        .build();
  }

  public static AuditResult of(HostSnapshot host) {
    Judge judge = new Judge(BuiltInCatalogue.catalogue(), Remedies.all(), Policy.DEFAULT);
    Waived waived = judge.audit(host, judge.checks(Profile.ALL, Selection.ALL));
    return new AuditResult(
        host,
        Profile.ALL,
        waived,
        judge.fixable(host, waived.findings()),
        Numbers.NONE,
        Optional.empty());
  }

  /** One check that is left to a person. */
  static AuditResult manual(String says, String seen) {
    Verdict verdict = Verdict.manual(says, Evidence.of(Origin.observed("/etc/group"), seen));
    CheckMeta check = CheckMeta.check("HST-999", "Accounts are known", Severity.LOW);
    return of(List.of(new Finding(check, verdict)));
  }

  /** An audit that found this. */
  public static AuditResult of(List<Finding> findings) {
    return new AuditResult(
        Samples.host().build(),
        Profile.ALL,
        new Waived(findings, List.of(), List.of()),
        Set.of(),
        Numbers.NONE,
        Optional.empty());
  }

  static String json(AuditResult audit) {
    StringWriter text = new StringWriter();
    try {
      JsonReport.write(audit, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The text report on a terminal of this width; 0 for a pipe. */
  static String text(HostSnapshot host, int columns) {
    return text(host, columns, ColourChoice.NEVER, true);
  }

  static String text(AuditResult audit, int columns) {
    return text(audit, columns, ColourChoice.NEVER, false);
  }

  static String text(HostSnapshot host, int columns, ColourChoice colour, boolean verbose) {
    return text(of(host), columns, colour, verbose);
  }

  private static String text(AuditResult audit, int columns, ColourChoice colour, boolean verbose) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Devices devices =
        new Devices() {
          @Override
          public boolean terminal(int descriptor) {
            return columns > 0;
          }

          @Override
          public int columns(int descriptor) {
            return columns;
          }
        };
    Terminal terminal =
        Terminal.on(stream, stream, new Terminal.Wishes(colour, false, name -> null), devices);
    new TextReport(terminal.out(), verbose).print(audit);
    terminal.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
