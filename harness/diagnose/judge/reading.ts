import type { Sample } from "../../journal/events.ts";
import { firstMatch } from "../../judge/first-match.ts";
import { healthyNow } from "../../judge/health.ts";
import { nameOfSignature } from "../../judge/match-signature.ts";
import { inSeconds } from "../../judge/progress.ts";
import { notNormal } from "../../judge/stays-normal.ts";
import { flawOfWorking, sidesOf } from "../../judge/vantage.ts";
import type { Scenario } from "../../scenario/types.ts";
import { askedOf } from "./asked.ts";
import { tellsNothing } from "./denied.ts";
import { podsNow } from "./fresh.ts";
import { readySince } from "./ready-since.ts";
import type { Seen } from "./seen.ts";
import { type Sign, signOf } from "./sign.ts";
import { isOnTheWay, POD_STAGE, stageOf } from "./stage.ts";
import { beganAt, START_MS } from "./starting.ts";

/** One documented fault held against what was seen. */
export interface Reading {
  readonly scenario: Scenario;
  /**
   * `shown`: every signature. `ruled out`: by an observation. `open`: nothing speaks against it, and something is not known. `passed`:
   * it was shown during the look and is over.
   */
  readonly state: "shown" | "ruled out" | "open" | "passed";
  readonly signs: readonly Sign[];
  /** By what it was ruled out, or what it would take to tell; empty where it is shown. */
  readonly because: string;
  /** Time alone will tell, at this moment; ms since the epoch. */
  readonly toldAt?: number;
  /** The fault that hides some of its signs; the others are shown. */
  readonly behind?: string;
}

export function readingOf(scenario: Scenario, seen: Seen): Reading {
  const { symptom } = scenario;
  if (symptom.transient) return passing(scenario, seen);
  const asked = askedOf(symptom, seen);
  const signs = symptom.signatures.map((signature) => signOf(signature, seen, asked));
  const reading = (state: Reading["state"], because = ""): Reading => ({ scenario, state, signs, because });
  const missing = signs.find((sign) => sign.state === "not shown");
  if (missing) return reading("ruled out", whyNot(missing));
  const { broken } = notNormal(symptom.staysNormal ?? [], lastOfEach(answered(seen)), seen.from);
  if (broken) return reading("ruled out", broken);
  const unknown = signs.find((sign) => sign.state === "not known");
  if (unknown) return reading("open", `${unknown.signature}: ${unknown.why}`);
  const fails = flawOfWorking(seen, sidesOf(symptom, seen)?.working ?? [], seen.from);
  if (fails) return reading("ruled out", fails);
  const toldAt = readyFor(seen, heldBackMs(scenario));
  return toldAt > seen.now
    ? {
        ...reading("open", "what is said of a pod that has just become ready may still be of before"),
        toldAt,
      }
    : reading("shown");
}

/** For so long what a fault shows is what was, where a pod has just become ready; milliseconds. */
function heldBackMs(scenario: Scenario): number {
  if (isOnTheWay(scenario)) return REACHED_MS;
  return stageOf(scenario) === POD_STAGE ? START_MS : 0;
}

/**
 * From when on an API server that does not get to a ready pod has a way that is broken. A kube-proxy that has lost its API server comes
 * back within 30 s, and an API server asks again every 30 s at most: seen was "no route to host" 28 s after the pod was ready, of a cluster
 * whose fault was another one.
 */
const REACHED_MS = 60_000;

/** When a pod will have been ready for so long; now where none is ready. */
function readyFor(seen: Seen, ms: number): number {
  const ready = [...podsNow(seen).values()].filter((pod) => pod.ready);
  return ready.length === 0 ? seen.now : Math.min(...ready.map((pod) => readySince(seen, pod))) + ms;
}

/** The view without what says only who may not ask. */
export function answered(seen: Seen): Seen {
  return { ...seen, samples: seen.samples.filter((sample) => !tellsNothing(sample)) };
}

/** What is normal now counts, from each server: a condition that flaps may miss a look. */
function lastOfEach(seen: Seen): Seen {
  const last = new Map<string, Sample>();
  for (const sample of seen.samples)
    if (sample.kind === "command") last.set(`${sample.observable} from ${sample.vantage}`, sample);
  return { ...seen, samples: [...last.values()] };
}

const whyNot = ({ signature, saw }: Extract<Sign, { state: "not shown" }>) =>
  `not seen: ${signature}; seen: ${saw}`;

/**
 * What passes by itself is known by its passing: every sign was seen during the look, and then the metrics came. A persisting fault
 * begins with the same words, so that before it passes nothing is said, and after its time it is none. So does a healthy start on a slow
 * machine, so that it is named and no finding.
 */
function passing(scenario: Scenario, seen: Seen): Reading {
  const { signatures, transient, recovery } = scenario.symptom;
  const signs = signatures.map((signature): Sign => {
    const match =
      signature.kind === "log" || signature.kind === "event" ? null : firstMatch(signature, seen, seen.from);
    return match ? { state: "shown", signature: nameOfSignature(signature), match } : signOf(signature, seen);
  });
  const reading = (state: Reading["state"], because = ""): Reading => ({ scenario, state, signs, because });
  const missing = signs.find((sign) => sign.state === "not shown");
  if (missing) return reading("ruled out", whyNot(missing));
  const unknown = signs.find((sign) => sign.state === "not known");
  if (unknown) return reading("open", `${unknown.signature}: ${unknown.why}`);
  const health = healthyNow(answered(seen), { from: seen.from, ...(recovery && { recovery }) });
  if (health.state !== "bad") return reading("passed");
  const withinMs = (transient?.clearsWithinSeconds ?? 0) * 1_000;
  const began = [...podsNow(seen).values()].map((pod) => beganAt(seen, pod) ?? Number.NEGATIVE_INFINITY);
  const toldAt = (began.length === 0 ? seen.from : Math.max(...began)) + withinMs;
  if (seen.now >= toldAt)
    return reading("ruled out", `it would have passed by itself within ${inSeconds(withinMs)}`);
  return { ...reading("open", "it passes by itself, and has yet to"), toldAt };
}
