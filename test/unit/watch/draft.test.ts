import { expect, test } from "vitest";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { scenarioOn } from "../../../harness/scenario/scenario-on.ts";
import { draftOf, scenarioOf } from "../../../harness/watch/draft.ts";
import badFlagPair from "../../../scenarios/bad-flag-pair.ts";
import vclusterCordon from "../../../scenarios/vcluster-cordon.ts";

test.each([badFlagPair, vclusterCordon])(
  "what another process gets of $id has the same cells, states and expressions",
  (scenario) => {
    // As Node sends it from one process to another.
    const draft = structuredClone(draftOf(scenario));
    expect(draft.on.map(({ platform }) => platform)).toEqual(scenario.platforms);
    for (const on of draft.on) {
      const again = scenarioOf(on);
      const alone = { ...scenarioOn(scenario, on.platform), platforms: [on.platform] };
      const [own, same] = [again, alone].map((each) => cellsOf(each).map(({ index: _, ...cell }) => cell));
      // The digest of a cell's content holds its states, and what is looked for.
      expect(own).toEqual(same);
      expect(again.symptom).toEqual(alone.symptom);
    }
  },
);
