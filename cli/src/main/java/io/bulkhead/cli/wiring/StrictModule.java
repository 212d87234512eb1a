package io.bulkhead.cli.wiring;

import com.google.inject.AbstractModule;

/** Nothing is put together that nobody declared. */
final class StrictModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();
  }
}
