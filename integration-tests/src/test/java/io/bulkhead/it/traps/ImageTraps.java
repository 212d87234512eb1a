package io.bulkhead.it.traps;

import io.bulkhead.it.EngineUnderTest;
import io.bulkhead.it.Run;
import io.bulkhead.it.traps.Staged.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What other tools get wrong about images, each built or loaded here, and what has to be said. */
final class ImageTraps {
  static final List<Expected> ALL =
      List.of(
          image("fail", "IMG-004", "worst:1", "docker-bench: HEALTHCHECK NONE is a health check"),
          image("pass", "IMG-004", "late:1", "has one"),
          image("pass", "IMG-005", "worst:1", "docker-bench: update and install in one step"),
          image("fail", "IMG-005", "late:1", "docker-bench sees the first 45 characters"),
          image("pass", "IMG-007", "worst:1", "docker-bench finds ADD in ADDRESS"),
          image("pass", "IMG-007", "base:1", "the step that fills the empty image is the base's"),
          image("pass", "IMG-007", "child:1", "trivy: ADD of the base is nobody else's"),
          image("fail", "IMG-007", "buildkit:1", "as BuildKit writes it"),
          image("fail", "IMG-006", "worst:1", "no program is run in a container to find it"),
          image("pass", "IMG-006", "late:1", "what a later layer removes nobody can run"),
          image("fail", "IMG-008", "worst:1", "holds a password"),
          image("pass", "IMG-008", "late:1", "a variable that names a file is no secret"),
          image("fail", "IMG-018", "roots:1", "root by another name"),
          image("undetermined", "IMG-003", "epoch:1", "1970 is no date of a build"),
          image("undetermined", "IMG-003", "zerotime:1", "nor is the year 1"),
          new Expected("volume etc", "VOL-002", "fail", "no other tool resolves volumes"),
          new Expected("volume layered", "VOL-002", "fail", "nor one made of layers"),
          new Expected("volume named", "VOL-002", "pass", "the engine's own"));

  private static final String WORST =
      """
      FROM busybox:it
      ENV X=ADDRESS DB_PASSWORD=hunter2
      RUN true || (apt-get update && apt-get install -y curl)
      COPY su /bin/su
      RUN /bin/busybox chmod 4755 /bin/su
      HEALTHCHECK NONE
      """;

  private static final String LATE =
      """
      FROM busybox:it
      ENV TOKEN_FILE=/run/secrets/token
      COPY su /bin/su
      RUN /bin/busybox chmod 4755 /bin/su
      RUN /bin/busybox rm /bin/su
      RUN true || echo %s || apt-get update
      HEALTHCHECK CMD true
      """
          .formatted("a".repeat(300));

  private ImageTraps() {}

  private static Expected image(String outcome, String check, String name, String trap) {
    return new Expected("image " + name, check, outcome, trap);
  }

  static void make(EngineUnderTest engine) throws IOException {
    Path context = Files.createDirectories(engine.directory().resolve("images"));
    Files.writeString(context.resolve("su"), "x");
    Files.writeString(context.resolve("passwd"), "app:x:0:0::/:/bin/sh\n");
    Run.command("sh", "-ec", "cp \"$(command -v busybox)\" sleep && tar -cf rootfs.tar su sleep")
        .in(context)
        .text();
    engine.docker("import", context.resolve("rootfs.tar").toString(), "bare:1").exits(0);
    build(engine, context, "worst:1", WORST);
    engine.docker("tag", "worst:1", "worst:2").exits(0);
    engine.docker("tag", "worst:1", "worst:3").exits(0);
    build(engine, context, "late:1", LATE);
    build(engine, context, "base:1", "FROM scratch\nADD rootfs.tar /\n");
    build(engine, context, "child:1", "FROM base:1\nCOPY su /su\n");
    build(engine, context, "roots:1", "FROM busybox:it\nCOPY passwd /etc/passwd\nUSER app\n");
    String created = "s/\"created\":\"[^\"]*\"/\"created\":\"%s\"/g";
    loaded(engine, context, "epoch:1", created.formatted("1970-01-01T00:00:00Z"));
    loaded(engine, context, "zerotime:1", created.formatted("0001-01-01T00:00:00Z"));
    loaded(
        engine,
        context,
        "buildkit:1",
        "s|COPY file:[^\"]*|ADD https://example.invalid/su /su # buildkit|g");
  }

  private static void build(EngineUnderTest engine, Path context, String tag, String text)
      throws IOException {
    Files.writeString(context.resolve("Dockerfile"), text);
    Run.command("docker", "build", "-q", "-t", tag, ".")
        .in(context)
        .with("DOCKER_HOST", engine.host())
        .with("DOCKER_BUILDKIT", "0")
        .now()
        .exits(0);
  }

  /**
   * The image child:1 with its configuration changed as nothing that builds here would write it.
   */
  private static void loaded(EngineUnderTest engine, Path context, String tag, String change) {
    String script =
        """
        rm -rf saved && mkdir saved && docker save child:1 | tar -xC saved && cd saved
        config=$(sed 's/.*"Config":"\\([^"]*\\)".*/\\1/' manifest.json)
        sed -i "$1" "$config" && sed -i "s/child:1/$2/" manifest.json
        rm -f repositories && tar -c . | docker load -q
        """;
    Run.command("sh", "-ec", script, "sh", change, tag)
        .in(context)
        .with("DOCKER_HOST", engine.host())
        .now()
        .exits(0);
  }
}
