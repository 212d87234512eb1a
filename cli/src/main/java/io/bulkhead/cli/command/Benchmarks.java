package io.bulkhead.cli.command;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.benchmark.BenchmarkMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The benchmark maps of this build. */
final class Benchmarks {
  private static final List<String> EDITIONS = List.of("1.6.0", "1.7.0", "1.8.0");

  private Benchmarks() {}

  /** All editions, oldest first. */
  static List<BenchmarkMap> all() {
    List<BenchmarkMap> maps = new ArrayList<>();
    for (String edition : EDITIONS) {
      String name = "/benchmarks/" + name(edition) + ".yaml";
      try (InputStream in = BenchmarkMap.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("this build lacks " + name);
        }
        maps.add(BenchmarkMap.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new IllegalStateException("cannot read " + name, e);
      }
    }
    return maps;
  }

  /** The edition of this name, for example {@code cis-docker-1.8.0}. */
  static BenchmarkMap find(String name) {
    List<BenchmarkMap> maps = all();
    for (int i = 0; i < maps.size(); i++) {
      if (name.equals(name(EDITIONS.get(i)))) {
        return maps.get(i);
      }
    }
    throw new UsageException(
        "there is no benchmark '" + name + "'",
        "benchmarks are " + String.join(", ", EDITIONS.stream().map(Benchmarks::name).toList()));
  }

  /** The name a user types. */
  static String name(String edition) {
    return "cis-docker-" + edition;
  }

  /** Sections of a check in the newest edition that has it, for example {@code 2.2}. */
  static String newest(List<BenchmarkMap> maps, CheckId id) {
    for (int i = maps.size() - 1; i >= 0; i--) {
      List<String> sections = maps.get(i).sectionsOf(id);
      if (!sections.isEmpty()) {
        return String.join(" ", sections);
      }
    }
    return "-";
  }
}
