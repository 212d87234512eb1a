package io.bulkhead.engine.json;

import java.util.regex.Pattern;

/** Takes secrets out of values that are worth showing. */
public final class Redacted {
  private static final String MARK = "(redacted)";
  private static final Pattern USERINFO = Pattern.compile("(?<=//)[^/?#]*@");
  private static final Pattern SECRET_NAME =
      Pattern.compile("token|secret|password|passwd|credential|api-?key", Pattern.CASE_INSENSITIVE);

  private Redacted() {}

  /** An address with user name and password taken out. */
  public static String url(String url) {
    return USERINFO.matcher(url).replaceAll(MARK + "@");
  }

  /** The value of an option, hidden if its name says that it is a secret. */
  public static String option(String name, String value) {
    return SECRET_NAME.matcher(name).find() && !value.isEmpty() ? MARK : url(value);
  }
}
