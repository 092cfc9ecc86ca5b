import { phaseNameSchema } from "../plan/cell.ts";
import { phaseOutcomeSchema } from "./event-schema.ts";
import type { JournalEvent } from "./events.ts";

type Phase = Extract<JournalEvent, { type: "phase.started" | "phase.ended" }>;

const NAMES: ReadonlySet<unknown> = new Set(phaseNameSchema.options);
const OUTCOMES: ReadonlySet<unknown> = new Set(phaseOutcomeSchema.options);
const INSTANT =
  /^20\d\d-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
/** v, at, run, cell, attempt, type, phase. */
const STARTED_KEYS = 7;

/**
 * Whether a value of a known version is a phase's beginning or end just as the schema makes it of a line. Most lines of a journal but for
 * the samples are, and the schema takes several times as long; of anything else the answer is no, and the schema says what it is.
 */
export function isPlainPhase(value: unknown): value is Phase {
  const { at, run, cell, attempt, type, phase, outcome } = value as Partial<Record<string, unknown>>;
  const more = type === "phase.started" ? 0 : type === "phase.ended" && OUTCOMES.has(outcome) ? 1 : undefined;
  return (
    more !== undefined &&
    NAMES.has(phase) &&
    typeof run === "string" &&
    typeof cell === "string" &&
    Number.isSafeInteger(attempt) &&
    Number(attempt) > 0 &&
    typeof at === "string" &&
    INSTANT.test(at) &&
    Object.keys(value as object).length === STARTED_KEYS + more
  );
}
