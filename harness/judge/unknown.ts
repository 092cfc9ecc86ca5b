import { KILLED } from "../../base/exec.ts";
import type { SampleOf } from "./view.ts";

/** The probe's own abort, kubectl's own brake, and a server too busy for a handshake. */
const MADE_ON_THE_WAY =
  /operation was aborted|^no answer to \S+ for \d+ ms|client rate limiter Wait|TLS handshake timeout/;

/** True for a failure that the harness, the load or the way to the API server made: it says nothing of what was asked. */
export function isUnknown({ exit, text }: SampleOf<"command">): boolean {
  return exit === KILLED || (exit !== 0 && MADE_ON_THE_WAY.test(text));
}
