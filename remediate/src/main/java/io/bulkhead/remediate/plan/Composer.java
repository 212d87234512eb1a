package io.bulkhead.remediate.plan;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineAction.ContainerRun;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Composes selected drafts into steps, diffs, facts and one action of the engine. */
final class Composer {
  private final HostSnapshot host;
  private final Desk desk;
  private final Units units;
  private final DockerdValidate validate;
  private final Map<String, FileCheck> checks = new HashMap<>();

  Composer(HostSnapshot host, Desk desk, Units units, DockerdValidate validate) {
    this.host = host;
    this.desk = desk;
    this.units = units;
    this.validate = validate;
  }

  /** The drafts whose files the engine would take; the others become manual steps. */
  List<Draft> accepted(List<Draft> wanted, List<Plan.Unfixed> unfixed) {
    List<Draft> accepted = new ArrayList<>(wanted);
    List<FileWork> files = FileWork.of(desk, units, wanted);
    NextStart next = NextStart.of(host, units, files);
    for (FileWork file : files) {
      FileCheck check = FileCheck.of(file, host, next, validate);
      checks.put(file.path(), check);
      if (!check.accepted()) {
        wanted.stream()
            .filter(draft -> draft.edits(file.path()))
            .forEach(draft -> unfixed.addAll(refused(draft, file, check)));
        accepted.removeIf(draft -> draft.edits(file.path()));
      }
    }
    return accepted;
  }

  /** Why the engine would not take a file; empty if it takes all. */
  String objection() {
    return checks.entrySet().stream()
        .filter(check -> !check.getValue().accepted())
        .map(
            check ->
                "the engine would not accept " + check.getKey() + ": " + check.getValue().says())
        .findFirst()
        .orElse("");
  }

  private static List<Plan.Unfixed> refused(Draft draft, FileWork file, FileCheck check) {
    return draft.fixes().stream()
        .map(
            id ->
                new Plan.Unfixed(
                    id,
                    draft.title(),
                    "the engine would not accept " + file.path() + " with it: " + check.says(),
                    List.of("correct what is said there, then run bulkhead plan again")))
        .toList();
  }

  Prepared prepare(List<Draft> drafts, List<Plan.Unfixed> unfixed, List<Finding> findings) {
    List<FileWork> files = FileWork.of(desk, units, drafts);
    List<AttributeWork> attributes = AttributeWork.of(drafts);
    EngineWork engine =
        EngineWork.of(host, wanted(drafts, files)).withSockets(Units.ofSocket(files));
    Contents contents = new Contents();
    StepList steps = new StepList(host, desk, contents);
    steps.directories(drafts, files);
    steps.hostSteps(files, attributes);
    steps.removals(drafts);
    if (host.vantage().live()) {
      steps.rereads(files, reader -> !locks(reader));
      steps.values(drafts, false);
    }
    engineSteps(steps, engine, drafts);
    steps.lastSteps(attributes);
    if (host.vantage().live()) {
      steps.values(drafts, true);
      steps.rereads(files, this::locks);
    }
    FactBook facts = new FactBook(host, desk);
    List<Change> changes = drafts.stream().map(draft -> change(draft, engine, facts)).toList();
    Plan plan =
        new PlanHead(host)
            .plan(
                new PlanHead.Parts(
                    facts.facts(),
                    changes,
                    steps.steps(),
                    engine.action(),
                    diffs(files, attributes),
                    sorted(unfixed),
                    summary(findings, drafts)));
    return new Prepared(plan, contents);
  }

  /** True if nothing that it reads can be taken back before the next boot; it comes last. */
  private boolean locks(Reader reader) {
    return reader == Reader.AUDIT_RULES && AuditLock.of(units.files()).isPresent();
  }

  private EngineWork.Wanted wanted(List<Draft> drafts, List<FileWork> files) {
    Kind kind =
        drafts.stream()
            .map(draft -> draft.fix().engine())
            .max(Comparator.naturalOrder())
            .orElse(Kind.NONE);
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    for (FileWork file : files) {
      for (Draft draft : drafts) {
        if (draft.edits(file.path())) {
          draft.keys().forEach(key -> file.value(key).ifPresent(value -> values.put(key, value)));
        }
      }
    }
    String path =
        host.daemon()
            .configFile()
            .seen()
            .map(file -> file.path())
            .orElse(
                files.stream()
                    .filter(file -> file.document().isPresent())
                    .map(FileWork::path)
                    .findFirst()
                    .orElse(""));
    return new EngineWork.Wanted(kind, path, values, values.keySet());
  }

  private static void engineSteps(StepList steps, EngineWork engine, List<Draft> drafts) {
    engine
        .first()
        .ifPresent(
            reload -> steps.engineStep(reload, numbers(drafts, EngineAction.Kind.RELOAD, true)));
    Kind kind = engine.action().kind();
    if (kind == Kind.RELOAD || kind == Kind.RESTART) {
      steps.engineStep(engine.action(), numbers(drafts, kind, engine.first().isPresent()));
    }
  }

  /** Changes that need the engine: exactly this much of it, or any. */
  private static List<Integer> numbers(List<Draft> drafts, Kind kind, boolean exactly) {
    return drafts.stream()
        .filter(d -> exactly ? d.fix().engine() == kind : d.fix().engine() != Kind.NONE)
        .map(Draft::number)
        .toList();
  }

  private Change change(Draft draft, EngineWork engine, FactBook facts) {
    Wording wording = new Wording(host);
    Kind kind = kind(draft, engine);
    List<String> ids = facts.bind(draft.edits(), kind, engine.action().containers());
    return new Change(
        draft.number(),
        draft.fixes(),
        sign(draft, engine),
        wording.what(draft.edits()),
        wording.values(draft.edits()),
        draft.edits(),
        kind,
        draft.fix().access(),
        undo(ValueUndo.of(draft), kind, engine.stopping()),
        draft.fix().breaks(),
        draft.fix().affected(),
        ids);
  }

  private static char sign(Draft draft, EngineWork engine) {
    if (draft.edits().stream().allMatch(Draft::removes)) {
      return '-';
    }
    return draft.created() && engine.action().kind() == Kind.NONE ? '+' : '~';
  }

  /** A reload that a restart carries along is a restart. */
  private static Kind kind(Draft draft, EngineWork engine) {
    Kind own = draft.fix().engine();
    boolean carried = own == Kind.RELOAD && engine.first().isEmpty();
    return carried ? engine.action().kind() : own;
  }

  /** {@code own}, unless containers stop on the way or somebody has to help. */
  static Undo undo(Undo own, Kind kind, List<ContainerRun> stopping) {
    List<String> vanish =
        stopping.stream().filter(ContainerRun::autoRemove).map(ContainerRun::name).toList();
    if (kind == Kind.RESTART_BY_HAND) {
      return new Undo.SameEffect("the engine has to be restarted by you, now and for the undo");
    }
    if (kind != Kind.RESTART || stopping.isEmpty()) {
      return own;
    }
    return vanish.isEmpty()
        ? new Undo.SameEffect(
            "the file comes back exactly; the downtime of "
                + count(stopping.size())
                + " does not, and the undo restarts the engine again")
        : new Undo.OneWay(
            "started with --rm, so gone when they stop: " + String.join(", ", vanish));
  }

  static String count(int containers) {
    return containers == 1 ? "1 container" : containers + " containers";
  }

  private List<Plan.Diff> diffs(List<FileWork> files, List<AttributeWork> attributes) {
    return files.stream()
        .map(
            file -> {
              if (file.made().isPresent()) {
                return MadeDiff.of(file, file.made().get());
              }
              FileCheck check = checks.getOrDefault(file.path(), new FileCheck(true, ""));
              return new Plan.Diff(
                  file.path(),
                  file.changes(),
                  new DiffHead(host).of(file, attributes),
                  Redaction.diff(
                      UnifiedDiff.of(
                          file.path(),
                          file.before().state() instanceof FileState.Regular,
                          file.before().content(),
                          file.bytes()),
                      file.before().content(),
                      file.bytes()),
                  check.says());
            })
        .toList();
  }

  private static List<Plan.Unfixed> sorted(List<Plan.Unfixed> unfixed) {
    return unfixed.stream().sorted(Comparator.comparing(Plan.Unfixed::check)).toList();
  }

  private static Plan.Summary summary(List<Finding> findings, List<Draft> drafts) {
    Set<CheckId> fixed = new TreeSet<>();
    drafts.forEach(draft -> fixed.addAll(draft.fixes()));
    return new Plan.Summary(
        findings.size(),
        count(findings, Outcome.PASS),
        count(findings, Outcome.FAIL),
        count(findings, Outcome.UNDETERMINED),
        fixed.size());
  }

  private static int count(List<Finding> findings, Outcome outcome) {
    return (int) findings.stream().filter(f -> f.verdict().outcome() == outcome).count();
  }
}
