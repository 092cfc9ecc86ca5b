import { KUBERNETES, kindFor, REPORTED } from "../../toolchain/versions.ts";
import type { CellEvent, ComponentIdentity } from "../journal/events.ts";
import { phasesOf } from "../judge/cell-phases.ts";
import type { Cell } from "../plan/cell.ts";
import { kubernetesOf } from "../plan/cell-platform.ts";
import { changeLines } from "./change-lines.ts";
import { evidenceFile } from "./evidence-file.ts";
import { type MatrixCell, plannedSchema } from "./matrix-schema.ts";
import { repeatsOf } from "./repeats/repeats-of.ts";
import type { Try } from "./repeats/repeats-schema.ts";

interface CellFacts {
  readonly components: readonly ComponentIdentity[];
  /** Why a cell without any event did not run. */
  readonly unstarted: string;
  /** The run did not come to its end, so a cell without one was interrupted. */
  readonly interrupted: boolean;
  /** Its attempts were asked for, and do not come of a failure: they tell how often it fails. */
  readonly repeated: boolean;
}

/** One row: what the plan says of the cell, what the journal says became of it. */
export function matrixCell(
  cell: Cell,
  attempts: readonly (readonly CellEvent[])[],
  facts: CellFacts,
): MatrixCell {
  const last = attempts.at(-1) ?? [];
  const end = endOf(last);
  const kept = attempts.flat().findLast((event) => event.type === "evidence");
  const started = last.find((event) => event.type === "cell.started");
  return {
    ...plannedSchema.parse(cell),
    ...endingOf(attempts, facts),
    evidence: "live",
    ...(kept && { evidenceFile: evidenceFile(cell.id, kept.attempt) }),
    phases: phasesOf(last).map(({ startedAt, endedAt, ...phase }) => ({
      ...phase,
      startedAt: new Date(startedAt).toISOString(),
      endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    })),
    timeToSymptomMs: end?.timeToSymptomMs ?? null,
    timeToRecoveryMs: end?.timeToRecoveryMs ?? null,
    healthyStartMs: end?.healthyStartMs ?? null,
    ...(started?.slowestHealing !== undefined && { slowestHealing: started.slowestHealing }),
    attempts: attempts.length,
    ...triesOf(attempts, facts),
    versions: versionsOf(cell, facts.components),
    symptom: (end?.signatures ?? []).map(({ signature, where, text }) => ({ signature, where, text })),
    textsSeen: [...(end?.textsSeen ?? [])],
    changes: { fault: changesIn(last, "fault"), fix: changesIn(last, "fix") },
    acts: actsIn(last),
  };
}

/** How each of several attempts ended; one that was cut is no sample of how often the cell fails. */
function triesOf(
  attempts: readonly (readonly CellEvent[])[],
  facts: CellFacts,
): Pick<MatrixCell, "tries" | "repeats"> {
  if (attempts.length < 2) return {};
  const tries = attempts.map((events): Try => {
    const { timeToSymptomMs = null, timeToRecoveryMs = null } = endOf(events) ?? {};
    const attempt = events[0]?.attempt ?? 1;
    return { attempt, ...endingOfAttempt(events, facts), timeToSymptomMs, timeToRecoveryMs };
  });
  const whole = tries.filter((_, index) => {
    const end = endOf(attempts[index] ?? []);
    return end !== undefined && !end.interrupted;
  });
  const repeats = facts.repeated ? repeatsOf(whole) : undefined;
  return { tries, ...(repeats && { repeats }) };
}

type Ending = Pick<MatrixCell, "verdict" | "observed" | "reason">;

/** The last attempt's recorded ending; attempts that came to different ones are `flaky`, whatever the last one was. */
function endingOf(attempts: readonly (readonly CellEvent[])[], facts: CellFacts): Ending {
  const endings = attempts.map((attempt) => endingOfAttempt(attempt, facts));
  const last = endings.at(-1);
  if (!last) return { verdict: "not run", observed: null, reason: facts.unstarted };
  const ways = new Set(
    endings.map(({ verdict, observed }) => `${verdict} (${observed ?? "nothing observed"})`),
  );
  if (ways.size === 1) return last;
  return { ...last, verdict: "flaky", reason: `attempts differ: ${[...ways].join(", ")}` };
}

function endingOfAttempt(events: readonly CellEvent[], { interrupted }: CellFacts): Ending {
  const end = endOf(events);
  if (end) {
    const { verdict, observed, reason } = end;
    return { verdict, observed, ...(reason !== undefined && { reason }) };
  }
  const phase = events.findLast((event) => event.type === "phase.started");
  const where = phase?.type === "phase.started" ? ` in phase "${phase.phase}"` : "";
  const why = interrupted ? "interrupted" : "the cell never came to its end";
  return { verdict: "error", observed: null, reason: `${why}${where}` };
}

function endOf(events: readonly CellEvent[]) {
  return events.findLast((event) => event.type === "cell.ended");
}

/** What the updates of a phase did; what their preview announced where none came through. */
function changesIn(events: readonly CellEvent[], phase: "fault" | "fix"): string[] {
  const diffs = events.filter((event) => event.type === "diff").filter((event) => event.phase === phase);
  const done = diffs.filter(({ by }) => by === "update");
  return (done.length > 0 ? done : diffs).flatMap(({ changes }) => changeLines(changes));
}

/** What was done by hand, as it was typed. */
function actsIn(events: readonly CellEvent[]): MatrixCell["acts"] {
  return events
    .filter((event) => event.type === "act")
    .map(({ phase, command, exit }) => ({ phase, command, exit }));
}

/** Versions under test by component ("kubernetes", "metricsServer", "kubectl" …), from the cell and the toolchain. */
function versionsOf(
  { platform, metricsServer }: Cell,
  components: readonly ComponentIdentity[],
): Record<string, string> {
  const kubernetes = kubernetesOf(platform);
  const fromToolchain = components.flatMap(({ component, version }) => {
    const [, name, of] = VERSIONED.exec(component) ?? [];
    if (name === undefined) return [[camelCase(component), version] as const];
    return of === kubernetes && IN_ITS_VERSION.includes(name) ? [[camelCase(name), version] as const] : [];
  });
  return {
    ...Object.fromEntries(fromToolchain),
    ...(isOther(platform) && inNodesOf(kubernetes)),
    ...(metricsServer !== undefined && { metricsServer }),
    ...(platform.kubernetes !== undefined && { [platform.distribution]: platform.version }),
    kubernetes,
  };
}

/** Whether its nodes are those of a Kubernetes that was asked for, with an etcd of their own. */
function isOther(platform: Cell["platform"]): boolean {
  return platform.distribution === "kind" && platform.version !== REPORTED.kubernetes;
}

/** What the nodes of another Kubernetes have and are booted by, where that is not what every run has. */
function inNodesOf(kubernetes: string): Record<string, string> {
  const { etcd = "unknown", kind = "unknown" } = KUBERNETES[kubernetes] ?? {};
  return { etcd, ...(kindFor(kubernetes) !== "kind" && { kind }) };
}

/** A component that there are several versions of. */
const VERSIONED = /^(.+)-(\d+\.\d+\.\d+)$/;
/** Those that a cell has in the version of its Kubernetes; what it has of others, it says itself. */
const IN_ITS_VERSION = ["node-image", "kubectl"];

function camelCase(name: string): string {
  return name.replace(/[-/.](\w)/g, (_, letter: string) => letter.toUpperCase());
}
