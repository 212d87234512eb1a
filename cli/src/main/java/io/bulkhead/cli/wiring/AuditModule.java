package io.bulkhead.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import io.bulkhead.audit.Catalogue;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.remedies.Remedies;
import java.util.List;

/** What is judged. */
final class AuditModule extends AbstractModule {
  private final Policy policy;

  AuditModule(Policy policy) {
    this.policy = policy;
  }

  @Override
  protected void configure() {
    requireBinding(Catalogue.class);
    requireBinding(com.google.inject.Key.get(new TypeLiteral<List<Remedy>>() {}));
  }

  @Provides
  @Singleton
  Catalogue catalogue() {
    return BuiltInCatalogue.catalogue();
  }

  @Provides
  @Singleton
  List<Remedy> remedies() {
    return Remedies.all();
  }

  @Provides
  @Singleton
  Judge judge(Catalogue catalogue, List<Remedy> remedies) {
    return new Judge(catalogue, remedies, policy);
  }
}
