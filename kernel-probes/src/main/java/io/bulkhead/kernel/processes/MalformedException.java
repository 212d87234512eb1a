package io.bulkhead.kernel.processes;

/** A file of the kernel does not look as documented; the message quotes it. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedException(String sentencePart) {
    super(sentencePart);
  }

  static long number(String what, String text) throws MalformedException {
    return parse(what, text, 10);
  }

  static long hex(String what, String text) throws MalformedException {
    return parse(what, text, 16);
  }

  private static long parse(String what, String text, int radix) throws MalformedException {
    try {
      return radix == 16 ? Long.parseUnsignedLong(text, radix) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedException(what + " is '" + text + "', not a number");
    }
  }
}
