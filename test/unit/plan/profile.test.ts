import { describe, expect, test } from "vitest";
import { loadHealings } from "../../../harness/plan/load-measured.ts";
import { planRun } from "../../../harness/plan/plan.ts";
import { pointOf } from "../../../harness/plan/point.ts";
import { type Asked, askedCells } from "../../../harness/plan/select/asked-cells.ts";
import { budgetIn, type Profile } from "../../../harness/plan/select/profile.ts";
import { wallSeconds } from "../../../harness/plan/stands.ts";
import { loadCatalog } from "../../../harness/scenario/load/load.ts";
import type { Fix, Scenario } from "../../../harness/scenario/types.ts";
import { scenario as synthetic } from "../judge/synthetic.ts";

const [heals, wrong] = synthetic.fixes;
if (!heals || !wrong) throw new Error("the synthetic scenario has two fixes");
const claimed = (id: string, outcome: "heals" | "no effect", withinSeconds: number): Fix => ({
  ...wrong,
  id,
  claim: { ...wrong.claim, outcome },
  withinSeconds,
});
const reported: Scenario = {
  ...synthetic,
  id: "reported",
  tags: ["first-reports"],
  platforms: [
    { distribution: "kind", version: "1.32.5", fidelity: "same mechanism" },
    { distribution: "kind", version: "1.34.4", fidelity: "same mechanism" },
    { distribution: "k3d", version: "1.31.6", fidelity: "reported" },
    { distribution: "vcluster", version: "0.23.0", fidelity: "same mechanism", profile: "full" },
  ],
  fixes: [
    claimed("nobody-claims", "no effect", 30),
    claimed("watched-long", "heals", 300),
    claimed("watched-shortly", "heals", 60),
    { ...heals, id: "slow", withinSeconds: 20 },
    { ...heals, id: "fast", withinSeconds: 10 },
  ],
};
const other: Scenario = { ...synthetic, id: "other", fixes: [heals, claimed("wrong", "no effect", 60)] };

const asked = (profile: Profile, more: Partial<Asked> = {}, scenarios = [other, reported]) =>
  askedCells(scenarios, { selectors: [], at: [], profile, ...more }, {});
const short = (id: string) => id.replace("reported/kind-1.32.5/", "");
const ids = (...of: Parameters<typeof asked>) => asked(...of).picked.map(({ cell }) => short(cell.id));

describe("without a name", () => {
  test("quick has of the first reports the fix and the control that tell most for their time", () => {
    expect(ids("quick")).toEqual([
      "watched-shortly",
      "fast",
      "reported/k3d-1.31.6/watched-shortly",
      "reported/k3d-1.31.6/fast",
    ]);
  });

  test("default has every healing fix, one control and doing nothing, where every machine can and where it was reported", () => {
    const own = ["watched-shortly", "slow", "fast", "nothing"];
    expect(ids("default", {}, [reported])).toEqual([
      ...own,
      ...own.map((fix) => `reported/k3d-1.31.6/${fix}`),
    ]);
    expect(ids("default", { depth: "fixes" }, [other])).toEqual([
      "other/kind-1.32.5/insecure-tls",
      "other/kind-1.32.5/wrong",
    ]);
  });

  test("full has everything, and what the others leave out is what it has beside them", () => {
    const whole = ids("full");
    expect(whole).toHaveLength(4 * 6 + 3);
    for (const profile of ["quick", "default", "full"] as const) {
      const { picked, leftOut } = asked(profile);
      expect([...picked, ...leftOut].map(({ cell }) => short(cell.id)).toSorted()).toEqual(whole.toSorted());
    }
  });

  test("a fix that is taken back is the one that a scenario's others are compared with", () => {
    const { picked } = asked("default", {}, [reported]);
    expect(picked.filter(({ cell }) => cell.takenBack).map(({ cell }) => cell.fix)).toEqual(["slow", "slow"]);
  });

  test("what is only taken away is taken from the profile", () => {
    expect(ids("default", { selectors: ["!reported"], depth: "fixes" })).toHaveLength(2);
    expect(asked("default", { selectors: ["!reported"] }).leftOut).toEqual([]);
  });

  test("at other versions the same is asked as at the reported ones", () => {
    const at = [pointOf("kubernetes=1.32.5"), pointOf("metrics-server=0.8.0")];
    expect(ids("default", { at }, [other])).toEqual(
      ["", "+metrics-server-0.8.0"].flatMap((version) =>
        ["insecure-tls", "wrong", "nothing"].map((fix) => `other/kind-1.32.5${version}/${fix}`),
      ),
    );
  });

  test("a catalog without first reports has no quick profile", () => {
    expect(() => ids("quick", {}, [other])).toThrow("no scenario that is selected has the tag first-reports");
  });
});

describe("with a name", () => {
  test("nothing is cut but the platforms that take minutes to build", () => {
    expect(ids("default", { selectors: ["reported"] })).toHaveLength(3 * 6);
    expect(ids("full", { selectors: ["reported"] })).toHaveLength(4 * 6);
    expect(ids("default", { only: new Set(["reported/kind-1.34.4/nobody-claims"]) })).toHaveLength(1);
    expect(() => ids("default", { selectors: ["platform:vcluster-0.23.0"] })).toThrow(
      "nothing but vcluster-0.23.0 is selected, which only --profile full runs",
    );
  });

  test("quick, which is a selection itself, refuses", () => {
    expect(() => ids("quick", { selectors: ["reported"] })).toThrow("leave out reported, or the profile");
  });

  test("nobody waits for less: only the default of everything has an hour", () => {
    expect(budgetIn({ profile: "default" }, false)).toBe(60);
    expect(budgetIn({ profile: "default" }, true)).toBeUndefined();
    expect(budgetIn({ profile: "full" }, false)).toBeUndefined();
    expect(budgetIn({ profile: "quick", budget: 9 }, true)).toBe(9);
  });
});

describe("the catalog", async () => {
  const scenarios = await loadCatalog("scenarios");
  const healings = await loadHealings("scenarios");
  const cells = (profile: Profile) =>
    askedCells(scenarios, { selectors: [], at: [], profile }, healings).picked.map(({ cell }) => cell);
  const TWO_CORES = 10;

  test("has a quick profile of the five reports that two cores are to get through in twelve minutes", () => {
    const quick = cells("quick");
    const { stands } = planRun(quick, () => undefined, { fresh: false, parallel: TWO_CORES });
    expect(wallSeconds(stands, TWO_CORES)).toBeLessThanOrEqual(12 * 60);
    for (const thread of [2092, 2121, 5781, 8429, 11902]) {
      const own = quick.filter(({ threads }) => threads.some((ref) => ref.endsWith(`#${thread}`)));
      expect(own.some(({ expected, claim }) => expected === claim)).toBe(true);
      expect(own.some(({ expected, claim }) => claim === "heals" && expected !== claim)).toBe(true);
    }
  });

  test("has in its default profile no scenario without a fix that does what it is to, and none without a control", () => {
    const own = Map.groupBy(cells("default"), ({ scenario }) => scenario);
    expect(own.size).toBe(scenarios.length);
    for (const [scenario, members] of own) {
      expect([scenario, members.some(({ expected, claim }) => expected === claim)]).toEqual([scenario, true]);
      expect([scenario, members.some(({ expected }) => expected !== "heals")]).toEqual([scenario, true]);
    }
  });
});
