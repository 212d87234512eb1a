package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.ImageUser;
import io.bulkhead.audit.checks.facts.Images;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Exec;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.Interior;
import io.bulkhead.audit.snapshot.Interior.Member;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a container is started again, checked, entered and replaced. */
final class CourseJudges {
  private static final String SWARM = "com.docker.swarm.service.id";
  private static final Set<String> SHELL_SERVERS = Set.of("sshd", "dropbear", "sshd-session");
  private static final int SSH = 22;
  private static final Pattern UPDATER =
      Pattern.compile(
          "(.*/)?(watchtower|portainer(-ce|-ee)?|dockge|ouroboros|diun|yacht|dozzle)([:@].*)?");

  private CourseJudges() {}

  static Ground restart(HostSnapshot host, Container container, Policy policy) {
    String name = container.restartPolicy();
    int times = container.course().maximumRetries();
    int most = policy.get(ContainerValues.MAX_RESTARTS);
    Evidence says =
        EachContainer.inspect(
            container, "HostConfig.RestartPolicy", name + ", MaximumRetryCount " + times);
    if (container.labels().containsKey(SWARM)) {
      return Grounds.notApplicable("", "is a task of a swarm service, which decides", says);
    }
    if (container.autoRemove() || name.equals("no")) {
      return Grounds.pass("", "is not started again", says);
    }
    if (name.equals("on-failure") && times > 0) {
      return times <= most
          ? Grounds.pass("", "is started again at most " + times + " times", says)
          : Grounds.fail(
              "",
              "is started again up to " + times + " times, at most " + most + " expected",
              says);
    }
    return Grounds.fail("", "is started again without end: " + name, says);
  }

  static Ground health(HostSnapshot host, Container container) {
    String health = container.course().health();
    Evidence says =
        EachContainer.inspect(
            container, "State.Health", health.isEmpty() ? "no health check" : health);
    return health.isEmpty()
        ? Grounds.fail("", "nothing checks whether it works", says)
        : Grounds.pass("", "its health is checked: " + health, says);
  }

  static Ground currentImage(HostSnapshot host, Container container) {
    String reference = container.image();
    Evidence says =
        EachContainer.inspect(container, "Config.Image", reference + " = " + container.imageId());
    if (Images.pinned(container)) {
      return Grounds.pass("", "is made from a fixed image", says);
    }
    Reading<Engine.Images> images = host.engine().images();
    if (images instanceof Reading.Unreadable<Engine.Images> unseen) {
      return Grounds.unseen("", unseen, says);
    }
    Optional<Image> now = Images.byTag(host, reference);
    if (now.isEmpty()) {
      return Grounds.undetermined("", "no image here is called " + reference + " any more", says);
    }
    Evidence tag = Evidence.of(images.origin(), reference + " = " + now.get().id());
    return now.get().id().equals(container.imageId())
        ? Grounds.pass("", "runs the image that " + reference + " names here", says, tag)
        : Grounds.fail("", "runs an older image than " + reference + " names here now", says, tag);
  }

  static Ground privilegedExec(HostSnapshot host, Container container) {
    return execs(
        container,
        Exec::privileged,
        list -> Grounds.fail("", "docker exec --privileged runs in it: " + list),
        "no docker exec --privileged runs in it now");
  }

  static Ground rootExec(HostSnapshot host, Container container) {
    return execs(
        container,
        e -> ImageUser.root(e.user()),
        list ->
            Grounds.manual(
                "", "docker exec as root runs in it, which a person has to want: " + list),
        "no docker exec as root runs in it now");
  }

  private static Ground execs(
      Container container,
      java.util.function.Predicate<Exec> bad,
      java.util.function.Function<String, Ground> found,
      String none) {
    if (!container.running()) {
      return Grounds.notApplicable("", "does not run, so nothing can be started in it");
    }
    List<Exec> running = container.course().execs().stream().filter(Exec::running).toList();
    Evidence says =
        EachContainer.inspect(
            container,
            "ExecIDs",
            running.isEmpty()
                ? "none runs"
                : running.stream().map(CourseJudges::told).collect(Collectors.joining(", ")));
    String list = running.stream().filter(bad).map(Exec::program).collect(Collectors.joining(", "));
    boolean any = running.stream().anyMatch(bad);
    Ground ground = any ? found.apply(list) : Grounds.pass("", none);
    return new Ground("", ground.outcome(), ground.says(), List.of(says));
  }

  private static String told(Exec exec) {
    return exec.program()
        + (exec.privileged() ? " privileged" : "")
        + (exec.user().isEmpty() ? "" : " as " + exec.user());
  }

  static Ground shellServer(HostSnapshot host, Container container) {
    String program = container.course().program();
    String name = program.substring(program.lastIndexOf('/') + 1);
    Evidence says = EachContainer.inspect(container, "Path", program);
    if (container.pid() == 0 && SHELL_SERVERS.contains(name)) {
      return Grounds.fail("", "starts an SSH server: " + name, says);
    }
    if (container.pid() == 0) {
      return container.running()
          ? Grounds.undetermined("", "its processes run where they cannot be seen from here", says)
          : Grounds.notApplicable("", "has no process to look at", says);
    }
    return host.interior(container)
        .fold(
            seen -> shellServer(host, container, seen.value(), says),
            none -> Grounds.undetermined("", "its processes were not seen", says),
            unseen -> Grounds.unseen("", unseen, says));
  }

  private static Ground shellServer(
      HostSnapshot host, Container container, Interior inside, Evidence says) {
    List<Member> members = inside.members().seen().orElse(List.of());
    Optional<Member> server =
        members.stream().filter(m -> SHELL_SERVERS.contains(m.command())).findFirst();
    if (server.isPresent()) {
      return Grounds.fail(
          "",
          "runs an SSH server: " + server.get().command(),
          Evidence.of(inside.members().origin(), "pid " + server.get().pid()),
          says);
    }
    boolean ownNetwork =
        new HostNamespace(NamespaceKind.NETWORK).judge(host, container).outcome() == Outcome.PASS;
    List<Integer> ports = inside.ports().seen().orElse(List.of());
    if (ownNetwork && ports.contains(SSH)) {
      return Grounds.fail(
          "",
          "something listens on port 22 in it",
          Evidence.of(inside.ports().origin(), ports),
          says);
    }
    if (inside.members() instanceof Reading.Unreadable<List<Member>> unseen) {
      return Grounds.unseen("", unseen, says);
    }
    if (ownNetwork && inside.ports() instanceof Reading.Unreadable<List<Integer>> unseen) {
      return Grounds.unseen("", unseen, says);
    }
    return Grounds.pass(
        "",
        "runs no SSH server",
        Evidence.of(
            inside.members().origin(),
            members.stream()
                .map(Member::command)
                .distinct()
                .limit(20)
                .collect(Collectors.joining(", "))),
        Evidence.of(inside.ports().origin(), "ports " + ports));
  }

  static Ground updater(HostSnapshot host, Container container) {
    Evidence says = EachContainer.inspect(container, "Config.Image", container.image());
    if (!UPDATER.matcher(container.image()).matches()) {
      return Grounds.pass("", "is no known updater or dashboard", says);
    }
    Ground socket = EngineSocketReach.judge(host, container);
    return switch (socket.outcome()) {
      case FAIL ->
          Grounds.fail(
              "",
              "works on the engine unattended: " + socket.says(),
              socket.evidence().get(0),
              says);
      case PASS -> Grounds.pass("", "has no engine socket", says);
      default -> Grounds.undetermined("", socket.says(), says);
    };
  }
}
