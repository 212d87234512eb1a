package io.bulkhead.cli.command;

import io.bulkhead.audit.Profile;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.audit.policyfile.HostPolicy;
import io.bulkhead.audit.policyfile.PolicyText;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.report.HostLine;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.plan.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead policy}. */
@Command(
    name = "policy",
    description = "Check a policy file, or write one that takes this host as it is.",
    customSynopsis = {
      "bulkhead policy check FILE",
      "bulkhead policy init [--out FILE] [--owner NAME] [--days N] [--snapshot FILE]"
    })
public final class PolicyCommand extends Verb {
  private static final String HINT = "bulkhead policy check FILE    or bulkhead policy init";
  private static final int LONGEST = 3660;

  @Mixin Source source = new Source();

  @Parameters(
      arity = "1..2",
      paramLabel = "check FILE | init",
      description = "Say whether FILE can be used, or write a policy.")
  List<String> words = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "init: write to a new file instead of standard output.")
  String out = "";

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      description = "init: who answers for the waivers (default: you).")
  String owner = "";

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "init: days from today until the waivers expire (default: 90).")
  int days = 90;

  @Override
  public Integer call() {
    if (words.get(0).equals("check") && words.size() == 2) {
      return check(words.get(1));
    }
    if (words.get(0).equals("init") && words.size() == 1) {
      return init();
    }
    throw new UsageException(
        "'policy " + String.join(" ", words) + "' is neither of its two forms", HINT);
  }

  private int check(String file) {
    Policy policy = PolicySource.read(file);
    LocalDate today = today();
    List<Waiver> expired = policy.waivers().stream().filter(w -> w.expiredOn(today)).toList();
    out()
        .line(
            Escape.field(file)
                + " can be used: "
                + count(policy.stated().size(), "value")
                + " stated, "
                + count(policy.waivers().size(), "waiver")
                + (expired.isEmpty() ? "" : ", " + expired.size() + " of them expired"));
    for (Waiver waiver : expired) {
      out()
          .line(
              "  "
                  + Escape.field(waiver.source())
                  + "  "
                  + waiver.check()
                  + "  expired "
                  + waiver.expires()
                  + ": what it covers counts as a finding");
    }
    return ExitCode.OK;
  }

  private int init() {
    if (days < 1 || days > LONGEST) {
      throw new UsageException("--days " + days + " is not between 1 and " + LONGEST, "--days 90");
    }
    if (!out.isEmpty() && !UserFile.isStream(out) && Files.exists(Path.of(out))) {
      throw new FailedException(
          ExitCode.ERROR,
          "'" + out + "' exists already; a policy is not overwritten",
          "name a new file, or remove the old one");
    }
    HostSnapshot host = source.snapshot(tools());
    Judge judge = tools().judge();
    Policy policy =
        HostPolicy.of(
            host, judge.checks(Profile.ALL, Selection.ALL), owner(), today().plusDays(days));
    String text = PolicyText.of(policy, head(host));
    if (out.isEmpty() || UserFile.isStream(out)) {
      out().raw(text);
      return ExitCode.OK;
    }
    UserFile.write(out, text);
    String name = Escape.field(out);
    out()
        .line(
            "Wrote "
                + name
                + ": "
                + count(policy.stated().size(), "value")
                + " as found, "
                + count(policy.waivers().size(), "waiver")
                + " until "
                + today().plusDays(days));
    out().line("Next:  strike out what should be fixed, then  bulkhead audit --policy " + name);
    return ExitCode.OK;
  }

  private static List<String> head(HostSnapshot host) {
    return List.of(
        "Written by bulkhead policy init on " + Escape.field(host.vantage().takenAt()) + " for",
        HostLine.of(host),
        "It takes the host as it was: strike out what should be fixed, and give every",
        "waiver that stays a reason and an owner. In patterns * stands for any characters",
        "and ? for one. `bulkhead policy check FILE` finds mistakes.");
  }

  private LocalDate today() {
    return LocalDate.ofInstant(tools().desk().clock().instant(), ZoneOffset.UTC);
  }

  private String owner() {
    String sudo = top.environment().get("SUDO_USER");
    return !owner.isEmpty() ? owner : sudo == null ? top.environment().user() : sudo;
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
