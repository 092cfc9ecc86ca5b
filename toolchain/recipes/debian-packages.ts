import type { DebianPackages } from "../debian/packages.ts";
import { LockFileInvalid } from "../errors.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";

/** The Debian packages of a component, as the lock file has them. */
export function debianPackages(lock: Lock, component: string): DebianPackages {
  const { source } = lockedComponent(lock, component);
  if (source && "debian" in source) return source.debian;
  throw new LockFileInvalid(`toolchain/lock.yaml: ${component} has no source.debian`);
}
