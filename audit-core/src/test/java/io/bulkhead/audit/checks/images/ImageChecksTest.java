package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.ImageValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.ImageSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageChecksTest {
  private static ImageSample image() {
    return ImageSample.busybox();
  }

  /** A host with this image and a stopped container made from it. */
  private static SnapshotBuilder host(ImageSample image) {
    return Samples.host(
            EngineSample.debian13().images(image.build()).containers(ContainerSample.exited("old")),
            DaemonSample.systemd())
        .imageFiles(image.id(), image.files());
  }

  private static SnapshotBuilder withStep(String createdBy) {
    return host(image().step(createdBy, 10));
  }

  @Test
  void images_come_from_where_the_policy_says() {
    Judging.of("IMG-001", host(image()))
        .isManual("whether docker.io/library/busybox is to be trusted is for a person");
    Judging.of("IMG-001", host(image()), registries("docker.io/library/*"))
        .passes("comes from docker.io/library/busybox, which the policy allows");
    Judging.of("IMG-001", host(image()), registries("reg.example/*"))
        .fails("comes from docker.io/library/busybox, which the policy does not allow");
    Judging.of("IMG-001", host(image().builtHere()))
        .decidedBy(
            Outcome.FAIL,
            "image busybox:1.36: was built or loaded here: no registry vouches for it");
    Judging.of(
            "IMG-001",
            host(image().builtHere()),
            Policy.DEFAULT.with(ImageValues.LOCAL_BUILDS, true))
        .passes("was built or loaded here, which the policy allows");
  }

  private static Policy registries(String pattern) {
    return Policy.DEFAULT.with(ImageValues.REGISTRIES, List.of(pattern));
  }

  @Test
  void an_image_that_no_container_uses_is_marked_or_left_out() {
    SnapshotBuilder unused =
        Samples.host(EngineSample.debian13().images(image().build()), DaemonSample.systemd());
    Judging.of("IMG-003", unused).isNotApplicable("no container uses an image");
    Judging.of("IMG-004", unused)
        .decidedBy(
            Outcome.FAIL, "image busybox:1.36 (no container uses it): defines no health check");
    Judging.of("IMG-004", Samples.host()).isNotApplicable("there is no image");
    Judging.of(
            "IMG-004",
            Samples.host(
                EngineSample.debian13().missedImage("x:1", "it was removed while it was looked at"),
                DaemonSample.systemd()))
        .decidedBy(
            Outcome.UNDETERMINED,
            "image x:1: could not be inspected: it was removed while it was looked at");
  }

  @Test
  void age_counts_from_a_real_date_only() {
    Judging.of("IMG-003", host(image())).passes("was built 3 days ago");
    Judging.of("IMG-003", host(image().created("2026-08-01T00:00:00.123456789+02:00")))
        .fails("was built 114 days ago, at most 90 expected");
    Judging.of("IMG-003", host(image().created("1970-01-01T00:00:00Z")))
        .isUndetermined("its date was set by whoever built it: 1970-01-01T00:00:00Z");
    Judging.of("IMG-003", host(image().created("0001-01-01T00:00:00Z")))
        .isUndetermined("its date was set by whoever built it: 0001-01-01T00:00:00Z");
    Judging.of("IMG-003", host(image().created("2031-01-01T00:00:00Z")))
        .isUndetermined("its date lies ahead: 2031-01-01T00:00:00Z");
  }

  @Test
  void a_health_check_that_is_switched_off_is_none() {
    Judging.of("IMG-004", host(image().health("CMD-SHELL"))).passes("defines a health check");
    Judging.of("IMG-004", host(image().health("NONE")))
        .fails("switches the health check off: HEALTHCHECK NONE");
    Judging.of("IMG-004", host(image())).fails("defines no health check");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/sh -c apt-get update",
        "RUN /bin/sh -c apt-get -qq -y update # buildkit",
        "|1 A=b /bin/sh -c apk update",
        "/bin/sh -c yum makecache"
      })
  void an_index_update_alone_fails(String step) {
    Judging.of("IMG-005", withStep(step))
        .fails("step 2 updates the package index and installs nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/sh -c apt-get update && apt-get install -y curl",
        "RUN /bin/sh -c apk --no-cache add curl # buildkit",
        "ENV updates=no",
        "/bin/sh -c echo update"
      })
  void an_index_update_with_packages_passes(String step) {
    Judging.of("IMG-005", withStep(step)).passes("no step updates the package index alone");
  }

  @Test
  void a_step_that_was_cut_is_undetermined() {
    Judging.of("IMG-005", host(image().cutStep("RUN true")))
        .isUndetermined("a step is too long to be looked through");
  }

  @Test
  void set_id_files_fail_unless_allowed() {
    Judging.of("IMG-006", host(image())).passes("has no set-user-id or set-group-id file");
    SnapshotBuilder host = host(image().setId("/bin/su", "4755").setId("/usr/bin/wall", "2755"));
    Judging.of("IMG-006", host).fails("set-id files: /bin/su, /usr/bin/wall");
    Judging.of(
            "IMG-006",
            host,
            Policy.DEFAULT.with(ImageValues.SET_ID_FILES, List.of("/bin/*", "/usr/bin/wall")))
        .passes("has only set-id files that the policy allows");
    SnapshotBuilder running =
        Samples.host(
                EngineSample.debian13()
                    .images(image().build())
                    .containers(ContainerSample.running("web", 4000)),
                DaemonSample.systemd())
            .imageFiles(image().id(), image().setId("/bin/su", "4755").files());
    Judging.of("IMG-006", running).fails("set-id files: /bin/su");
    running.process(4000, ContainerSample.running("web", 4000).process().noNewPrivs().reading());
    Judging.of("IMG-006", running).fails("set-id files: /bin/su; its containers cannot use them");
    Judging.of("IMG-006", host.imageFiles(image().id(), Samples.denied("layers")))
        .isUndetermined("could not read layers: permission denied");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ADD https://example.com/x.tar.gz /x|step 2 fetches from an address with ADD",
        "ADD app.tar.gz /app # buildkit|step 2 unpacks an archive with ADD",
      })
  void adding_what_nobody_verified_fails(String step, String says) {
    Judging.of("IMG-007", withStep(step)).fails(says);
  }

  @Test
  void add_of_the_base_and_words_that_contain_add_pass() {
    Judging.of("IMG-007", host(image()))
        .passes("no step above the base fetches or unpacks with ADD");
    Judging.of("IMG-007", withStep("ENV X=ADDRESS"))
        .passes("no step above the base fetches or unpacks with ADD");
    Judging.of("IMG-007", withStep("/bin/sh -c #(nop) ADD dir:abc in /app"))
        .passes("no step above the base fetches or unpacks with ADD");
    Judging.of("IMG-007", withStep("/bin/sh -c #(nop) ADD file:abc in /app"))
        .isUndetermined(
            "whether a file that ADD copied was an archive does not stand in the history");
  }

  @Test
  void secrets_in_the_description_fail_without_being_shown() {
    Judging.of("IMG-008", host(image())).passes("nothing in it looks like a secret");
    Judging.of(
            "IMG-008",
            host(image().secret("step 3 of the history", "NPM_TOKEN, whose name says so")))
        .fails(
            "holds what looks like a secret: step 3 of the history: NPM_TOKEN, whose name says so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get install --allow-unauthenticated x",
        "yum --nogpgcheck install x",
        "curl -sL https://x.example | sudo bash",
        "curl -sL https://x.example | sudo -E bash -",
        "curl -sL https://x.example |/bin/bash",
        "wget -qO- https://x.example | python3 -",
        "sh -c \"$(curl -fsSL https://x.example)\"",
        "bash <(curl -s https://x.example)",
        "curl -fsSLk https://x.example -o x",
        "echo 'deb [trusted=yes] http://x' > /etc/apt/sources.list"
      })
  void installing_without_a_check_fails(String command) {
    org.assertj.core.api.Assertions.assertThat(
            Judging.of("IMG-009", withStep("/bin/sh -c " + command)).verdict().says())
        .startsWith("step 2 installs without a check: ");
  }

  @Test
  void installing_with_checks_passes_and_signatures_are_for_a_person() {
    for (String step :
        new String[] {
          "RUN curl -sLO https://x && sha256sum -c x.sum",
          "RUN wget -k https://x",
          "RUN curl -sL https://x | tar -x"
        }) {
      Judging.of("IMG-009", withStep(step)).passes("no step switches signature checks off");
    }
    Judging.of("IMG-010", host(image()))
        .isManual(
            "verify its signature, for example with cosign, and note the digest in the policy");
    Judging.of(
            "IMG-010",
            host(image()),
            Policy.DEFAULT.with(ImageValues.VERIFIED, List.of("busybox@sha256:d*")))
        .passes("its digest is among those whose signature was verified");
    Judging.of("IMG-002", host(image().tools("/usr/bin/curl", "/usr/bin/gcc")))
        .isManual("whether it needs these is for a person: /usr/bin/curl, /usr/bin/gcc");
  }

  @ParameterizedTest
  @CsvSource({
    "nginx,fail",
    "nginx:latest,fail",
    "localhost:5000/app,fail",
    "nginx:1.27,pass",
    "nginx@sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd,pass",
    "deadbeefcafe,fail",
    "busybox.d15ea5e0:1,pass"
  })
  void floating_tags_fail(String reference, String outcome) {
    org.assertj.core.api.Assertions.assertThat(
            Judging.of("IMG-011", Samples.host(ContainerSample.exited("old").image(reference)))
                .verdict()
                .outcome()
                .word())
        .isEqualToIgnoringCase(outcome);
  }

  @Test
  void an_id_is_fixed_and_a_repository_that_looks_like_one_is_not() {
    ContainerSample byId =
        ContainerSample.exited("old").image("3dc31748c192").imageId("sha256:3dc31748c192dd");
    Judging.of("IMG-011", Samples.host(byId)).passes("names a fixed image");
    Judging.of("CTR-031", Samples.host(byId)).passes("is made from a fixed image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN /bin/sh -c apt-get -o Debug::Acquire=1 update # buildkit",
        "RUN /bin/sh -c apk --no-cache --repository=http://x update"
      })
  void options_with_values_do_not_hide_an_index_update(String step) {
    Judging.of("IMG-005", withStep(step))
        .fails("step 2 updates the package index and installs nothing");
    Judging.of(
            "IMG-005", withStep(step + " && apt-get -o Dpkg::Options::=--force-confold install x"))
        .passes("no step updates the package index alone");
  }

  @Test
  void what_add_fetches_and_unpacks_fails_above_the_base_only() {
    Judging.of("IMG-007", withStep("ADD git://x.example/y /src # buildkit"))
        .fails("step 2 fetches from an address with ADD");
    Judging.of("IMG-007", withStep("ADD [\"rootfs.tar.gz\",\"/\"]"))
        .fails("step 2 unpacks an archive with ADD");
    Judging.of("IMG-007", withStep("ENV X=ADDRESS Y=https://x"))
        .passes("no step above the base fetches or unpacks with ADD");
  }

  @Test
  void what_stands_in_the_layers_is_judged() {
    Judging.of("IMG-012", host(image())).passes("has no sudo");
    Judging.of("IMG-012", host(image().tools("/usr/bin/sudo"))).fails("has /usr/bin/sudo");
    Judging.of(
            "IMG-012",
            withStep("/bin/sh -c apt-get install -y sudo curl")
                .imageFiles(image().id(), Samples.denied("layers")))
        .fails("installs sudo");
    Judging.of("IMG-013", host(image().ports("22/tcp"))).fails("exposes port 22");
    Judging.of("IMG-013", host(image().ports("2222/tcp"))).passes("does not expose port 22");
    Judging.of("IMG-014", host(image())).passes("no file of its layers looks like a credential");
    Judging.of("IMG-014", host(image().credential("/root/.ssh/id_rsa", "a private key", true)))
        .fails("holds /root/.ssh/id_rsa (a private key, removed by a later layer, still there)");
    Judging.of("IMG-015", host(image()))
        .passes("every account has its own uid and no empty password");
    Judging.of("IMG-015", host(image().emptyPasswords("root")))
        .fails("has an account without a password: root");
    Judging.of("IMG-015", host(image().sharedUids("0: root, toor")))
        .fails("has accounts that share a uid: 0: root, toor");
    Judging.of("IMG-015", host(image().rootNames())).isNotApplicable("has no accounts");
    Judging.of("IMG-018", host(image())).fails("starts as root, for it names no user");
    Judging.of("IMG-018", host(image().user("1000"))).passes("starts as user 1000");
  }

  @Test
  void the_distribution_must_be_supported_on_the_day_of_the_audit() {
    Judging.of("IMG-016", host(image()))
        .passes("is made of Debian GNU/Linux 13 (trixie), supported until 2030-06-30");
    Judging.of("IMG-016", host(image().os("alpine", "3.18.4")))
        .fails("is made of alpine 3.18.4, which ended on 2025-05-09");
    Judging.of("IMG-016", host(image().os("rocky", "9.4")))
        .passes("is made of rocky 9.4, supported until 2032-05-31");
    Judging.of("IMG-016", host(image().os("void", "")))
        .isUndetermined("how long void  is supported is not known here");
    Judging.of("IMG-016", host(image().os("fedora", "42")))
        .fails("is made of fedora 42, which ended on 2026-05-13");
    Judging.of("IMG-016", host(image().os("ubuntu", "25.10")))
        .fails("is made of ubuntu 25.10, which ended on 2026-07-09");
    Judging.of("IMG-016", host(image().os("alpine", "3.23.2")))
        .passes("is made of alpine 3.23.2, supported until 2027-11-01");
    for (String newer : new String[] {"alpine 3.99.0", "debian 99", "ubuntu 99.04", "fedora 99"}) {
      String[] words = newer.split(" ");
      Judging.of("IMG-016", host(image().os(words[0], words[1])))
          .isUndetermined("how long " + newer + " is supported is not known here");
    }
  }

  @Test
  void a_pile_of_unused_images_fails() {
    EngineSample engine = EngineSample.debian13();
    for (int i = 0; i < 11; i++) {
      engine.images(ImageSample.of("old:" + i).created("2026-01-01T00:00:00Z").build());
    }
    SnapshotBuilder host = Samples.host(engine, DaemonSample.systemd());
    org.assertj.core.api.Assertions.assertThat(Judging.of("IMG-017", host).verdict().says())
        .startsWith(
            "11 that no container uses, built more than 90 days ago, at most 10 expected: old:0");
    Judging.of("IMG-017", host, Policy.DEFAULT.with(ImageValues.MAX_UNUSED, 11))
        .passes("11 that no container uses, built more than 90 days ago");
  }
}
