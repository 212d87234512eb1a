package io.bulkhead.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands by name. */
public final class Verbs {
  private static final Map<String, Supplier<Verb>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("audit", AuditCommand::new);
    ALL.put("plan", PlanCommand::new);
    ALL.put("diff", DiffCommand::new);
    ALL.put("apply", ApplyCommand::new);
    ALL.put("confirm", ConfirmCommand::new);
    ALL.put("rollback", RollbackCommand::new);
    ALL.put("history", HistoryCommand::new);
    ALL.put("show", ShowCommand::new);
    ALL.put("status", StatusCommand::new);
    ALL.put("recover", RecoverCommand::new);
    ALL.put("config", ConfigCommand::new);
    ALL.put("snapshot", SnapshotCommand::new);
    ALL.put("probe", ProbeCommand::new);
    ALL.put("checks", ChecksCommand::new);
    ALL.put("explain", ExplainCommand::new);
    ALL.put("policy", PolicyCommand::new);
    ALL.put("demo", DemoCommand::new);
  }

  private Verbs() {}

  /**
   * The parser. Only the commands that the arguments name are built, which saves a third of the
   * start-up; all of them if none is named, for the help and for "did you mean".
   */
  public static CommandLine commandLine(Bulkhead bulkhead, String[] args) {
    // --yes and --yes=all are two options; picocli need not wonder about that aloud
    System.setProperty("picocli.trace", "OFF");
    CommandLine line = new CommandLine(bulkhead);
    boolean named = false;
    for (String arg : args) {
      Supplier<Verb> verb = ALL.get(arg);
      if (verb != null && !line.getSubcommands().containsKey(arg)) {
        line.addSubcommand(arg, verb.get());
        named = true;
      }
    }
    if (!named) {
      ALL.forEach((name, verb) -> line.addSubcommand(name, verb.get()));
    }
    return line.setUsageHelpAutoWidth(false);
  }
}
