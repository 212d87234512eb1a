package io.bulkhead.kernel.probes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.EngineFacts.Info;
import io.bulkhead.kernel.probes.EngineFacts.Net;
import io.bulkhead.kernel.probes.EngineFacts.Port;
import io.bulkhead.kernel.probes.catalogue.AllProbes;
import io.bulkhead.kernel.probes.catalogue.ProbeRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A truth case: files, system calls and engine answers, and what probes have to say about them. */
record KernelCase(String name, JsonNode json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final LocalDate TODAY = LocalDate.of(2026, 8, 22);

  static KernelCase read(Path file) {
    try {
      return new KernelCase(file.getFileName().toString(), MAPPER.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  private Sources sources() {
    CaseFiles files = new CaseFiles(json.path("files"));
    String virt = json.path("context").path("virt").asText("");
    if (!virt.isEmpty() && !virt.equals("none")) {
      ObjectNode text = MAPPER.createObjectNode().put("text", virt + "\n");
      files.add("/sys/hypervisor/type", text);
    }
    CaseCalls calls = new CaseCalls(json.path("syscalls"), files, json.path("arch").asText(""));
    return new Sources(
        files,
        calls,
        this::run,
        engine(json.path("docker")),
        json.path("kernel").asText(""),
        json.path("context").path("euid").asLong(0),
        json.path("context").has("date")
            ? LocalDate.parse(json.path("context").get("date").asText())
            : TODAY);
  }

  /** A program that is not listed is not installed, unless no program is listed at all. */
  private Got<String> run(List<String> command) {
    JsonNode commands = json.path("commands");
    String asked = String.join(" ", command);
    StringBuilder output = new StringBuilder();
    boolean found = false;
    for (Map.Entry<String, JsonNode> e : commands.properties()) {
      String key = e.getKey();
      if (key.equals(asked)
          || key.startsWith(asked + " -t")
          || key.endsWith("/" + asked)
          || related(asked, key)) {
        Got<String> one = output(e.getValue());
        if (!one.seen()) {
          return one;
        }
        output.append(one.get()).append('\n');
        found = true;
      }
    }
    if (found) {
      return Got.of(output.toString());
    }
    return Got.error(commands.isEmpty() ? Got.NO_DATA : "ENOENT");
  }

  private static boolean related(String asked, String key) {
    return asked.contains("unshare -Ur") && key.contains("unshare -Ur");
  }

  private static Got<String> output(JsonNode node) {
    if (node.isTextual()) {
      return Got.of(node.asText());
    }
    int exit =
        node.has("exit")
            ? node.get("exit").asInt()
            : node.path("ret").asInt(node.path("rc").asInt(0));
    if (node.has("errno")) {
      return Got.error(CaseCalls.errno(node.get("errno")));
    }
    return exit == 0
        ? Got.of(node.path("stdout").asText(node.path("text").asText("")))
        : Got.error(node.path("stderr").asText("exit " + exit));
  }

  private static EngineFacts engine(JsonNode docker) {
    if (docker.isMissingNode()) {
      return EngineFacts.none();
    }
    JsonNode info = docker.path("info");
    List<String> options = new ArrayList<>();
    info.path("SecurityOptions").forEach(o -> options.add(o.asText()));
    return new EngineFacts(
        docker.path("endpoint").asText(""),
        docker.path("pid").asInt(0),
        docker.path("version").asText(info.path("ServerVersion").asText("")),
        new Info(
            info.path("Name").asText(""),
            info.path("OperatingSystem").asText(""),
            info.path("KernelVersion").asText(""),
            info.path("DockerRootDir").asText(""),
            info.path("Driver").asText(""),
            info.has("SecurityOptions") ? Optional.of(options) : Optional.empty()),
        docker.has("containers") ? Optional.of(boxes(docker.get("containers"))) : Optional.empty(),
        docker.has("networks") ? Optional.of(nets(docker.get("networks"))) : Optional.empty());
  }

  private static List<Box> boxes(JsonNode containers) {
    List<Box> boxes = new ArrayList<>();
    for (JsonNode c : containers) {
      JsonNode host = c.path("HostConfig");
      List<String> binds = new ArrayList<>();
      either(c, host, "Binds").forEach(b -> binds.add(b.asText()));
      c.path("Mounts")
          .forEach(
              m -> binds.add(m.path("Source").asText() + ":" + m.path("Destination").asText()));
      List<String> devices = new ArrayList<>();
      either(c, host, "Devices")
          .forEach(d -> devices.add(d.isTextual() ? d.asText() : d.path("PathOnHost").asText()));
      List<String> rules = new ArrayList<>();
      either(c, host, "DeviceCgroupRules").forEach(r -> rules.add(r.asText()));
      boxes.add(
          new Box(
              c.path("id").asText(c.path("Id").asText("")),
              c.path("pid").asInt(c.path("State").path("Pid").asInt(0)),
              either(c, host, "Privileged").asBoolean(false),
              c.path("AppArmorProfile").asText(""),
              either(c, host, "NetworkMode").asText(""),
              binds,
              devices,
              rules,
              ports(c.path("Ports"))));
    }
    return boxes;
  }

  private static JsonNode either(JsonNode container, JsonNode host, String name) {
    return container.has(name) ? container.get(name) : host.path(name);
  }

  private static List<Port> ports(JsonNode list) {
    List<Port> ports = new ArrayList<>();
    for (JsonNode p : list) {
      if (p.has("PublicPort")) {
        ports.add(
            new Port(
                p.path("IP").asText("0.0.0.0"),
                p.get("PublicPort").asInt(),
                "",
                p.path("PrivatePort").asInt()));
      }
    }
    return ports;
  }

  private static List<Net> nets(JsonNode list) {
    List<Net> nets = new ArrayList<>();
    for (JsonNode n : list) {
      Map<String, String> options = new HashMap<>();
      n.path("Options").properties().forEach(e -> options.put(e.getKey(), e.getValue().asText()));
      nets.add(
          new Net(
              n.path("Name").asText(n.path("name").asText("")),
              n.path("Driver").asText(n.path("driver").asText("bridge")),
              options));
    }
    return nets;
  }

  /** One difference; {@code value} if only the value is another one. */
  record Difference(String probe, boolean value, String text) {}

  List<Difference> differences() {
    Map<String, ProbeResult> results = new HashMap<>();
    ProbeRun.run(AllProbes.LIST, sources()).forEach(r -> results.put(r.id(), r));
    List<Difference> differences = new ArrayList<>();
    for (JsonNode expected : json.path("expect")) {
      String probe = expected.path("probe").asText();
      ProbeResult result = results.get(probe);
      if (result == null) {
        differences.add(new Difference(probe, false, "no such probe"));
        continue;
      }
      String verdict = expected.path("verdict").asText();
      if (!verdict.equals(result.judgement().name())) {
        differences.add(
            new Difference(
                probe,
                false,
                "expected "
                    + verdict
                    + ", is "
                    + result.judgement()
                    + " "
                    + result.value()
                    + " ("
                    + result.says()
                    + ")"));
      } else if (expected.has("value") && !expected.get("value").equals(plain(result))) {
        differences.add(
            new Difference(
                probe, true, "expected value " + expected.get("value") + ", is " + result.value()));
      }
    }
    return differences;
  }

  private static JsonNode plain(ProbeResult result) {
    try {
      return MAPPER.readTree(result.value().toString());
    } catch (IOException e) {
      throw new IllegalStateException(result.id() + ": " + result.value(), e);
    }
  }
}
