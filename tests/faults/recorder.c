/* Put in front of libc (LD_PRELOAD): tells a log what a process does to the files under some folders, in order.
 *
 * RECORDER_LOG     the log; each record is one appended write
 * RECORDER_ROOTS   absolute folders, parted by ':'
 * RECORDER_KILL    a number n: the process gets a signal before its n-th recorded operation
 * RECORDER_SIGNAL  the signal's number; SIGKILL when left out
 *
 * A record: the letter of the operation, then inode, offset (8 bytes each), length of the data (4), lengths of two
 * paths (2 each), all little-endian as the machine has them; then paths and data.
 *   C created (path)      W written (offset, data)   T truncated (offset = length)   S synced (path; offset 1: a folder)
 *   U unlinked (path)     R renamed (two paths)      L linked (two paths)            M folder made    D folder removed
 *   A written to standard output (inode 1) or standard error (inode 2): what the caller was told
 *   X something that the recording can't replay: the reader refuses it
 * The index that SQLite maps into memory (-shm) is left out: it doesn't outlive the machine.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int log_fd = -1;
static long done, kill_at;
static int kill_by = SIGKILL;
static const char *roots;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("RECORDER_LOG"), *at = getenv("RECORDER_KILL"), *by = getenv("RECORDER_SIGNAL");
    roots = getenv("RECORDER_ROOTS");
    if (!path || !roots) return;
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    kill_at = at ? atol(at) : 0;
    if (by) kill_by = atoi(by);
}

static int ours(const char *path) {
    size_t length = strlen(path);
    if (log_fd < 0 || (length > 4 && !strcmp(path + length - 4, "-shm"))) return 0;
    for (const char *root = roots; *root;) {
        size_t size = strcspn(root, ":");
        if (!strncmp(path, root, size) && (path[size] == '/' || !path[size])) return 1;
        root += size + (root[size] == ':');
    }
    return 0;
}

static int of_fd(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (size < 0) return 0;
    path[size] = 0;
    char *gone = strstr(path, " (deleted)");
    if (gone) *gone = 0;
    return ours(path);
}

static int at(int folder, const char *name, char *path) {
    if (log_fd < 0 || !name) return 0;
    if (*name == '/') snprintf(path, PATH_MAX, "%s", name);
    else {
        char base[PATH_MAX];
        if (folder == AT_FDCWD) { if (!getcwd(base, sizeof base)) return 0; }
        else of_fd(folder, base);
        snprintf(path, PATH_MAX, "%.2000s/%.2000s", base, name);
    }
    return ours(path);
}

/* Before an operation takes place: the process gets its signal here when its turn has come. */
static void turn(void) {
    if (++done == kill_at) syscall(SYS_kill, getpid(), kill_by);
}

static void tell(char kind, uint64_t inode, uint64_t offset, const char *one, const char *two, const void *data, size_t size) {
    size_t first = one ? strlen(one) : 0, second = two ? strlen(two) : 0, whole = 25 + first + second + size;
    int kept = errno;
    char *record = malloc(whole), *to = record;
    uint32_t length = (uint32_t)size;
    uint16_t a = (uint16_t)first, b = (uint16_t)second;
    *to++ = kind;
    memcpy(to, &inode, 8); memcpy(to + 8, &offset, 8); memcpy(to + 16, &length, 4);
    memcpy(to + 20, &a, 2); memcpy(to + 22, &b, 2);
    to += 24;
    memcpy(to, one ? one : "", first); to += first;
    memcpy(to, two ? two : "", second); to += second;
    memcpy(to, data ? data : "", size);
    if (syscall(SYS_write, log_fd, record, whole) != (long)whole) abort();
    free(record);
    errno = kept;
}

static uint64_t inode_of(int fd) { struct stat told; return fstat(fd, &told) ? 0 : told.st_ino; }
static uint64_t inode_at(const char *path) { struct stat told; return lstat(path, &told) ? 0 : told.st_ino; }

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    int mine = (flags & (O_CREAT | O_TRUNC)) && at(folder, name, path);
    if (mine) turn();
    int was = mine && faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    int fd = (int)syscall(SYS_openat, folder, name, flags, mode);
    if (fd < 0) { return fd; }
    if (mine && !was) tell('C', inode_of(fd), 0, path, 0, 0, 0);
    else if (mine && (flags & O_TRUNC)) tell('T', inode_of(fd), 0, 0, 0, 0, 0);
    return fd;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE(flags) return opened(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE(flags) return opened(folder, name, flags, mode); }

ssize_t write(int fd, const void *data, size_t size) {
    char path[PATH_MAX];
    REAL(write);
    if (log_fd < 0) return real(fd, data, size);
    if (fd == 1 || fd == 2) {
        turn();
        ssize_t wrote = real(fd, data, size);
        if (wrote > 0) tell('A', (uint64_t)fd, 0, 0, 0, data, (size_t)wrote);
        return wrote;
    }
    if (!of_fd(fd, path)) return real(fd, data, size);
    turn();
    struct stat told;
    fstat(fd, &told);
    off_t offset = fcntl(fd, F_GETFL) & O_APPEND ? told.st_size : lseek(fd, 0, SEEK_CUR);
    ssize_t wrote = real(fd, data, size);
    if (wrote > 0) tell('W', told.st_ino, (uint64_t)offset, 0, 0, data, (size_t)wrote);
    return wrote;
}

static ssize_t placed(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *data, size_t size, off_t offset) {
    char path[PATH_MAX];
    if (log_fd < 0 || !of_fd(fd, path)) return real(fd, data, size, offset);
    turn();
    ssize_t wrote = real(fd, data, size, offset);
    if (wrote > 0) tell('W', inode_of(fd), (uint64_t)offset, 0, 0, data, (size_t)wrote);
    return wrote;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { REAL(pwrite); return placed(real, fd, data, size, offset); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) { REAL(pwrite64); return placed(real, fd, data, size, offset); }

static int cut(int (*real)(int, off_t), int fd, off_t size) {
    char path[PATH_MAX];
    if (log_fd < 0 || !of_fd(fd, path)) return real(fd, size);
    turn();
    int failed = real(fd, size);
    if (!failed) tell('T', inode_of(fd), (uint64_t)size, 0, 0, 0, 0);
    return failed;
}
int ftruncate(int fd, off_t size) { REAL(ftruncate); return cut(real, fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return cut(real, fd, size); }

static int synced(int (*real)(int), int fd) {
    char path[PATH_MAX];
    if (log_fd < 0 || !of_fd(fd, path)) return real(fd);
    turn();
    int failed = real(fd);
    struct stat told;
    if (!failed && !fstat(fd, &told)) tell('S', told.st_ino, S_ISDIR(told.st_mode), path, 0, 0, 0);
    return failed;
}
int fsync(int fd) { REAL(fsync); return synced(real, fd); }
int fdatasync(int fd) { REAL(fdatasync); return synced(real, fd); }

/* Names: the operation on (folder, name) by the system call itself, told when it was done. */
static int named(char kind, int folder, const char *name, const char *other, int other_folder, long number, long flags) {
    char one[PATH_MAX], two[PATH_MAX];
    int mine = at(folder, name, one), also = other && at(other_folder, other, two);
    if (mine || also) turn();
    uint64_t inode = mine && kind != 'M' ? inode_at(one) : 0;
    long failed = other ? syscall(number, folder, name, other_folder, other, flags) : syscall(number, folder, name, flags);
    if (failed || !(mine || also)) return (int)failed;
    if (kind == 'M') inode = inode_at(one);
    tell(other && !(mine && also) ? 'X' : kind, inode, 0, one, other ? two : 0, 0, 0);
    return 0;
}
int unlink(const char *name) { return named('U', AT_FDCWD, name, 0, 0, SYS_unlinkat, 0); }
int rmdir(const char *name) { return named('D', AT_FDCWD, name, 0, 0, SYS_unlinkat, AT_REMOVEDIR); }
int unlinkat(int folder, const char *name, int flags) {
    return named(flags & AT_REMOVEDIR ? 'D' : 'U', folder, name, 0, 0, SYS_unlinkat, flags);
}
int mkdir(const char *name, mode_t mode) { return named('M', AT_FDCWD, name, 0, 0, SYS_mkdirat, (long)mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return named('M', folder, name, 0, 0, SYS_mkdirat, (long)mode); }
int rename(const char *old, const char *new) { return named('R', AT_FDCWD, old, new, AT_FDCWD, SYS_renameat2, 0); }
int renameat(int a, const char *old, int b, const char *new) { return named('R', a, old, new, b, SYS_renameat2, 0); }
int renameat2(int a, const char *old, int b, const char *new, unsigned flags) {
    return named(flags & RENAME_EXCHANGE ? 'X' : 'R', a, old, new, b, SYS_renameat2, (long)flags);
}
int link(const char *old, const char *new) { return named('L', AT_FDCWD, old, new, AT_FDCWD, SYS_linkat, 0); }
int linkat(int a, const char *old, int b, const char *new, int flags) { return named('L', a, old, new, b, SYS_linkat, flags); }
int symlinkat(const char *to, int folder, const char *name) {
    char path[PATH_MAX];
    REAL(symlinkat);
    if (at(folder, name, path)) tell('X', 0, 0, path, 0, 0, 0);
    return real(to, folder, name);
}
int symlink(const char *to, const char *name) { return symlinkat(to, AT_FDCWD, name); }

/* Other ways to change a file: none is used; one that appears is refused, not overlooked. */
static void strange(int fd) {
    char path[PATH_MAX];
    if (log_fd >= 0 && of_fd(fd, path)) tell('X', inode_of(fd), 0, path, 0, 0, 0);
}
ssize_t writev(int fd, const struct iovec *parts, int count) { REAL(writev); strange(fd); return real(fd, parts, count); }
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t size, unsigned flags) {
    REAL(copy_file_range); strange(to); return real(from, a, to, b, size, flags);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) {
    ssize_t (*real)(int, int, off64_t *, size_t) = dlsym(RTLD_NEXT, "sendfile64");
    strange(to);
    return real(to, from, offset, size);
}
int posix_fallocate64(int fd, off64_t offset, off64_t size) { REAL(posix_fallocate64); strange(fd); return real(fd, offset, size); }
