import type { z } from "zod";
import type * as schema from "./event-schema.ts";
import type { sampleSchema } from "./sample-schema.ts";

/** Every line of journal.ndjson. */
export type JournalEvent = z.infer<typeof schema.journalEventSchema>;

/** An event of one attempt at a cell. */
export type CellEvent = Extract<JournalEvent, { cell: string }>;

/** An event before it is stamped: what the code that saw something writes down. */
export type JournalEntry = Without<JournalEvent, Stamp>;

/** The same of a cell, before it is known which attempt of which cell it is. */
export type CellEntry = Without<CellEvent, Stamp | "cell" | "attempt">;

/** What one attempt at a cell comes to. */
export type CellJudgement = Omit<Extract<CellEntry, { type: "cell.ended" }>, "type">;

export type SignatureMatch = z.infer<typeof schema.signatureMatchSchema>;
export type TextSeen = z.infer<typeof schema.textSeenSchema>;
export type PhaseOutcome = Extract<JournalEvent, { type: "phase.ended" }>["outcome"];
export type Sample = z.infer<typeof sampleSchema>;
export type ResourceChange = Extract<JournalEvent, { type: "diff" }>["changes"][number];
export type PropertyChange = ResourceChange["paths"][number];
export type HostFacts = z.infer<typeof schema.hostSchema>;
export type ComponentIdentity = z.infer<typeof schema.componentSchema>;
export type MachineCost = z.infer<typeof schema.costSchema>;

type Stamp = "v" | "at" | "run";

/** `Omit` that keeps a union's members apart. */
type Without<E, K extends PropertyKey> = E extends unknown ? Omit<E, K> : never;
