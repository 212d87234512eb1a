package io.bulkhead.remediate;

/**
 * Something a plan depends on. When it differs at apply time, the plan is stale.
 *
 * @param id {@code f1}, {@code f2}, …
 * @param kind {@code file}, {@code engine}, {@code container}, {@code setting}
 * @param at what it is about, for example {@code /etc/docker/daemon.json}
 * @param what which projection of it, for example {@code content mode owner}
 * @param digest sha-256 of the projection, hex
 * @param said the value in words for the message when it moved; never a secret
 */
public record Fact(String id, String kind, String at, String what, String digest, String said) {}
