package io.bulkhead.remediate.plan;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kernel parameters that files of GRUB set, without what they take over from other files. */
final class GrubWords {
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?GRUB_CMDLINE_LINUX\\w*=[\"']?(.*?)[\"']?");

  private GrubWords() {}

  static Set<String> of(byte[] file) {
    Set<String> words = new LinkedHashSet<>();
    for (String line : TextLines.of(file).lines()) {
      Matcher set = LINE.matcher(line.strip());
      if (set.matches()) {
        Arrays.stream(set.group(1).split("\\s+"))
            .filter(word -> !word.isEmpty() && !word.startsWith("$"))
            .forEach(words::add);
      }
    }
    return words;
  }
}
