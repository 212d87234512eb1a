/** Probes about security modules: AppArmor, SELinux, Landlock, Yama, lockdown. */
@NullMarked
package io.bulkhead.kernel.probes.lsm;

import org.jspecify.annotations.NullMarked;
