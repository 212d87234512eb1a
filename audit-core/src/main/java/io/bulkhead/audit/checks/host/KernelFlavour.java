package io.bulkhead.audit.checks.host;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The build variant in a kernel's release, for example {@code cloud-amd64} or {@code generic}. */
final class KernelFlavour {
  /** Tokens that count releases although they begin with letters: {@code arch1}, {@code rc6}. */
  private static final Pattern COUNTER = Pattern.compile("(arch|rc|zen|hardened)\\d+");

  private KernelFlavour() {}

  /** Empty where the release names none, as on Red Hat's default kernels. */
  static String of(String release) {
    List<String> tokens = Arrays.asList(release.split("-"));
    for (int i = 1; i < tokens.size(); i++) {
      String token = tokens.get(i);
      if (Character.isLetter(token.charAt(0)) && !COUNTER.matcher(token).matches()) {
        return String.join("-", tokens.subList(i, tokens.size()));
      }
    }
    String last = tokens.get(tokens.size() - 1);
    int plus = last.lastIndexOf('+');
    return plus < 0 ? "" : last.substring(plus + 1);
  }
}
