package io.bulkhead.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.engine.json.Trees;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A docker context as its meta.json describes it.
 *
 * @param name as the user knows it
 * @param host address of the engine, as written
 * @param skipTlsVerify the engine's certificate is not checked
 */
public record ContextMeta(String name, String host, boolean skipTlsVerify) {

  /** Reads the content of a meta.json; fields that are not there are empty. */
  public static ContextMeta of(JsonNode meta) {
    JsonNode docker = meta.path("Endpoints").path("docker");
    return new ContextMeta(
        Trees.text(meta, "Name"),
        Trees.text(docker, "Host"),
        Trees.flag(docker, "SkipTLSVerify").orElse(false));
  }

  /** Name of the context's directories below {@code contexts/meta} and {@code contexts/tls}. */
  public static String directory(String contextName) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(contextName.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JRE has SHA-256", e);
    }
  }
}
