package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.ColourChoice;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options that every command takes, before or after its name. */
public final class Globals {
  @Option(
      names = {"-H", "--host"},
      paramLabel = "URI",
      scope = ScopeType.INHERIT,
      description = "Engine to ask, as the docker CLI takes it: unix:///path or tcp://host:port.")
  String host = "";

  @Option(
      names = "--context",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The docker CLI's context to take the engine from.")
  String context = "";

  @Option(
      names = "--root",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Look at, and change, the files below DIR instead of this host; no engine.")
  String root = "/";

  @Option(
      names = "--state",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where journal and before-images are kept (default: var/lib/bulkhead below the root).")
  String state = "";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "What this site allows, expects and waives; `bulkhead policy init` writes one.")
  String policy = "";

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      converter = Colour.class,
      description = "auto, always or never.")
  ColourChoice colour = ColourChoice.AUTO;

  @Option(
      names = "--ascii",
      scope = ScopeType.INHERIT,
      description = "Plain ASCII characters only.")
  boolean ascii;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show what passes too, and every object.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Show the verdict only.")
  boolean quiet;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose, for bug reports.")
  boolean stacktrace;

  public String host() {
    return host;
  }

  public String context() {
    return context;
  }

  public String root() {
    return root;
  }

  /** The state directory as given, empty for the default. */
  public String state() {
    return state;
  }

  /** The policy file as given, empty for none. */
  public String policy() {
    return policy;
  }

  public ColourChoice colour() {
    return colour;
  }

  public boolean ascii() {
    return ascii;
  }

  public boolean verbose() {
    return verbose;
  }

  public boolean quiet() {
    return quiet;
  }

  public boolean stacktrace() {
    return stacktrace;
  }

  static final class Colour implements ITypeConverter<ColourChoice> {
    @Override
    public ColourChoice convert(String value) {
      for (ColourChoice choice : ColourChoice.values()) {
        if (choice.name().toLowerCase(Locale.ROOT).equals(value)) {
          return choice;
        }
      }
      throw new TypeConversionException("'" + value + "' is not auto, always or never");
    }
  }
}
