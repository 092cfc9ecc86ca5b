import type { Sample } from "../../journal/events.ts";
import type { NodesSeen } from "../../observe/sample-log.ts";
import { errorWords } from "../as-kubectl/error-words.ts";
import type { Blind, Seen, Source } from "../judge/seen.ts";
import { isGood, isRefused, type Told } from "./asker.ts";

/** What a look has found so far. */
export interface Gathered {
  readonly samples: Sample[];
  readonly nodes: NodesSeen[];
  readonly blind: Map<Source, Blind>;
  readonly bornAt: Map<string, number>;
  /** What was really said, by the text in a sample that a name of a scenario's own was put into. */
  readonly verbatim: Map<string, string>;
  /** Names of the API servers that are asked. */
  vantages: readonly string[];
  /** How many API servers there are, asked or not. */
  servers: number;
}

/** What is watched, by kind: blind until it has been read. */
const WATCHED: readonly Source[] = ["apiservice", "pod", "log", "event", "namespace", "node", "vcluster log"];

export function gathered(): Gathered {
  const blind = WATCHED.map(
    (source) => [source, { source, how: "not asked", why: "it was not looked at" }] as const,
  );
  return {
    samples: [],
    nodes: [],
    blind: new Map<Source, Blind>(blind),
    bornAt: new Map(),
    verbatim: new Map(),
    vantages: [],
    servers: 1,
  };
}

/** The view that the judge reads, at one moment; ms since the epoch. */
export function seenOf(found: Gathered, from: number, now: number): Seen {
  const { samples, nodes, vantages, servers, bornAt } = found;
  const blind = [...found.blind.values()];
  return {
    samples: [...samples],
    nodes: [...nodes],
    vantages,
    servers,
    bornAt,
    blind,
    from,
    now,
  };
}

/** Keeps that a source could not be read; true where it could. */
export function couldRead(found: Gathered, source: Source, told: Told, what: string): boolean {
  if (isGood(told)) {
    found.blind.delete(source);
    return true;
  }
  // A look that may ask no more still knows what it has read.
  if (told.unasked && !found.blind.has(source)) return false;
  const how = isRefused(told) ? "denied" : "no answer";
  found.blind.set(source, { source, how, why: errorWords(told, what) });
  return false;
}
