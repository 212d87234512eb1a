package io.bulkhead.daemon.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonDocumentTest {
  static JsonDocument parsed(String text) {
    try {
      return JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProblem e) {
      throw new AssertionError(e);
    }
  }

  static String text(JsonDocument document) {
    return new String(document.bytes(), StandardCharsets.UTF_8);
  }

  private static String set(String text, ConfigValue value, String... path) {
    return text(parsed(text).set(List.of(path), value));
  }

  private static String remove(String text, String... path) {
    return text(parsed(text).remove(List.of(path)));
  }

  private static final ConfigValue NO = ConfigValue.of(false);

  @Test
  void a_flipped_boolean_changes_only_its_own_token() {
    assertThat(set("{\n  \"icc\" :   true ,\n\t\"a\":1}", NO, "icc"))
        .isEqualTo("{\n  \"icc\" :   false ,\n\t\"a\":1}");
  }

  @Test
  void a_value_that_is_there_already_writes_nothing() {
    JsonDocument before = parsed("{ \"log-opts\": {\"b\":\"2\", \"a\" : \"1\"} }");
    Map<String, ConfigValue> same = new LinkedHashMap<>();
    same.put("a", ConfigValue.of("1"));
    same.put("b", ConfigValue.of("2"));
    assertThat(before.set(List.of("log-opts"), new ConfigValue.Table(same))).isSameAs(before);
  }

  @Test
  void a_new_key_follows_the_indentation_of_its_neighbours() {
    assertThat(set("{\n    \"a\": 1\n}\n", NO, "icc"))
        .isEqualTo("{\n    \"a\": 1,\n    \"icc\": false\n}\n");
    assertThat(set("{\n\t\"a\": 1\n}", NO, "icc")).isEqualTo("{\n\t\"a\": 1,\n\t\"icc\": false\n}");
    assertThat(set("{\r\n  \"a\" : 1\r\n}\r\n", NO, "icc"))
        .isEqualTo("{\r\n  \"a\" : 1,\r\n  \"icc\" : false\r\n}\r\n");
  }

  @Test
  void a_file_of_one_line_stays_one_line() {
    assertThat(set("{\"a\":1}", NO, "icc")).isEqualTo("{\"a\":1,\"icc\":false}");
    assertThat(set("{ \"a\": 1 }\n", NO, "icc")).isEqualTo("{ \"a\": 1, \"icc\": false }\n");
    assertThat(set("{\"a\": 1}", ConfigValue.of("10m"), "log-opts", "max-size"))
        .isEqualTo("{\"a\": 1, \"log-opts\": {\"max-size\": \"10m\"}}");
  }

  @Test
  void a_new_key_stands_before_the_blank_lines_at_the_end() {
    assertThat(set("\n{\n  \"a\": [\n    1\n  ]  \n\n}\n\n\n", NO, "icc"))
        .isEqualTo("\n{\n  \"a\": [\n    1\n  ],\n  \"icc\": false  \n\n}\n\n\n");
  }

  @Test
  void an_empty_object_gets_the_house_style() {
    assertThat(set("{}", NO, "icc")).isEqualTo("{\n  \"icc\": false\n}");
    assertThat(set("{\n}\n", NO, "icc")).isEqualTo("{\n  \"icc\": false\n}\n");
    assertThat(set("null\n", NO, "icc")).isEqualTo("{\n  \"icc\": false\n}\n");
    assertThat(set("", NO, "icc")).isEqualTo("{\n  \"icc\": false\n}\n");
    assertThat(set("\uFEFF", NO, "icc")).isEqualTo("\uFEFF{\n  \"icc\": false\n}\n");
  }

  @Test
  void a_new_file_is_written_as_the_manual_writes_it() {
    JsonDocument made =
        JsonDocument.empty()
            .set(List.of("log-driver"), ConfigValue.of("local"))
            .set(List.of("log-opts", "max-size"), ConfigValue.of("10m"))
            .set(List.of("log-opts", "max-file"), ConfigValue.of("3"))
            .addItem(List.of("hosts"), ConfigValue.of("fd://"));
    assertThat(text(made))
        .isEqualTo(
            """
            {
              "log-driver": "local",
              "log-opts": {
                "max-size": "10m",
                "max-file": "3"
              },
              "hosts": ["fd://"]
            }
            """);
  }

  @Test
  void nothing_set_in_a_new_file_is_no_bytes() {
    assertThat(JsonDocument.empty().bytes()).isEmpty();
    assertThat(JsonDocument.empty().remove(List.of("icc")).bytes()).isEmpty();
  }

  @Test
  void a_removed_key_takes_one_comma_and_its_line_with_it() {
    String three = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n";
    assertThat(remove(three, "a")).isEqualTo("{\n  \"b\": 2,\n  \"c\": 3\n}\n");
    assertThat(remove(three, "b")).isEqualTo("{\n  \"a\": 1,\n  \"c\": 3\n}\n");
    assertThat(remove(three, "c")).isEqualTo("{\n  \"a\": 1,\n  \"b\": 2\n}\n");
    assertThat(remove("{ \"a\":1, \"b\":2 }", "a")).isEqualTo("{ \"b\":2 }");
    assertThat(remove("{\n  \"a\": 1\n}\n", "a")).isEqualTo("{}\n");
    assertThat(remove("{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}", "b"))
        .isEqualTo("{\r\n  \"a\": 1\r\n}");
  }

  @Test
  void parents_made_for_a_key_can_go_with_it() {
    String before = "{\n  \"a\": 1\n}\n";
    List<String> path = List.of("builder", "gc", "enabled");
    JsonDocument made = parsed(before).set(path, ConfigValue.of(true));
    assertThat(text(made.removeWithEmptyParents(path))).isEqualTo(before);
    assertThat(made.remove(path).get(List.of("builder", "gc"))).isPresent();
  }

  @Test
  void lists_keep_their_shape_when_items_come_and_go() {
    List<String> path = List.of("insecure-registries");
    JsonDocument many = parsed("{\n  \"insecure-registries\": [\n    \"a\",\n    \"b\"\n  ]\n}");
    assertThat(text(many.addItem(path, ConfigValue.of("c"))))
        .isEqualTo("{\n  \"insecure-registries\": [\n    \"a\",\n    \"b\",\n    \"c\"\n  ]\n}");
    assertThat(text(many.removeItem(path, ConfigValue.of("a"))))
        .isEqualTo("{\n  \"insecure-registries\": [\n    \"b\"\n  ]\n}");
    JsonDocument one = parsed("{\"insecure-registries\":[\"a\"]}");
    assertThat(text(one.addItem(path, ConfigValue.of("b"))))
        .isEqualTo("{\"insecure-registries\":[\"a\",\"b\"]}");
    assertThat(text(one.removeItem(path, ConfigValue.of("a"))))
        .isEqualTo("{\"insecure-registries\":[]}");
    assertThat(one.addItem(path, ConfigValue.of("a"))).isSameAs(one);
  }

  @Test
  void an_array_set_anew_changes_only_the_items_that_differ() {
    assertThat(
            set(
                "{\"dns\": [ \"\\u0061\",  \"b\",\n \"c\" ]}",
                ConfigValue.of(List.of("a", "c", "d")),
                "dns"))
        .isEqualTo("{\"dns\": [ \"\\u0061\",\n \"c\",\n \"d\" ]}");
  }

  @Test
  void spellings_elsewhere_stay_as_they_are() {
    String before = "{\"a\":1.4e3,\"b\":\"\\/\\u00e9 \uD83D\uDC33\",\"\\u0069cc\":true,\"n\":-0}";
    assertThat(set(before, NO, "icc")).isEqualTo(before.replace("true", "false"));
  }

  @Test
  void a_doubled_key_is_not_edited_and_others_are() {
    JsonDocument document = parsed("{\n\"icc\": true,\n\"icc\": false,\n\"a\": 1}");
    assertThat(document.duplicates()).containsExactly(new Duplicate(List.of("icc"), List.of(2, 3)));
    assertThat(document.refusal(List.of("icc"))).contains("icc stands in lines 2 and 3");
    assertThatThrownBy(() -> document.set(List.of("icc"), NO))
        .isInstanceOf(EditRefused.class)
        .hasMessage("icc stands in lines 2 and 3");
    assertThat(text(document.set(List.of("a"), ConfigValue.of(2))))
        .isEqualTo("{\n\"icc\": true,\n\"icc\": false,\n\"a\": 2}");
  }

  @Test
  void doubled_objects_are_merged_as_the_engine_does() {
    JsonDocument document =
        parsed("{\"log-opts\":{\"max-size\":\"1m\"},\"log-opts\":{\"max-file\":\"2\"}}");
    assertThat(document.get(List.of("log-opts", "max-size"))).contains(ConfigValue.of("1m"));
    assertThat(document.get(List.of("log-opts", "max-file"))).contains(ConfigValue.of("2"));
  }

  @Test
  void a_parent_that_is_no_object_is_refused_and_null_is_replaced() {
    JsonDocument text = parsed("{\n\"log-opts\": \"x\"}");
    assertThatThrownBy(() -> text.set(List.of("log-opts", "max-size"), ConfigValue.of("1m")))
        .hasMessage("line 2: log-opts is a JSON string, not an object");
    assertThat(set("{\"log-opts\": null}", ConfigValue.of("1m"), "log-opts", "max-size"))
        .isEqualTo("{\"log-opts\": {\"max-size\": \"1m\"}}");
  }

  @Test
  void lines_count_every_kind_of_line_end() {
    JsonDocument document = parsed("\r\n{\r\"a\": 1,\n\"b\": {\"c\": 2}}");
    assertThat(document.line(List.of("a"))).isEqualTo(3);
    assertThat(document.line(List.of("b", "c"))).isEqualTo(4);
    assertThat(document.column(List.of("b", "c"))).isEqualTo(7);
    assertThat(document.line(List.of("x"))).isZero();
  }

  @Test
  void only_the_first_value_is_read_for_old_engines() throws JsonProblem {
    byte[] file = "{\"a\": 1} x".getBytes(StandardCharsets.UTF_8);
    JsonDocument document = JsonDocument.parseFirstValue(file);
    assertThat(document.get(List.of("a"))).isEqualTo(Optional.of(ConfigValue.of(1)));
    assertThat(document.refusal(List.of("a"))).isPresent();
  }

  @Test
  void missing_values_are_spelled_out_and_present_ones_stay() {
    byte[] out =
        SpellOut.values(
            "{\"icc\": true}".getBytes(StandardCharsets.UTF_8),
            Map.of("icc", NO, "live-restore", NO));
    assertThat(new String(out, StandardCharsets.UTF_8))
        .isEqualTo("{\"icc\": true, \"live-restore\": false}");
    assertThat(new String(SpellOut.values(new byte[0], Map.of("icc", NO)), StandardCharsets.UTF_8))
        .isEqualTo("{\n  \"icc\": false\n}\n");
  }
}
