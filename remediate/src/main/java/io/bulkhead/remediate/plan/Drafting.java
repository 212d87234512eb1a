package io.bulkhead.remediate.plan;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Turns failed findings into numbered drafts, and into manual steps where that is not safe. */
final class Drafting {
  private final HostSnapshot host;
  private final TlsWishes wishes;
  private final Desk desk;
  private final Units units;
  private final Map<CheckId, Remedy> remedies = new HashMap<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Plan.Unfixed> unfixed = new ArrayList<>();
  private final List<Asked> onRequest = new ArrayList<>();

  Drafting(Scene scene, Desk desk, Units units, List<Remedy> all) {
    this.host = scene.host();
    this.wishes = scene.wishes();
    this.desk = desk;
    this.units = units;
    all.forEach(remedy -> remedies.put(remedy.cures(), remedy));
  }

  /** The host, and what the operator asks for beyond what it shows. */
  record Scene(HostSnapshot host, TlsWishes wishes) {}

  List<Draft> drafts() {
    return List.copyOf(drafts);
  }

  List<Plan.Unfixed> unfixed() {
    return List.copyOf(unfixed);
  }

  void take(Finding finding) {
    Remedy remedy = remedies.get(finding.check().id());
    if (remedy == null) {
      manual(finding, "Bulkhead has no remedy for it", List.of(finding.check().advice()));
      return;
    }
    for (Proposal proposal : remedy.propose(host, finding.verdict(), wishes)) {
      if (proposal instanceof Proposal.Manual m) {
        manual(finding, m.why(), m.byHand());
      } else if (proposal instanceof Proposal.Fix fix) {
        draft(finding, fix);
      } else if (proposal instanceof Proposal.OnRequest asked) {
        onRequest.add(new Asked(finding, asked));
      }
    }
  }

  private record Asked(Finding finding, Proposal.OnRequest proposal) {}

  /**
   * Numbers what is only made on request, behind all others, so that their numbers stay the same;
   * what nobody asks for becomes a manual step that says how to ask.
   */
  void finish(Selection selection) {
    for (Asked asked : onRequest) {
      String id = asked.finding().check().id().value();
      if (selection.asks(drafts.size() + 1, asked.finding().check().id())) {
        draft(asked.finding(), asked.proposal().fix());
      } else {
        manual(
            asked.finding(),
            asked.proposal().why() + "; it is only done when asked for by its id",
            List.of("bulkhead plan --only " + id + "    shows all of it, and changes nothing"));
      }
    }
  }

  /** A change that somebody asks for, without a finding; why it cannot be made, empty if it can. */
  String ask(String title, Proposal.Fix fix) {
    List<Edit> edits = new ArrayList<>();
    for (Edit edit : fix.edits()) {
      Resolved resolved = resolve(edit);
      Optional<String> refusal = refusal(resolved);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      edits.addAll(resolved.edits());
    }
    boolean created =
        edits.stream().allMatch(e -> e instanceof Edit.Mint || e instanceof Edit.Directory);
    drafts.add(new Draft(drafts.size() + 1, List.of(), title, fix.with(edits), created));
    return "";
  }

  /** Why an edit cannot be made: its target says no, or who reads the file cannot be told. */
  private Optional<String> refusal(Resolved resolved) {
    if (!resolved.refusal().isEmpty() || !host.vantage().live()) {
      return Optional.of(resolved.refusal()).filter(why -> !why.isEmpty());
    }
    return resolved.edits().stream()
        .flatMap(edit -> Rereads.reader(edit.target()).stream())
        .flatMap(reader -> desk.obstacle(reader).stream())
        .findFirst();
  }

  private void manual(Finding finding, String why, List<String> byHand) {
    unfixed.add(new Plan.Unfixed(finding.check().id(), finding.check().title(), why, byHand));
  }

  private void draft(Finding finding, Proposal.Fix fix) {
    List<Edit> edits = new ArrayList<>();
    boolean created = false;
    for (Edit edit : fix.edits()) {
      Resolved resolved = resolve(edit);
      Optional<String> refusal = refusal(resolved);
      if (refusal.isPresent()) {
        manual(finding, refusal.get(), List.of(finding.check().advice()));
        return;
      }
      edits.addAll(resolved.edits());
      created |=
          edit instanceof Edit.Directory
              || (Draft.writes(edit)
                  && desk.file(edit.target()).state() instanceof FileState.Missing);
    }
    boolean wantsValues = fix.edits().stream().anyMatch(Edit.Value.class::isInstance);
    boolean setsValues = edits.stream().anyMatch(Edit.Value.class::isInstance);
    if (edits.isEmpty() || (wantsValues && !setsValues && host.vantage().live())) {
      manual(
          finding,
          "what would be changed is so already; the host moved while it was looked at",
          List.of("run bulkhead plan again"));
      return;
    }
    add(finding, locked(fix.with(edits).affecting(stewards(fix, edits))), created);
  }

  /** Rules that lock themselves cannot be taken back. */
  private Proposal.Fix locked(Proposal.Fix fix) {
    boolean rules =
        fix.edits().stream().anyMatch(e -> Rereads.reads(Reader.AUDIT_RULES, e.target()));
    return rules && host.vantage().live()
        ? AuditLock.of(units.files()).map(why -> fix.undone(new Undo.OneWay(why))).orElse(fix)
        : fix;
  }

  /** What will happen to files that others write as well. */
  private List<String> stewards(Proposal.Fix wanted, List<Edit> edits) {
    Stewards stewards = new Stewards(units.files());
    List<String> all = new ArrayList<>();
    for (Edit edit : edits) {
      if (Draft.writes(edit) && desk.file(edit.target()).state() instanceof FileState.Regular) {
        stewards.of(edit.target(), desk.file(edit.target()).content()).ifPresent(all::add);
      }
    }
    for (Edit edit : wanted.edits()) {
      if (edit instanceof Edit.Value v && v.setting() instanceof Setting.Sysctl sysctl) {
        all.addAll(new SysctlFiles(units.files()).overruled(sysctl.key(), v.after()));
      }
    }
    return all.stream().distinct().toList();
  }

  /** Two checks that want the very same edits share one change. */
  private void add(Finding finding, Proposal.Fix fix, boolean created) {
    for (int i = 0; i < drafts.size(); i++) {
      Draft known = drafts.get(i);
      if (known.edits().equals(fix.edits())) {
        List<CheckId> fixes = new ArrayList<>(known.fixes());
        fixes.add(finding.check().id());
        drafts.set(i, new Draft(known.number(), fixes, known.title(), known.fix(), created));
        return;
      }
    }
    drafts.add(
        new Draft(
            drafts.size() + 1,
            List.of(finding.check().id()),
            finding.check().title(),
            fix,
            created));
  }

  /** An edit with what is there now; neither edit nor refusal if nothing has to change. */
  private record Resolved(List<? extends Edit> edits, String refusal) {
    static Resolved refused(String why) {
      return new Resolved(List.of(), why);
    }

    static Resolved nothing() {
      return refused("");
    }

    static Resolved of(Edit edit) {
      return new Resolved(List.of(edit), "");
    }
  }

  private Resolved resolve(Edit edit) {
    if (edit instanceof Edit.Flag flag) {
      return resolve(flag);
    }
    if (edit instanceof Edit.Text text) {
      return resolve(text);
    }
    if (edit instanceof Edit.Line line) {
      return resolve(line);
    }
    if (edit instanceof Edit.Mint mint) {
      return resolve(mint);
    }
    if (edit instanceof Edit.Directory directory) {
      return resolve(directory);
    }
    if (edit instanceof Edit.Value value) {
      return resolve(value);
    }
    return edit instanceof Edit.Key key ? resolve(key) : resolve((Edit.Attribute) edit);
  }

  private Resolved resolve(Edit.Flag flag) {
    Units.Places places = units.places(flag);
    for (Edit.Flag place : places.edits()) {
      Targets.FileTarget file = desk.file(place.target());
      if (file.refusal() != null) {
        return Resolved.refused(file.refusal());
      }
      Reading<byte[]> text = units.without(place.target(), file, place.unit(), Set.of(place.key()));
      if (text instanceof Reading.Unreadable<byte[]> unseen) {
        return Resolved.refused(unseen.reason());
      }
    }
    return new Resolved(places.edits(), places.refusal());
  }

  private Resolved resolve(Edit.Key key) {
    Targets.FileTarget file = desk.file(key.target());
    if (file.refusal() != null) {
      return Resolved.refused(file.refusal());
    }
    JsonDocument document;
    try {
      document = desk.document(key.target());
    } catch (JsonProblem e) {
      return Resolved.refused(key.target() + " cannot be edited: " + e.getMessage());
    }
    Optional<String> refusal = document.refusal(key.path());
    if (refusal.isPresent()) {
      return Resolved.refused(key.target() + " cannot be edited: " + refusal.get());
    }
    Optional<ConfigValue> now = document.get(key.path());
    return now.equals(Optional.ofNullable(key.after()))
        ? Resolved.nothing()
        : Resolved.of(new Edit.Key(key.target(), key.path(), now.orElse(null), key.after()));
  }

  /** Two changes cannot give one file two contents. */
  private Resolved resolve(Edit.Text text) {
    Targets.FileTarget file = desk.file(text.target());
    if (file.refusal() != null) {
      return Resolved.refused(file.refusal());
    }
    for (Draft other : drafts) {
      for (Edit edit : other.edits()) {
        if (edit instanceof Edit.Text known
            && known.target().equals(text.target())
            && !Objects.equals(known.after(), text.after())) {
          return Resolved.refused(
              text.target() + " is written with other content by change " + other.number());
        }
      }
    }
    Edit.Whole now =
        file.state() instanceof FileState.Regular is
            ? new Edit.Whole(is.sha256(), is.attributes())
            : null;
    return Objects.equals(now, text.after())
        ? Resolved.nothing()
        : Resolved.of(new Edit.Text(text.target(), now, text.after()));
  }

  /** Nothing is made over something else: it may be the only copy of a key. */
  private Resolved resolve(Edit.Mint mint) {
    Targets.FileTarget file = desk.file(mint.target());
    if (file.refusal() != null) {
      return Resolved.refused(file.refusal());
    }
    return file.state() instanceof FileState.Missing
        ? Resolved.of(mint)
        : Resolved.refused(
            mint.target() + " is there already and is not written over; move it away");
  }

  private Resolved resolve(Edit.Line line) {
    Targets.FileTarget file = desk.file(line.target());
    if (file.refusal() != null) {
      return Resolved.refused(file.refusal());
    }
    TextLines now = TextLines.of(file.content());
    String before = line.before();
    String after = line.after();
    if (before == null ? after != null && now.has(after) : before.equals(after)) {
      return Resolved.nothing();
    }
    return before == null || now.has(before)
        ? Resolved.of(line)
        : Resolved.refused(line.target() + " has no line '" + before + "'");
  }

  private Resolved resolve(Edit.Directory directory) {
    Targets.ObjectTarget object = desk.object(directory.target());
    if (object.refusal() != null) {
      return Resolved.refused(object.refusal());
    }
    Attributes now = object.attributes();
    if (now == null || !directory.present()) {
      return directory.present() == (now == null) ? Resolved.of(directory) : Resolved.nothing();
    }
    return now.equals(directory.attributes())
        ? Resolved.nothing()
        : Resolved.of(new Edit.Attribute(directory.target(), now, directory.attributes()));
  }

  /** A value of the kernel also goes into a file, so that the next boot sets it again. */
  private Resolved resolve(Edit.Value wanted) {
    List<Edit> edits = new ArrayList<>();
    if (wanted.setting() instanceof Setting.Sysctl sysctl) {
      Optional<String> needed = DockerNeeds.refusal(host, sysctl.key(), wanted.after());
      if (needed.isPresent()) {
        return Resolved.refused(needed.get());
      }
      SysctlFiles files = new SysctlFiles(units.files());
      for (Edit.Line line : files.lines(sysctl.key(), wanted.after())) {
        Resolved resolved = resolve(line);
        if (!resolved.refusal().isEmpty()) {
          return resolved;
        }
        edits.addAll(resolved.edits());
      }
    }
    if (host.vantage().live()) {
      Targets.ValueTarget now = desk.value(wanted.setting());
      if (now.refusal() != null) {
        return Resolved.refused(now.refusal());
      }
      String after = wanted.setting().reached(now.value(), wanted.after());
      if (!now.value().equals(after)) {
        edits.add(0, new Edit.Value(wanted.setting(), now.value(), after));
      }
    }
    return new Resolved(edits, "");
  }

  private Resolved resolve(Edit.Attribute attribute) {
    Targets.ObjectTarget object = desk.object(attribute.target());
    if (object.refusal() != null) {
      return Resolved.refused(object.refusal());
    }
    if (!attribute.before().equals(object.attributes())) {
      return Resolved.refused(
          attribute.target()
              + " moved while it was looked at ("
              + attribute.before()
              + " became "
              + object.attributes()
              + ")");
    }
    return attribute.before().equals(attribute.after())
        ? Resolved.nothing()
        : Resolved.of(attribute);
  }
}
