package io.bulkhead.audit.policy;

import java.util.List;

/**
 * A value that a site may set in its policy file, with the default for sites that do not. Made by
 * the factory of its form, declared as a constant in the class of its section, listed in {@link
 * SiteValues}; file reader, file writer and documentation follow from that.
 *
 * @param section heading in the policy file, for example {@code images}
 * @param key lower case with hyphens, with the unit where there is one: {@code max-age-days}
 * @param standard what holds if the policy does not state it
 * @param about one sentence: what is allowed or expected, and how it is written
 * @param shape regular expression that each pattern fits
 * @param <T> Integer, Boolean, List of String or List of {@link Allowance}, as the form says
 */
public record SiteValue<T>(
    String section, String key, Form form, T standard, String about, String shape) {
  private static final String ANY = "\\S.*";

  /** How a value is written. */
  public enum Form {
    /** A whole number, 0 or more. */
    NUMBER("a whole number, 0 or more"),
    FLAG("true or false"),
    /** A list of globs. */
    PATTERNS("a list of names or patterns"),
    /** A list of {@link Allowance}; a bare pattern is one for every container. */
    ALLOWANCES("a list of patterns, or of mappings with image, container, label and allow");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    /** What a person has to write. */
    public String words() {
      return words;
    }
  }

  public static SiteValue<Integer> number(String section, String key, int standard, String about) {
    return new SiteValue<>(section, key, Form.NUMBER, standard, about, ANY);
  }

  public static SiteValue<Boolean> flag(
      String section, String key, boolean standard, String about) {
    return new SiteValue<>(section, key, Form.FLAG, standard, about, ANY);
  }

  public static SiteValue<List<String>> patterns(
      String section, String key, List<String> standard, String about) {
    return new SiteValue<>(section, key, Form.PATTERNS, List.copyOf(standard), about, ANY);
  }

  /** Nothing is allowed unless the policy says so. */
  public static SiteValue<List<Allowance>> allowances(String section, String key, String about) {
    return new SiteValue<>(section, key, Form.ALLOWANCES, List.of(), about, ANY);
  }

  /** The same value, whose patterns must fit a regular expression. */
  SiteValue<T> shaped(String expression) {
    return new SiteValue<>(section, key, form, standard, about, expression);
  }

  /** Section and key, for example {@code images.max-age-days}. */
  public String name() {
    return section + "." + key;
  }
}
