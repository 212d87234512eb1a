package io.bulkhead.audit.policyfile;

import io.bulkhead.audit.policy.Allowance;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.SiteValue;
import io.bulkhead.audit.policy.SiteValues;
import io.bulkhead.audit.policy.Waiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a policy file: YAML of schema {@value #SCHEMA}, described in docs/policy.md. */
public final class PolicyFile {
  /** Value of the key {@value #SCHEMA_KEY}. */
  public static final int SCHEMA = 1;

  static final String SCHEMA_KEY = "bulkhead-policy";
  static final String WAIVERS = "waivers";
  static final String LABEL_WAIVERS = "label-waivers";

  private static final int MOST_CHARACTERS = 16 << 20;
  private static final List<String> ALLOWANCE = List.of("image", "container", "label", "allow");

  private final Nodes nodes = new Nodes();
  private final WaiverReader waivers;

  private PolicyFile(String name, Collection<String> checks) {
    waivers = new WaiverReader(nodes, name, checks);
  }

  /**
   * Reads a policy.
   *
   * @param name of the file, for messages and for the source of its waivers
   * @param checks ids of all checks: a waiver for none of them is a mistake
   * @throws PolicyFileException with every mistake and its place
   */
  public static Policy parse(String name, String text, Collection<String> checks)
      throws PolicyFileException {
    PolicyFile file = new PolicyFile(name, checks);
    Policy policy = file.read(tree(name, text));
    if (!file.nodes.problems().isEmpty()) {
      throw new PolicyFileException(name, file.nodes.problems());
    }
    return policy;
  }

  /** Composed only: nothing is constructed from what the text names. */
  private static Node tree(String name, String text) throws PolicyFileException {
    try {
      LoaderOptions limits = new LoaderOptions();
      limits.setCodePointLimit(MOST_CHARACTERS);
      Node root =
          new Composer(new ParserImpl(new StreamReader(text), limits), new Resolver(), limits)
              .getSingleNode();
      if (root != null) {
        return root;
      }
      throw new PolicyFileException(
          name, List.of(new Problem(1, 1, "the file is empty; `bulkhead policy init` writes one")));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String says = "not YAML: " + e.getProblem();
      int line = mark == null ? 1 : mark.getLine() + 1;
      int column = mark == null ? 1 : mark.getColumn() + 1;
      throw new PolicyFileException(name, List.of(new Problem(line, column, says)));
    } catch (YAMLException e) {
      String says = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new PolicyFileException(name, List.of(new Problem(1, 1, "not YAML: " + says)));
    }
  }

  private Policy read(Node root) {
    List<String> known = new ArrayList<>(List.of(SCHEMA_KEY));
    known.addAll(SiteValues.sections());
    known.addAll(List.of(WAIVERS, LABEL_WAIVERS));
    Map<String, Node> members = nodes.mapping(root, "the policy", known);
    schema(root, members.get(SCHEMA_KEY));
    Map<String, Object> stated = new HashMap<>();
    for (String section : SiteValues.sections()) {
      Node node = members.get(section);
      if (node != null) {
        section(section, node, stated);
      }
    }
    Node list = members.get(WAIVERS);
    List<Waiver> all = list == null ? List.of() : waivers.read(list);
    Node labels = members.get(LABEL_WAIVERS);
    boolean allowed = labels != null && nodes.flag(labels, LABEL_WAIVERS).orElse(false);
    return new Policy(stated, all, allowed);
  }

  private void schema(Node root, @Nullable Node version) {
    if (version == null) {
      nodes.problem(root, "'" + SCHEMA_KEY + ": " + SCHEMA + "' is missing; write it on top");
    } else if (!(version instanceof ScalarNode scalar)
        || !scalar.getValue().equals(String.valueOf(SCHEMA))) {
      nodes.problem(
          version,
          SCHEMA_KEY
              + " is "
              + Nodes.shown(version)
              + "; this version of Bulkhead reads "
              + SCHEMA);
    }
  }

  private void section(String section, Node node, Map<String, Object> stated) {
    List<String> keys =
        SiteValues.ALL.stream()
            .filter(v -> v.section().equals(section))
            .map(SiteValue::key)
            .toList();
    nodes
        .mapping(node, "'" + section + "'", keys)
        .forEach(
            (key, value) ->
                SiteValues.find(section, key)
                    .flatMap(site -> value(site, value))
                    .ifPresent(read -> stated.put(section + "." + key, read)));
  }

  private Optional<?> value(SiteValue<?> site, Node node) {
    return switch (site.form()) {
      case NUMBER -> nodes.number(node, site.name());
      case FLAG -> nodes.flag(node, site.name());
      case PATTERNS -> Optional.of(patterns(site, node));
      case ALLOWANCES -> Optional.of(allowances(site, node));
    };
  }

  private List<String> patterns(SiteValue<?> site, Node node) {
    List<String> patterns = new ArrayList<>();
    for (Node each : nodes.list(node, site.name(), SiteValue.Form.PATTERNS.words())) {
      pattern(site, each).ifPresent(patterns::add);
    }
    return patterns;
  }

  private Optional<String> pattern(SiteValue<?> site, Node node) {
    Optional<String> text = nodes.text(node, "an entry of " + site.name());
    if (text.isPresent() && !text.get().matches(site.shape())) {
      nodes.problem(
          node,
          Nodes.shown(node) + " does not fit " + site.name() + ", which lists: " + site.about());
      return Optional.empty();
    }
    return text;
  }

  private List<Allowance> allowances(SiteValue<?> site, Node node) {
    List<Allowance> all = new ArrayList<>();
    for (Node each : nodes.list(node, site.name(), SiteValue.Form.ALLOWANCES.words())) {
      if (each instanceof ScalarNode) {
        pattern(site, each).ifPresent(p -> all.add(Allowance.forAll(p)));
      } else {
        allowance(site, each).ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<Allowance> allowance(SiteValue<?> site, Node node) {
    String what = "an entry of " + site.name();
    Map<String, Node> members = nodes.mapping(node, what, ALLOWANCE);
    Node allow = members.get("allow");
    if (allow == null) {
      nodes.problem(node, what + " lacks 'allow'; list there what is allowed");
      return Optional.empty();
    }
    return Optional.of(
        new Allowance(
            optional(members, "image", "*"),
            optional(members, "container", "*"),
            optional(members, "label", ""),
            patterns(site, allow)));
  }

  private String optional(Map<String, Node> members, String key, String otherwise) {
    Node node = members.get(key);
    return node == null ? otherwise : nodes.text(node, "'" + key + "'").orElse(otherwise);
  }
}
