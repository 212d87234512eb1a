package io.bulkhead.kernel.probes.kernel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Order of releases: numbers by value, other parts by letters, a release candidate before. */
final class Versions {
  private static final Pattern PART = Pattern.compile("\\d+|[a-z]+");

  private Versions() {}

  static int compare(String one, String other) {
    List<String> a = parts(one);
    List<String> b = parts(other);
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      int order = part(i < a.size() ? a.get(i) : "", i < b.size() ? b.get(i) : "");
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<String> parts(String version) {
    List<String> parts = new ArrayList<>();
    Matcher m = PART.matcher(version);
    while (m.find()) {
      parts.add(m.group());
    }
    return parts;
  }

  private static int part(String a, String b) {
    if (a.equals("rc") || b.equals("rc")) {
      return Boolean.compare(b.equals("rc"), a.equals("rc"));
    }
    boolean numbers = number(a) && number(b);
    if (numbers) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    }
    if (number(a) != number(b)) {
      return number(a) ? 1 : -1;
    }
    return a.compareTo(b);
  }

  private static boolean number(String part) {
    return !part.isEmpty() && Character.isDigit(part.charAt(0));
  }
}
