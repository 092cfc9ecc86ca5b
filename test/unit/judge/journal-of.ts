import { JOURNAL_VERSION } from "../../../harness/journal/event-schema.ts";
import type { JournalEvent, Sample } from "../../../harness/journal/events.ts";
import { NOTHING_SEEN } from "../../../harness/judge/judge-cell.ts";
import type { Cell, PhaseName } from "../../../harness/plan/cell.ts";
import { at, NODE, seenAtText, T0 } from "./synthetic.ts";

const PHASES: readonly (readonly [PhaseName, number, number])[] = [
  ["stand", -60, -1],
  ["baseline", -0.5, 6.5],
  ["fault", 10, 12],
  ["symptom", 12.1, 46],
  ["fix", 50, 52],
  ["recovery", 52.1, Number.NaN],
];

/** A journal of one attempt at `cell`. The recovery was watched until just after the last sample. */
export function journalOf(
  cell: Cell,
  samples: readonly Sample[],
  { attempt = 1, end = true }: { attempt?: number; end?: boolean } = {},
): JournalEvent[] {
  const last = Math.max(...samples.map((sample) => (Date.parse(seenAtText(sample)) - T0) / 1_000));
  const stamp = (seconds: number) => ({
    v: JOURNAL_VERSION,
    at: at(seconds),
    run: "r",
    cell: cell.id,
    attempt,
  });
  return [
    { ...stamp(-61), type: "cell.started" },
    ...PHASES.flatMap(([phase, from, to]): JournalEvent[] => [
      { ...stamp(from), type: "phase.started", phase },
      ...(phase === "fault" || phase === "fix"
        ? [{ ...stamp(from), type: "diff" as const, phase, by: "update" as const, changes: [] }]
        : []),
      ...(phase === "baseline" ? [{ ...stamp(from), type: "nodes" as const, phase, ready: [NODE] }] : []),
      ...samples
        .filter((s) => phaseOf(s) === phase)
        .map((sample): JournalEvent => ({ ...stamp(from), type: "sample", phase, sample })),
      { ...stamp(phase === "recovery" ? last + 0.3 : to), type: "phase.ended", phase, outcome: "ok" },
    ]),
    ...(end
      ? [
          {
            ...stamp(last + 1),
            type: "cell.ended" as const,
            ...NOTHING_SEEN,
            verdict: "pass" as const,
            observed: cell.expected,
          },
        ]
      : []),
  ];
}

function phaseOf(sample: Sample): PhaseName {
  const seconds = (Date.parse(seenAtText(sample)) - T0) / 1_000;
  return PHASES.findLast(([, from]) => from <= seconds)?.[0] ?? "baseline";
}
