package io.bulkhead.kernel.layers;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.ImageFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks through the layers of images, those of containers first, each layer once. Nothing is
 * pulled, started or exported. What is beyond the bound is written down as not looked at.
 */
public final class LayerGatherer implements Gatherer {
  /** About a second's work; the layers of some dozen ordinary images. */
  static final int MOST = 150_000;

  private final HostView view;
  private final Path root;
  private final int most;
  private final Map<String, Layer> walked = new HashMap<>();

  public LayerGatherer(HostView view) {
    this(view, Path.of("/"), MOST);
  }

  LayerGatherer(HostView view, Path root, int most) {
    this.view = view;
    this.root = root;
    this.most = most;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    List<Image> images =
        new ArrayList<>(draft.engine().images().seen().map(i -> i.seen()).orElse(List.of()));
    Set<String> used =
        draft.engine().containers().seen().map(c -> c.seen()).orElse(List.of()).stream()
            .map(Container::imageId)
            .collect(Collectors.toSet());
    images.sort(Comparator.comparing(image -> !used.contains(image.id())));
    Optional<String> hidden = view.hostHidden();
    LayerWalk walk = new LayerWalk(most);
    for (Image image : images) {
      Reading<ImageFiles> files =
          hidden
              .<Reading<ImageFiles>>map(
                  why -> Reading.unreadable(Origin.observed("layers of " + image.name()), why))
              .orElseGet(() -> image.layers().then(dirs -> look(image.name(), dirs.value(), walk)));
      draft.imageFiles(image.id(), files);
    }
  }

  private Reading<ImageFiles> look(String image, List<String> directories, LayerWalk walk) {
    Origin origin = Origin.observed("layers of " + image);
    try {
      List<Path> tops = new ArrayList<>();
      List<Layer> layers = new ArrayList<>();
      for (String directory : directories) {
        if (!directory.startsWith("/")) {
          return Reading.unreadable(origin, "the engine names a directory without a path");
        }
        Path top = root.resolve(directory.substring(1));
        tops.add(top);
        Layer layer = walked.get(directory);
        if (layer == null) {
          layer = walk.through(top);
          walked.put(directory, layer);
        }
        layers.add(layer);
      }
      return Reading.present(new Stack(tops, layers).files(), origin);
    } catch (NoSuchFileException e) {
      return Reading.unreadable(origin, "the engine's directory " + e.getFile() + " is not here");
    } catch (AccessDeniedException e) {
      return Reading.unreadable(origin, "permission denied");
    } catch (IOException e) {
      return Reading.unreadable(origin, String.valueOf(e.getMessage()));
    }
  }
}
