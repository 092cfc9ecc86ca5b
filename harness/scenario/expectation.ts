import { compare } from "semver";
import type { Expectation, Fix, Platform } from "./types.ts";

/** Whether the fix exists on this platform. */
export function isTriedOn({ fromVersion }: Fix, platform: Pick<Platform, "version">): boolean {
  return fromVersion === undefined || compare(platform.version, fromVersion) >= 0;
}

/** What we expect of the fix on this platform. */
export function expectedOn({ expect }: Fix, platform: Pick<Platform, "version">): Expectation {
  const { from } = expect;
  return from !== undefined && compare(platform.version, from.version) >= 0 ? from : expect;
}
