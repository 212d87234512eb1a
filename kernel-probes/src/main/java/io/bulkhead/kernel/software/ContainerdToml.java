package io.bulkhead.kernel.software;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.bulkhead.audit.snapshot.ContainerdConfig;
import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the addresses that containerd is told to listen on (containerd-config.toml(5)). */
final class ContainerdToml {
  /** Where containers' streams are served; the first name is of version 2, the second of 3. */
  private static final List<String> STREAMS =
      List.of("io.containerd.grpc.v1.cri", "io.containerd.cri.v1.runtime");

  private final HostFiles files;
  private final List<String> read = new ArrayList<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  private ContainerdToml(HostFiles files) {
    this.files = files;
  }

  /** The file that the running containerd was given, else the usual one. */
  static Reading<ContainerdConfig> read(HostFiles files, Reading<List<EngineProcess>> engines) {
    String path =
        engines.seen().orElse(List.of()).stream()
            .filter(one -> one.program().equals("containerd") && one.container().isEmpty())
            .map(one -> one.option("--config", "-c"))
            .filter(given -> given.startsWith("/"))
            .findFirst()
            .orElse(WellKnownPaths.CONTAINERD_CONFIG);
    return new ContainerdToml(files).read(path);
  }

  private Reading<ContainerdConfig> read(String path) {
    Reading<String> text = files.text(path);
    return text.then(
        seen -> {
          try {
            take(path, seen.value());
            return Reading.present(new ContainerdConfig(read, addresses), seen.origin());
          } catch (JsonProcessingException e) {
            return Reading.unreadable(seen.origin(), "not TOML: " + e.getOriginalMessage());
          } catch (Unread e) {
            return Reading.unreadable(Origin.observed(e.path), e.why);
          }
        });
  }

  /** An imported file that could not be read may hold the address that counts. */
  private static final class Unread extends Exception {
    private static final long serialVersionUID = 1;
    private final String path;
    private final String why;

    private Unread(String path, String why) {
      super(path);
      this.path = path;
      this.why = why;
    }
  }

  private void take(String path, String text) throws JsonProcessingException, Unread {
    JsonNode root = new TomlMapper().readTree(text);
    read.add(path);
    put("grpc.tcp_address", root.path("grpc").path("tcp_address"));
    put("grpc.tcp_tls_ca", root.path("grpc").path("tcp_tls_ca"));
    put("debug.address", root.path("debug").path("address"));
    put("metrics.address", root.path("metrics").path("address"));
    for (String name : STREAMS) {
      JsonNode plugin = root.path("plugins").path(name);
      if (plugin.hasNonNull("stream_server_address")) {
        String port = plugin.path("stream_server_port").asText("0");
        addresses.put(
            "stream_server_address", plugin.path("stream_server_address").asText() + ":" + port);
      }
    }
    for (JsonNode pattern : root.path("imports")) {
      for (String imported : matching(pattern.asText(""))) {
        if (!read.contains(imported)) {
          Reading<String> more = files.text(imported);
          if (more instanceof Reading.Unreadable<String> unseen) {
            throw new Unread(imported, unseen.reason());
          }
          if (more.seen().isPresent()) {
            take(imported, more.seen().get());
          }
        }
      }
    }
  }

  private void put(String name, JsonNode value) {
    if (value.isTextual()) {
      addresses.put(name, value.asText());
      addresses.values().removeIf(String::isEmpty);
    }
  }

  /** Files of a pattern whose last component may hold a star. */
  private List<String> matching(String pattern) {
    if (!pattern.startsWith("/") || !pattern.contains("*")) {
      return pattern.startsWith("/") ? List.of(pattern) : List.of();
    }
    int slash = pattern.lastIndexOf('/');
    String directory = pattern.substring(0, slash);
    String expression = "\\Q" + pattern.substring(slash + 1).replace("*", "\\E.*\\Q") + "\\E";
    return files.list(directory).seen().orElse(List.of()).stream()
        .filter(name -> name.matches(expression))
        .map(name -> directory + "/" + name)
        .toList();
  }
}
