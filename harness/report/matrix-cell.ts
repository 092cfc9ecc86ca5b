import { KUBERNETES, kindFor, REPORTED } from "../../toolchain/versions.ts";
import type { ComponentIdentity } from "../journal/events.ts";
import type { Cell } from "../plan/cell.ts";
import { kubernetesOf } from "../plan/cell-platform.ts";
import type { AttemptOutline } from "./attempt-outline.ts";
import { evidenceFile } from "./evidence-file.ts";
import type { MatrixCell, Planned } from "./matrix-schema.ts";
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
export function matrixCell(cell: Cell, attempts: readonly AttemptOutline[], facts: CellFacts): MatrixCell {
  const last = attempts.at(-1);
  const end = last?.end;
  const kept = attempts.findLast(({ hasEvidence }) => hasEvidence);
  return {
    ...plannedOf(cell),
    ...endingOf(attempts, facts),
    evidence: "live",
    ...(kept && { evidenceFile: evidenceFile(cell.id, kept.attempt) }),
    phases: last?.phases ?? [],
    timeToSymptomMs: end?.timeToSymptomMs ?? null,
    timeToRecoveryMs: end?.timeToRecoveryMs ?? null,
    healthyStartMs: end?.healthyStartMs ?? null,
    ...(last?.slowestHealing !== undefined && { slowestHealing: last.slowestHealing }),
    attempts: attempts.length,
    ...triesOf(attempts, facts),
    versions: versionsOf(cell, facts.components),
    symptom: (end?.signatures ?? []).map(({ signature, where, text }) => ({ signature, where, text })),
    textsSeen: [...(end?.textsSeen ?? [])],
    changes: last?.changes ?? { fault: [], fix: [] },
    acts: last?.acts ?? [],
  };
}

/** A cell's own properties that a row has, without the schema: the journal's has looked at them. */
function plannedOf({
  id,
  scenario,
  mode,
  title,
  threads,
  platform,
  fidelity,
  fix,
  claim,
  expected,
}: Cell): Planned {
  return {
    id,
    scenario,
    ...(mode !== undefined && { mode }),
    ...(title !== undefined && { title }),
    ...{ threads: [...threads], platform, fidelity, fix, claim, expected },
  };
}

/** How each of several attempts ended; one that was cut is no sample of how often the cell fails. */
function triesOf(
  attempts: readonly AttemptOutline[],
  facts: CellFacts,
): Pick<MatrixCell, "tries" | "repeats"> {
  if (attempts.length < 2) return {};
  const tries = attempts.map((each): Try => {
    const { timeToSymptomMs = null, timeToRecoveryMs = null } = each.end ?? {};
    return { attempt: each.attempt, ...endingOfAttempt(each, facts), timeToSymptomMs, timeToRecoveryMs };
  });
  const whole = tries.filter((_, index) => isWhole(attempts[index]));
  const repeats = facts.repeated ? repeatsOf(whole) : undefined;
  return { tries, ...(repeats && { repeats }) };
}

type Ending = Pick<MatrixCell, "verdict" | "observed" | "reason">;

function isWhole(attempt: AttemptOutline | undefined): boolean {
  return attempt?.end !== undefined && !attempt.end.interrupted;
}

/**
 * The last attempt's recorded ending; attempts that came to different ones are `flaky`, whatever the last one was. One that was cut
 * says nothing where another was whole.
 */
function endingOf(attempts: readonly AttemptOutline[], facts: CellFacts): Ending {
  const whole = attempts.filter(isWhole);
  const endings = (whole.length > 0 ? whole : attempts).map((attempt) => endingOfAttempt(attempt, facts));
  const last = endings.at(-1);
  if (!last) return { verdict: "not run", observed: null, reason: facts.unstarted };
  const ways = new Set(
    endings.map(({ verdict, observed }) => `${verdict} (${observed ?? "nothing observed"})`),
  );
  if (ways.size === 1) return last;
  return { ...last, verdict: "flaky", reason: `attempts differ: ${[...ways].join(", ")}` };
}

function endingOfAttempt({ end, phase }: AttemptOutline, { interrupted }: CellFacts): Ending {
  if (end) {
    const { verdict, observed, reason } = end;
    return { verdict, observed, ...(reason !== undefined && { reason }) };
  }
  const where = phase === undefined ? "" : ` in phase "${phase}"`;
  const why = interrupted ? "interrupted" : "the cell never came to its end";
  return { verdict: "error", observed: null, reason: `${why}${where}` };
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
    ...(platform.helm !== undefined && { helm: platform.helm }),
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
