import { expect, test } from "vitest";
import { inOrder, measuredText } from "../../../../harness/diagnose/fixes/measured.ts";
import type { MeasuredVerdict } from "../../../../harness/plan/measured-verdict.ts";
import type { Fix } from "../../../../harness/scenario/types.ts";

const fix = (id: string) => ({ id, title: id, claim: { outcome: "heals", by: "somebody" } }) as Fix;
const verdict = (
  id: string,
  outcome: MeasuredVerdict["outcome"],
  recoveryMs: number | null,
  kubernetes = "1.32.5",
): MeasuredVerdict => ({
  fix: id,
  platform: `kind-${kubernetes}`,
  kubernetes,
  metricsServer: "0.7.2",
  outcome,
  recoveryMs,
  run: "r",
});
const FIXES = ["useless", "untried", "slow", "fast"].map(fix);
const VERDICTS = [
  verdict("useless", "no effect", null),
  verdict("slow", "heals", 50_000),
  verdict("fast", "heals", 5_000),
  verdict("fast", "no effect", null, "1.37.2"),
];
const order = (kubernetes: string | undefined) =>
  inOrder(FIXES, VERDICTS, { kubernetes, metricsServer: undefined }).map(({ fix: { id } }) => id);

test("what heals comes first and sooner, what nobody measured last; the measurement nearest to the cluster counts", () => {
  expect(order("1.32.9")).toEqual(["fast", "slow", "useless", "untried"]);
  expect(order("1.36.0")).toEqual(["slow", "useless", "fast", "untried"]);
});

test("a text says how it was measured, and on what it was not", () => {
  const cluster = { kubernetes: "1.33.1", metricsServer: "0.7.2" };
  const [fast, , useless, untried] = inOrder(FIXES, VERDICTS, cluster).map((each) =>
    measuredText(each, cluster),
  );
  expect(fast).toBe(
    "heals in 5.0 s on kind-1.32.5 (run r); not measured on Kubernetes 1.33.1, which this cluster has",
  );
  expect(useless).toMatch(/^has no effect on kind-1\.32\.5/);
  expect(untried).toBe("never measured; somebody say it heals");
});
