import type { Sample } from "../../journal/events.ts";
import { isUnknown } from "../../judge/unknown.ts";
import { isNobodyThere } from "../../judge/unreachable.ts";

/** What RBAC says of a user (apiserver, pkg/endpoints/handlers/responsewriters), and what is said of one it does not know. */
const REFUSED =
  /\bforbidden: User "|^(error: )?You must be logged in to the server|"reason":\s*"Unauthorized"/;

/**
 * True for an answer to who asks and not to what is asked. It says nothing of the cluster, except where a scenario is about just that.
 * What metrics-server is refused has other words and other places: its log, the condition of the APIService.
 */
export function isDenied(sample: Sample): boolean {
  return sample.kind === "command" && sample.exit !== 0 && REFUSED.test(sample.text);
}

/** True for a look that did not get there, whyever. */
export function tellsNothing(sample: Sample): boolean {
  if (sample.kind !== "command") return false;
  return isDenied(sample) || isUnknown(sample) || (sample.exit !== 0 && isNobodyThere(sample.text));
}
