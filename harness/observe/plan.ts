import { isDeepStrictEqual } from "node:util";
import type { PhaseName } from "../plan/cell.ts";
import { documentedFailures } from "../scenario/documented-failures.ts";
import type { Observable, Scenario } from "../scenario/types.ts";
import { NODES_LISTED } from "../scenario/words/signs.ts";
import { observableName } from "./observable-name.ts";

/** What is looked at while a cell lives; follows from its scenario. */
export interface ObservationPlan {
  /** Beside what health needs: what must not show before the fault. */
  readonly before: readonly Observable[];
  /** Beside what health needs: while the fault is on. */
  readonly faulty: readonly Observable[];
  /** Those of them that keep working: of several vantage points the last one is enough. */
  readonly normal: readonly Observable[];
  /** Beside what health needs: once a fix is in. `kubectl get nodes` is among them: it tells a broken metrics API from a blind harness. */
  readonly fixed: readonly Observable[];
  /** Whether health, once the fault is in, is the metrics API working. */
  readonly metricsApi: boolean;
  readonly namespaces: boolean;
  /** Whether the symptom has to persist, rather than clear by itself. */
  readonly holds: boolean;
  /** Seconds a probe waits for its answer while the fault is on. */
  readonly patienceSeconds: number;
  /** What to look for in the log of a vCluster's control plane. */
  readonly vclusterLines: readonly RegExp[];
}

/** The observables that the scenario's signatures, its recovery and `staysNormal` speak of. */
export function observationPlan({ symptom }: Pick<Scenario, "symptom">): ObservationPlan {
  const asked = (signatures: Scenario["symptom"]["signatures"]) =>
    signatures.flatMap((signature) => (signature.kind === "command" ? [signature.on] : []));
  const recovery = symptom.recovery ?? [];
  const shown = asked(symptom.signatures);
  const normal = symptom.staysNormal ?? [];
  return {
    before: distinct(documentedFailures(symptom).map(({ on }) => on)),
    faulty: distinct([...shown, ...asked(recovery), ...normal]),
    normal,
    fixed: distinct([
      ...asked(recovery),
      ...asked(symptom.unhealed ?? []),
      ...(symptom.transient ? shown : [NODES_LISTED]),
    ]),
    metricsApi: symptom.recovery === undefined,
    holds: symptom.persists !== undefined,
    patienceSeconds: symptom.patienceSeconds ?? PATIENCE_SECONDS,
    namespaces: [...symptom.signatures, ...recovery].some(({ kind }) => kind === "namespace"),
    vclusterLines: [...symptom.signatures, ...recovery].flatMap((signature) =>
      signature.kind === "log" && signature.of === "vcluster" ? signature.text : [],
    ),
  };
}

/** A probe that hangs longer says so itself (`Client.Timeout exceeded`), as it does to a reporter who loses patience. */
export const PATIENCE_SECONDS = 10;

/** Seconds a probe may take in a phase. */
export function patienceIn(phase: PhaseName, plan: ObservationPlan): number {
  return FAULTY.includes(phase) ? plan.patienceSeconds : PATIENCE_SECONDS;
}

/** Whether that is longer than anybody waits who is not told to. */
export function isPatient(phase: PhaseName, plan: ObservationPlan): boolean {
  return patienceIn(phase, plan) > PATIENCE_SECONDS;
}

/** `top pods` is only worth its process while `top nodes` works, unless a signature asks for it. */
export interface Polled {
  readonly observable: Observable;
  readonly afterTopNodes: boolean;
  readonly fromOnePlace: boolean;
  /** At its own pace only: no news wakes it, because it is to work all along. */
  readonly steady: boolean;
}

/** What to poll in a phase; empty in those that nobody looks at. */
export function polledIn(phase: PhaseName, plan: ObservationPlan): readonly Polled[] {
  if (phase === "stand" || phase === "destroy") return [];
  const health = plan.metricsApi ? HEALTH : [];
  if (phase === "baseline" || phase === "undo")
    return [...HEALTH, ...plan.before.filter(isNotOfHealth).map(onceTopWorks)];
  const wanted = FAULTY.includes(phase) ? plan.faulty : plan.fixed;
  const names = wanted.map(observableName);
  const rest = health.filter(({ observable }) => !names.includes(observableName(observable)));
  const normal = plan.normal.map(observableName);
  const asked = wanted.map((observable) => {
    const isNormal = normal.includes(observableName(observable));
    const isReference = !FAULTY.includes(phase) && isDeepStrictEqual(observable, NODES_LISTED);
    const fromOnePlace = isNormal && !isReference;
    return { observable, afterTopNodes: false, fromOnePlace, steady: isNormal || isReference };
  });
  return [...asked, ...rest];
}

/** What keeps working is looked at that many times less often. */
const NORMAL_PACE = 2;
/** The reference (`kubectl get nodes` once a fix is in) less often still, because only the last one of a window decides, and the end of a wait asks for one. */
const REFERENCE_PACE = 2.5;
/** So is `top pods`, which works when `top nodes` does. */
const CONFIRMING_PACE = 2;
/** And `top nodes` a little less often while cheap requests get no metrics; except where its failing is what is to be shown. */
const UNANSWERED_PACE = 1.25;
/** Several servers, each looked at, are a heavier cluster as well. */
const SEVERAL_PACE = 1.5;

/**
 * Milliseconds between two looks at one thing. A process a probe costs 0.13 CPU seconds, and more of the API server it asks; watches,
 * the metrics probe and a wait that is about to end wake the pollers in between. Seen with eight clusters: 9-13 % of two cores.
 */
export function paceOf(
  phase: PhaseName,
  { fromOnePlace, afterTopNodes, steady }: Pick<Polled, "fromOnePlace" | "afterTopNodes" | "steady">,
  { vantages, answers }: { readonly vantages: number; readonly answers: boolean },
): number {
  const one = FAULTY.includes(phase) && !HOLDING.includes(phase) ? 4_000 : 8_000;
  return (
    one *
    (vantages > 1 ? SEVERAL_PACE : 1) *
    (fromOnePlace ? NORMAL_PACE : steady ? REFERENCE_PACE : 1) *
    (afterTopNodes ? CONFIRMING_PACE : 1) *
    (answers || steady || FAULTY.includes(phase) ? 1 : UNANSWERED_PACE)
  );
}

/** In which a symptom is held. */
export const HOLDING: readonly PhaseName[] = ["symptom", "relapse"];
const FAULTY: readonly PhaseName[] = ["fault", "retract", ...HOLDING];

const HEALTH: readonly Polled[] = [
  { observable: { kind: "top-nodes" }, afterTopNodes: false, fromOnePlace: false, steady: false },
  { observable: { kind: "top-pods" }, afterTopNodes: true, fromOnePlace: false, steady: false },
];

function isNotOfHealth(observable: Observable): boolean {
  return !HEALTH.some((polled) => observableName(polled.observable) === observableName(observable));
}

/** A look at a cluster that is still starting tells nothing of what a healthy one shows. */
function onceTopWorks(observable: Observable): Polled {
  return { observable, afterTopNodes: true, fromOnePlace: false, steady: false };
}

function distinct(observables: readonly Observable[]): readonly Observable[] {
  return [...new Map(observables.map((observable) => [observableName(observable), observable])).values()];
}
