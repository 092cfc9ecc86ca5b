import type { JournalEvent } from "../../harness/journal/events.ts";
import { attemptsByCell } from "../../harness/journal/events-of-cell.ts";
import { phasesOf } from "../../harness/judge/cell-phases.ts";
import type { PhaseName } from "../../harness/plan/cell.ts";
import { nodesCpu } from "./nodes-cpu.ts";
import { type Lived, type Waits, waitsOf } from "./waits.ts";

/** CPU milliseconds by what used them. */
export type Cpu = Readonly<Record<string, number>>;

/** A phase's share, of all cells or of one cluster's; `nodes` are the containers of the clusters, the other names are programs. */
export interface Share {
  /** Milliseconds of all its cells one after another. */
  readonly wallMs: number;
  readonly cpuMs: Cpu;
}

export interface Attribution {
  readonly schema: "faultline/attribution@1";
  readonly run: string;
  readonly cpus: number;
  readonly wallMs: number;
  /** From the run's start until its toolchain was there, and until the first cell began. */
  readonly buildMs: number | null;
  /** Of everything on the machine. */
  readonly cpuMs: number | null;
  /** Of the run by part; what no part has, `other`, is the kernel's, the rest of the machine's, and what ended between two looks. */
  readonly parts: Cpu;
  readonly phases: Readonly<Partial<Record<PhaseName, Share>>>;
  readonly clusters: Readonly<Record<string, Share & { readonly cells: readonly string[] }>>;
  /** Milliseconds of cells, one after another, by what they waited for. */
  readonly waits: Waits;
  /** Share of the processors that was busy, a minute each; the last one may be shorter. */
  readonly busy: readonly number[];
}

/** Where the time of a run went, by its journal (since version 6). What was copied from an earlier run is not part of it. */
export function attributionOf(events: readonly JournalEvent[]): Attribution {
  const [first] = events;
  const run = first?.run ?? "";
  const own = events.filter((event) => event.run === run);
  const looks = own.flatMap((event) =>
    event.type === "machine" && event.cpu ? [{ at: Date.parse(event.at), cpu: event.cpu }] : [],
  );
  const start = Date.parse(first?.at ?? "");
  const end = Date.parse(own.at(-1)?.at ?? "");
  const lived = livedIn(own);
  const nodes = nodesCpu(looks, lived);
  const shares = lived.flatMap(({ cluster, cell, events: of }) =>
    phasesOf(of).map(({ name, startedAt, endedAt }) => {
      const programs = of.flatMap((event) =>
        event.type === "cost" && event.phase === name ? [event.cpuMs] : [],
      );
      const cpuMs = sumOf([...programs, { nodes: nodes.of(cluster, startedAt, endedAt ?? end) }]);
      return { cluster, cell, phase: name, wallMs: (endedAt ?? end) - startedAt, cpuMs };
    }),
  );
  const started = own.find((event) => event.type === "run.started");
  const ended = own.findLast((event) => event.type === "run.ended");
  const ready = own.find((event) => event.type === "run.toolchain");
  const last = looks.at(-1)?.cpu;
  const all = ended?.cost?.cpuMs ?? last?.allMs ?? null;
  const command = { command: last?.commandMs ?? 0, engine: last?.engineMs ?? 0 };
  const parts = sumOf([partsOf(shares, nodes.total), command]);
  const told = Object.values(parts).reduce((sum, ms) => sum + ms, 0);
  return {
    schema: "faultline/attribution@1",
    run,
    cpus: started?.host.cpus ?? 1,
    wallMs: end - start,
    buildMs: ready ? Date.parse(ready.at) - start : null,
    cpuMs: all,
    parts: { ...parts, ...(all !== null && { other: Math.max(0, all - told) }) },
    phases: groupedBy(shares, ({ phase }) => phase),
    clusters: Object.fromEntries(
      Object.entries(groupedBy(shares, ({ cluster }) => cluster)).map(([cluster, share]) => [
        cluster,
        { ...share, cells: lived.filter((each) => each.cluster === cluster).map(({ cell }) => cell) },
      ]),
    ),
    waits: waitsOf(lived),
    busy: busyBy(looks, started?.host.cpus ?? 1),
  };
}

type PhaseShare = Share & { readonly cluster: string; readonly cell: string; readonly phase: PhaseName };

function livedIn(events: readonly JournalEvent[]): readonly Lived[] {
  return [...attemptsByCell(events)].flatMap(([cell, attempts]) =>
    attempts.map((of) => {
      const began = of.find((event) => event.type === "cell.started");
      return { cell, events: of, cluster: began?.cluster ?? "unknown" };
    }),
  );
}

/** A node's time is that of making it while its stand comes up, else that of standing there. */
function partsOf(shares: readonly PhaseShare[], nodesMs: number): Cpu {
  const making = shares.filter(({ phase }) => phase === "stand");
  const makingMs = making.reduce((sum, { cpuMs }) => sum + (cpuMs.nodes ?? 0), 0);
  const programs = sumOf(shares.map(({ cpuMs: { nodes: _, ...others } }) => others));
  return { "nodes in the making": makingMs, "nodes standing": nodesMs - makingMs, ...programs };
}

function groupedBy(
  shares: readonly PhaseShare[],
  keyOf: (share: PhaseShare) => string,
): Record<string, Share> {
  const groups = [...Map.groupBy(shares, keyOf)].map(([key, members]) => [
    key,
    {
      wallMs: members.reduce((sum, { wallMs }) => sum + wallMs, 0),
      cpuMs: sumOf(members.map(({ cpuMs }) => cpuMs)),
    },
  ]);
  return Object.fromEntries(groups);
}

function sumOf(all: readonly Cpu[]): Cpu {
  const sum: Record<string, number> = {};
  for (const each of all) for (const [name, ms] of Object.entries(each)) sum[name] = (sum[name] ?? 0) + ms;
  return sum;
}

interface Look {
  readonly at: number;
  readonly cpu: { readonly allMs: number; readonly containersMs: Cpu };
}

const MINUTE_MS = 60_000;

function busyBy(looks: readonly Look[], cpus: number): readonly number[] {
  const start = looks[0]?.at ?? 0;
  const minutes = [...Map.groupBy(looks, ({ at }) => Math.floor((at - start) / MINUTE_MS)).values()];
  return minutes.flatMap((minute, i) => {
    const [from, to] = [minute[0], minutes[i + 1]?.[0] ?? minute.at(-1)];
    if (!from || !to || to.at === from.at) return [];
    return [(to.cpu.allMs - from.cpu.allMs) / ((to.at - from.at) * cpus)];
  });
}
