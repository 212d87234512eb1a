package io.bulkhead.audit.policyfile;

import io.bulkhead.audit.policy.Allowance;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.SiteValue;
import io.bulkhead.audit.policy.SiteValues;
import io.bulkhead.audit.policy.Waiver;
import java.util.List;

/** Writes a policy as YAML that {@link PolicyFile} reads back as the same policy. */
public final class PolicyText {
  private final StringBuilder out = new StringBuilder();

  private PolicyText() {}

  /**
   * The text. Values that are not stated stand there as comments, so that a person sees what there
   * is.
   *
   * @param head comment lines for the top
   */
  public static String of(Policy policy, List<String> head) {
    PolicyText text = new PolicyText();
    head.forEach(line -> text.line("# " + line));
    text.line(PolicyFile.SCHEMA_KEY + ": " + PolicyFile.SCHEMA);
    for (String section : SiteValues.sections()) {
      text.section(section, policy);
    }
    text.line("");
    text.line("# Containers may carry waivers of their own in labels: io.bulkhead.waive and");
    text.line("# io.bulkhead.waive.reason, .owner, .expires");
    text.line(PolicyFile.LABEL_WAIVERS + ": " + policy.labelWaivers());
    text.waivers(policy.waivers());
    return text.out.toString();
  }

  private void section(String section, Policy policy) {
    List<SiteValue<?>> all =
        SiteValues.ALL.stream().filter(v -> v.section().equals(section)).toList();
    boolean any = all.stream().anyMatch(policy::states);
    line("");
    line((any ? "" : "# ") + section + ":");
    for (SiteValue<?> value : all) {
      line("  # " + value.about());
      String start = policy.states(value) ? "  " : "  # ";
      value(start + value.key() + ":", value, policy.get(value));
    }
  }

  private void value(String start, SiteValue<?> site, Object value) {
    if (!(value instanceof List<?> list)) {
      line(start + " " + value);
    } else if (list.isEmpty() || site.form() == SiteValue.Form.PATTERNS) {
      line(start + " [" + String.join(", ", list.stream().map(v -> quoted(v)).toList()) + "]");
    } else {
      line(start);
      list.forEach(each -> allowance((Allowance) each));
    }
  }

  private void allowance(Allowance each) {
    StringBuilder text = new StringBuilder("    - {");
    member(text, "image", each.image(), "*");
    member(text, "container", each.container(), "*");
    member(text, "label", each.label(), "");
    List<String> values = each.values().stream().map(PolicyText::quoted).toList();
    line(text + "allow: [" + String.join(", ", values) + "]}");
  }

  private static void member(StringBuilder text, String key, String value, String otherwise) {
    if (!value.equals(otherwise)) {
      text.append(key).append(": ").append(quoted(value)).append(", ");
    }
  }

  private void waivers(List<Waiver> waivers) {
    line("");
    line(PolicyFile.WAIVERS + ":" + (waivers.isEmpty() ? " []" : ""));
    for (Waiver waiver : waivers) {
      line("  - check: " + quoted(waiver.check()));
      line("    object: " + quoted(waiver.object()));
      line("    reason: " + quoted(waiver.reason()));
      line("    owner: " + quoted(waiver.owner()));
      line("    expires: " + waiver.expires());
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /** A double-quoted scalar: everything but plain letters is escaped. */
  private static String quoted(Object value) {
    StringBuilder text = new StringBuilder("\"");
    String.valueOf(value)
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
              } else if (c >= 0x20 && c < 0x7f) {
                text.append((char) c);
              } else {
                text.append("\\U%08x".formatted(c));
              }
            });
    return text.append('"').toString();
  }
}
