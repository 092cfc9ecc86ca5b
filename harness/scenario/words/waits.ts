import type { Act } from "../types.ts";

/**
 * Seconds a scenario waits, by what has to react. Measured on a busy 2-core machine: a metrics-server pod that is replaced is
 * healthy after 17-25 s (two scrapes 15 s apart and the readiness probe), the APIService reacts to a change in under 2 s.
 * Waits for something to heal are generous, because they end as soon as it has; a watch for nothing to happen lasts in full.
 */
export const POD = { symptom: 60, persists: 30, heals: 90, watch: 38 } as const;
export const APISERVICE = { symptom: 30, persists: 12, heals: 45, watch: 13 } as const;

/** Until discovery no longer lists metrics.k8s.io: whoever deletes a namespace before that sees it go. */
export const GROUP_GIVEN_UP: Act = {
  kubectl: ["api-resources", "--api-group=metrics.k8s.io", "--output=name"],
  why: "a deletion gets stuck only once discovery has given the group up and no longer lists it",
  until: { output: /^\s*$/, withinSeconds: 60 },
};
