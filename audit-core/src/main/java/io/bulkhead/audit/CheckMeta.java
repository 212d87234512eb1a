package io.bulkhead.audit;

import java.util.List;

/**
 * What a check is about, beside the code that judges it.
 *
 * @param id stable name
 * @param title the desired state as a short sentence, without a full stop
 * @param severity how bad a failure is
 * @param profile the narrowest profile that includes the check
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
        new CheckId(id), title, severity, Profile.ESSENTIAL, "", "", "", List.of());
  }

  public CheckMeta in(Profile narrowest) {
    return new CheckMeta(id, title, severity, narrowest, because, advice, breaks, references);
  }

  public CheckMeta because(String attackerGains) {
    return new CheckMeta(id, title, severity, profile, attackerGains, advice, breaks, references);
  }

  public CheckMeta advise(String byHand) {
    return new CheckMeta(id, title, severity, profile, because, byHand, breaks, references);
  }

  public CheckMeta mayBreak(String whatStops) {
    return new CheckMeta(id, title, severity, profile, because, advice, whatStops, references);
  }

  public CheckMeta see(String... sources) {
    return new CheckMeta(id, title, severity, profile, because, advice, breaks, List.of(sources));
  }
}
