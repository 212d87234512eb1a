package io.bulkhead.remediate.apply;

/**
 * What was removed when change sets were forgotten.
 *
 * @param sets how many sets
 * @param contents how many contents were removed
 * @param bytes their size
 * @param shared how many stay, because sets that are kept need the same bytes
 */
public record Forgotten(int sets, int contents, long bytes, int shared) {}
