package io.bulkhead.remediate.apply;

import io.bulkhead.remediate.journal.Journal;
import io.bulkhead.remediate.state.Folder;

/** What only the holder of the lock may touch. */
record Held(Folder state, Journal journal) {}
