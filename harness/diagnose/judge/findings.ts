import { type AlikePair, alikePairs } from "../../judge/confusion.ts";
import type { Scenario } from "../../scenario/types.ts";
import { contains } from "./contains.ts";
import type { Reading } from "./reading.ts";

/** A fault that was seen, with those that look the same. */
export interface Finding {
  readonly reading: Reading;
  /** Faults that are shown as well and that nothing kubectl shows tells from it; why, as their scenario says. */
  readonly alike: readonly { readonly reading: Reading; readonly why: string }[];
}

/** The faults that are shown, the most telling first, twins together. */
export function findingsOf(shown: readonly Reading[], scenarios: readonly Scenario[]): readonly Finding[] {
  const pairs = alikePairs(scenarios);
  const ordered = wholeFirst(shown.toSorted(byTelling), pairs);
  const taken = new Set<string>();
  return ordered.flatMap((reading): Finding[] => {
    const { id } = reading.scenario;
    if (taken.has(id)) return [];
    const alike = ordered.flatMap((other) => {
      const why = whyAlike(pairs, id, other.scenario.id);
      return why === null ? [] : [{ reading: other, why }];
    });
    for (const each of alike) taken.add(each.reading.scenario.id);
    return [{ reading, alike }];
  });
}

/** What hides another's signs; then the fault that asked for more and got it; then what more people have reported; then by name, so that equal looks give equal texts. */
function byTelling(a: Reading, b: Reading): number {
  return (
    Number(a.behind !== undefined) - Number(b.behind !== undefined) ||
    b.signs.length - a.signs.length ||
    reports(b) - reports(a) ||
    a.scenario.id.localeCompare(b.scenario.id)
  );
}

/** A fault comes before another that is a part of it, but for twins: of those nothing shows that there is more. */
function wholeFirst(readings: readonly Reading[], pairs: readonly AlikePair[]): readonly Reading[] {
  const left = [...readings];
  const ordered: Reading[] = [];
  while (left.length > 0) {
    const isPart = ({ scenario: part }: Reading) =>
      left.some(
        ({ scenario: whole }) => whyAlike(pairs, whole.id, part.id) === null && contains(whole, part),
      );
    const next = left.findIndex((reading) => !isPart(reading));
    ordered.push(...left.splice(Math.max(next, 0), 1));
  }
  return ordered;
}

const reports = ({ scenario }: Reading) => scenario.sources.filter(({ kind }) => kind === "report").length;

function whyAlike(pairs: readonly AlikePair[], a: string, b: string): string | null {
  const pair = pairs.find(
    ({ scenarios: [one, other] }) => (one === a && other === b) || (one === b && other === a),
  );
  return pair?.why ?? null;
}
