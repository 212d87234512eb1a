package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Images of a host by what names them. */
public final class Images {
  private static final String HUB = "docker.io/";
  private static final String LIBRARY = "library/";
  private static final String DIGEST = "sha256:";
  private static final int SHORT_ID = 12;

  private Images() {}

  public static List<Image> all(HostSnapshot host) {
    return host.engine().images().seen().map(Engine.Images::seen).orElse(List.of());
  }

  public static Optional<Image> byId(HostSnapshot host, String id) {
    return all(host).stream().filter(image -> image.id().equals(id)).findFirst();
  }

  /** The image that a reference with a tag names now. */
  public static Optional<Image> byTag(HostSnapshot host, String reference) {
    String wanted = full(reference);
    return all(host).stream()
        .filter(image -> image.tags().stream().anyMatch(tag -> full(tag).equals(wanted)))
        .findFirst();
  }

  /** Ids of the images that containers are made from. */
  public static Set<String> used(HostSnapshot host) {
    return host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of()).stream()
        .map(Container::imageId)
        .collect(Collectors.toSet());
  }

  /**
   * True if a container names an image that is always the same: by its digest or by its id. A
   * repository may be called like the beginning of an id, so it has to be this image's.
   */
  public static boolean pinned(Container container) {
    String reference = container.image();
    String digits = reference.startsWith(DIGEST) ? reference.substring(DIGEST.length()) : reference;
    return reference.contains("@" + DIGEST)
        || (digits.length() >= SHORT_ID && container.imageId().startsWith(DIGEST + digits));
  }

  /** The tag of a reference; {@code latest} if it names none. */
  public static String tag(String reference) {
    int colon = reference.lastIndexOf(':');
    return colon > reference.lastIndexOf('/') ? reference.substring(colon + 1) : "latest";
  }

  /** A repository with its registry: {@code nginx} is {@code docker.io/library/nginx}. */
  public static String repository(String reference) {
    String plain = reference.split("@", 2)[0];
    int colon = plain.lastIndexOf(':');
    String name = colon > plain.lastIndexOf('/') ? plain.substring(0, colon) : plain;
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    if (registry) {
      return name;
    }
    return HUB + (slash < 0 ? LIBRARY : "") + name;
  }

  private static String full(String reference) {
    return repository(reference) + ":" + tag(reference);
  }
}
