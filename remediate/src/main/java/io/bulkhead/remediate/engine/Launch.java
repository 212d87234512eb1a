package io.bulkhead.remediate.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a process was started, so that the same can be started again.
 *
 * @param boot boot id: the description is worthless after a reboot
 * @param exe path of the program
 * @param argv arguments, the program's name first
 * @param environment {@code NAME=value} as the process got them
 * @param directory working directory
 * @param output where standard output goes: a path, or {@code pipe:[…]}
 * @param errors where standard error goes
 * @param network its network namespace: {@code net:[…]}
 * @param files limits of open files: soft and hard, as prlimit takes them; empty if unknown
 */
record Launch(
    String boot,
    String exe,
    List<String> argv,
    List<String> environment,
    String directory,
    String output,
    String errors,
    String network,
    String files) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  Launch {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
  }

  byte[] json() {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("boot", boot).put("exe", exe).put("directory", directory);
    node.put("output", output).put("errors", errors).put("network", network).put("files", files);
    ArrayNode arguments = node.putArray("argv");
    argv.forEach(arguments::add);
    ArrayNode variables = node.putArray("environment");
    environment.forEach(variables::add);
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Empty if the bytes are no description. */
  static Optional<Launch> of(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
      Launch launch =
          new Launch(
              node.path("boot").asText(),
              node.path("exe").asText(),
              texts(node.path("argv")),
              texts(node.path("environment")),
              node.path("directory").asText(),
              node.path("output").asText(),
              node.path("errors").asText(),
              node.path("network").asText(),
              node.path("files").asText());
      return launch.argv().isEmpty() ? Optional.empty() : Optional.of(launch);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
