import { join } from "node:path";
import { expect, test } from "vitest";
import { placesFrom } from "../../../base/places.ts";

const NAMES = [
  "FAULTLINE_CACHE_DIR",
  "FAULTLINE_STATE_DIR",
  "FAULTLINE_RESULTS_DIR",
  "XDG_CACHE_HOME",
  "XDG_STATE_HOME",
];

test("a variable that is set to nothing counts as not set: nothing of faultline's lands in the current folder itself", () => {
  const empty = Object.fromEntries(NAMES.map((name) => [name, ""]));
  expect(placesFrom(empty, "/work")).toEqual(placesFrom({}, "/work"));
  expect(Object.values(placesFrom(empty, "/work"))).not.toContain("/work");
});

test("what is set is a folder, from the current one", () => {
  const { cache, ledger, results } = placesFrom(
    { FAULTLINE_CACHE_DIR: "/c", XDG_STATE_HOME: "/s", FAULTLINE_RESULTS_DIR: "out" },
    "/work",
  );
  expect([cache, ledger, results]).toEqual(["/c", join("/s", "faultline", "ledger"), "/work/out"]);
});
