package io.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.cli.demo.SampleHost;
import io.bulkhead.remediate.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A saved plan in the hands of somebody who changes it and gives it a digest that fits again: every
 * member is altered and removed, and whatever comes of it is either a refusal or what Bulkhead
 * would do by itself for some selection of its changes. Some of the members; with {@code
 * -Dbulkhead.full=true} all of them.
 */
class TamperedPlanTest {
  private static final String ONLY = "DMN-003,DMN-004,FIL-009";
  private static final int SOME = 40;
  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  @TempDir(factory = BelowTarget.class)
  Path home;

  /** Something done to a plan. */
  private record Tampering(String what, ObjectNode plan) {}

  private static void tamperings(ObjectNode root, JsonNode at, String path, List<Tampering> found) {
    if (at instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String here = path + "/" + name.replace("~", "~0").replace("/", "~1");
        JsonNode child = object.get(name);
        object.remove(name);
        found.add(new Tampering("without " + here, root.deepCopy()));
        if (child.isValueNode()) {
          object.set(name, altered(child));
          found.add(new Tampering("altered " + here, root.deepCopy()));
        }
        object.set(name, child);
        tamperings(root, child, here, found);
      }
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        String here = path + "/" + i;
        JsonNode child = array.get(i);
        array.remove(i);
        found.add(new Tampering("without " + here, root.deepCopy()));
        array.insert(i, child);
        array.insert(i, child.isValueNode() ? altered(child) : child.deepCopy());
        found.add(new Tampering("doubled " + here, root.deepCopy()));
        array.remove(i);
        tamperings(root, child, here, found);
      }
    }
  }

  private static JsonNode altered(JsonNode value) {
    if (value.isBoolean()) {
      return CANONICAL.getNodeFactory().booleanNode(!value.booleanValue());
    }
    if (value.isNumber()) {
      return CANONICAL.getNodeFactory().numberNode(value.intValue() + 1);
    }
    String text = value.asText();
    String other =
        text.isEmpty()
            ? "x"
            : text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0");
    return CANONICAL.getNodeFactory().textNode(other);
  }

  private static byte[] signed(ObjectNode plan) throws IOException {
    ObjectNode rest = plan.deepCopy();
    rest.remove(List.of("plan", "created", "expires"));
    String digest = Sha256.hex(CANONICAL.writeValueAsString(rest).getBytes(StandardCharsets.UTF_8));
    return CANONICAL.writeValueAsString(plan.put("plan", digest)).getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes and modes below etc. */
  private static SortedMap<String, String> state(SampleHost host) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(host.root().resolve("etc"))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        String content = Files.isRegularFile(path) ? Sha256.hex(Files.readAllBytes(path)) : "";
        all.put(host.root().relativize(path).toString(), mode + " " + content);
      }
    }
    return all;
  }

  private Lines on(SampleHost host) {
    return new Lines(home, "--root", host.root().toString());
  }

  /** What Bulkhead does by itself, for every selection. */
  private Set<SortedMap<String, String>> honest(List<String> numbers) throws IOException {
    Set<SortedMap<String, String>> states = new HashSet<>();
    for (int chosen = 0; chosen < 1 << numbers.size(); chosen++) {
      List<String> only = new ArrayList<>();
      for (int i = 0; i < numbers.size(); i++) {
        if ((chosen & 1 << i) != 0) {
          only.add(numbers.get(i));
        }
      }
      try (SampleHost host = SampleHost.unpack(home)) {
        if (!only.isEmpty()) {
          Lines.Ran ran = on(host).run("apply", "--yes", "--only", String.join(",", only));
          assertThat(ran.exit()).as(ran.said()).isZero();
        }
        states.add(state(host));
      }
    }
    return states;
  }

  @Test
  void whatever_is_changed_in_a_plan_it_only_selects() throws IOException {
    ObjectNode plan;
    Path file = home.resolve("plan.json");
    SortedMap<String, String> untouched;
    try (SampleHost host = SampleHost.unpack(home)) {
      untouched = state(host);
      on(host).run("plan", "--only", ONLY, "--out", file.toString());
      plan = (ObjectNode) CANONICAL.readTree(file.toFile());
    }
    List<String> numbers = new ArrayList<>();
    plan.path("changes").forEach(change -> numbers.add(change.path("n").asText()));
    Set<SortedMap<String, String>> honest = honest(numbers);
    List<Tampering> all = new ArrayList<>();
    tamperings(plan, plan, "", all);
    assertThat(all).hasSizeGreaterThan(300);
    if (!Boolean.getBoolean("bulkhead.full")) {
      Collections.shuffle(all, new Random(3));
      all = all.subList(0, SOME);
    }
    int refused = 0;
    for (Tampering tampering : all) {
      try (SampleHost host = SampleHost.unpack(home)) {
        ObjectNode here = tampering.plan();
        if (here.path("host")
            .path("root")
            .asText()
            .equals(plan.path("host").path("root").asText())) {
          ((ObjectNode) here.path("host")).put("root", host.root().toString());
        }
        Files.write(file, signed(here));
        Lines.Ran ran = on(host).run("apply", "--yes", file.toString());
        SortedMap<String, String> after = state(host);
        if (ran.exit() == 0) {
          assertThat(honest).as(tampering.what()).contains(after);
        } else {
          refused++;
          assertThat(ran.exit()).as(tampering.what() + ran.said()).isEqualTo(3);
          assertThat(after).as(tampering.what()).isEqualTo(untouched);
        }
      }
    }
    assertThat(refused).isGreaterThan(all.size() / 4);
  }

  @Test
  void a_plan_that_others_could_have_written_is_not_opened() throws Exception {
    try (SampleHost host = SampleHost.unpack(home)) {
      Path file = home.resolve("plan.json");
      on(host).run("plan", "--only", ONLY, "--out", file.toString());
      Path link = Files.createSymbolicLink(home.resolve("link.json"), file);
      refused(host, link, "symbolic link");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
      refused(host, file, "others can write to it (mode 0664)");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      Path pipe = home.resolve("pipe.json");
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      refused(host, pipe, "not a regular file");
      refused(host, home, "not a regular file");
      Path huge = Files.write(home.resolve("huge.json"), new byte[(8 << 20) + 1]);
      Files.setPosixFilePermissions(huge, PosixFilePermissions.fromString("rw-------"));
      refused(host, huge, "more than");
      refused(host, home.resolve("none.json"), "no such file");
      assertThat(on(host).run("apply", "--yes", file.toString()).exit()).isZero();
    }
  }

  private void refused(SampleHost host, Path file, String why) {
    Lines.Ran ran = on(host).run("apply", "--yes", file.toString());
    assertThat(ran.exit()).as(ran.said()).isEqualTo(3);
    assertThat(ran.err()).contains(why);
  }

  @Test
  void a_plan_names_what_moved_and_what_still_fits_can_be_applied() throws IOException {
    try (SampleHost host = SampleHost.unpack(home)) {
      Path file = home.resolve("plan.json");
      on(host).run("plan", "--only", ONLY, "--out", file.toString());
      Path config = host.root().resolve("etc/docker/daemon.json");
      String old = Files.readString(config);
      Files.writeString(config, old.replaceFirst("\\{", "{\n  \"dns\": [\"9.9.9.9\"],"));
      Lines.Ran moved = on(host).run("apply", "--yes", file.toString());
      assertThat(moved.exit()).as(moved.said()).isEqualTo(3);
      assertThat(moved.err())
          .contains("/etc/docker/daemon.json  edited ", "\"dns\" added  → ", "still fit");
      Lines.Ran rest = on(host).run("apply", "--yes", "--apply-unaffected", file.toString());
      assertThat(rest.exit()).as(rest.said()).isZero();
      assertThat(rest.out()).contains("Applied 1 of 1");
      assertThat(Files.readString(config)).contains("9.9.9.9").doesNotContain("live-restore");
    }
  }
}
