import { sidesOf } from "../../judge/vantage.ts";
import { LOAD_BALANCER } from "../../observe/load-balancer.ts";
import type { Symptom } from "../../scenario/types.ts";
import type { Seen } from "./seen.ts";
import type { Asked } from "./sign.ts";

/**
 * From which API servers commands must show a symptom. One that shows away from the pod needs two servers that were each asked by
 * themselves. Every other one was measured on clusters where no server worked, so that one that works rules it out.
 */
export function askedOf(symptom: Pick<Symptom, "vantage">, seen: Seen): Asked {
  const servers = seen.vantages.filter((name) => name !== LOAD_BALANCER);
  const sides = sidesOf(symptom, seen);
  if (sides === null) return servers.length > 1 ? { failing: servers } : {};
  if (seen.servers < 2) return { failing: [] };
  if (servers.length < 2)
    return { failing: [], unknown: "it shows on some API servers only, and no two could be asked" };
  return { failing: sides.failing };
}
