import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../harness/check/check-files.ts";
import { cellsOf } from "../../../harness/plan/cells.ts";
import { THREAD } from "../../../harness/scenario/thread.ts";
import type { Scenario } from "../../../harness/scenario/types.ts";
import { modes } from "../../../scenarios/modes.ts";
import type { StandSpec } from "../../../stacks/spec.ts";

const { checked, problems } = await checkFiles("scenarios", []);
const scenarios = checked.map(({ scenario }) => scenario);
const named = scenarios.map((scenario) => [scenario.id, scenario] as const);

/** The specs of a scenario on its first platform: healthy, and after each fix. */
function specsOf(scenario: Scenario): {
  healthy: StandSpec;
  fixed: Map<string, StandSpec>;
} {
  const [platform] = scenario.platforms;
  if (platform === undefined) throw new Error("no platform");
  const healthy = scenario.healthy(platform);
  const faulty = scenario.fault.edit(healthy);
  return { healthy, fixed: new Map(scenario.fixes.map((fix) => [fix.id, fix.edit(faulty)])) };
}

describe("the catalog", () => {
  test("passes `faultline check`: types, names, and every change of a program is what it declares", () => {
    expect(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([]);
    expect(scenarios.length).toBeGreaterThan(40);
  });

  test.each(Object.entries(modes))("shows mode %s, or says why not and who reported it", (mode, each) => {
    const { absent, threads = [] } = each;
    expect(scenarios.some((scenario) => scenario.mode === mode)).toBe(absent === undefined);
    expect(threads.length > 0).toBe(absent !== undefined);
    expect(threads.filter((thread) => !THREAD.test(thread))).toEqual([]);
  });

  test("gives every cell an id of its own", () => {
    const ids = scenarios.flatMap((each) => cellsOf(each)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    "loft-sh/vcluster#2092",
    "loft-sh/vcluster#2121",
    "k0sproject/k0s#5781",
    "rancher/rke2#8429",
    "k3s-io/k3s#11902",
  ])("has what %s reports", (thread) => {
    const reports = scenarios.flatMap(({ sources }) => sources.filter(({ kind }) => kind === "report"));
    expect(reports.map(({ ref }) => ref)).toContain(thread);
  });

  test("measures the retelling's 30/10 advice for k3s-io/k3s#11902 against its claim", () => {
    const onKind = scenarios
      .flatMap((each) => cellsOf(each))
      .filter(({ platform }) => platform.distribution === "kind");
    const advice = onKind.filter(({ fix }) => fix === "probe-30-10");
    expect(advice.map(({ scenario, claim, expected }) => [scenario, claim, expected])).toEqual([
      ["k3s-startup-noise", "heals", "hides"],
      ["k3s-startup-noise-60s", "heals", "no effect"],
    ]);
  });
});

describe.each(named)("%s", (_, scenario) => {
  test("has a fix that helps and, unless its noise is only hidden, a control that does not", () => {
    const outcomes = scenario.fixes.map(({ expect: { outcome } }) => outcome);
    expect(outcomes.some((outcome) => outcome === "heals" || outcome === "hides")).toBe(true);
    expect(scenario.fixes.some(({ control }) => control) || outcomes.every((each) => each === "hides")).toBe(
      true,
    );
  });

  test("shows by more than `kubectl top` failing, which every metrics fault has in common", () => {
    const telling = scenario.symptom.signatures.filter(
      ({ kind, ...rest }) => kind !== "command" || !JSON.stringify(rest).includes("top-nodes"),
    );
    expect(telling).not.toEqual([]);
  });
});

describe("a fix that restores", () => {
  test.each([
    ["kubelet-serving-cert-without-sans", "insecure-tls"],
    ["host-network-port-clash", "pod-network"],
    ["bad-flag-pair", "resolution-15s"],
    ["apiservice-wrong-service-name", "right-name"],
    ["apiservice-wrong-port", "service-on-443"],
    ["apiservice-ca-not-trusted", "skip-verify"],
    ["service-selects-nothing", "right-selector"],
    ["stale-apiservice", "restore-metrics-server"],
    ["kubelet-port-dropped", "open-the-port"],
  ])("of %s (%s) leads back to the healthy state, and no control does", (id, fix) => {
    const scenario = scenarios.find((each) => each.id === id);
    if (scenario === undefined) throw new Error(`no scenario ${id}`);
    const { healthy, fixed } = specsOf(scenario);
    expect(fixed.get(fix)).toEqual(healthy);
    for (const control of scenario.fixes.filter((each) => each.control)) {
      expect(isDeepStrictEqual(fixed.get(control.id), healthy)).toBe(false);
    }
  });
});
