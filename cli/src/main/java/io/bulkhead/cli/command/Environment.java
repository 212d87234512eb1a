package io.bulkhead.cli.command;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process environment as far as it is looked at.
 *
 * @param variables environment variables
 * @param home the user's home directory
 * @param user name of the user
 */
public record Environment(Map<String, String> variables, Path home, String user) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The environment of this process. */
  public static Environment ofProcess() {
    Map<String, String> variables = System.getenv();
    String home = variables.get("HOME");
    if (home == null || !home.startsWith("/")) {
      home = System.getProperty("user.home", "/");
    }
    return new Environment(variables, Path.of(home), System.getProperty("user.name", ""));
  }

  public @Nullable String get(String name) {
    return variables.get(name);
  }

  /** Value of a variable, empty if it is not set. */
  public String text(String name) {
    return variables.getOrDefault(name, "");
  }
}
