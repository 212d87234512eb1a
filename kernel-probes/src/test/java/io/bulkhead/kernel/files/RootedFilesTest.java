package io.bulkhead.kernel.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.AclEntry;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.nativeaccess.NativeSys;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootedFilesTest {
  /** user 1000 rw, group 999 rwx, owning group r, mask r: as setfacl writes it. */
  private static final byte[] ACL =
      HexFormat.of()
          .parseHex(
              "02000000"
                  + "01000600ffffffff"
                  + "02000600e8030000"
                  + "04000400ffffffff"
                  + "08000700e7030000"
                  + "10000400ffffffff"
                  + "20000000ffffffff");

  private @TempDir Path temp;
  private Path root;
  private RootedFiles files;

  @BeforeEach
  void tree() throws IOException {
    root = Files.createDirectory(temp.resolve("root"));
    Files.createDirectories(root.resolve("etc/docker"));
    Files.writeString(temp.resolve("outside"), "secret");
    files = new RootedFiles(root);
  }

  private static String reason(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Unreadable.class);
    return ((Reading.Unreadable<?>) reading).reason();
  }

  private void link(String at, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(at), Path.of(target));
  }

  @Test
  void a_file_is_read_and_its_origin_is_the_path_as_the_host_sees_it() throws IOException {
    Files.writeString(root.resolve("etc/docker/daemon.json"), "{}");
    Reading<String> text = files.text("/etc/docker/daemon.json");
    assertThat(text.seen()).contains("{}");
    assertThat(text.origin().source()).isEqualTo("/etc/docker/daemon.json");
    assertThat(files.live()).isFalse();
  }

  @Test
  void what_is_not_there_is_absent_also_below_a_file() throws IOException {
    Files.writeString(root.resolve("etc/passwd"), "");
    link("dangling", "/nowhere");
    assertThat(files.bytes("/etc/none")).isInstanceOf(Reading.Absent.class);
    assertThat(files.bytes("/none/none")).isInstanceOf(Reading.Absent.class);
    assertThat(files.bytes("/etc/passwd/none")).isInstanceOf(Reading.Absent.class);
    assertThat(files.stat("/etc/passwd/none/none")).isInstanceOf(Reading.Absent.class);
    assertThat(files.stat("/dangling")).isInstanceOf(Reading.Absent.class);
    assertThat(files.list("/etc/none")).isInstanceOf(Reading.Absent.class);
    assertThat(files.link("/etc/none")).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void links_are_followed_inside_the_root_and_never_out_of_it() throws IOException {
    Files.writeString(root.resolve("etc/real"), "inside");
    link("absolute", "/etc/real");
    link("relative", "etc/../etc/./real");
    link("etc/up", "../../../../../../etc/real");
    link("escape", temp.resolve("outside").toString());
    link("dots", "../outside");
    link("dir", "/etc");
    assertThat(files.text("/absolute").seen()).contains("inside");
    assertThat(files.text("/relative").seen()).contains("inside");
    assertThat(files.text("/etc/up").seen()).contains("inside");
    assertThat(files.text("/dir/real").seen()).contains("inside");
    assertThat(files.text("/dir/../../etc/real").seen()).contains("inside");
    assertThat(files.text("/escape")).isInstanceOf(Reading.Absent.class);
    assertThat(files.text("/dots")).isInstanceOf(Reading.Absent.class);
    assertThat(files.stat("/dir/real").seen().map(FileStat::realPath)).contains("/etc/real");
    assertThat(files.link("/absolute").seen()).contains("/etc/real");
  }

  @Test
  void loops_of_links_end() throws IOException {
    link("one", "two");
    link("two", "/one");
    assertThat(reason(files.text("/one"))).isEqualTo("too many symbolic links");
    assertThat(reason(files.stat("/one/x"))).isEqualTo("too many symbolic links");
    assertThat(files.link("/one").seen()).contains("two");
    link("self", "self");
    Reading<FileStat> live = new RootedFiles(Path.of("/")).stat(root.resolve("self").toString());
    assertThat(live).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void only_regular_files_are_read_and_a_fifo_never_blocks() throws Exception {
    Path fifo = root.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThat(reason(files.bytes("/fifo"))).isEqualTo("not a regular file but a fifo");
    assertThat(reason(new RootedFiles(Path.of("/")).bytes(fifo.toRealPath().toString())))
        .isEqualTo("not a regular file but a fifo");
    assertThat(reason(files.text("/etc"))).isEqualTo("not a regular file but a directory");
    assertThat(reason(new RootedFiles(Path.of("/")).bytes("/dev/zero")))
        .isEqualTo("not a regular file but a character device");
    assertThat(files.stat("/fifo").seen().map(FileStat::kind)).contains(FileKind.FIFO);
    assertThat(reason(new RootedFiles(Path.of("/")).bytes("/proc/self/root" + fifo.toRealPath())))
        .isEqualTo("not a regular file but a fifo");
  }

  @Test
  void large_files_are_refused_but_have_a_head() throws IOException {
    Files.write(root.resolve("fits"), new byte[HostFiles.LIMIT]);
    Files.write(root.resolve("big"), new byte[HostFiles.LIMIT + 1]);
    assertThat(files.bytes("/fits").seen().map(b -> b.length)).contains(HostFiles.LIMIT);
    assertThat(reason(files.bytes("/big"))).isEqualTo("larger than 1048576 bytes");
    assertThat(files.head("/big", 70_000).seen().map(b -> b.length)).contains(70_000);
    assertThat(files.head("/big", 10).seen().map(b -> b.length)).contains(10);
    assertThat(files.head("/big", 1 << 22).seen().map(b -> b.length)).contains(HostFiles.LIMIT + 1);
  }

  @Test
  void kernel_files_of_size_zero_are_read_to_their_end() {
    RootedFiles live = new RootedFiles(Path.of("/"));
    assertThat(live.live()).isTrue();
    assertThat(live.text("/proc/self/status").seen().orElse("")).contains("\nSeccomp:");
    assertThat(live.bytes("/proc/self/maps").seen().map(b -> b.length > 8192)).contains(true);
    assertThat(live.link("/proc/self/exe").seen().orElse("")).contains("java");
    assertThat(live.text("/proc/sys/kernel/osrelease").seen()).isPresent();
  }

  @Test
  void text_that_is_no_utf8_is_unreadable() throws IOException {
    Files.write(root.resolve("latin"), "Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(reason(files.text("/latin"))).isEqualTo("not valid UTF-8 text");
    assertThat(files.bytes("/latin").seen()).isPresent();
  }

  @Test
  void paths_must_be_absolute_and_expressible() {
    assertThat(reason(files.text("etc/passwd"))).isEqualTo("not an absolute path");
    assertThat(reason(files.text("/a\0b"))).isEqualTo("a name this locale cannot express");
    assertThat(reason(new RootedFiles(Path.of("/")).stat("/a\0b")))
        .isEqualTo("a name this locale cannot express");
  }

  @Test
  void names_are_listed_sorted() throws IOException {
    Files.writeString(root.resolve("etc/b"), "");
    Files.writeString(root.resolve("etc/a"), "");
    assertThat(files.list("/etc").seen().orElseThrow()).containsExactly("a", "b", "docker");
    assertThat(reason(files.list("/etc/a"))).isEqualTo("not a directory");
    assertThat(reason(files.link("/etc/a"))).isEqualTo("not a symbolic link");
  }

  @Test
  void owners_are_named_by_the_roots_own_files() throws IOException {
    Path file = Files.writeString(root.resolve("etc/f"), "12345");
    long uid = Integer.toUnsignedLong((int) Files.getAttribute(file, "unix:uid"));
    long gid = Integer.toUnsignedLong((int) Files.getAttribute(file, "unix:gid"));
    Files.writeString(root.resolve("etc/passwd"), "# x\nowner:x:" + uid + ":0::/:\nz:x:" + uid);
    Files.setAttribute(file, "unix:mode", 04644);
    FileStat stat = files.stat("/etc/f").seen().orElseThrow();
    assertThat(stat.owner()).isEqualTo("owner");
    assertThat(stat.group()).isEqualTo(String.valueOf(gid));
    assertThat(stat.octal()).isEqualTo("4644");
    assertThat(stat.sizeBytes()).isEqualTo(5);
    assertThat(stat.links()).isEqualTo(1);
    assertThat(stat.modifiedEpochMillis()).isEqualTo(Files.getLastModifiedTime(file).toMillis());
  }

  private void setAcl(String name) throws Exception {
    NativeSys sys = NativeSys.load();
    int dir = sys.openDirectory(root.toRealPath().toString());
    int handle = sys.openHandle(dir, name);
    sys.setXattr(handle, "system.posix_acl_access", ACL);
    sys.close(handle);
    sys.close(dir);
  }

  @Test
  void named_entries_of_an_acl_are_reduced_by_the_mask() throws Exception {
    Files.writeString(root.resolve("key"), "");
    setAcl("key");
    FileStat stat = files.stat("/key").seen().orElseThrow();
    assertThat(stat.octal()).isEqualTo("0640");
    assertThat(stat.acl())
        .containsExactly(new AclEntry("user", 1000, 4), new AclEntry("group", 999, 4));
  }

  @Test
  void the_acl_of_a_socket_is_read_without_opening_it() throws Exception {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(root.resolve("s")));
      setAcl("s");
      FileStat stat = files.stat("/s").seen().orElseThrow();
      assertThat(stat.kind()).isEqualTo(FileKind.SOCKET);
      assertThat(stat.acl()).hasSize(2);
      Files.setAttribute(root.resolve("s"), "unix:mode", 0666);
      assertThat(files.stat("/s").seen().orElseThrow().acl()).as("open to all").hasSize(2);
      String live = root.toRealPath().resolve("s").toString();
      assertThat(new RootedFiles(Path.of("/")).stat(live).seen().orElseThrow().acl()).hasSize(2);
    }
  }

  @Test
  void an_acl_that_cannot_be_read_is_no_empty_acl() throws IOException {
    RootedFiles blind =
        new RootedFiles(
            root,
            path -> {
              throw new IOException("no native code");
            });
    Path file = Files.writeString(root.resolve("f"), "");
    Files.setAttribute(file, "unix:mode", 0660);
    assertThat(reason(blind.stat("/f"))).isEqualTo("no native code");
    // where the group has no more than everybody, no entry can have more either
    Files.setAttribute(file, "unix:mode", 0644);
    assertThat(blind.stat("/f").seen().orElseThrow().acl()).isEmpty();
    Files.setAttribute(file, "unix:mode", 0600);
    assertThat(blind.stat("/f").seen().orElseThrow().acl()).isEmpty();
    RootedFiles without = new RootedFiles(root, path -> Optional.empty());
    Files.setAttribute(file, "unix:mode", 0660);
    assertThat(without.stat("/f").seen().orElseThrow().acl()).isEmpty();
  }

  @Test
  void a_malformed_acl_is_unreadable() {
    assertThatThrownBy(() -> PosixAcl.parse(new byte[] {2, 0, 0}))
        .hasMessage("access control list of odd length 3");
    assertThatThrownBy(() -> PosixAcl.parse(new byte[] {3, 0, 0, 0}))
        .hasMessage("access control list of unknown version 3");
  }

  @Test
  void a_root_that_is_no_directory_is_refused() {
    assertThatThrownBy(() -> new RootedFiles(temp.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be reached");
    assertThatThrownBy(() -> new RootedFiles(temp.resolve("outside")))
        .hasMessageContaining("is not a directory");
  }

  @Test
  void a_denied_directory_is_unreadable_not_absent() throws Exception {
    Files.createDirectories(root.resolve("closed/inner"));
    Files.setAttribute(root.resolve("closed"), "unix:mode", 0);
    if (NativeSys.load().effectiveUid() != 0) {
      assertThat(reason(files.stat("/closed/inner"))).isEqualTo("permission denied");
      assertThat(reason(files.list("/closed"))).isEqualTo("permission denied");
    } else {
      assertThat(files.stat("/closed/inner").seen()).isPresent();
    }
    Files.setAttribute(root.resolve("closed"), "unix:mode", 0700);
  }
}
