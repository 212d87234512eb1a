package io.bulkhead.crash;

/**
 * How the process is broken at a call.
 *
 * @param word its name in tables
 * @param how the preloaded library's word for it
 * @param kills whether the process ends there
 */
record Fault(String word, String how, boolean kills) {
  private static final int EIO = 5;
  private static final int ENOSPC = 28;

  static final Fault KILL_BEFORE = new Fault("kill before", "kill", true);
  static final Fault KILL_INSIDE = new Fault("kill inside", "inside", true);
  static final Fault EIO_ONCE = new Fault("EIO once", "once:" + EIO, false);
  static final Fault EIO_FROM = new Fault("EIO from there on", "from:" + EIO, false);
  static final Fault ENOSPC_ONCE = new Fault("ENOSPC once", "once:" + ENOSPC, false);
  static final Fault ENOSPC_FROM = new Fault("ENOSPC from there on", "from:" + ENOSPC, false);
  static final Fault POWER = new Fault("power loss", "kill", true);
  static final Fault STOP = new Fault("stopped", "stop", false);
}
