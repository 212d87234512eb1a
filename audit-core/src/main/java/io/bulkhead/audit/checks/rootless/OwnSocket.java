package io.bulkhead.audit.checks.rootless;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.PathText;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;

/** Nobody but its user reaches the socket of a rootless engine. */
final class OwnSocket implements Check {
  private static final CheckMeta META =
      check("RTL-001", "Rootless socket is its user's alone", Severity.HIGH)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "socket and directory belong to the user the engine runs as, and nobody else gets into the directory")
          .because(
              "Whoever connects runs programs as that user, and has the user's files, keys and"
                  + " containers.")
          .advise("Run `chmod 0660 SOCKET` and `chmod 0700 DIRECTORY` as the user.")
          .see("docs.docker.com: Rootless mode", "pam_systemd(8): XDG_RUNTIME_DIR");

  private static final String UNIX = "unix://";
  private static final int SOCKET = 0660;

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return RootlessEngine.judge(host, engine -> judge(host, engine));
  }

  private static Verdict judge(HostSnapshot host, RootlessEngine engine) {
    String endpoint = host.vantage().endpoint();
    if (!endpoint.startsWith(UNIX)) {
      return Verdict.notApplicable("the engine was asked at " + endpoint + ", not at a socket");
    }
    String socket = endpoint.substring(UNIX.length());
    List<Ground> grounds = new ArrayList<>();
    for (String path : List.of(socket, PathText.parent(socket))) {
      host.file(path)
          .fold(
              seen -> grounds.add(judge(engine, seen)),
              none -> false,
              unseen -> grounds.add(Grounds.unseen(path, unseen)));
    }
    return Verdict.over(grounds, "there is no socket at " + socket);
  }

  private static Ground judge(RootlessEngine engine, Reading.Present<FileStat> seen) {
    FileStat file = seen.value();
    Evidence says =
        Evidence.of(seen.origin(), file.octal() + " " + file.owner() + ":" + file.group());
    if (file.uid() != engine.uid()) {
      return Grounds.fail(
          file.path(), "belongs to " + file.owner() + ", " + engine.name() + " expected", says);
    }
    boolean directory = file.kind() == FileKind.DIRECTORY;
    boolean wide = (file.mode() & 0777 & ~(directory ? 0700 : SOCKET)) != 0;
    if (wide || !file.acl().isEmpty()) {
      String limit = directory ? "0700" : "0660";
      return Grounds.fail(
          file.path(),
          wide
              ? "mode is " + file.octal() + ", at most " + limit + " expected"
              : "the ACL admits others",
          says);
    }
    return Grounds.pass(file.path(), "is " + engine.name() + "'s, mode " + file.octal(), says);
  }
}
