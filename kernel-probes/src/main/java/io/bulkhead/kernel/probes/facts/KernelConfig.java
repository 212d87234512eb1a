package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The configuration the running kernel was built with.
 *
 * @param source the file; empty if none was found that belongs to this kernel
 * @param symbols without {@code CONFIG_}; {@code n} where a line says that it is not set
 */
public record KernelConfig(String source, Map<String, String> symbols) {
  private static final int LIMIT = 8 << 20;
  private static final Pattern HEAD =
      Pattern.compile("# Linux/\\S+ (\\d+)\\.(\\d+)\\S* Kernel Configuration");

  public static KernelConfig of(Look look) {
    return look.once(KernelConfig.class, KernelConfig::read);
  }

  private static KernelConfig read(Look look) {
    Release release = Release.of(look);
    Optional<KernelConfig> packed = packed(look, release);
    if (packed.isPresent()) {
      return packed.get();
    }
    String r = release.text();
    for (String path :
        List.of(
            "/boot/config-" + r,
            "/usr/lib/modules/" + r + "/config",
            "/lib/modules/" + r + "/config",
            "/lib/modules/" + r + "/build/.config",
            "/lib/kernel/config-" + r,
            "/usr/src/linux-headers-" + r + "/.config",
            "/usr/lib/ostree-boot/config-" + r)) {
      Optional<KernelConfig> found = accepted(look, path, look.raw(path), release);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return new KernelConfig("", Map.of());
  }

  private static Optional<KernelConfig> packed(Look look, Release release) {
    String path = "/proc/config.gz";
    return accepted(look, path, look.bytes(path).then(KernelConfig::unpack), release);
  }

  private static Got<String> unpack(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Got.of(new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Got.error("cannot be unpacked");
    }
  }

  /** A file left over from another kernel is not taken. */
  private static Optional<KernelConfig> accepted(
      Look look, String path, Got<String> text, Release release) {
    if (!text.seen()) {
      look.note(path, text.why());
      return Optional.empty();
    }
    Matcher head = HEAD.matcher(text.get());
    if (head.find()
        && release.known()
        && !release.line().equals(head.group(1) + "." + head.group(2))) {
      look.note(path, "of another kernel: " + head.group(1) + "." + head.group(2));
      return Optional.empty();
    }
    Map<String, String> symbols = parse(text.get());
    look.note(path, symbols.size() + " symbols");
    return symbols.isEmpty() ? Optional.empty() : Optional.of(new KernelConfig(path, symbols));
  }

  static Map<String, String> parse(String text) {
    Map<String, String> symbols = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (line.startsWith("CONFIG_") && equals > 0) {
                symbols.put(line.substring(7, equals), unquoted(line.substring(equals + 1)));
              } else if (line.startsWith("# CONFIG_") && line.endsWith(" is not set")) {
                symbols.put(line.substring(9, line.length() - 11), "n");
              }
            });
    return symbols;
  }

  private static String unquoted(String value) {
    String text = value.strip();
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  public boolean known() {
    return !source.isEmpty();
  }

  /** {@code y}, {@code m}, {@code n}, a value; empty if the tree has no such symbol. */
  public Optional<String> symbol(String name) {
    return Optional.ofNullable(symbols.get(name));
  }

  /** True if it is built in or a module. */
  public boolean set(String name) {
    String value = symbols.getOrDefault(name, "n");
    return value.equals("y") || value.equals("m");
  }

  /** True if the configuration is known and does not have it. */
  public boolean unset(String name) {
    return known() && !set(name);
  }
}
