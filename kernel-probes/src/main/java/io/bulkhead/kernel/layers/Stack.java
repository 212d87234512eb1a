package io.bulkhead.kernel.layers;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.ImageFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.system.OsRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The layers of an image, uppermost first, as its containers see them: a file in an upper layer
 * hides one of the same path below, and a whiteout, a character device, removes what is below it.
 * Directories that were removed and made again are not told apart from those that were not.
 */
final class Stack {
  private final List<Path> tops;
  private final List<Layer> layers;

  Stack(List<Path> tops, List<Layer> layers) {
    this.tops = tops;
    this.layers = layers;
  }

  ImageFiles files() throws IOException {
    List<ImageFiles.SetId> setIds = new ArrayList<>();
    visible(l -> l.setIds).forEach((path, mode) -> setIds.add(new ImageFiles.SetId(path, mode)));
    Accounts accounts =
        new Accounts(first("/etc/passwd").orElse(""), first("/etc/shadow").orElse(""));
    Origin origin = Origin.observed("/usr/lib/os-release of the image");
    Optional<String> release = first("/etc/os-release").or(() -> firstOf("/usr/lib/os-release"));
    return new ImageFiles(
        setIds,
        credentials(),
        List.copyOf(visible(l -> l.tools).keySet()),
        accounts.emptyPasswords(),
        accounts.sharedUids(),
        accounts.rootNames(),
        release
            .<Reading<HostSnapshot.Os>>map(text -> Reading.present(OsRelease.parse(text), origin))
            .orElseGet(() -> Reading.absent(origin)));
  }

  private interface Kind {
    Map<String, String> of(Layer layer);
  }

  private Map<String, String> visible(Kind kind) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (int i = 0; i < layers.size(); i++) {
      for (Map.Entry<String, String> entry : kind.of(layers.get(i)).entrySet()) {
        if (!found.containsKey(entry.getKey()) && !hidden(entry.getKey(), i)) {
          found.put(entry.getKey(), entry.getValue());
        }
      }
    }
    return found;
  }

  private List<ImageFiles.Credential> credentials() throws IOException {
    Map<String, ImageFiles.Credential> found = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      for (Map.Entry<String, String> entry : layers.get(i).credentials.entrySet()) {
        String path = entry.getKey();
        if (!found.containsKey(path)) {
          found.put(path, new ImageFiles.Credential(path, entry.getValue(), hidden(path, i)));
        }
      }
    }
    return new ArrayList<>(new TreeMap<>(found).values());
  }

  /** The text of the uppermost layer that has the file, unless a layer above removes it. */
  private Optional<String> first(String path) throws IOException {
    for (int i = 0; i < layers.size(); i++) {
      String text = layers.get(i).texts.get(path);
      if (text != null) {
        return hidden(path, i) ? Optional.empty() : Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private Optional<String> firstOf(String path) {
    return layers.stream()
        .map(layer -> Optional.ofNullable(layer.texts.get(path)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** True if a layer above number {@code below} has something else at the path or above it. */
  private boolean hidden(String path, int below) throws IOException {
    for (int i = 0; i < below; i++) {
      if (blocks(tops.get(i), path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean blocks(Path top, String path) throws IOException {
    Path at = top;
    for (String name : path.substring(1).split("/")) {
      try {
        at = at.resolve(name);
        Object mode = Files.getAttribute(at, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((((Number) mode).intValue() & LayerWalk.TYPE) != LayerWalk.DIRECTORY) {
          return true;
        }
      } catch (NoSuchFileException | InvalidPathException e) {
        // a name this locale cannot express is found by the walk and not asked for again
        return false;
      }
    }
    return true;
  }
}
