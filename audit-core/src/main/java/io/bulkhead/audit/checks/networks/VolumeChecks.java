package io.bulkhead.audit.checks.networks;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.containers.HostMounts;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.checks.facts.SensitivePaths;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Volume;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.VolumeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The checks of volumes, sorted by id. */
public final class VolumeChecks {
  public static final List<Check> ALL =
      List.of(
          new VolumeCheck(
              CheckMeta.check("VOL-001", "No secret stands in a volume's options", Severity.HIGH)
                  .in(Profile.LEVEL_1)
                  .passesWhen("no option of a volume holds a password or a known token's form")
                  .because("docker volume inspect shows it to everybody with the socket.")
                  .advise("Use `o=credentials=FILE` with mode 0600, and create the volume again.")
                  .mayBreak("The mount fails while the file is missing.")
                  .see("mount.cifs(8)", "docker-volume-create(1)"),
              (host, volume) -> secrets(volume)),
          new VolumeCheck(
              CheckMeta.check("VOL-002", "No volume is a sensitive path in disguise", Severity.HIGH)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "no volume of driver local shows a sensitive directory of the host, a file"
                          + " system of the kernel or a disk of the host, by name or by where it leads")
                  .because("It looks like a volume everywhere, and mounts the host's directory.")
                  .advise("Create the volume again on the directory that is really needed.")
                  .mayBreak("Containers that use it have to be made again.")
                  .see("docker-volume-create(1)", "mount(8)"),
              VolumeChecks::disguised),
          new UnusedVolumes());

  private VolumeChecks() {}

  /** A row: one question that is put to every volume. */
  private record VolumeCheck(CheckMeta meta, BiFunction<HostSnapshot, Volume, Ground> ask)
      implements Check {
    @Override
    public Verdict judge(HostSnapshot host) {
      return EachObject.judge(
          host,
          host.engine().volumes(),
          seen ->
              Verdict.over(
                  seen.value().stream()
                      .map(v -> ask.apply(host, v).about("volume " + v.name()))
                      .toList(),
                  "there is no volume"));
    }
  }

  private static Ground secrets(Volume volume) {
    Evidence says = options(volume);
    return volume.secrets().isEmpty()
        ? Grounds.pass("", "no option looks like a secret", says)
        : Grounds.fail(
            "",
            "holds what looks like a secret: "
                + volume.secrets().stream()
                    .map(s -> s.place() + ": " + s.sign())
                    .collect(Collectors.joining("; ")),
            says);
  }

  private static Ground disguised(HostSnapshot host, Volume volume) {
    List<VolumeSource> sources = VolumeSource.of(volume);
    Evidence says = options(volume);
    if (sources.isEmpty()) {
      return Grounds.pass("", "is kept by its driver " + volume.driver(), says);
    }
    return sources.stream()
        .flatMap(source -> exposed(host, source, says).stream())
        .findFirst()
        .or(() -> sources.stream().flatMap(s -> unclear(host, s, says).stream()).findFirst())
        .orElseGet(
            () ->
                Grounds.pass(
                    "", "mounts " + sources.get(0).path() + ", which is not sensitive", says));
  }

  private static Optional<Ground> exposed(HostSnapshot host, VolumeSource source, Evidence says) {
    String path = source.path();
    String place = host.file(path).seen().map(f -> f.realPath()).orElse(path);
    return SensitivePaths.exposed(host, path, source.writable())
        .or(() -> SensitivePaths.exposed(host, place, source.writable()))
        .map(why -> Grounds.fail("", "mounts " + path + ", which " + why, says));
  }

  /** A link may lead from a harmless name to what is not, and a disk may be the host's own. */
  private static Optional<Ground> unclear(HostSnapshot host, VolumeSource source, Evidence says) {
    if (Presence.elsewhere(host) || host.file(source.path()) instanceof Reading.Unreadable) {
      return Optional.of(
          Grounds.undetermined("", "where " + source.path() + " leads was not seen", says));
    }
    return HostMounts.disk(host, source.path())
        ? Optional.of(Grounds.undetermined("", HostMounts.ownOrNot(source.path()), says))
        : Optional.empty();
  }

  private static Evidence options(Volume volume) {
    return Evidence.of(
        Origin.claimed("GET /volumes " + volume.name() + " Options"),
        volume.options().isEmpty() ? "none" : new TreeMap<>(volume.options()));
  }

  /** Volumes without a container hold data that nobody may miss, or somebody may. */
  private static final class UnusedVolumes implements Check {
    private static final CheckMeta META =
        CheckMeta.check("VOL-003", "No pile of unused volumes", Severity.INFO)
            .in(Profile.LEVEL_1)
            .passesWhen("every volume is mounted by a container; the rest is listed for a person")
            .because("Forgotten data is data that nobody guards.")
            .advise("Look at each with `docker volume inspect`, keep a copy, then remove it.")
            .mayBreak("The data is gone for good.")
            .see("docker-volume-prune(1)", "docker-volume-rm(1)");

    @Override
    public CheckMeta meta() {
      return META;
    }

    @Override
    public Verdict judge(HostSnapshot host) {
      return EachObject.judge(
          host, host.engine().volumes(), seen -> unused(host.engine().containers(), seen));
    }

    private static Verdict unused(
        Reading<Engine.Containers> containers, Reading.Present<List<Volume>> volumes) {
      if (containers instanceof Reading.Unreadable<Engine.Containers> unseen) {
        return Verdict.undetermined(unseen);
      }
      Set<String> used =
          containers.seen().map(Engine.Containers::seen).orElse(List.of()).stream()
              .flatMap(c -> c.mounts().stream())
              .map(Container.Mount::name)
              .collect(Collectors.toSet());
      List<String> rest =
          volumes.value().stream().map(Volume::name).filter(n -> !used.contains(n)).toList();
      String names = String.join(", ", rest.subList(0, Math.min(20, rest.size())));
      Evidence says = Evidence.of(volumes.origin(), rest.isEmpty() ? "all in use" : names);
      return rest.isEmpty()
          ? Verdict.pass("every volume is in use", says)
          : Verdict.manual(rest.size() + " volumes that no container uses: " + names, says);
    }
  }
}
