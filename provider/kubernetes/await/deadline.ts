import type { Properties } from "../../protocol/values.ts";
import { annotationsOf } from "../object/metadata.ts";

/** The real provider's default for rollouts, endpoints, jobs and deletions, in seconds. */
const DEFAULT_SECONDS = 600;

/** Seconds to wait: customTimeouts, else the annotation `pulumi.com/timeoutSeconds`, else ten minutes. */
export function secondsToWait(object: Properties, customTimeout: number): number {
  if (customTimeout > 0) return customTimeout;
  const annotated = Number(annotationsOf(object)["pulumi.com/timeoutSeconds"]);
  return annotated > 0 ? annotated : DEFAULT_SECONDS;
}
