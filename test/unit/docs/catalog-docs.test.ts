import { expect, test } from "vitest";
import { catalogDocs } from "../../../harness/docs/catalog-docs.ts";
import { modes } from "../../../scenarios/modes.ts";
import cordon from "../../../scenarios/vcluster-cordon.ts";

test("an expectation that changes with the version says from which one on", () => {
  const row = catalogDocs([cordon], modes)
    .split("\n")
    .find((line) => line.includes("| sync-back-changes |"));
  expect(row).toMatch(/\| heals \| no effect \(from 0\.23\.0: heals\) \|$/);
});
