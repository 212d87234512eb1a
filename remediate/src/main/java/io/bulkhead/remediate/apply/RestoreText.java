package io.bulkhead.remediate.apply;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.files.StepContext;
import io.bulkhead.remediate.files.Trail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** RESTORE.txt: how to go back by hand, with a shell and without Bulkhead. */
final class RestoreText {
  private final Path root;
  private final String statePath;

  RestoreText(Path root, String statePath) {
    this.root = root;
    this.statePath = statePath;
  }

  String of(Manifest manifest) {
    List<String> lines = new ArrayList<>();
    lines.add("How to put this host back to where it was before change set " + manifest.set());
    lines.add("");
    lines.add("You need this only if Bulkhead itself cannot run any more. Otherwise any of its");
    lines.add("commands that change something first undoes an interrupted set by itself.");
    lines.add("");
    lines.add("As root, in this order. Look at each file first: if somebody edited it after");
    lines.add("Bulkhead did, these commands would throw that edit away.");
    List<Step> steps = new ArrayList<>(manifest.steps());
    Collections.reverse(steps);
    for (Step step : steps) {
      lines.add("");
      if (step instanceof Step.PutFile put && deletesKey(manifest, put)) {
        lines.add(put.target() + " was a key and is kept nowhere else; if it lies beside, it is:");
        lines.add("  mv -n -- " + here(beside(manifest, put)) + " " + here(put.target()));
        continue;
      }
      lines.addAll(commands(step));
      if (step instanceof Step.PutFile put) {
        lines.add("  rm -f -- " + here(beside(manifest, put)));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static boolean deletesKey(Manifest manifest, Step.PutFile put) {
    return put.before() instanceof FileState.Regular
        && manifest.plan().changes().stream()
            .flatMap(change -> change.edits().stream())
            .anyMatch(
                e ->
                    e instanceof Edit.Mint mint
                        && mint.made().secret()
                        && mint.target().equals(put.target()));
  }

  private List<String> commands(Step step) {
    if (step instanceof Step.PutFile put) {
      return file(put);
    }
    if (step instanceof Step.SetAttributes set) {
      return List.of(
          set.target() + " had " + set.before(),
          "  chown " + owner(set.before()) + " -- " + here(set.target()),
          "  chmod " + mode(set.before()) + " -- " + here(set.target()));
    }
    if (step instanceof Step.Directory directory) {
      return directory.present()
          ? List.of(
              directory.target() + " did not exist (after its files are gone)",
              "  rmdir -- " + here(directory.target()))
          : List.of(
              directory.target() + " was an empty directory",
              "  mkdir -m " + mode(directory.attributes()) + " -- " + here(directory.target()),
              "  chown " + owner(directory.attributes()) + " -- " + here(directory.target()));
    }
    if (step instanceof Step.Reread reread) {
      return reread(reread);
    }
    if (step instanceof Step.SetValue value) {
      return value(value);
    }
    return step instanceof Step.Engine engine ? engine(engine.action()) : List.of();
  }

  private List<String> value(Step.SetValue step) {
    String command;
    if (step.setting() instanceof Setting.Sysctl sysctl) {
      command = "sysctl -w " + quoted(sysctl.key() + "=" + step.before());
    } else if (step.setting() instanceof Setting.Rule rule) {
      String verb = step.before().equals(Setting.Rule.PRESENT) ? " -I " : " -D ";
      command =
          rule.program()
              + verb
              + rule.arguments().stream()
                  .map(RestoreText::quoted)
                  .collect(java.util.stream.Collectors.joining(" "));
    } else if (step.setting() instanceof Setting.Member member) {
      String verb = step.before().equals(Setting.Member.MEMBER) ? "-a" : "-d";
      command = "gpasswd " + verb + " " + quoted(member.user()) + " " + quoted(member.group());
    } else if (step.setting() instanceof Setting.Profiles profiles) {
      String verb = step.before().equals(Setting.Profiles.LOADED) ? "-r" : "-R";
      command = "apparmor_parser " + verb + " " + quoted(profiles.directory());
    } else if (step.setting() instanceof Setting.AccessList list) {
      command = "setfacl --set " + quoted(step.before()) + " -- " + here(list.path());
    } else {
      Setting.Limit limit = (Setting.Limit) step.setting();
      command =
          "docker update --"
              + limit.field()
              + "="
              + quoted(step.before())
              + " "
              + limit.container();
    }
    return List.of(step.target() + " was " + step.before(), "  " + command);
  }

  private static List<String> reread(Step.Reread step) {
    return switch (step.reader()) {
      case UNITS ->
          List.of(
              "systemd has read its units; when the files named below are back, tell it again:",
              "  systemctl daemon-reload");
      case AUDIT_RULES ->
          List.of(
              "The audit rules were loaded; when the files named below are back, load them again:",
              "  augenrules --load");
      case BOOT_MENU ->
          List.of(
              "The boot menu was made; when the files named below are back, make it again:",
              "  update-grub");
    };
  }

  private List<String> file(Step.PutFile put) {
    String target = here(put.target());
    if (!(put.before() instanceof FileState.Regular before)) {
      return List.of(put.target() + " did not exist", "  rm -f -- " + target);
    }
    List<String> lines = new ArrayList<>();
    Attributes attributes = before.attributes();
    lines.add(put.target() + " had " + attributes + " and other content, kept here:");
    lines.add(
        "  install -m %s -o %d -g %d -- %s %s"
            .formatted(
                mode(attributes),
                attributes.uid(),
                attributes.gid(),
                quoted(statePath + "/blobs/" + before.sha256()),
                target));
    for (Map.Entry<String, String> xattr : before.xattrs().entrySet()) {
      lines.add(
          "  setfattr -n %s -v 0x%s -- %s"
              .formatted(quoted(xattr.getKey()), xattr.getValue(), target));
    }
    lines.add("  touch -d @" + before.modified() + " -- " + target);
    return lines;
  }

  private static List<String> engine(EngineAction action) {
    if (action.kind() == EngineAction.Kind.NONE) {
      return List.of();
    }
    boolean reload = action.kind() == EngineAction.Kind.RELOAD;
    Daemon.Control control = action.control();
    String verb = reload ? "reload" : "restart";
    String command =
        switch (control.kind()) {
          case SYSTEMD -> "  systemctl " + verb + " " + quoted(control.unit());
          case OPENRC -> "  rc-service " + quoted(control.unit()) + " " + verb;
          default ->
              reload
                  ? "  kill -HUP the process id of dockerd"
                  : "  stop dockerd and start it again as it was started";
        };
    return List.of(
        "The engine was told to " + verb + ". When the files named below are back, tell it again:",
        command);
  }

  /** A target as a word for a shell on this host. */
  private String here(String target) {
    return quoted(Trail.below(root, target).toString());
  }

  private static String mode(Attributes attributes) {
    return String.format(Locale.ROOT, "%04o", attributes.mode());
  }

  private static String owner(Attributes attributes) {
    return attributes.uid() + ":" + attributes.gid();
  }

  /** What a set that was interrupted left beside a target. */
  private static String beside(Manifest manifest, Step.PutFile put) {
    String name = Trail.nameOf(put.target());
    String directory = put.target().substring(0, put.target().length() - name.length());
    return directory + StepContext.side(name, manifest.set(), String.valueOf(put.seq()));
  }

  /** One word for a shell. */
  static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:@%+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
