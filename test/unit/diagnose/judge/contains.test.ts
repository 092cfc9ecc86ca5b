import { expect, test } from "vitest";
import { contains } from "../../../../harness/diagnose/judge/contains.ts";
import { diagnose } from "../../../../harness/diagnose/judge/diagnosis.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import type { Sample } from "../../../../harness/journal/events.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";
import { apiService, at, command, look, pod, top } from "./synthetic-look.ts";

const scenarios = await loadCatalog(SCENARIOS);
/** A healthy pod, and no APIService of the version that it serves. */
const unregistered: readonly Sample[] = [
  pod(40, true, at(880)),
  apiService(""),
  top,
  command("raw /apis/metrics.k8s.io/v1beta1/nodes", 404, "404 page not found"),
  command("kubectl get apiservice v1beta1.metrics.k8s.io", 1, "Error from server (NotFound): not found"),
];
const v1 = (exit: number, text: string) =>
  command("kubectl get apiservice v1.metrics.k8s.io -o=jsonpath={.status.conditions}", exit, text);

function named(samples: readonly Sample[]) {
  const { findings } = diagnose(scenarios, look(40, samples));
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
