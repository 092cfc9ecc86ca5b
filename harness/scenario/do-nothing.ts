import type { Fix, Scenario } from "./types.ts";

/** Id of the fix that nobody has to write. */
const NOTHING = "nothing";

/**
 * Every scenario's control of time alone, if it has none of that name itself: a symptom that goes away while nobody does anything is
 * healed by no fix. One that is to clear by itself has none. Its update must come out empty, so that it also shows that program and
 * cluster agree.
 */
export function doNothing({ fixes, symptom }: Scenario): readonly Fix[] {
  if (symptom.transient || fixes.some(({ id }) => id === NOTHING)) return [];
  const outcome = "no effect" as const;
  return [
    {
      id: NOTHING,
      title: "Nothing, for as long as the longest wait of the others",
      edit: (spec) => spec,
      allowedChanges: [],
      claim: { outcome, by: "nobody: what is left alone stays as it is" },
      expect: { outcome, why: "the symptom does not go away with time" },
      control: true,
      withinSeconds: Math.max(...fixes.map(({ withinSeconds }) => withinSeconds)),
    },
  ];
}
