package io.bulkhead.remediate.plan;

import io.bulkhead.audit.CheckId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which changes are wanted.
 *
 * @param only check ids or globs such as {@code DMN-*}; empty for all
 * @param skip check ids or globs that are left out
 * @param changes numbers of changes as an unselected plan shows them; empty for all. Numbers do not
 *     depend on the selection.
 */
public record Selection(List<String> only, List<String> skip, Set<Integer> changes) {
  /** Everything that can be fixed. */
  public static final Selection ALL = new Selection(List.of(), List.of(), Set.of());

  public Selection {
    only = List.copyOf(only);
    skip = List.copyOf(skip);
    changes = Set.copyOf(changes);
  }

  /** Exactly these changes; none at all for an empty set. */
  public static Selection of(Set<Integer> numbers) {
    return numbers.isEmpty()
        ? new Selection(List.of(), List.of("*"), Set.of())
        : new Selection(List.of(), List.of(), numbers);
  }

  /** True if the check is asked for and not left out. */
  public boolean wants(CheckId id) {
    return (only.isEmpty() || matchesAny(only, id)) && !matchesAny(skip, id);
  }

  /** True if the check is named by its whole id, or its change by its number. */
  boolean asks(int number, CheckId id) {
    boolean named = only.stream().anyMatch(glob -> glob.equalsIgnoreCase(id.value()));
    return !matchesAny(skip, id) && (named || changes.contains(number));
  }

  /** True if a change with this number, curing these checks, is wanted. */
  boolean wants(int number, List<CheckId> fixes) {
    return (changes.isEmpty() || changes.contains(number)) && fixes.stream().anyMatch(this::wants);
  }

  private static boolean matchesAny(List<String> globs, CheckId id) {
    return globs.stream().anyMatch(glob -> matches(glob, id.value()));
  }

  private static boolean matches(String glob, String id) {
    String expression =
        Pattern.quote(glob.toUpperCase(Locale.ROOT))
            .replace("*", "\\E.*\\Q")
            .replace("?", "\\E.\\Q");
    return Pattern.matches(expression, id);
  }
}
