package io.bulkhead.audit.checks.client;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of the docker command line's configuration, sorted by id. */
public final class ClientChecks {
  public static final List<Check> ALL =
      List.of(
          new ClientCheck(
              check("CLI-001", "Client configuration is readable by its owner only", Severity.HIGH)
                  .passesWhen(
                      "every user's config.json has a mode of at most 0600 and belongs to that"
                          + " user")
                  .because(
                      "The file holds what the registries accept as a password, or names the program"
                          + " that gives it.")
                  .advise("Run `chmod 0600 ~/.docker/config.json`.")
                  .see("inode(7)", "docker-login(1)"),
              ConfigAccess::judge),
          new ClientCheck(
              check("CLI-002", "Registry credentials are not stored in clear", Severity.HIGH)
                  .passesWhen("no user's config.json holds a password or token of a registry")
                  .because(
                      "Whoever reads the file, a backup of it or an image it was copied into can push"
                          + " images in the user's name.")
                  .advise(
                      "Install a credential helper, set \"credsStore\" in ~/.docker/config.json, then"
                          + " `docker logout REGISTRY` and `docker login REGISTRY`.")
                  .mayBreak("Logins have to be repeated, scripts need the helper.")
                  .see("docker-login(1)", "docs.docker.com: docker login, credential stores"),
              StoredCredentials::judge),
          new PlainContexts(),
          new ContentTrust(),
          new UserPlugins());

  private ClientChecks() {}
}
