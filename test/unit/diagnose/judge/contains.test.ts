import { expect, test } from "vitest";
import { contains } from "../../../../harness/diagnose/judge/contains.ts";
import { diagnose } from "../../../../harness/diagnose/judge/diagnosis.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import { JOURNAL_VERSION } from "../../../../harness/journal/event-schema.ts";
import type { Sample } from "../../../../harness/journal/events.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";

const scenarios = await loadCatalog(SCENARIOS);
const NOW = Date.parse("2026-01-01T00:10:00.000Z");
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1_000).toISOString();
const command = (observable: string, exit: number, text: string): Sample => ({
  kind: "command",
  observable,
  vantage: "s",
  startedAt: at(5),
  endedAt: at(5),
  exit,
  text,
});

/** A healthy pod, and no APIService of the version that it serves. */
const unregistered: readonly Sample[] = [
  { kind: "pod", seenAt: at(40), pod: "p", ready: true, restarts: 0, startedAt: at(900), readyAt: at(880) },
  { kind: "apiservice", vantage: "s", seenAt: at(5), present: false, status: "", reason: "", message: "" },
  command("top nodes", 1, "error: Metrics API not available"),
  command("raw /apis/metrics.k8s.io/v1beta1/nodes", 404, "404 page not found"),
  command("kubectl get apiservice v1beta1.metrics.k8s.io", 1, "Error from server (NotFound): not found"),
];
const v1 = (exit: number, text: string) =>
  command("kubectl get apiservice v1.metrics.k8s.io -o=jsonpath={.status.conditions}", exit, text);

function named(samples: readonly Sample[]) {
  const { findings } = diagnose(scenarios, {
    samples,
    nodes: [{ at: NOW - 40_000, ready: ["n"] }],
    vantages: ["s"],
    servers: 1,
    rules: JOURNAL_VERSION,
    blind: [],
    bornAt: new Map([["p", NOW - 900_000]]),
    from: NOW - 40_000,
    now: NOW,
  });
  return findings.map(({ reading }) => reading.scenario.id);
}

test("of two faults that are both true the one comes first whose stand has the other in it, though it has fewer signs", () => {
  const served = v1(0, '[{"message":"bad status from https://10.1.2.3:443/apis/metrics.k8s.io/v1: 404"}]');
  expect(named([...unregistered, served])).toEqual(["apiservice-renamed-to-v1", "no-apiservice"]);
  expect(named([...unregistered, v1(1, "Error from server (NotFound): not found")])).toEqual([
    "no-apiservice",
  ]);
});

test("a fault contains no other by its name, itself neither, nor one that only acts", () => {
  const pairs = scenarios.flatMap((whole) =>
    scenarios.filter((part) => contains(whole, part)).map((part) => `${whole.id} > ${part.id}`),
  );
  expect(pairs).toEqual([
    "apiservice-renamed-to-v1 > no-apiservice",
    "k3s-startup-noise-60s > k3s-startup-noise",
  ]);
});
