import { notNormal } from "../../judge/stays-normal.ts";
import { podsNow } from "./fresh.ts";
import type { Reading } from "./reading.ts";
import type { Seen } from "./seen.ts";
import type { Sign } from "./sign.ts";
import { asksApi, isHiddenBy, needsApi, POD_STAGE, stageOf } from "./stage.ts";

/**
 * The readings, with what a fault hides taken into account: a second fault is shown by what needs no answer of the metrics API, and what
 * only such an answer would show is not ruled out.
 */
export function withHidden(readings: readonly Reading[], seen: Seen): readonly Reading[] {
  const podFaults = isUnready(seen) ? readings.filter((reading) => isPodFault(reading, seen)) : [];
  const known = readings.map((reading) =>
    podFaults.length > 0 && isUnderneath(reading)
      ? { ...reading, state: "shown" as const, because: "" }
      : reading,
  );
  const shown = known.filter(({ state }) => state === "shown");
  const [outer] = shown.toSorted((a, b) => stageOf(a.scenario) - stageOf(b.scenario));
  if (!outer) return readings;
  const hasPodFault = podFaults.length > 0 || shown.some(({ scenario }) => stageOf(scenario) === POD_STAGE);
  const explained = [...shown, ...podFaults].flatMap(({ scenario }) => wordsOf(scenario));
  return known.map((reading) =>
    reading.state === "ruled out" && isHiddenBy(reading.scenario, outer.scenario)
      ? behind(reading, outer, seen, { hasPodFault, explained: podFaults.includes(reading) ? [] : explained })
      : reading,
  );
}

/** There is a pod of metrics-server, and none is ready: what MissingEndpoints says where it is asked. */
function isUnready(seen: Seen): boolean {
  const pods = [...podsNow(seen).values()];
  return pods.length > 0 && pods.every(({ ready }) => !ready);
}

/** What keeps the pod from being ready is seen without the API server's opinion. */
function isPodFault(reading: Reading, seen: Seen): boolean {
  if (reading.state !== "ruled out" || stageOf(reading.scenario) !== POD_STAGE) return false;
  const { missing, unknown, tells } = apart(reading);
  return tells && missing.length === 0 && unknown.length === 0 && stillNormal(reading, seen);
}

/** Of a fault before the pod's stage everything is seen but that the pod is well, which another fault explains. */
function isUnderneath({ scenario, signs, state }: Reading): boolean {
  if (state !== "ruled out" || stageOf(scenario) >= POD_STAGE) return false;
  return scenario.symptom.signatures.every(
    ({ kind }, index) => kind === "pod" || signs[index]?.state === "shown",
  );
}

/** What else was found. */
interface Others {
  readonly hasPodFault: boolean;
  /** What was logged or happened in these words is another fault's sign. */
  readonly explained: readonly RegExp[];
}

function behind(reading: Reading, outer: Reading, seen: Seen, { hasPodFault, explained }: Others): Reading {
  const { scenario } = reading;
  const { missing, unknown, tells, wantsPod } = apart(reading, explained);
  if (scenario.symptom.transient || (scenario.symptom.vantage && seen.servers < 2)) return reading;
  if (unknown.some(({ why }) => why.startsWith("not asked"))) return reading;
  if (stageOf(scenario) === POD_STAGE && !isUnready(seen)) return reading;
  if (missing.length > 0 && !(hasPodFault && wantsPod && missing.length === 1)) return reading;
  const excused = missing.length > 0 || !stillNormal(reading, seen);
  if (excused && !hasPodFault) return reading;
  if (tells && unknown.length === 0 && !excused)
    return { ...reading, state: "shown", because: "", behind: outer.scenario.id };
  const because = `cannot be ruled out while ${outer.scenario.id} is there, which hides what would show it`;
  return { ...reading, state: "open", because };
}

/** What of a reading is there to be seen though the metrics API does not answer. */
function apart({ scenario, signs }: Reading, explained: readonly RegExp[] = []) {
  const visible = scenario.symptom.signatures.flatMap((signature, index) => {
    const sign = signs[index];
    return sign && (sign.state === "shown" || !needsApi(signature)) ? [{ signature, sign }] : [];
  });
  const missing = visible.filter(({ sign }) => sign.state === "not shown");
  return {
    missing,
    wantsPod: missing.some(({ signature }) => signature.kind === "pod"),
    unknown: visible.flatMap(({ sign }): Extract<Sign, { state: "not known" }>[] =>
      sign.state === "not known" ? [sign] : [],
    ),
    tells: visible.some(
      ({ signature, sign }) =>
        sign.state === "shown" &&
        signature.kind !== "pod" &&
        !needsApi(signature) &&
        explained.every((pattern) => sign.match.text.search(pattern) < 0),
    ),
  };
}

function wordsOf({ symptom }: Reading["scenario"]): readonly RegExp[] {
  return symptom.signatures.flatMap((signature) =>
    signature.kind === "log" || signature.kind === "event" ? signature.text : [],
  );
}

function stillNormal({ scenario }: Reading, seen: Seen): boolean {
  const normal = (scenario.symptom.staysNormal ?? []).filter((observable) => !asksApi(observable));
  return notNormal(normal, seen, seen.from).broken === null;
}
