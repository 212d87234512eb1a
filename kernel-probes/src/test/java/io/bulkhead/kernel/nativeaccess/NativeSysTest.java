package io.bulkhead.kernel.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.SysException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real calls on the file system of the machine that runs the tests. */
class NativeSysTest {
  private @TempDir Path temp;
  private NativeSys sys;
  private Path dir;
  private int at;

  @BeforeEach
  void open() throws Exception {
    sys = NativeSys.load();
    dir = temp.toRealPath();
    at = sys.openDirectory(dir.toString());
  }

  @AfterEach
  void close() {
    sys.close(at);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void fails(int errno, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(SysException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private static Map<String, Object> nio(Path path) throws IOException {
    return Files.readAttributes(path, "unix:*", java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  private static long number(Path path, String attribute) throws IOException {
    return Integer.toUnsignedLong((Integer) Files.getAttribute(path, attribute));
  }

  @Test
  void a_created_file_is_private_and_holds_what_was_written() throws Exception {
    int fd = sys.create(at, "new");
    sys.write(fd, utf8("hello "));
    sys.write(fd, utf8("world"));
    sys.fsync(fd);
    assertThat(sys.read(fd, 100)).isEqualTo(utf8("hello world"));
    assertThat(sys.stat(fd).permissions()).isEqualTo(0600);
    sys.close(fd);
    assertThat(dir.resolve("new")).hasContent("hello world");
  }

  @Test
  void creating_over_a_taken_name_is_refused() throws Exception {
    Files.writeString(dir.resolve("taken"), "mine");
    Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
    fails(Errno.EEXIST, () -> sys.create(at, "taken"));
    fails(Errno.EEXIST, () -> sys.create(at, "dangling"));
    assertThat(dir.resolve("nowhere")).doesNotExist();
  }

  @Test
  void status_is_what_nio_says() throws Exception {
    Path file = Files.writeString(dir.resolve("f"), "12345");
    Files.setAttribute(file, "unix:mode", 04751);
    Map<String, Object> nio = nio(file);
    Stat stat = sys.stat(at, "f").orElseThrow();
    assertThat(stat.inode()).isEqualTo(nio.get("ino"));
    assertThat(stat.device()).isEqualTo(nio.get("dev"));
    assertThat(stat.mode()).isEqualTo(nio.get("mode"));
    assertThat(stat.permissions()).isEqualTo(04751);
    assertThat(stat.uid()).isEqualTo(number(file, "unix:uid"));
    assertThat(stat.gid()).isEqualTo(number(file, "unix:gid"));
    assertThat(stat.links()).isEqualTo(1);
    assertThat(stat.size()).isEqualTo(5);
    long millis = stat.mtimeSeconds() * 1000 + stat.mtimeNanos() / 1_000_000;
    assertThat(millis).isCloseTo(Files.getLastModifiedTime(file).toMillis(), within(1L));
    assertThat(sys.stat(at, "nothing")).isEmpty();
  }

  @Test
  void device_numbers_are_joined_as_makedev_does() {
    assertThat(Statx.device(254, 0)).isEqualTo(0xfe00L);
    assertThat(Statx.device(0x12345, 0x6789a)).isEqualTo(0x0001_2000_6783_459aL);
  }

  @Test
  void a_link_in_any_component_of_a_directory_path_is_refused() throws Exception {
    Files.createDirectories(dir.resolve("real/inner"));
    Files.createSymbolicLink(dir.resolve("link"), Path.of("real"));
    fails(Errno.ELOOP, () -> sys.openDirectory(dir + "/link/inner"));
    fails(Errno.ELOOP, () -> sys.openDirectory(dir + "/link"));
    fails(Errno.ELOOP, () -> sys.openDirectory(at, "link"));
    int fd = sys.openDirectory(dir + "/real/inner");
    assertThat(sys.stat(fd).isDirectory()).isTrue();
    sys.close(fd);
  }

  @Test
  void without_openat2_the_components_are_opened_one_by_one_with_the_same_answers()
      throws Exception {
    Files.createDirectories(dir.resolve("real/inner"));
    Files.createSymbolicLink(dir.resolve("link"), Path.of("real"));
    Files.writeString(dir.resolve("file"), "");
    Opening opening = new Opening(Loading.calls());
    fails(Errno.ELOOP, () -> opening.componentWise(dir + "/link/inner"));
    fails(Errno.ENOTDIR, () -> opening.componentWise(dir + "/file/inner"));
    fails(Errno.ENOENT, () -> opening.componentWise(dir + "/none/inner"));
    int fd = opening.componentWise(dir + "//real/./inner/");
    assertThat(sys.stat(fd).inode()).isEqualTo(nio(dir.resolve("real/inner")).get("ino"));
    sys.close(fd);
  }

  @Test
  void a_final_link_is_not_opened_but_its_own_status_is_seen() throws Exception {
    Files.writeString(dir.resolve("target"), "secret");
    Files.createSymbolicLink(dir.resolve("link"), Path.of("target"));
    fails(Errno.ELOOP, () -> sys.open(at, "link"));
    fails(Errno.ELOOP, () -> sys.openAppend(at, "link"));
    assertThat(sys.stat(at, "link").orElseThrow().isSymlink()).isTrue();
    int handle = sys.openHandle(at, "link");
    assertThat(sys.stat(handle).isSymlink()).isTrue();
    sys.close(handle);
  }

  @Test
  void names_that_are_more_than_one_component_are_refused() {
    for (String name : new String[] {"", ".", "..", "a/b", "/etc", "a\0b"}) {
      fails(Errno.EINVAL, () -> sys.open(at, name));
      fails(Errno.EINVAL, () -> sys.unlink(at, name));
      fails(Errno.EINVAL, () -> sys.stat(at, name));
      fails(Errno.EINVAL, () -> sys.mkdir(at, name, 0700));
      fails(Errno.EINVAL, () -> sys.renameNoReplace(at, name, "x"));
      fails(Errno.EINVAL, () -> sys.exchange(at, "x", name));
    }
    fails(Errno.EINVAL, () -> sys.openDirectory("relative"));
  }

  @Test
  void exchange_swaps_inodes() throws Exception {
    Files.writeString(dir.resolve("a"), "A");
    Files.writeString(dir.resolve("b"), "B");
    Object inode = nio(dir.resolve("a")).get("ino");
    sys.exchange(at, "a", "b");
    assertThat(dir.resolve("a")).hasContent("B");
    assertThat(dir.resolve("b")).hasContent("A");
    assertThat(nio(dir.resolve("b")).get("ino")).isEqualTo(inode);
    fails(Errno.ENOENT, () -> sys.exchange(at, "a", "none"));
  }

  @Test
  void a_rename_never_replaces() throws Exception {
    Files.writeString(dir.resolve("a"), "A");
    Files.writeString(dir.resolve("b"), "B");
    fails(Errno.EEXIST, () -> sys.renameNoReplace(at, "a", "b"));
    sys.renameNoReplace(at, "a", "c");
    sys.fsync(at);
    assertThat(sys.list(at)).containsExactly("b", "c");
  }

  @Test
  void directories_come_and_go() throws Exception {
    sys.mkdir(at, "d", 0700);
    int inner = sys.openDirectory(at, "d");
    sys.close(sys.create(inner, "f"));
    fails(Errno.ENOTEMPTY, () -> sys.rmdir(at, "d"));
    fails(Errno.EISDIR, () -> sys.unlink(at, "d"));
    sys.unlink(inner, "f");
    sys.close(inner);
    sys.rmdir(at, "d");
    assertThat(sys.list(at)).isEmpty();
  }

  @Test
  void a_listing_is_sorted_and_complete_and_can_be_repeated() throws Exception {
    for (int i = 0; i < 1500; i++) {
      Files.writeString(dir.resolve("file-%04d-with-a-rather-long-name-ü".formatted(i)), "");
    }
    assertThat(sys.list(at))
        .hasSize(1500)
        .isSorted()
        .contains("file-0777-with-a-rather-long-name-ü");
    assertThat(sys.list(at)).hasSize(1500);
  }

  @Test
  void append_adds_at_the_end_and_truncate_cuts() throws Exception {
    Files.writeString(dir.resolve("log"), "one\n");
    int fd = sys.openAppend(at, "log");
    sys.write(fd, utf8("two\n"));
    sys.fdatasync(fd);
    assertThat(dir.resolve("log")).hasContent("one\ntwo\n");
    sys.truncate(fd, 4);
    sys.write(fd, utf8("three\n"));
    assertThat(sys.read(fd, 100)).isEqualTo(utf8("one\nthree\n"));
    sys.close(fd);
  }

  @Test
  void reading_stops_at_the_limit() throws Exception {
    Files.write(dir.resolve("big"), new byte[200_000]);
    int fd = sys.open(at, "big");
    assertThat(sys.read(fd, 200_000)).hasSize(200_000);
    fails(Errno.EFBIG, () -> sys.read(fd, 199_999));
    sys.close(fd);
  }

  @Test
  void a_large_write_arrives_whole() throws Exception {
    byte[] bytes = new byte[300_001];
    new java.util.SplittableRandom(7).nextBytes(bytes);
    int fd = sys.create(at, "big");
    sys.write(fd, bytes);
    sys.close(fd);
    assertThat(Files.readAllBytes(dir.resolve("big"))).isEqualTo(bytes);
  }

  @Test
  void space_can_be_reserved() throws Exception {
    int fd = sys.create(at, "ballast");
    sys.allocate(fd, 1 << 20);
    assertThat(sys.stat(fd).size()).isEqualTo(1 << 20);
    sys.close(fd);
  }

  @Test
  void modes_are_exact_on_descriptors_and_on_handles() throws Exception {
    int fd = sys.create(at, "f");
    sys.chmod(fd, 06755);
    assertThat(nio(dir.resolve("f")).get("mode")).isEqualTo(0106755);
    sys.close(fd);
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(dir.resolve("s")));
      fails(Errno.ENXIO, () -> sys.open(at, "s"));
      int handle = sys.openHandle(at, "s");
      sys.chmod(handle, 0660);
      sys.chown(handle, -1, -1);
      sys.setModified(handle, 1_000_000_000L, 5);
      assertThat(sys.stat(handle).isSocket()).isTrue();
      assertThat(sys.stat(handle).permissions()).isEqualTo(0660);
      assertThat(sys.stat(handle).mtimeSeconds()).isEqualTo(1_000_000_000L);
      assertThat(sys.xattrs(handle)).doesNotContain("user.none");
      assertThat(sys.inodeFlags(handle)).isZero();
      sys.close(handle);
    }
  }

  @Test
  void owners_change_only_where_asked() throws Exception {
    int fd = sys.create(at, "f");
    Stat before = sys.stat(fd);
    if (sys.effectiveUid() == 0) {
      sys.chown(fd, 4_000_000_000L, -1);
      assertThat(sys.stat(fd).uid()).isEqualTo(4_000_000_000L);
      assertThat(sys.stat(fd).gid()).isEqualTo(before.gid());
    } else {
      fails(Errno.EPERM, () -> sys.chown(fd, 0, -1));
      assertThat(sys.stat(fd).uid()).isEqualTo(before.uid());
    }
    sys.close(fd);
  }

  @Test
  void the_time_of_last_change_keeps_its_nanoseconds() throws Exception {
    int fd = sys.create(at, "f");
    sys.setModified(fd, 1_700_000_000L, 123_456_789);
    Stat stat = sys.stat(fd);
    assertThat(stat.mtimeSeconds()).isEqualTo(1_700_000_000L);
    assertThat(stat.mtimeNanos()).isEqualTo(123_456_789);
    sys.close(fd);
  }

  @Test
  void extended_attributes_round_trip() throws Exception {
    int fd = sys.create(at, "f");
    sys.setXattr(fd, "user.one", utf8("1"));
    sys.setXattr(fd, "user.empty", new byte[0]);
    assertThat(sys.xattrs(fd)).contains("user.one", "user.empty");
    assertThat(sys.xattr(fd, "user.one")).isEqualTo(utf8("1"));
    assertThat(sys.xattr(fd, "user.empty")).isEmpty();
    int handle = sys.openHandle(at, "f");
    assertThat(sys.xattr(handle, "user.one")).isEqualTo(utf8("1"));
    sys.setXattr(handle, "user.one", utf8("2"));
    assertThat(sys.xattrs(handle)).contains("user.one");
    sys.removeXattr(handle, "user.empty");
    assertThat(sys.xattr(fd, "user.one")).isEqualTo(utf8("2"));
    fails(Errno.ENODATA, () -> sys.xattr(fd, "user.empty"));
    fails(Errno.ENODATA, () -> sys.removeXattr(fd, "user.empty"));
    sys.close(handle);
    sys.close(fd);
  }

  @Test
  void a_lock_is_exclusive_and_ends_with_its_descriptor() throws Exception {
    int one = sys.create(at, "lock");
    int two = sys.open(at, "lock");
    assertThat(sys.lock(one)).isTrue();
    assertThat(sys.lock(two)).isFalse();
    sys.close(one);
    assertThat(sys.lock(two)).isTrue();
    sys.close(two);
  }

  @Test
  void a_fifo_is_opened_without_waiting_for_a_writer() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", dir.resolve("p").toString()).start().waitFor())
        .isZero();
    int fd = sys.open(at, "p");
    assertThat(sys.stat(fd).isRegular()).isFalse();
    sys.close(fd);
  }

  @Test
  void a_file_is_no_terminal() throws Exception {
    int fd = sys.create(at, "f");
    assertThat(sys.isTerminal(fd)).isFalse();
    assertThat(sys.terminalColumns(fd)).isZero();
    assertThat(sys.inodeFlags(fd) & 0x30).isZero();
    sys.close(fd);
    assertThat(sys.isTerminal(-1)).isFalse();
  }

  @Test
  void an_error_names_the_call_and_the_file() throws Exception {
    int fd = sys.open(at, Files.writeString(dir.resolve("f"), "x").getFileName().toString());
    assertThatThrownBy(() -> sys.write(fd, utf8("no")))
        .hasMessage("write '" + dir.resolve("f") + "': error 9");
    sys.close(fd);
    assertThatThrownBy(() -> sys.open(at, "none"))
        .hasMessage("openat 'none': no such file or directory");
  }

  @Test
  void the_effective_user_is_the_owner_of_what_is_created() throws Exception {
    int fd = sys.create(at, "f");
    assertThat(sys.stat(fd).uid()).isEqualTo(sys.effectiveUid());
    sys.close(fd);
  }
}
