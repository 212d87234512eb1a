package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;

/** A row: one question that is put to every image, or to every image in use. */
final class ImageCheck implements PolicyCheck {
  private final CheckMeta meta;
  private final boolean usedOnly;
  private final EachImage.Judge judge;

  private ImageCheck(CheckMeta meta, boolean usedOnly, EachImage.Judge judge) {
    this.meta = meta;
    this.usedOnly = usedOnly;
    this.judge = judge;
  }

  /** For what no site can allow. */
  interface Plain {
    Ground judge(HostSnapshot host, Image image);
  }

  static ImageCheck all(CheckMeta meta, Plain judge) {
    return new ImageCheck(meta, false, (host, image, policy) -> judge.judge(host, image));
  }

  static ImageCheck allBySite(CheckMeta meta, EachImage.Judge judge) {
    return new ImageCheck(meta, false, judge);
  }

  static ImageCheck used(CheckMeta meta, Plain judge) {
    return new ImageCheck(meta, true, (host, image, policy) -> judge.judge(host, image));
  }

  static ImageCheck usedBySite(CheckMeta meta, EachImage.Judge judge) {
    return new ImageCheck(meta, true, judge);
  }

  @Override
  public CheckMeta meta() {
    return meta;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return usedOnly ? EachImage.inUse(host, policy, judge) : EachImage.all(host, policy, judge);
  }
}
