import { z } from "zod";
import { platformName } from "../../plan/cell-platform.ts";
import type { MatrixCell } from "../../report/matrix-schema.ts";
import { outcomeSchema } from "../../scenario/load/schema.ts";

/** What one cell came to with certain versions, as far as versions can be compared by it: docs/versions.json. */
const seenSchema = z.object({
  run: z.string(),
  scenario: z.string(),
  fix: z.string(),
  platform: z.string(),
  verdict: z.string(),
  observed: outcomeSchema.nullable(),
  reason: z.string().exactOptional(),
  symptomMs: z.int().nullable(),
  recoveryMs: z.int().nullable(),
  /** "top nodes: error: Metrics API not available": what failing commands said, each once, without names and addresses. */
  said: z.array(z.string()),
});

export const seenFileSchema = z.array(seenSchema);
export type Seen = z.infer<typeof seenSchema>;

/** Null for a cell that came to nothing: an error, a run that was cut, a cell that is not run. */
export function seenOf(run: string, cell: MatrixCell): Seen | null {
  const { scenario, fix, platform, verdict, observed, reason } = cell;
  if (verdict === "error" || verdict === "not run") return null;
  return {
    run,
    scenario,
    fix,
    platform: platformName(platform),
    verdict,
    observed,
    ...(verdict !== "pass" && reason !== undefined && { reason: nameless(reason) }),
    symptomMs: cell.timeToSymptomMs,
    recoveryMs: cell.timeToRecoveryMs,
    said: [
      ...new Set(cell.textsSeen.map(({ observable, text }) => nameless(`${observable}: ${text}`))),
    ].sort(),
  };
}

/** What differs from one cluster to the next: addresses and their ports, names of nodes, pods and namespaces' own, times. */
function nameless(text: string): string {
  return text
    .replaceAll(/faultline-[0-9a-f]{4}-\d+-(?:control-plane|worker)\d*/g, "<node>")
    .replaceAll(/metrics-server-[a-z0-9]{6,10}-[a-z0-9]{5}/g, "<pod>")
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, "<address>")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, "<time>");
}

/** With what a later run saw in place of what an earlier one did. */
export function withLater(before: readonly Seen[], later: readonly Seen[]): readonly Seen[] {
  const id = ({ scenario, platform, fix }: Seen) => `${scenario}/${platform}/${fix}`;
  const all = new Map([...before, ...later].map((seen) => [id(seen), seen]));
  return [...all.values()].toSorted((a, b) => id(a).localeCompare(id(b)));
}
