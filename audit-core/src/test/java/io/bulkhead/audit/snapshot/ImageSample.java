package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.List;

/** An image being described for a test: pulled, three days old, on Debian 13, as root. */
public final class ImageSample {
  private final String tag;
  private List<String> digests;
  private String createdAt = "2026-11-20T19:31:00Z";
  private String user = "";
  private String healthTest = "";
  private List<String> ports = List.of();
  private final List<Image.Step> steps = new ArrayList<>();
  private final List<SecretSign> secrets = new ArrayList<>();
  private final List<ImageFiles.SetId> setIds = new ArrayList<>();
  private final List<ImageFiles.Credential> credentials = new ArrayList<>();
  private List<String> tools = List.of();
  private List<String> emptyPasswords = List.of();
  private List<String> sharedUids = List.of();
  private List<String> rootNames = List.of("root");
  private HostSnapshot.Os os = new HostSnapshot.Os("debian", "13", "Debian GNU/Linux 13 (trixie)");

  private ImageSample(String tag) {
    this.tag = tag;
    this.digests = List.of(tag.split(":")[0] + "@sha256:" + "d".repeat(64));
    step("/bin/sh -c #(nop) ADD file:abc in / ", 100);
  }

  public static ImageSample of(String tag) {
    return new ImageSample(tag);
  }

  /** The image that a {@link ContainerSample} is made from unless it says otherwise. */
  public static ImageSample busybox() {
    return of("busybox:1.36");
  }

  public String id() {
    return "sha256:" + ContainerSample.idOf(tag);
  }

  public ImageSample builtHere() {
    digests = List.of();
    return this;
  }

  public ImageSample created(String time) {
    createdAt = time;
    return this;
  }

  public ImageSample user(String name) {
    user = name;
    return this;
  }

  public ImageSample health(String firstWord) {
    healthTest = firstWord;
    return this;
  }

  public ImageSample ports(String... exposed) {
    ports = List.of(exposed);
    return this;
  }

  public ImageSample step(String createdBy, long sizeBytes) {
    steps.add(new Image.Step(createdBy, true, sizeBytes));
    return this;
  }

  public ImageSample cutStep(String createdBy) {
    steps.add(new Image.Step(createdBy, false, 0));
    return this;
  }

  public ImageSample secret(String place, String sign) {
    secrets.add(new SecretSign(place, sign));
    return this;
  }

  public ImageSample setId(String path, String mode) {
    setIds.add(new ImageFiles.SetId(path, mode));
    return this;
  }

  public ImageSample credential(String path, String sign, boolean removedLater) {
    credentials.add(new ImageFiles.Credential(path, sign, removedLater));
    return this;
  }

  public ImageSample tools(String... paths) {
    tools = List.of(paths);
    return this;
  }

  public ImageSample emptyPasswords(String... names) {
    emptyPasswords = List.of(names);
    return this;
  }

  public ImageSample sharedUids(String... lines) {
    sharedUids = List.of(lines);
    return this;
  }

  public ImageSample rootNames(String... names) {
    rootNames = List.of(names);
    return this;
  }

  public ImageSample os(String id, String version) {
    os = new HostSnapshot.Os(id, version, id + " " + version);
    return this;
  }

  public Image build() {
    return new Image(
        id(),
        List.of(tag),
        digests,
        createdAt,
        100L << 20,
        user,
        healthTest,
        ports,
        steps,
        Reading.present(List.of("/var/lib/docker/overlay2/x/diff"), Origin.claimed("GET /images")),
        secrets);
  }

  public Reading<ImageFiles> files() {
    Origin origin = Origin.observed("layers of " + tag);
    return Reading.present(
        new ImageFiles(
            setIds,
            credentials,
            tools,
            emptyPasswords,
            sharedUids,
            rootNames,
            Reading.present(os, origin)),
        origin);
  }
}
