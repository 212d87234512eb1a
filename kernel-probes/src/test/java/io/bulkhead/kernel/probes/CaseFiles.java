package io.bulkhead.kernel.probes;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The file system of a truth case: what is not listed does not exist. */
final class CaseFiles implements HostFiles {
  private static final Map<String, String> REASONS =
      Map.of(
          "EACCES", "permission denied",
          "EPERM", "operation not permitted",
          "EINVAL", "invalid argument",
          "ESRCH", "no such process",
          "ENOTDIR", "not a directory");

  private final Map<String, JsonNode> nodes = new LinkedHashMap<>();

  CaseFiles(JsonNode files) {
    files.properties().forEach(e -> nodes.put(e.getKey(), e.getValue()));
  }

  void add(String path, JsonNode node) {
    nodes.putIfAbsent(path, node);
  }

  boolean has(String path) {
    return nodes.containsKey(path);
  }

  @Override
  public boolean live() {
    return true;
  }

  /** The listed name behind symbolic links in any component; links of /proc have no target here. */
  private String resolved(String path, boolean last) {
    Deque<String> rest = new ArrayDeque<>(names(path));
    String at = "";
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals("..")) {
        at = at.isEmpty() ? "" : at.substring(0, at.lastIndexOf('/'));
        continue;
      }
      String next = at + "/" + name;
      JsonNode node = nodes.get(next);
      boolean follow = last || !rest.isEmpty();
      if (follow
          && node != null
          && node.has("symlink")
          && !next.startsWith("/proc/")
          && links++ < 40) {
        String target = node.get("symlink").asText();
        List<String> more = new ArrayList<>(names(target));
        java.util.Collections.reverse(more);
        more.forEach(rest::push);
        at = target.startsWith("/") ? "" : at;
      } else {
        at = next;
      }
    }
    return at.isEmpty() ? "/" : at;
  }

  private static List<String> names(String path) {
    return Arrays.stream(path.split("/")).filter(n -> !n.isEmpty() && !n.equals(".")).toList();
  }

  private boolean implied(String path) {
    String below = path.equals("/") ? "/" : path + "/";
    return nodes.entrySet().stream()
        .anyMatch(
            e -> e.getKey().startsWith(below) && !e.getValue().path("absent").asBoolean(false));
  }

  private <T> Reading<T> at(String path, Function<JsonNode, Reading<T>> look) {
    Origin origin = Origin.observed(path);
    String found = resolved(path, true);
    JsonNode node = nodes.get(found);
    if (node == null || node.path("absent").asBoolean(false)) {
      return node == null && implied(found)
          ? look.apply(
              com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                  .objectNode()
                  .putObject("dir"))
          : Reading.absent(origin);
    }
    if (node.has("errno")) {
      String errno = CaseCalls.errno(node.get("errno"));
      return errno.equals("ENOENT")
          ? Reading.absent(origin)
          : Reading.unreadable(origin, REASONS.getOrDefault(errno, errno));
    }
    return look.apply(node);
  }

  @Override
  public Reading<byte[]> bytes(String path) {
    return at(
        path,
        node -> {
          byte[] bytes = content(node);
          return bytes == null
              ? Reading.unreadable(Origin.observed(path), "is a directory")
              : Reading.present(bytes, Origin.observed(path));
        });
  }

  static byte @Nullable [] content(JsonNode node) {
    if (node.has("text")) {
      return node.get("text").asText().getBytes(StandardCharsets.UTF_8);
    }
    if (node.has("hex")) {
      return HexFormat.of().parseHex(node.get("hex").asText().replaceAll("\\s", ""));
    }
    if (node.has("b64")) {
      return Base64.getDecoder().decode(node.get("b64").asText());
    }
    if (node.has("gz_text")) {
      return gzip(node.get("gz_text").asText());
    }
    if (node.has("bzimage_banner")) {
      return image(node.get("bzimage_banner").asText());
    }
    return node.has("stat") && node.get("stat").path("type").asText("").equals("file")
        ? new byte[0]
        : null;
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The part of an x86 boot image that names it: HdrS at 0x202, offset less 0x200 at 0x20e. */
  private static byte[] image(String banner) {
    byte[] text = banner.getBytes(StandardCharsets.UTF_8);
    byte[] image = new byte[0x400 + text.length + 1];
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, image, 0x202, 4);
    image[0x20e] = 0;
    image[0x20f] = 2;
    System.arraycopy(text, 0, image, 0x400, text.length);
    return image;
  }

  @Override
  public Reading<String> text(String path) {
    return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public Reading<List<String>> list(String path) {
    return at(
        path,
        node -> {
          TreeSet<String> names = new TreeSet<>();
          node.path("dir").forEach(name -> names.add(name.asText()));
          String found = resolved(path, true);
          String below = found.equals("/") ? "/" : found + "/";
          nodes.forEach(
              (name, child) -> {
                if (name.startsWith(below) && !child.path("absent").asBoolean(false)) {
                  names.add(name.substring(below.length()).split("/")[0]);
                }
              });
          boolean directory =
              node.has("dir")
                  || node.isEmpty()
                  || !names.isEmpty()
                  || node.path("stat").path("type").asText("").equals("dir");
          return directory
              ? Reading.present(List.copyOf(names), Origin.observed(path))
              : Reading.unreadable(Origin.observed(path), "not a directory");
        });
  }

  @Override
  public Reading<String> link(String path) {
    JsonNode node = nodes.get(resolved(path, false));
    Origin origin = Origin.observed(path);
    if (node == null || node.path("absent").asBoolean(false)) {
      return Reading.absent(origin);
    }
    if (node.has("errno")) {
      String errno = CaseCalls.errno(node.get("errno"));
      return errno.equals("ENOENT")
          ? Reading.absent(origin)
          : Reading.unreadable(origin, REASONS.getOrDefault(errno, errno));
    }
    return node.has("symlink")
        ? Reading.present(node.get("symlink").asText(), origin)
        : Reading.unreadable(origin, "not a symbolic link");
  }

  @Override
  public Reading<FileStat> stat(String path) {
    return at(path, node -> Reading.present(status(path, node), Origin.observed(path)));
  }

  /** The raw node behind a path, for attributes that a status does not carry. */
  JsonNode node(String path) {
    JsonNode node = nodes.get(resolved(path, true));
    return node == null ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : node;
  }

  private static FileStat status(String path, JsonNode node) {
    JsonNode stat = node.path("stat");
    boolean directory = node.has("dir") || node.isEmpty();
    String type = stat.path("type").asText(directory ? "dir" : "file");
    FileKind kind =
        switch (type) {
          case "dir", "directory" -> FileKind.DIRECTORY;
          case "sock", "socket" -> FileKind.SOCKET;
          case "char" -> FileKind.CHARACTER_DEVICE;
          case "block" -> FileKind.BLOCK_DEVICE;
          case "fifo" -> FileKind.FIFO;
          default -> FileKind.REGULAR;
        };
    int mode = Integer.parseInt(stat.path("mode").asText(directory ? "0755" : "0644"), 8);
    long uid = stat.path("uid").asLong(0);
    long gid = stat.path("gid").asLong(0);
    return new FileStat(
        path, path, kind, mode & 07777, uid, gid, "" + uid, "" + gid, 1, 0, 0, 0, List.of());
  }
}
