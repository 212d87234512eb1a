package io.bulkhead.cli;

import io.bulkhead.cli.demo.SampleHost;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands on the bundled sample host: the real code, without an engine. */
abstract class OnSampleHost {
  // below the module: a state directory under a directory that others can write to is refused
  @TempDir(factory = BelowTarget.class)
  Path home;

  SampleHost host;
  Lines lines;

  @BeforeEach
  final void unpack() throws IOException {
    host = SampleHost.unpack(home);
    lines = new Lines(home, "--root", host.root().toString());
  }

  @AfterEach
  final void remove() {
    host.close();
  }
}
