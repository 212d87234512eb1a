package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Steps for images, networks and volumes: what an image holds is changed where it is built. */
final class ImageAdvice {
  private static final String BUILT = "an image is changed where it is built";
  private static final String MADE =
      "options of a network or a volume are fixed when it is created";

  static final List<Remedy> ALL =
      List.of(
          rebuild("IMG-001", i -> "use it from an approved repository, or name it in the policy"),
          rebuild("IMG-002", i -> "build in stages, and copy only what runs"),
          rebuild(
              "IMG-003",
              i ->
                  i.tags().isEmpty()
                      ? "build it again"
                      : "docker pull " + i.name() + ", or build it again"),
          rebuild("IMG-004", i -> "HEALTHCHECK CMD COMMAND in its Dockerfile"),
          rebuild("IMG-005", i -> "RUN apt-get update && apt-get install -y PACKAGES in one step"),
          rebuild(
              "IMG-006",
              i -> "RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} + in its Dockerfile"),
          rebuild("IMG-007", i -> "COPY for files, RUN curl with a checksum for downloads"),
          rebuild(
              "IMG-008", i -> "change the secret, then RUN --mount=type=secret in its Dockerfile"),
          rebuild("IMG-009", i -> "install without the switch that the finding names"),
          rebuild("IMG-010", i -> "cosign verify it, and note its digest in the policy"),
          ContainerSteps.again("IMG-011", ImageAdvice::digest),
          rebuild("IMG-012", i -> "take sudo out, and USER in its Dockerfile"),
          rebuild("IMG-013", i -> "take EXPOSE 22 and the server out"),
          rebuild(
              "IMG-014",
              i -> "change the credential, then RUN --mount=type=secret in its Dockerfile"),
          rebuild("IMG-015", i -> "RUN passwd -l NAME for each account that the finding names"),
          rebuild("IMG-016", i -> "FROM a supported release"),
          OwnHands.of("IMG-017", ImageAdvice::unused),
          rebuild(
              "IMG-018", i -> "USER UID:GID in its Dockerfile, after the chown of what it writes"),
          made(
              "NET-001",
              "docker network create -o com.docker.network.bridge.enable_icc=false NAME"),
          made(
              "NET-002",
              "docker network create -o com.docker.network.bridge.gateway_mode_ipv4=nat NAME"),
          made("NET-003", "filter its traffic outside of this host, or use a bridge network"),
          made("VOL-001", "docker volume create with o=credentials=FILE, FILE with mode 0600"),
          made(
              "VOL-002",
              "docker volume create -o device=DIRECTORY on the directory that is needed"),
          OwnHands.always(
              "VOL-003",
              "a removed volume is gone for good",
              "docker volume inspect NAME, keep a copy of its directory, then docker volume rm NAME"));

  private ImageAdvice() {}

  private static Remedy rebuild(String id, Function<Image, String> step) {
    return OwnHands.of(
        id,
        (host, failed) -> {
          List<String> steps = new ArrayList<>();
          for (Image image : Failing.images(host, failed)) {
            steps.add(image.name() + ": " + step.apply(image));
            String made = madeFrom(host, image);
            if (!made.isEmpty()) {
              steps.add("    then create again: " + made);
            }
          }
          return new Manual(BUILT, steps.isEmpty() ? OwnHands.asJudged(failed).byHand() : steps);
        });
  }

  private static String madeFrom(HostSnapshot host, Image image) {
    List<String> names =
        host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of()).stream()
            .filter(c -> c.imageId().equals(image.id()))
            .map(Container::name)
            .toList();
    String list = String.join(", ", names.subList(0, Math.min(10, names.size())));
    return names.size() > 10 ? list + " and " + (names.size() - 10) + " more" : list;
  }

  private static ContainerFix digest(HostSnapshot host, Container container) {
    String digest =
        host.engine().images().seen().map(Engine.Images::seen).orElse(List.of()).stream()
            .filter(i -> i.id().equals(container.imageId()))
            .flatMap(i -> i.digests().stream())
            .findFirst()
            .orElse("NAME:VERSION");
    return ContainerFix.in("the image " + digest, "image: " + digest);
  }

  private static Manual unused(HostSnapshot host, Verdict failed) {
    return new Manual(
        "a removed image has to be pulled or built again",
        List.of("docker image ls shows them; docker image rm NAME for those that nobody needs"));
  }

  private static Remedy made(String id, String step) {
    return OwnHands.of(
        id,
        (host, failed) -> {
          List<String> steps = new ArrayList<>();
          for (Ground ground : failed.with(Outcome.FAIL)) {
            String name = ground.subject().replaceFirst("^(network|volume) ", "");
            steps.add(
                (name.isEmpty() ? "" : name + ": ")
                    + step.replace("NAME", name.isEmpty() ? "NAME" : name + "-new"));
          }
          return new Manual(MADE, steps.isEmpty() ? List.of(step) : steps);
        });
  }
}
