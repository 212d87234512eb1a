/*
 * Preloaded into a JVM that runs Bulkhead: breaks it at its n-th system call that changes something.
 *
 * Bulkhead makes every such call through syscall(2), so this one function sees them all, in one
 * global count over all threads. What the JVM itself writes does not pass here.
 *
 *   CRASH_LOG=FILE    one line for each counted call: its name and, where it tells, what it is about
 *   CRASH_AT=N        break before the n-th counted call, from 1
 *   CRASH_HOW=kill    SIGKILL, the call is not made              (default)
 *             inside  SIGKILL when half of a write, or the whole of any other call, is done
 *             stop    SIGSTOP before the call, which is made once the process is continued
 *             once:E  the call fails with error number E and is not made
 *             from:E  so do all later ones
 *   CRASH_LIE=WORD    fsync and fdatasync of files whose path has WORD in it succeed without being made
 *
 * A JVM that has started once lends itself out: crash_fork() makes a process of it for each run, which is told there
 * what the variables above say.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT_SECONDS = 60 };

static long (*real)(long, ...);
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static long counted, at, log_fd = -1;
static const char *how, *lie;

static void log_to(const char *path) {
  log_fd = real(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void __attribute__((constructor)) start(void) {
  const char *n = getenv("CRASH_AT"), *log = getenv("CRASH_LOG");
  real = dlsym(RTLD_NEXT, "syscall");
  at = n ? atol(n) : 0;
  how = getenv("CRASH_HOW");
  lie = getenv("CRASH_LIE");
  if (log) log_to(log);
}

static void onto(long fd, const char *path, int flags) {
  long opened = real(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0600);
  real(SYS_dup3, opened, fd, 0);
  real(SYS_close, opened);
}

/* True if no other thread of this process is at work, so that none of them holds a lock. */
static int alone(void) {
  char path[64], stat[256];
  DIR *tasks = opendir("/proc/self/task");
  int others = 0;
  for (struct dirent *task; tasks && (task = readdir(tasks));) {
    if (task->d_name[0] == '.' || atol(task->d_name) == real(SYS_gettid)) continue;
    snprintf(path, sizeof path, "/proc/self/task/%.20s/stat", task->d_name);
    long fd = real(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC), n = real(SYS_read, fd, stat, sizeof stat - 1);
    real(SYS_close, fd);
    stat[n > 0 ? n : 0] = 0;
    const char *name_ends = strrchr(stat, ')');
    if (name_ends && name_ends[2] != 'S') others++;
  }
  if (tasks) closedir(tasks);
  return others == 0;
}

/* Makes a process that goes on from here, to be broken; answers its number, and 0 in that process itself. */
int crash_fork(const char *log, const char *words, long n, const char *way, const char *fake) {
  while (!alone()) usleep(500);
  pid_t child = fork();
  if (child) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  alarm(LIMIT_SECONDS);
  onto(0, "/dev/null", O_RDONLY);
  onto(1, words, O_WRONLY | O_CREAT | O_TRUNC);
  real(SYS_dup3, 1L, 2L, 0L);
  counted = 0;
  at = n;
  how = strdup(way);
  lie = *fake ? strdup(fake) : NULL;
  log_to(log);
  return 0;
}

/* Waits until such a process has ended; answers its status as a shell does. */
int crash_wait(int child) {
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Ends such a process at once: its JVM has no other thread that could be asked to end. */
void crash_exit(int status) { _exit(status); }

/* The name of a call that changes something, or promises that a change lasts; null for any other. */
static const char *changing(long number, const long *a) {
  switch (number) {
  case SYS_openat: return (a[2] & O_CREAT) ? "openat(O_CREAT)" : NULL;
  case SYS_write: return a[0] > 2 ? "write" : NULL;
  case SYS_fsync: return "fsync";
  case SYS_fdatasync: return "fdatasync";
  case SYS_ftruncate: return "ftruncate";
  case SYS_fallocate: return "fallocate";
  case SYS_fchmod: return "fchmod";
#ifdef SYS_fchmodat
  case SYS_fchmodat: return "fchmodat";
#endif
  case SYS_fchownat: return "fchownat";
  case SYS_utimensat: return "utimensat";
  case SYS_fsetxattr: case SYS_setxattr: return "setxattr";
  case SYS_fremovexattr: case SYS_removexattr: return "removexattr";
  case SYS_mkdirat: return "mkdirat";
  case SYS_unlinkat: return "unlinkat";
  case SYS_renameat2: return (a[4] & RENAME_EXCHANGE) ? "renameat2(EXCHANGE)" : "renameat2(NOREPLACE)";
  case SYS_ioctl: return NULL;
  default: return NULL;
  }
}

static void path_of(long fd, char *path, size_t size) {
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%ld", fd);
  long n = real(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
  path[n > 0 ? n : 0] = 0;
}

static void note(const char *name, long number, const long *a) {
  char path[512], line[700];
  if (log_fd < 0) return;
  path_of(a[0], path, sizeof path);
  int named = number == SYS_openat || number == SYS_mkdirat || number == SYS_unlinkat || number == SYS_renameat2;
  int n = snprintf(line, sizeof line, "%s %s%s%s\n", name, path, named ? "/" : "", named ? (const char *)a[1] : "");
  real(SYS_write, log_fd, line, n < (int)sizeof line ? n : (int)sizeof line - 1);
}

static int lying(long number, const long *a) {
  char path[512];
  if (!lie || (number != SYS_fsync && number != SYS_fdatasync)) return 0;
  path_of(a[0], path, sizeof path);
  return strstr(path, lie) != NULL;
}

/* This thread itself takes the signal, so it does not get any further: another would stop it some time later. */
static void hit(int signal) { real(SYS_tgkill, real(SYS_getpid), real(SYS_gettid), signal); }

/* Breaks if this is the moment; answers the error number the call is to fail with, or 0. */
static int broken(void) {
  if (!at || counted < at) return 0;
  if (how && !strncmp(how, "from:", 5)) return atoi(how + 5);
  if (counted != at) return 0;
  if (how && !strncmp(how, "once:", 5)) return atoi(how + 5);
  if (how && !strcmp(how, "inside")) return 0;
  hit(how && !strcmp(how, "stop") ? SIGSTOP : SIGKILL);
  return 0;
}

static int inside(void) { return at && counted == at && how && !strcmp(how, "inside"); }

long syscall(long number, ...) {
  long a[6];
  va_list list;
  va_start(list, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
  va_end(list);
  if (!real) real = dlsym(RTLD_NEXT, "syscall");
  const char *name = changing(number, a);
  if (name) {
    pthread_mutex_lock(&order);
    counted++;
    note(name, number, a);
    int error = broken();
    int half = inside();
    pthread_mutex_unlock(&order);
    if (half) {
      real(number, a[0], a[1], number == SYS_write ? a[2] / 2 : a[2], a[3], a[4], a[5]);
      hit(SIGKILL);
    }
    if (error) {
      errno = error;
      return -1;
    }
    if (lying(number, a)) return 0;
  }
  return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* A child process is started: counted too, since a child changes something. */
int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]) {
  static int (*spawn)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *,
                      char *const[], char *const[]);
  long none[6] = {-1, 0, 0, 0, 0, 0};
  if (!spawn) spawn = dlsym(RTLD_NEXT, "posix_spawn");
  pthread_mutex_lock(&order);
  counted++;
  note("posix_spawn", -1, none);
  int error = broken();
  pthread_mutex_unlock(&order);
  return error ? error : spawn(pid, path, actions, attributes, arguments, environment);
}
