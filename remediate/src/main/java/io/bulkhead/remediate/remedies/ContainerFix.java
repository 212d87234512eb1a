package io.bulkhead.remediate.remedies;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has to change where a container is described, in the words of docker run and of a compose
 * file.
 *
 * @param out options to take away
 * @param in options to give
 * @param composeOut keys to take away
 * @param composeIn lines to write
 */
record ContainerFix(
    List<String> out, List<String> in, List<String> composeOut, List<String> composeIn) {
  ContainerFix {
    out = List.copyOf(out);
    in = List.copyOf(in);
    composeOut = List.copyOf(composeOut);
    composeIn = List.copyOf(composeIn);
  }

  static ContainerFix out(String option, String composeKey) {
    return new ContainerFix(List.of(option), List.of(), List.of(composeKey), List.of());
  }

  static ContainerFix in(String option, String composeLine) {
    return new ContainerFix(List.of(), List.of(option), List.of(), List.of(composeLine));
  }

  ContainerFix and(ContainerFix more) {
    return new ContainerFix(
        both(out, more.out),
        both(in, more.in),
        both(composeOut, more.composeOut),
        both(composeIn, more.composeIn));
  }

  String run() {
    return words(out, in);
  }

  String compose() {
    return words(composeOut, composeIn);
  }

  private static String words(List<String> away, List<String> given) {
    List<String> parts = new ArrayList<>();
    if (!away.isEmpty()) {
      parts.add("without " + String.join(" ", away));
    }
    if (!given.isEmpty()) {
      parts.add("with " + String.join(" ", given));
    }
    return String.join(", ", parts);
  }

  private static List<String> both(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
