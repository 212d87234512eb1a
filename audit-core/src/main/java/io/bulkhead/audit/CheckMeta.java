package io.bulkhead.audit;

import java.util.List;

/**
 * What a check is about, beside the code that judges it.
 *
 * @param id stable name
 * @param title the desired state as a short sentence, without a full stop
 * @param severity how bad a failure is
 * @param profile the narrowest profile that includes the check
 * @param condition when the check passes, as a sentence; empty if only its title says so
 * @param because what an attacker gains when the check fails
 * @param advice what to do by hand, with the exact command or setting
 * @param breaks what may stop working when the advice is followed; empty if nothing is known
 * @param references man pages, engine documentation, benchmark prose: where the claim comes from
 */
public record CheckMeta(
    CheckId id,
    String title,
    Severity severity,
    Profile profile,
    String condition,
    String because,
    String advice,
    String breaks,
    List<String> references) {

  public CheckMeta {
    references = List.copyOf(references);
  }

  /** Starts the description of a check in profile {@code essential}. */
  public static CheckMeta check(String id, String title, Severity severity) {
    return new CheckMeta(
        new CheckId(id), title, severity, Profile.ESSENTIAL, "", "", "", "", List.of());
  }

  public CheckMeta in(Profile narrowest) {
    return new CheckMeta(
        id, title, severity, narrowest, condition, because, advice, breaks, references);
  }

  /** The rest of a sentence that begins with "Passes when", without a full stop. */
  public CheckMeta passesWhen(String holds) {
    return judged("Passes when " + holds + ".");
  }

  /** For a matter that only a person can answer; what is done instead, without a full stop. */
  public CheckMeta neverPasses(String instead) {
    return judged("Never passes by itself: " + instead + ".");
  }

  private CheckMeta judged(String sentence) {
    return new CheckMeta(
        id, title, severity, profile, sentence, because, advice, breaks, references);
  }

  public CheckMeta because(String attackerGains) {
    return new CheckMeta(
        id, title, severity, profile, condition, attackerGains, advice, breaks, references);
  }

  public CheckMeta advise(String byHand) {
    return new CheckMeta(
        id, title, severity, profile, condition, because, byHand, breaks, references);
  }

  public CheckMeta mayBreak(String whatStops) {
    return new CheckMeta(
        id, title, severity, profile, condition, because, advice, whatStops, references);
  }

  public CheckMeta see(String... sources) {
    return new CheckMeta(
        id, title, severity, profile, condition, because, advice, breaks, List.of(sources));
  }
}
