import { expect, test } from "vitest";
import { type Seen, seenOf, withLater } from "../../../../harness/docs/versions/seen-at.ts";
import { versionsDocs } from "../../../../harness/docs/versions/versions-docs.ts";
import { matrixFrom } from "../../../../harness/report/matrix-from.ts";
import { SyntheticJournal, syntheticCell } from "../../../synthetic-journal.ts";

const seen = (change: Partial<Seen>): Seen => ({
  run: "20261129-000000-aaaa",
  scenario: "a",
  fix: "right",
  platform: "kind-1.32.5",
  verdict: "pass",
  observed: "heals",
  symptomMs: 10_000,
  recoveryMs: 20_000,
  said: ["top nodes: old words", "top nodes: both"],
  ...change,
});
const NEW = "kind-1.37.2+metrics-server-0.9.0";

test("what a cell comes to elsewhere has a row with the reason; what it comes to anyway has none", () => {
  const lost = seen({ platform: NEW, observed: "no effect", verdict: "fail", reason: "top nodes: down" });
  const page = versionsDocs(
    [seen({}), seen({ fix: "other" })],
    [lost, seen({ platform: NEW, fix: "other" })],
  );
  expect(page).toContain("2 cells of 1 scenarios, of which 1 come to what they come to as reported");
  expect(page).toContain("| [a](scenarios/a.md)/right | heals | no effect | top nodes: down |");
  expect(page).not.toContain("/other |");
});

test("words that only one side had stand beside each other", () => {
  const page = versionsDocs(
    [seen({})],
    [seen({ platform: NEW, said: ["top nodes: new words", "top nodes: both"] })],
  );
  expect(page).toContain("| [a](scenarios/a.md) | `top nodes: old words` | `top nodes: new words` |");
  expect(page).toContain("No cell comes to anything else.");
});

test("of a cell stays what can be compared: no names, addresses or times, and nothing of one that came to nothing", () => {
  const [cell, broken] = [syntheticCell("a", "right"), syntheticCell("a", "broken")];
  const text = "dial tcp 10.96.0.7:443 of faultline-5cce-4-control-plane2 at 2026-11-29T10:00:00Z";
  const matrix = matrixFrom(
    new SyntheticJournal()
      .started([cell, broken])
      .attempt(cell, 10, "pass", 1, undefined, {
        observed: "heals",
        textsSeen: [{ observable: "top nodes", vantage: "v", text, firstMs: 0, count: 2 }],
      })
      .attempt(broken, 90, "error", 1, "no engine", { observed: null })
      .ended(200).events,
  );
  const kept = matrix.cells.map((each) => seenOf("r", each));
  expect(kept[0]).toMatchObject({
    fix: "right",
    said: ["top nodes: dial tcp <address> of <node> at <time>"],
  });
  expect(kept[1]).toBeNull();
});

test("a later run takes the place of an earlier one, cell by cell", () => {
  const [was, is] = [seen({}), seen({ run: "20261130-000000-bbbb" })];
  expect(withLater([was, seen({ fix: "other" })], [is]).map(({ fix, run }) => [fix, run])).toEqual([
    ["other", was.run],
    ["right", is.run],
  ]);
});
