package io.bulkhead.kernel.probes.kernel;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.Release;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kernel on disk.
 *
 * @param release from the image itself, or from its name
 * @param build {@code #number … date} as in uname -v; empty if the image could not be read
 */
record Image(String path, String release, String build) {
  private static final List<String> NAMES = List.of("vmlinuz-", "vmlinux-", "Image-", "kernel-");

  /** Words in a release that name the distribution's release or nothing. */
  private static final Set<String> RELEASES =
      Set.of("el", "fc", "amzn", "deb", "bpo", "rc", "x", "azl", "cm");

  private static final Pattern BANNER = Pattern.compile("(\\S+) \\(.*?\\)(?: \\(.*\\))? (#.*)");
  private static final Pattern UNPACKED =
      Pattern.compile("Linux version (\\S+) \\(.*?\\) \\(.*\\) (#[^\\n\\x00]*)");

  /** Enough for the header of an x86 image and the text it points to. */
  private static final int HEAD = 1 << 16;

  /** arm64 images are not packed; the banner stands somewhere in them. */
  private static final int WHOLE = 48 << 20;

  /** All of them; empty optional if neither /boot nor the module trees could be listed. */
  static Optional<List<Image>> all(Look look) {
    Got<List<String>> boot = look.list("/boot");
    look.note("/boot", boot.seen() ? boot.get().size() + " names" : boot.why());
    List<Image> images = new ArrayList<>();
    for (String name : boot.or(List.of())) {
      for (String prefix : NAMES) {
        if (name.startsWith(prefix) && !name.contains("rescue") && !name.endsWith(".old")) {
          images.add(read(look, "/boot/" + name, name.substring(prefix.length())));
        }
      }
    }
    Got<List<String>> trees = look.list("/usr/lib/modules");
    if (!trees.seen()) {
      trees = look.list("/lib/modules");
    }
    for (String release : trees.or(List.of())) {
      String path = "/usr/lib/modules/" + release + "/vmlinuz";
      if (look.exists(path) && images.stream().noneMatch(i -> i.release().equals(release))) {
        images.add(read(look, path, release));
      }
    }
    images.addAll(entries(look, images));
    return boot.seen() || !images.isEmpty() ? Optional.of(images) : Optional.empty();
  }

  /** Kernels that only the boot loader's entries name (boot loader specification). */
  private static List<Image> entries(Look look, List<Image> known) {
    List<Image> found = new ArrayList<>();
    String directory = "/boot/loader/entries";
    for (String name : look.list(directory).or(List.of())) {
      if (name.endsWith(".conf") && !name.contains("rescue")) {
        look.raw(directory + "/" + name)
            .or("")
            .lines()
            .filter(line -> line.startsWith("version "))
            .map(line -> line.substring(8).strip())
            .filter(version -> known.stream().noneMatch(i -> i.release().equals(version)))
            .forEach(version -> found.add(new Image(directory + "/" + name, version, "")));
      }
    }
    return found;
  }

  private static Image read(Look look, String path, String named) {
    Got<byte[]> head = look.head(path, HEAD);
    Optional<Image> found = head.optional().flatMap(b -> packed(path, b));
    boolean running = named.equals(Release.of(look).text());
    if (found.isEmpty() && (path.startsWith("/boot/Image") || (running && arm(head)))) {
      found = look.head(path, WHOLE).optional().flatMap(b -> unpacked(path, b));
    }
    Image image = found.orElse(new Image(path, named, ""));
    look.note(path, head.seen() ? image.release() + " " + image.build() : head.why());
    return image;
  }

  /** x86 boot protocol: HdrS at 0x202, offset of the banner less 0x200 at 0x20e. */
  static Optional<Image> packed(String path, byte[] head) {
    if (head.length < 0x210
        || !new String(head, 0x202, 4, StandardCharsets.US_ASCII).equals("HdrS")) {
      return Optional.empty();
    }
    int at = ((head[0x20e] & 0xff) | (head[0x20f] & 0xff) << 8) + 0x200;
    int end = at;
    while (end < head.length && head[end] != 0) {
      end++;
    }
    if (at >= head.length) {
      return Optional.empty();
    }
    Matcher banner = BANNER.matcher(new String(head, at, end - at, StandardCharsets.UTF_8));
    return banner.matches()
        ? Optional.of(new Image(path, banner.group(1), banner.group(2).strip()))
        : Optional.empty();
  }

  /** arm64 boot protocol: ARMd at 56. */
  private static boolean arm(Got<byte[]> head) {
    byte[] bytes = head.or(new byte[0]);
    return bytes.length > 60 && new String(bytes, 56, 4, StandardCharsets.US_ASCII).equals("ARMd");
  }

  private static Optional<Image> unpacked(String path, byte[] all) {
    Matcher banner = UNPACKED.matcher(new String(all, StandardCharsets.ISO_8859_1));
    return banner.find()
        ? Optional.of(new Image(path, banner.group(1), banner.group(2).strip()))
        : Optional.empty();
  }

  /**
   * {@code cloud-amd} of {@code 6.1.0-37-cloud-amd64}: kernels of one flavour replace each other. A
   * distribution's own release is no part of it: after an upgrade it is another one.
   */
  static String flavour(String release) {
    return Arrays.stream(release.split("[^a-z]+"))
        .filter(word -> !word.isEmpty() && !RELEASES.contains(word))
        .collect(Collectors.joining("-"));
  }

  /** The numbers a release begins with, for kernels of different flavours. */
  static String numbers(String release) {
    return release.split("[+a-z]", 2)[0];
  }

  boolean named() {
    return !release.isEmpty() && Character.isDigit(release.charAt(0));
  }
}
