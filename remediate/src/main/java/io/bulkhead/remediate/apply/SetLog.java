package io.bulkhead.remediate.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.files.ObjectId;
import io.bulkhead.remediate.files.Undone;
import io.bulkhead.remediate.journal.EntryType;
import io.bulkhead.remediate.journal.Journal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the journal records of one change set. */
final class SetLog {
  /** Version of the records and manifests; 2 since a rollback names single changes. */
  static final int FORMAT = 2;

  private static final int LONG = 1500;
  private static final int SHORT = 160;

  private final Journal journal;
  private final String set;

  SetLog(Journal journal, String set) {
    this.journal = journal;
    this.set = set;
  }

  void begin(Manifest manifest, String manifestDigest, String tool) throws SysException {
    journal.append(EntryType.BEGIN, set, beginning(manifest, manifestDigest, tool));
  }

  /** Begins a journal anew with a set of which the old one is lost. */
  void beginFromDisk(Manifest manifest, String manifestDigest, String tool) throws SysException {
    ObjectNode fields = beginning(manifest, manifestDigest, tool).put("from_disk", true);
    journal.append(EntryType.BEGIN, set, fields);
  }

  private static ObjectNode beginning(Manifest manifest, String manifestDigest, String tool) {
    String set = manifest.set();
    ObjectNode fields = Journal.fields();
    fields.put("v", FORMAT).put("plan", manifest.plan().digest()).put("manifest", manifestDigest);
    fields.put("host", Brief.text(manifest.plan().host().id(), SHORT));
    fields.put("tool", Brief.text(tool, SHORT)).put("suffix", "bulkhead-" + set);
    fields.put("changes", manifest.plan().changes().size());
    Numbers.write(fields, manifest.plan());
    who(fields, manifest.actor());
    fields.put("message", Brief.text(manifest.message(), LONG));
    return fields;
  }

  private static void who(ObjectNode fields, Actor actor) {
    ObjectNode who = fields.putObject("actor");
    who.put("name", Brief.text(actor.name(), SHORT));
    who.put("loginuid", Brief.text(actor.loginUid(), SHORT));
    who.put("sudo", Brief.text(actor.sudoUser(), SHORT));
    who.put("ssh", Brief.text(actor.sshConnection(), SHORT));
    who.put("tty", Brief.text(actor.tty(), SHORT));
  }

  /**
   * The record before an act on the file system.
   *
   * @param stepBlob digest of the step itself where the manifest does not have it
   */
  void intent(String tag, Step step, Intent intent, @Nullable String stepBlob) throws SysException {
    ObjectNode fields = step(tag, step);
    fields.put("dir", text(intent.directory()));
    if (intent.before() != null) {
      fields.put("ino", text(intent.before()));
    }
    if (intent.staged() != null) {
      fields.put("staged", text(intent.staged()));
    }
    if (step instanceof Step.PutFile put) {
      state(fields.putObject("before"), put.before());
      state(fields.putObject("after"), put.after());
    } else if (step instanceof Step.SetAttributes attributes) {
      fields.put("before", attributes.before().toString());
      fields.put("after", attributes.after().toString());
    }
    if (stepBlob != null) {
      fields.put("detail", stepBlob);
    }
    journal.append(EntryType.INTENT, set, fields);
  }

  /** The record before something that is not a file is told or set. */
  void intent(Step step) throws SysException {
    ObjectNode fields = step(tag(step), step);
    if (step instanceof Step.Engine engine) {
      fields.put("action", engine.action().kind().name());
    } else if (step instanceof Step.Reread reread) {
      fields.put("names", Brief.text(String.join(" ", reread.names()), LONG));
    } else if (step instanceof Step.SetValue set) {
      fields.put("before", Brief.text(set.before(), SHORT));
      fields.put("after", Brief.text(set.after(), SHORT));
    }
    journal.append(EntryType.INTENT, set, fields);
  }

  void done(String tag, Step step, String observed) throws SysException {
    ObjectNode fields = step(tag, step);
    fields.put("observed", Brief.text(observed, LONG));
    journal.append(EntryType.DONE, set, fields);
  }

  void commit() throws SysException {
    journal.append(EntryType.COMMIT, set, Journal.fields().put("awaiting", false));
  }

  /** A timer runs that takes the set back at the deadline. */
  void arm(String timer, Deadline deadline) throws SysException {
    journal.append(EntryType.ARM, set, deadline.into(Journal.fields().put("unit", timer)));
  }

  void commitAwaiting(String timer, Deadline deadline, Duration uptime) throws SysException {
    ObjectNode fields = Journal.fields().put("awaiting", true).put("unit", timer);
    fields.put("uptime_ms", uptime.toMillis());
    journal.append(EntryType.COMMIT, set, deadline.into(fields));
  }

  void confirm(Actor actor) throws SysException {
    ObjectNode fields = Journal.fields();
    who(fields, actor);
    journal.append(EntryType.CONFIRM, set, fields);
  }

  /** An unfinished recovery; a few of them in a row end the attempts that nobody asked for. */
  boolean recoveryFailed(String why) {
    return attempt(
        EntryType.NOTE, Journal.fields().put("failed", true).put("says", Brief.text(why, LONG)));
  }

  /** The records from here on must not stop the way back: false if they could not be written. */
  boolean undo(String reason, String why) {
    ObjectNode fields = Journal.fields();
    fields.put("reason", reason).put("why", Brief.text(why, LONG));
    return attempt(EntryType.UNDO, fields);
  }

  boolean undone(String tag, Undone undone) {
    ObjectNode fields = Journal.fields();
    fields.put("tag", tag).put("result", undone.result().name());
    fields.put("says", Brief.text(undone.sentence(), LONG));
    return attempt(EntryType.UNDONE, fields);
  }

  boolean note(String sentence) {
    return attempt(EntryType.NOTE, Journal.fields().put("says", Brief.text(sentence, LONG)));
  }

  boolean end(String result, List<String> left) {
    ObjectNode fields = Journal.fields().put("result", result);
    if (!left.isEmpty()) {
      fields.put("left", Brief.text(String.join("; ", left), LONG));
    }
    return attempt(EntryType.END, fields);
  }

  /** The tag of a step that has no executor of its own. */
  static String tag(Step step) {
    return String.valueOf(step.seq());
  }

  String head() {
    return journal.head();
  }

  private boolean attempt(EntryType type, ObjectNode fields) {
    try {
      journal.append(type, set, fields);
      return true;
    } catch (SysException e) {
      return false;
    }
  }

  private static ObjectNode step(String tag, Step step) {
    ObjectNode fields = Journal.fields();
    fields.put("tag", tag).put("step", step.seq());
    fields.put("kind", step.getClass().getSimpleName());
    fields.put("path", Brief.text(step.target(), LONG));
    fields.put("n", Brief.text(step.changes().toString(), SHORT));
    return fields;
  }

  private static void state(ObjectNode node, FileState state) {
    if (state instanceof FileState.Regular regular) {
      node.put("sha256", regular.sha256());
      node.put("attributes", regular.attributes().toString());
      node.put("xattrs", regular.xattrs().size());
      node.put("mtime", regular.modified());
    } else {
      node.put("absent", true);
    }
  }

  static String text(ObjectId id) {
    return id.device() + ":" + id.inode();
  }
}
