package io.bulkhead.audit.snapshot;

/**
 * Something that looks like a secret, without the secret.
 *
 * @param place where it stands: {@code environment variable DB_PASSWORD}, {@code step 4 of the
 *     history}
 * @param sign what gives it away: {@code its name says so}, {@code a GitHub token}
 */
public record SecretSign(String place, String sign) {}
