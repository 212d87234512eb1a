package io.bulkhead.cli.report;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.apply.SetDetail;
import java.util.List;
import java.util.Locale;

/** What a change set did, in shell words, for a change ticket: to read, not to run. */
public final class ShellWords {
  private final Channel out;

  public ShellWords(Channel out) {
    this.out = out;
  }

  public void print(SetDetail set) {
    out.line("# change set " + set.summary().id() + ", " + set.summary().at());
    out.line("# to read, not to run: Bulkhead did the same with checks and a way back");
    for (Step step : set.steps()) {
      out.line();
      out.line("# " + numbers(step.changes()));
      step(step, set.plan());
    }
  }

  private static String numbers(List<Integer> numbers) {
    String all = String.join(" ", numbers.stream().map(String::valueOf).toList());
    return (numbers.size() == 1 ? "change " : "changes ") + all;
  }

  private void step(Step step, Plan plan) {
    if (step instanceof Step.PutFile put) {
      file(put, plan);
    } else if (step instanceof Step.SetAttributes set) {
      attributes(set.target(), set.before(), set.after());
    } else if (step instanceof Step.Directory directory) {
      String path = word(directory.target());
      out.line(
          directory.present()
              ? "mkdir -m " + mode(directory.attributes()) + " -- " + path
              : "rmdir -- " + path);
    } else if (step instanceof Step.Engine engine) {
      engine(engine.action());
    } else if (step instanceof Step.SetValue value) {
      value(value.setting(), value.before(), value.after());
    } else {
      out.line("# " + Escape.line(step.target()));
    }
  }

  private void value(Setting setting, String before, String after) {
    if (setting instanceof Setting.Sysctl sysctl) {
      out.line("sysctl -w " + word(sysctl.key() + "=" + after));
    } else if (setting instanceof Setting.Rule rule) {
      String verb = after.equals(Setting.Rule.PRESENT) ? " -I " : " -D ";
      String arguments = String.join(" ", rule.arguments().stream().map(ShellWords::word).toList());
      out.line(rule.program() + verb + arguments);
    } else if (setting instanceof Setting.Member member) {
      String verb = after.equals(Setting.Member.MEMBER) ? "-a " : "-d ";
      out.line("gpasswd " + verb + word(member.user()) + " " + word(member.group()));
    } else if (setting instanceof Setting.AccessList list) {
      out.line("setfacl --set " + word(after) + " -- " + word(list.path()));
    } else if (setting instanceof Setting.Limit limit) {
      out.line("docker update --" + limit.field() + " " + word(after) + " " + word(limit.name()));
    }
    out.line("# it was " + Escape.line(before));
  }

  private void file(Step.PutFile put, Plan plan) {
    String path = word(put.target());
    if (!(put.after() instanceof FileState.Regular after)) {
      out.line("rm -- " + path);
      return;
    }
    out.line("patch -- " + path + " <<'EOF'");
    plan.diffs().stream()
        .filter(diff -> diff.path().equals(put.target()))
        .forEach(diff -> diff.unified().forEach(line -> out.line(Escape.line(line))));
    out.line("EOF");
    out.line("# sha256 " + after.sha256());
    if (put.before() instanceof FileState.Regular before) {
      attributes(put.target(), before.attributes(), after.attributes());
    } else {
      attributes(put.target(), new Attributes(-1, -1, -1), after.attributes());
    }
  }

  private void attributes(String target, Attributes before, Attributes after) {
    if (before.uid() != after.uid() || before.gid() != after.gid()) {
      out.line("chown " + after.uid() + ":" + after.gid() + " -- " + word(target));
    }
    if (before.mode() != after.mode()) {
      out.line("chmod " + mode(after) + " -- " + word(target));
    }
  }

  private void engine(EngineAction action) {
    String verb = action.kind() == EngineAction.Kind.RELOAD ? "reload" : "restart";
    Daemon.Control control = action.control();
    switch (control.kind()) {
      case SYSTEMD -> out.line("systemctl " + verb + " " + word(control.unit()));
      case OPENRC -> out.line("rc-service " + word(control.unit()) + " " + verb);
      default ->
          out.line(
              verb.equals("reload")
                  ? "kill -HUP \"$(pidof dockerd)\""
                  : "# dockerd was stopped and started again as it was started");
    }
  }

  private static String mode(Attributes attributes) {
    return String.format(Locale.ROOT, "%04o", attributes.mode());
  }

  /** One word for a shell, harmless on a terminal. */
  private static String word(String text) {
    String shown = Escape.line(text);
    return shown.matches("[A-Za-z0-9_./:@%+=-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
  }
}
