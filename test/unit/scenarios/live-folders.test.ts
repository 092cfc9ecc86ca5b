import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenarios } from "../../../harness/scenario/load/load.ts";

const LIVE = join(import.meta.dirname, "../../live");

test.each(["controls", "harmless"])(
  "the scenarios of test/live/%s are sound: a live test finds out late",
  async (folder) => {
    expect((await loadScenarios(join(LIVE, folder))).length).toBeGreaterThan(1);
  },
);
