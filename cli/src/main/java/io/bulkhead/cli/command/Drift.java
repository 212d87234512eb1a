package io.bulkhead.cli.command;

import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.apply.SetDetail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others changed of the things a change set wrote. */
final class Drift {
  private Drift() {}

  /** One sentence for each thing that is no longer as the set left it. */
  static List<String> of(SetDetail set, Targets now) {
    List<String> sentences = new ArrayList<>();
    for (Step step : set.steps()) {
      if (step instanceof Step.PutFile put) {
        file(put, now.file(put.target()).state(), sentences);
      } else if (step instanceof Step.SetAttributes attributes) {
        attributes(attributes, now.object(attributes.target()).attributes(), sentences);
      } else if (step instanceof Step.SetValue value) {
        value(value, now.value(value.setting()), sentences);
      }
    }
    return sentences;
  }

  private static void file(Step.PutFile put, FileState now, List<String> sentences) {
    if (put.after() instanceof FileState.Regular after) {
      if (now instanceof FileState.Regular regular) {
        if (!regular.sha256().equals(after.sha256())) {
          sentences.add(put.target() + ": the content was changed");
        }
        if (!regular.attributes().equals(after.attributes())) {
          sentences.add(
              put.target() + ": " + after.attributes() + " became " + regular.attributes());
        }
      } else {
        sentences.add(put.target() + ": the file was removed");
      }
    } else if (now instanceof FileState.Regular) {
      sentences.add(put.target() + ": a file is there again");
    }
  }

  private static void value(Step.SetValue set, Targets.ValueTarget now, List<String> sentences) {
    if (now.refusal() != null) {
      sentences.add(set.target() + ": could not be seen: " + now.refusal());
    } else if (!now.value().equals(set.after())) {
      sentences.add(set.target() + ": " + set.after() + " became " + now.value());
    }
  }

  private static void attributes(
      Step.SetAttributes step, @Nullable Attributes now, List<String> sentences) {
    if (now == null) {
      sentences.add(step.target() + ": it was removed");
    } else if (!now.equals(step.after())) {
      sentences.add(step.target() + ": " + step.after() + " became " + now);
    }
  }
}
