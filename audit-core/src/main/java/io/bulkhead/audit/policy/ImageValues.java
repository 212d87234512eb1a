package io.bulkhead.audit.policy;

import static io.bulkhead.audit.policy.SiteValue.flag;
import static io.bulkhead.audit.policy.SiteValue.number;
import static io.bulkhead.audit.policy.SiteValue.patterns;

import java.util.List;

/** What the site says about images. */
public final class ImageValues {
  private static final String SECTION = "images";

  public static final SiteValue<List<String>> REGISTRIES =
      patterns(
          SECTION,
          "registries",
          List.of(),
          "Repositories that images may come from, for example registry.example.com/base/*.");

  public static final SiteValue<Boolean> LOCAL_BUILDS =
      flag(SECTION, "local-builds", false, "Images built or loaded on this host may be used.");

  public static final SiteValue<Integer> MAX_AGE_DAYS =
      number(SECTION, "max-age-days", 90, "Oldest image that may be in use.");

  public static final SiteValue<List<String>> SET_ID_FILES =
      patterns(
          SECTION,
          "set-id-files",
          List.of(),
          "Set-user-id and set-group-id files that images may have, for example /usr/bin/passwd.");

  public static final SiteValue<List<String>> VERIFIED =
      patterns(
          SECTION,
          "verified",
          List.of(),
          "Digests whose signature was verified, as NAME@sha256:DIGEST.");

  public static final SiteValue<Integer> UNUSED_DAYS =
      number(SECTION, "unused-days", 90, "Age up to which an unused image may be kept.");

  public static final SiteValue<Integer> MAX_UNUSED =
      number(SECTION, "max-unused", 10, "Most older images that no container uses.");

  static final List<SiteValue<?>> ALL =
      List.of(
          REGISTRIES, LOCAL_BUILDS, MAX_AGE_DAYS, SET_ID_FILES, VERIFIED, UNUSED_DAYS, MAX_UNUSED);

  private ImageValues() {}

  /** The repository of an image reference: without tag and digest, with the registry's name. */
  public static String repository(String reference) {
    int digest = reference.indexOf('@');
    String name = digest < 0 ? reference : reference.substring(0, digest);
    int slash = name.lastIndexOf('/');
    int tag = name.indexOf(':', slash + 1);
    String bare = tag < 0 ? name : name.substring(0, tag);
    int first = bare.indexOf('/');
    String head = first < 0 ? "" : bare.substring(0, first);
    if (head.contains(".") || head.contains(":") || head.equals("localhost")) {
      return bare;
    }
    return first < 0 ? "docker.io/library/" + bare : "docker.io/" + bare;
  }
}
