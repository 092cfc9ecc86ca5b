import type { Fix, Scenario } from "./types.ts";

/** Id of the fix that nobody has to write. */
const NOTHING = "nothing";

export function isNothing(fix: string): boolean {
  return fix === NOTHING;
}

/**
 * Every scenario's control of time alone, if it has none of that name itself: a symptom that goes away while nobody does anything is
 * healed by no fix. One that is to clear by itself has none. Its update must come out empty, so that it also shows that program and
 * cluster agree.
 */
export function doNothing({ fixes, symptom }: Scenario): readonly Fix[] {
  if (symptom.transient || fixes.some(({ id }) => id === NOTHING)) return [];
  const outcome = "no effect" as const;
  const controls = fixes.filter(({ expect }) => expect.outcome === outcome);
  // The run itself watches a control for longer than any healing beside it took; a scenario without controls says only how long healing may take.
  const watched = controls.length > 0 ? controls : fixes;
  return [
    {
      id: NOTHING,
      title: "Nothing, for as long as the longest watched control, and for longer than the slowest healing",
      edit: (spec) => spec,
      allowedChanges: [],
      claim: { outcome, by: "nobody: what is left alone stays as it is" },
      expect: { outcome, why: "the symptom does not go away with time" },
      control: true,
      withinSeconds: Math.max(...watched.map(({ withinSeconds }) => withinSeconds)),
    },
  ];
}
