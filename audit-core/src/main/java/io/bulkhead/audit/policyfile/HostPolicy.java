package io.bulkhead.audit.policyfile;

import io.bulkhead.audit.Audit;
import io.bulkhead.audit.Check;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.policy.Allowance;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.ImageValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.SiteValue;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A policy that takes a host as it is: a starting point from which a site strikes out. */
public final class HostPolicy {
  private static final String GROUP = "docker";

  private HostPolicy() {}

  /**
   * States what containers and accounts have today, and waives every failure that remains.
   *
   * @param owner who answers for the waivers until somebody else is written there
   * @param expires last day of every waiver
   */
  public static Policy of(
      HostSnapshot host, List<? extends Check> checks, String owner, LocalDate expires) {
    Policy policy = values(host);
    List<Waiver> waivers = new ArrayList<>();
    for (Finding finding : Audit.judge(host, policy, checks)) {
      String id = finding.check().id().value();
      Set<String> objects = new TreeSet<>();
      for (Ground ground : finding.verdict().with(Outcome.FAIL)) {
        objects.add(ground.subject().isEmpty() ? "*" : literal(ground.lastingSubject()));
      }
      String reason = "found by policy init: " + finding.check().title();
      for (String object : objects.contains("*") ? Set.of("*") : objects) {
        waivers.add(new Waiver(id, object, reason, owner, expires, ""));
      }
    }
    return policy.with(waivers);
  }

  private static Policy values(HostSnapshot host) {
    Policy policy = Policy.DEFAULT;
    List<String> members = host.accounts().seen().map(a -> members(a)).orElse(List.of());
    if (!members.isEmpty()) {
      policy = policy.with(HostValues.DOCKER_GROUP, members);
    }
    List<Container> containers =
        host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of());
    if (containers.isEmpty()) {
      return policy;
    }
    Set<String> repositories = new TreeSet<>();
    containers.forEach(c -> repositories.add(literal(ImageValues.repository(c.image()))));
    policy = policy.with(ImageValues.REGISTRIES, List.copyOf(repositories));
    policy = allow(policy, ContainerValues.CAPABILITIES, containers, c -> c.security().capAdd());
    policy = allow(policy, ContainerValues.DEVICES, containers, c -> c.security().devices());
    return allow(
        policy,
        ContainerValues.PORTS,
        containers,
        c -> c.network().published().stream().map(ContainerValues::port).toList());
  }

  private static Policy allow(
      Policy policy,
      SiteValue<List<Allowance>> value,
      List<Container> containers,
      Function<Container, List<String>> has) {
    List<Allowance> all = new ArrayList<>();
    for (Container container : containers) {
      List<String> fit =
          has.apply(container).stream()
              .map(HostPolicy::literal)
              .filter(v -> v.matches(value.shape()))
              .sorted()
              .distinct()
              .toList();
      if (!fit.isEmpty()) {
        all.add(new Allowance("*", literal(container.name()), "", fit));
      }
    }
    return all.isEmpty() ? policy : policy.with(value, all);
  }

  private static List<String> members(Accounts accounts) {
    Set<String> names = new TreeSet<>();
    for (Accounts.Group group : accounts.groups()) {
      if (group.name().equals(GROUP)) {
        group.members().forEach(name -> names.add(literal(name)));
        accounts.users().stream()
            .filter(user -> user.gid() == group.gid() && user.uid() != 0)
            .forEach(user -> names.add(literal(user.name())));
      }
    }
    return List.copyOf(names);
  }

  /** A pattern that fits this text: what stands for others in a pattern stands for any one here. */
  private static String literal(String text) {
    return text.replace('*', '?');
  }
}
