package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of images, sorted by id. */
public final class ImageChecks {
  private static final String FILE = "docs.docker.com: Dockerfile reference";
  private static final String REBUILD = " Then build the image again and recreate its containers.";

  public static final List<Check> ALL =
      List.of(
          ImageCheck.usedBySite(
              level1("IMG-001", "Images come from approved places", Severity.MEDIUM)
                  .passesWhen(
                      "a digest of every image in use names a repository of the policy's list;"
                          + " without a list a person decides, and an image without a digest fails"
                          + " unless local builds are allowed")
                  .because("An image is a program that somebody else wrote and that runs here.")
                  .advise(
                      "Name the approved repositories in the policy, and use images from there.")
                  .mayBreak("Containers from other places have to be made again.")
                  .see("docs.docker.com: Docker trusted content", "CIS 4.2"),
              ImageJudges::trusted),
          ImageCheck.used(
              level1("IMG-002", "Images carry no unneeded software", Severity.LOW)
                  .neverPasses("known tools in the layers are listed for a person")
                  .because("Compilers, network tools and shells are what an intruder looks for.")
                  .advise("Build in stages and copy only what runs, on a small base." + REBUILD)
                  .mayBreak("Looking for errors inside the container gets harder.")
                  .see(FILE, "CIS 4.3"),
              LayerJudges::minimal),
          ImageCheck.usedBySite(
              level1("IMG-003", "Images in use are built again regularly", Severity.MEDIUM)
                  .passesWhen(
                      "every image in use was built at most as many days ago as the policy says"
                          + " (90); a date that was set by hand is no answer")
                  .because("Packages keep the holes that were known when the image was built.")
                  .advise("Pull or build the image again and recreate its containers.")
                  .mayBreak("A newer base may behave differently.")
                  .see("docs.docker.com: Building best practices", "CIS 4.4"),
              ImageJudges::age),
          ImageCheck.all(
              level1("IMG-004", "Images define a health check", Severity.LOW)
                  .passesWhen("Config.Healthcheck.Test is there and is not NONE")
                  .because("Without one a container that hangs goes on unnoticed.")
                  .advise("Write HEALTHCHECK into the Dockerfile." + REBUILD)
                  .mayBreak("A wrong check has good containers replaced.")
                  .see(FILE, "CIS 4.6"),
              ImageJudges::health),
          ImageCheck.all(
              level1("IMG-005", "Package index and packages come together", Severity.LOW)
                  .passesWhen(
                      "no step of the history updates the index of a package manager without"
                          + " installing in the same step")
                  .because("The builder keeps the step of an old index, and old packages with it.")
                  .advise("Write update and install into one RUN." + REBUILD)
                  .see(FILE, "CIS 4.7"),
              HistoryJudges::updateAlone),
          ImageCheck.allBySite(
              level2("IMG-006", "Images carry no unneeded set-id files", Severity.LOW)
                  .passesWhen(
                      "no set-user-id or set-group-id file is in the layers but those the policy"
                          + " lists")
                  .because("They make root of a user whose program was broken.")
                  .advise("Run `chmod a-s FILE` in the Dockerfile." + REBUILD)
                  .mayBreak("su, sudo, ping and mount for users inside.")
                  .see("chmod(1)", FILE, "CIS 4.8"),
              LayerJudges::setIds),
          ImageCheck.all(
              level1("IMG-007", "COPY is used instead of ADD", Severity.LOW)
                  .passesWhen(
                      "no step above the base fetches from an address or unpacks an archive with"
                          + " ADD")
                  .because("ADD fetches and unpacks what nobody has verified.")
                  .advise("Use COPY, and RUN with a checksum for downloads." + REBUILD)
                  .see(FILE, "CIS 4.9"),
              HistoryJudges::add),
          ImageCheck.all(
              essential("IMG-008", "Images hold no secret in their description", Severity.CRITICAL)
                  .passesWhen(
                      "no variable, label or step of the history holds a name of a secret with a"
                          + " literal value or a known token's form")
                  .because("Everybody who can pull the image can read it, also after it was unset.")
                  .advise("Change the secret first; then use RUN --mount=type=secret." + REBUILD)
                  .mayBreak("Whatever still uses the old secret.")
                  .see("docs.docker.com: Build secrets", "CIS 4.10"),
              ImageJudges::secrets),
          ImageCheck.all(
              level2("IMG-009", "Packages are installed with their signatures", Severity.MEDIUM)
                  .passesWhen(
                      "no step of the history switches off signature or certificate checks or"
                          + " pipes a download into a shell")
                  .because("Whoever sits on the way gives the image other programs.")
                  .advise("Take the switch out that leaves the check away." + REBUILD)
                  .mayBreak("Package sources without a signature.")
                  .see("apt-secure(8)", FILE, "CIS 4.11"),
              HistoryJudges::unverified),
          ImageCheck.usedBySite(
              level2("IMG-010", "Signatures of images are verified", Severity.LOW)
                  .passesWhen(
                      "the policy lists the digest of the image among those that were verified;"
                          + " else a person decides")
                  .because("A tag says who may push, not what was meant to be pushed.")
                  .advise("Verify with cosign or notation before use, and note the digest.")
                  .mayBreak("Unsigned images can no longer be used.")
                  .see("docs.docker.com: Docker trusted content", "CIS 4.12"),
              ImageJudges::signed),
          new FloatingTags(),
          ImageCheck.all(
              level1("IMG-012", "Images have no sudo", Severity.MEDIUM)
                  .passesWhen("no program sudo is in the layers")
                  .because(
                      "It is a set-user-id program with many rules, and a container needs none.")
                  .advise("Take sudo out, and use USER in the Dockerfile." + REBUILD)
                  .mayBreak("Scripts that call sudo.")
                  .see("sudo(8)", FILE),
              LayerJudges::sudo),
          ImageCheck.all(
              level1("IMG-013", "Images do not expose port 22", Severity.LOW)
                  .passesWhen("Config.ExposedPorts has no port 22/tcp")
                  .because("It tells of a login server with keys and accounts of its own.")
                  .advise("Take EXPOSE 22 and the server out." + REBUILD)
                  .see(FILE, "sshd(8)"),
              ImageJudges::secureShell),
          ImageCheck.all(
              essential("IMG-014", "Layers hold no credential files", Severity.CRITICAL)
                  .passesWhen(
                      "no file of any layer, removed later or not, looks like a key, token or"
                          + " password file")
                  .because("Layers keep every file for ever, also when a later one removes it.")
                  .advise(
                      "Change the credential first; then use RUN --mount=type=secret." + REBUILD)
                  .mayBreak("Whatever still uses the old credential.")
                  .see("docs.docker.com: Build secrets"),
              LayerJudges::credentials),
          ImageCheck.all(
              level1("IMG-015", "Accounts of images have passwords and own uids", Severity.MEDIUM)
                  .passesWhen(
                      "no account in the layers has an empty password field, and no two share a"
                          + " uid")
                  .because("Without a password su asks nobody, and a shared uid hides who acts.")
                  .advise("Run `passwd -l NAME` in the Dockerfile." + REBUILD)
                  .see("shadow(5)", "passwd(5)"),
              LayerJudges::accounts),
          ImageCheck.used(
              level1("IMG-016", "The distribution of images in use is supported", Severity.MEDIUM)
                  .passesWhen(
                      "the release in os-release of every image in use still gets updates on the"
                          + " day of the audit, by a dated table; a release that is not in it is not"
                          + " guessed")
                  .because("Nobody mends its holes any more.")
                  .advise("Build on a supported release." + REBUILD)
                  .mayBreak("Newer libraries and programs may behave differently.")
                  .see("os-release(5)"),
              LayerJudges::supported),
          new UnusedImages(),
          ImageCheck.all(
              level1("IMG-018", "Images name a user other than root", Severity.MEDIUM)
                  .passesWhen(
                      "Config.User is a number other than 0 or a name that is not root in the"
                          + " image")
                  .because("Whoever runs the image and does not think of it runs root.")
                  .advise("Write USER into the Dockerfile." + REBUILD)
                  .mayBreak("Programs that write where only root may.")
                  .see(FILE, "CIS 4.1"),
              ImageJudges::user));

  private ImageChecks() {}

  private static CheckMeta essential(String id, String title, Severity severity) {
    return CheckMeta.check(id, title, severity);
  }

  private static CheckMeta level1(String id, String title, Severity severity) {
    return CheckMeta.check(id, title, severity).in(Profile.LEVEL_1);
  }

  private static CheckMeta level2(String id, String title, Severity severity) {
    return CheckMeta.check(id, title, severity).in(Profile.LEVEL_2);
  }
}
