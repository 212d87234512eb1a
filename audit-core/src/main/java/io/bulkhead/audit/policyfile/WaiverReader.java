package io.bulkhead.audit.policyfile;

import io.bulkhead.audit.Retired;
import io.bulkhead.audit.policy.Glob;
import io.bulkhead.audit.policy.Waiver;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the list of waivers. */
final class WaiverReader {
  private static final List<String> KEYS = List.of("check", "object", "reason", "owner", "expires");
  private static final List<String> NEEDED = List.of("check", "reason", "owner", "expires");

  private final Nodes nodes;
  private final String file;
  private final Collection<String> checks;

  WaiverReader(Nodes nodes, String file, Collection<String> checks) {
    this.nodes = nodes;
    this.file = file;
    this.checks = checks;
  }

  List<Waiver> read(Node list) {
    List<Waiver> waivers = new ArrayList<>();
    for (Node each : nodes.list(list, PolicyFile.WAIVERS, "a list of waivers")) {
      waiver(each).ifPresent(waivers::add);
    }
    return waivers;
  }

  private Optional<Waiver> waiver(Node node) {
    Map<String, Node> members = nodes.mapping(node, "a waiver", KEYS);
    List<String> missing = NEEDED.stream().filter(key -> !members.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      nodes.problem(node, "the waiver lacks " + String.join(", ", missing));
    }
    Optional<String> check = value(members, "check").flatMap(this::check);
    Optional<String> object =
        members.containsKey("object") ? text(members, "object") : Optional.of("*");
    Optional<String> reason = text(members, "reason");
    Optional<String> owner = text(members, "owner");
    Optional<LocalDate> expires = value(members, "expires").flatMap(this::date);
    if (check.isEmpty()
        || object.isEmpty()
        || reason.isEmpty()
        || owner.isEmpty()
        || expires.isEmpty()) {
      return Optional.empty();
    }
    String source = file + ":" + (node.getStartMark().getLine() + 1);
    return Optional.of(
        new Waiver(check.get(), object.get(), reason.get(), owner.get(), expires.get(), source));
  }

  private static Optional<Node> value(Map<String, Node> members, String key) {
    return Optional.ofNullable(members.get(key));
  }

  private Optional<String> text(Map<String, Node> members, String key) {
    return value(members, key).flatMap(node -> nodes.text(node, "'" + key + "'"));
  }

  private Optional<String> check(Node node) {
    Optional<String> glob = nodes.text(node, "'check'").map(text -> text.toUpperCase(Locale.ROOT));
    if (glob.isPresent() && checks.stream().noneMatch(new Glob(glob.get())::matches)) {
      nodes.problem(
          node,
          Retired.says(glob.get())
              .orElse(
                  "no check is called " + Nodes.shown(node) + "; `bulkhead checks` lists them"));
      return Optional.empty();
    }
    return glob;
  }

  private Optional<LocalDate> date(Node node) {
    Optional<String> text = nodes.text(node, "'expires'");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text.get()));
    } catch (DateTimeParseException e) {
      nodes.problem(node, "expires is " + Nodes.shown(node) + ", not a date such as 2027-01-31");
      return Optional.empty();
    }
  }
}
