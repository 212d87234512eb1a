package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import io.bulkhead.kernel.view.HostView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Writes down packages, engines, sudo rules and other settings around the engine. */
public final class SoftwareGatherer implements Gatherer {
  private static final String LINGER = "/var/lib/systemd/linger";

  private final HostView view;

  public SoftwareGatherer(HostView view) {
    this.view = view;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    HostFiles files = view.files();
    Set<String> programs = programs(files, draft);
    Reading<List<EngineProcess>> engines =
        ours("processes of engines", () -> new RunningEngines(files).read());
    socketDirectory(files, draft);
    if (view.foreignFiles().isEmpty()) {
      new Leading(files, draft).look(programs);
    }
    draft.software(
        known ->
            known
                .withPackages(ours("installed packages", () -> new Dpkg(files).read(programs)))
                .withEngines(engines)
                .withSudoers(ours(SudoFiles.FIRST, () -> new SudoFiles(files).read()))
                .withClientVariables(
                    ours(
                        "variables of the docker command",
                        () -> new ClientVariables(files).read(draft.accounts())))
                .withContainerd(
                    ours("configuration of containerd", () -> ContainerdToml.read(files, engines)))
                .withLingering(ours(LINGER, () -> lingering(files)))
                .withBaseline(
                    view.foreignFiles().isPresent() ? List.of() : new Baseline(files).read()));
  }

  /** A socket is as safe as the directory around it. */
  private void socketDirectory(HostFiles files, SnapshotBuilder draft) {
    String endpoint = draft.vantage().endpoint();
    int end = endpoint.lastIndexOf('/');
    if (endpoint.startsWith("unix:///") && end > 7 && view.foreignFiles().isEmpty()) {
      String directory = endpoint.substring(7, end);
      draft.file(directory, files.stat(directory));
    }
  }

  private <T> Reading<T> ours(String source, Supplier<Reading<T>> look) {
    Optional<String> foreign = view.foreignFiles();
    return foreign.map(why -> Reading.<T>unreadable(Origin.observed(source), why)).orElseGet(look);
  }

  /** A directory that is not there means that nobody lingers. */
  private static Reading<List<String>> lingering(HostFiles files) {
    Reading<List<String>> users = files.list(LINGER);
    return users.fold(
        seen -> seen, none -> Reading.present(List.of(), none.origin()), unseen -> unseen);
  }

  /** Programs of engines that are there, as the first look found them. */
  private static Set<String> programs(HostFiles files, SnapshotBuilder draft) {
    Set<String> found = new LinkedHashSet<>();
    draft
        .daemon()
        .process()
        .seen()
        .filter(process -> !process.ownRoot())
        .map(Daemon.Running::exe)
        .filter(exe -> exe.startsWith("/") && !exe.endsWith(" (deleted)"))
        .ifPresent(found::add);
    for (String path : WellKnownPaths.PROGRAMS) {
      if (files.stat(path).seen().isPresent()) {
        found.add(path);
      }
    }
    for (String directory : WellKnownPaths.CLI_PLUGINS) {
      files
          .list(directory)
          .seen()
          .ifPresent(names -> names.forEach(name -> found.add(directory + "/" + name)));
    }
    return found;
  }
}
