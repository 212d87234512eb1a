package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.FileStep;
import io.bulkhead.remediate.files.FileSteps;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.files.StepContext;
import io.bulkhead.remediate.state.Blobs;
import io.bulkhead.remediate.state.Folder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A change set in hand: its steps, their intents so far, and what they work with. */
final class Work implements AutoCloseable {
  final ChangeSets.Parts parts;
  final Folder state;
  final Manifest manifest;
  final SetLog log;
  final Blobs blobs;
  final StepContext context;
  final Watch watch;
  final Map<Integer, FileStep> files = new LinkedHashMap<>();
  final Map<String, Intent> intents = new LinkedHashMap<>();
  final Set<Integer> engineIntents = new TreeSet<>();
  final Set<Integer> hostIntents = new TreeSet<>();
  private boolean touched;
  private boolean bootedSince;
  private @Nullable FileStep momentary;

  Work(ChangeSets.Parts parts, Folder state, Manifest manifest, SetLog log) {
    this.parts = parts;
    this.state = state;
    this.manifest = manifest;
    this.log = log;
    this.blobs = new Blobs(state);
    this.watch = new Watch(parts, log, manifest.set());
    this.context =
        new StepContext(
            parts.sys(), parts.root(), manifest.set(), blobs::get, leaving(manifest.steps()));
    for (Step step : manifest.steps()) {
      if (FileSteps.carriesOut(step)) {
        files.put(step.seq(), FileSteps.of(context, step));
      }
    }
  }

  private static Set<String> leaving(List<Step> steps) {
    Set<String> paths = new TreeSet<>();
    for (Step step : steps) {
      if (step instanceof Step.Directory directory && !directory.present()) {
        paths.add(directory.target());
      }
    }
    return paths;
  }

  /** Takes over what the journal says was begun. */
  void resume(SetTrace trace, String bootNow) throws SysException {
    intents.putAll(trace.intents(bootNow));
    engineIntents.addAll(trace.engineIntents());
    hostIntents.addAll(trace.hostIntents());
    watch.resume(trace.timers());
    bootedSince = !trace.begin().boot().equals(bootNow);
    touched = trace.lastIntent().isPresent();
    for (String tag : intents.keySet()) {
      Optional<String> detail = trace.detail(tag);
      if (detail.isPresent()) {
        momentary = FileSteps.momentary(context, MomentaryStep.load(blobs, detail.get()));
      }
    }
  }

  /** Files and values, last first: what is taken back one by one. */
  List<Step> everythingBackwards() {
    List<Step> steps = new ArrayList<>();
    for (Step step : manifest.steps()) {
      if (files.containsKey(step.seq()) || step instanceof Step.SetValue) {
        steps.add(0, step);
      }
    }
    return steps;
  }

  /** Steps on the file system, last first. */
  List<Step> backwards() {
    List<Step> steps = new ArrayList<>();
    for (Step step : manifest.steps()) {
      if (files.containsKey(step.seq())) {
        steps.add(0, step);
      }
    }
    return steps;
  }

  FileStep file(Step step) {
    FileStep file = files.get(step.seq());
    if (file == null) {
      throw new IllegalArgumentException("not a step on the file system: " + step);
    }
    return file;
  }

  /** What reads files again, last first. */
  List<Step.Reread> rereadsBackwards() {
    List<Step.Reread> rereads = new ArrayList<>();
    for (Step step : manifest.steps()) {
      if (step instanceof Step.Reread reread) {
        rereads.add(0, reread);
      }
    }
    return rereads;
  }

  /** What the engine is told, last first. */
  List<Step.Engine> enginesBackwards() {
    List<Step.Engine> engines = new ArrayList<>();
    for (Step step : manifest.steps()) {
      if (step instanceof Step.Engine engine) {
        engines.add(0, engine);
      }
    }
    return engines;
  }

  /** True if the machine was booted since the set began. */
  boolean bootedSince() {
    return bootedSince;
  }

  /** True once something may have been changed on the host. */
  boolean touched() {
    return touched || !intents.isEmpty() || !engineIntents.isEmpty() || !hostIntents.isEmpty();
  }

  Optional<FileStep> momentary() {
    return Optional.ofNullable(momentary);
  }

  void momentary(FileStep step) {
    if (momentary != null) {
      momentary.close();
    }
    momentary = step;
  }

  @Override
  public void close() {
    files.values().forEach(FileStep::close);
    if (momentary != null) {
      momentary.close();
    }
  }
}
