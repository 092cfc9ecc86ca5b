import type { Sample } from "../journal/events.ts";
import { TOP_NODES, TOP_PODS } from "../observe/observable-name.ts";
import type { Signature } from "../scenario/types.ts";
import { cameAfter } from "./came-after.ts";
import { flawOfApiService, flawOfTop, isProbe } from "./good-probe.ts";
import { type GoodRun, goodRun } from "./good-run.ts";
import { isAbout, matchesSignature, nameOfSignature } from "./match-signature.ts";
import type { Progress } from "./progress.ts";
import { isUnknown } from "./unknown.ts";
import { samplesOf, seenAt, startedAt, type View } from "./view.ts";

/** Good probes must span this long, and be this many per observable and vantage point, before they count as sustained. */
export const SUSTAINED = { ms: 4_000, probes: 2 } as const;

/**
 * So long a healing must last: two scrapes of metrics-server, 15 s apart, and the kubelet's cache of refusals (30 s).
 */
export const HEALING_MS = 30_000;

export interface HealthRule {
  /** Looks that began earlier say nothing; ms since the epoch. */
  readonly from: number;
  /** Nodes that `top nodes` must list beside those Ready now: a fix may not lose one. */
  readonly nodes?: readonly string[];
  /** What recovery is instead of a working metrics API (Symptom.recovery). */
  readonly recovery?: readonly Signature[];
  /** Milliseconds that good probes must span; those of a baseline if left out. */
  readonly sustainMs?: number;
}

/** `since`: the moment the last of the observables turned good, if all are good now; ms since the epoch. */
export type Health =
  | { readonly state: "sustained" | "good"; readonly since: number; readonly note: string }
  | {
      readonly state: "bad";
      readonly note: string;
      /** A probe showed it; false if nobody probed. */
      readonly seen: boolean;
    };

/**
 * Whether the cluster is healthy as far as has been seen: from every vantage point `top nodes` lists every Ready node with
 * values and `top pods -A` is not empty, and the APIService is Available, with no bad probe since.
 */
export function healthyNow(view: View, rule: HealthRule): Health {
  const { sustainMs = SUSTAINED.ms } = rule;
  // One more than at a baseline, because looks that did not get there are left out.
  const looks = SUSTAINED.probes + (sustainMs > SUSTAINED.ms ? 1 : 0);
  const criteria = healthCriteria(view, rule);
  const bad = criteria.filter(({ run }) => run === null);
  const shown = bad.find(({ probed }) => probed) ?? bad[0];
  if (shown) return { state: "bad", note: shown.flaw, seen: shown.probed };
  if (!criteria.some(({ polled }) => polled))
    return { state: "bad", note: "nothing is looked at", seen: false };
  const runs = criteria.flatMap(({ run }) => (run ? [run] : []));
  const since = Math.max(...runs.map((run) => run.since));
  const sustained = criteria.every(
    ({ run, polled }) => !polled || (run && run.probes >= looks && run.last - since >= sustainMs),
  );
  const note = `good for ${Math.floor((view.now - since) / 1_000)} s`;
  return { state: sustained ? "sustained" : "good", since, note };
}

/** Good so far, but not for long enough yet. */
export function provingHealthy(
  { since, note }: Exclude<Health, { state: "bad" }>,
  sustainMs: number = SUSTAINED.ms,
): Progress<never> {
  return { state: "holding", note, settlesAt: since + sustainMs };
}

/** One of the things that must be good at once. */
export interface Criterion {
  /** In words, with the vantage point. */
  readonly what: string;
  readonly run: GoodRun | null;
  readonly flaw: string;
  readonly probed: boolean;
  /** Looked at again and again; what is watched instead holds until it changes. */
  readonly polled: boolean;
}

/** What health consists of, each by itself. */
export function healthCriteria(view: View, rule: HealthRule): readonly Criterion[] {
  return rule.recovery ? ofSignatures(view, rule, rule.recovery) : ofMetricsApi(view, rule);
}

function ofMetricsApi(view: View, rule: HealthRule): Criterion[] {
  const probes = view.vantages.flatMap((vantage) =>
    [TOP_NODES, TOP_PODS].map((observable): Criterion => {
      const all = view.samples
        .filter(isProbe(observable, vantage))
        .filter((probe) => startedAt(probe) >= rule.from && !isUnknown(probe));
      const flaw = (probe: (typeof all)[number]) => flawOfTop(probe, view, rule.nodes);
      const last = all.at(-1);
      return {
        what: `${observable} from ${vantage}`,
        run: goodRun(all, (probe) => flaw(probe) === null, seenAt),
        flaw: `${observable} from ${vantage}: ${last ? flaw(last) : "not looked at yet"}`,
        probed: last !== undefined,
        polled: true,
      };
    }),
  );
  return [...probes, apiServiceCriterion(view, rule.from)];
}

function apiServiceCriterion(view: View, from: number): Criterion {
  const conditions = samplesOf(view, "apiservice");
  const run = goodRun(conditions, (sample) => flawOfApiService(sample) === null, seenAt);
  return {
    what: "APIService Available",
    run: run && { ...run, since: Math.max(run.since, from) },
    flaw: flawOfApiService(conditions.at(-1)) ?? "",
    probed: conditions.length > 0,
    polled: false,
  };
}

function ofSignatures(view: View, rule: HealthRule, signatures: readonly Signature[]): Criterion[] {
  return signatures.map((signature) => {
    const polled = signature.kind === "command";
    const probes = view.samples
      .filter((sample) => isAbout(signature, sample))
      .filter((sample) => speaksOfNow(sample, view, rule.from))
      .filter((sample) => sample.kind !== "command" || !isUnknown(sample));
    const run = goodRun(probes, (sample) => matchesSignature(signature, sample), seenAt);
    return {
      what: nameOfSignature(signature),
      run: run && { ...run, since: Math.max(run.since, rule.from) },
      flaw: `not seen: ${nameOfSignature(signature)}`,
      probed: probes.length > 0,
      polled,
    };
  });
}

/** What is watched holds until it changes, whenever it was seen; a log line is no state, and of a pod that a fix may have replaced. */
function speaksOfNow(sample: Sample, view: View, from: number): boolean {
  return (sample.kind !== "command" && sample.kind !== "log") || cameAfter(sample, view, from);
}
