package io.bulkhead.audit.snapshot;

/**
 * One named entry of a POSIX access ACL (acl(5)), already reduced by the mask.
 *
 * @param kind {@code user} or {@code group}
 * @param id uid or gid
 * @param permissions effective bits after the mask: 4 read, 2 write, 1 execute
 */
public record AclEntry(String kind, long id, int permissions) {}
