package io.bulkhead.daemon.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonProblemTest {
  static Stream<Arguments> broken() {
    return Stream.of(
        broken("{\n  \"a\": 1,\n}", "line 2, column 9: a comma before '}'; remove the comma"),
        broken("{\"a\": [1,]}", "line 1, column 9: a comma before ']'; remove the comma"),
        broken("{\n  // x\n  \"a\": 1}", "line 2, column 3: a comment; remove it"),
        broken("{\"a\": 1} # x", "line 1, column 10: a comment; remove it"),
        broken("{\"a\": 1 /* x */}", "line 1, column 9: a comment"),
        broken("{'a': 1}", "line 1, column 2: a single quote; use double quotes"),
        broken("{\"a\": 'x'}", "line 1, column 7: a single quote"),
        broken("{\u201Ca\u201D: 1}", "line 1, column 2: a typographic quote \u201C"),
        broken("{\"a\": {{ x }}}", "a template placeholder"),
        broken("{% if x %}{}", "line 1, column 1: a template placeholder"),
        broken("{\"a\": ${X}}", "line 1, column 7: a template placeholder"),
        broken("<%= x %>", "line 1, column 1: a template placeholder"),
        broken("{\"a\": True}", "line 1, column 7: 'True' is not a value; write true"),
        broken("{\"a\": trueish}", "'trueish' is not a value"),
        broken("{\"a\": 010}", "'010' is not a number; remove the leading zero"),
        broken("{\"a\": 1.}", "'1.' is not a number"),
        broken("{\"a\": \"x\ny\"}", "line 1, column 7: a string that does not end in its line"),
        broken("{\"a\": \"x", "line 1, column 7: a string that never ends"),
        broken("{\"a\": \"x\ty\"}", "line 1, column 9: a tab inside a string; write \\t"),
        broken("{\"a\": \"\\d\"}", "line 1, column 8: the escape '\\d' does not exist"),
        broken("{\"a\": \"\\u12g4\"}", "the escape '\\u' does not exist"),
        broken("{\"a\": 1}\u0000", "line 1, column 9: a NUL byte behind the end"),
        broken("{\"a\": 1} x", "line 1, column 10: text behind the end of the configuration: 'x'"),
        broken("{\"a\": 1}}", "line 1, column 9: one '}' too many"),
        broken("{\"a\": 1 \"b\": 2}", "line 1, column 9: a comma is missing before '\"b'"),
        broken("{\n\"a\": 1", "line 2, column 7: the file ends inside the object opened in line 1"),
        broken("{\"a\": [1,", "the file ends inside the array opened in line 1"),
        broken("{\"a\" = 1}", "line 1, column 6: '=' behind a key; write ':' instead of '='"),
        broken("{a: 1}", "line 1, column 2: 'a' where a key belongs; put the key in double quotes"),
        broken("{\"a\": }", "line 1, column 7: '}' where a value belongs"),
        broken("{\u00a0\"a\": 1}", "line 1, column 2: the blank U+00A0, which JSON does not know"),
        broken("[]", "the configuration is a JSON array, not an object"),
        broken("\"x\"", "the configuration is a JSON string, not an object"),
        broken("{\"\u00e9\": 1,}", "line 1, column 8: a comma before '}'"));
  }

  private static Arguments broken(String text, String says) {
    return Arguments.of(text, says);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void says_where_and_what_and_what_to_do(String text, String says) {
    assertThatThrownBy(() -> JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonProblem.class)
        .hasMessageContaining(says);
  }

  @Test
  void bytes_that_are_not_utf_8_are_named() {
    assertThatThrownBy(
            () -> JsonDocument.parse("{\n\"a\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessage("line 2, column 7: byte 0xE9 is not UTF-8; save the file as UTF-8");
    assertThatThrownBy(() -> JsonDocument.parse("{}".getBytes(StandardCharsets.UTF_16)))
        .hasMessageContaining("the file is UTF-16");
    assertThatThrownBy(() -> JsonDocument.parse("{}".getBytes(StandardCharsets.UTF_16LE)))
        .hasMessageContaining("the file is UTF-16");
  }

  @Test
  void bombs_are_refused_without_exhausting_anything() {
    assertThatThrownBy(
            () -> JsonDocument.parse("[".repeat(900_000).getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("nested deeper than 500 levels");
    assertThatThrownBy(() -> JsonDocument.parse(new byte[5 << 20]))
        .hasMessageContaining("the file has 5242880 bytes, at most 1048576 are read");
  }

  @Test
  void a_hostile_text_cannot_steer_the_terminal() {
    assertThatThrownBy(
            () -> JsonDocument.parse("{\u001b[31mx: 1}".getBytes(StandardCharsets.UTF_8)))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
  }
}
