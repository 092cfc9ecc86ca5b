import { expect, test } from "vitest";
import { scenarioIn } from "../../../../harness/diagnose/elsewhere/scenario-in.ts";
import type { Asker } from "../../../../harness/diagnose/observe/asker.ts";
import { gathered } from "../../../../harness/diagnose/observe/gathered.ts";
import { namesOf } from "../../../../harness/diagnose/observe/names-of.ts";
import { seePods } from "../../../../harness/diagnose/observe/see-pods.ts";
import { distributionOf } from "../../../../harness/diagnose/observe/version.ts";
import { SCENARIOS } from "../../../../harness/docs/pages.ts";
import { loadCatalog } from "../../../../harness/scenario/load/load.ts";
import { podOf } from "../../../fake-cluster.ts";

const scenarios = await loadCatalog(SCENARIOS);
const SERVICE = { namespace: "monitoring", name: "figures" };
const HPAS = "/apis/autoscaling/v2/horizontalpodautoscalers?limit=500";
const NIGHTLY = "/api/v1/namespaces/shop/pods/nightly-x7";

/** Answers what it knows, and 404 for the rest. */
function knowing(answers: Readonly<Record<string, unknown>>) {
  const ask = (path: string) => {
    const body = answers[path];
    return Promise.resolve({
      status: body ? 200 : 404,
      body: JSON.stringify(body ?? {}),
      askedAt: "",
      toldAt: "",
    });
  };
  const now = () => new Date().toISOString();
  return { ask, now } as Pick<Asker, "ask" | "now"> as Asker;
}

const owned = (kind: string, name: string) => ({ metadata: { ownerReferences: [{ kind, name }] } });
const hpa = (message: string) => ({
  metadata: { name: "checkout", namespace: "shop" },
  spec: { scaleTargetRef: { kind: "Deployment", name: "web" } },
  status: { conditions: [{ type: "ScalingActive", message }] },
});
const WITHOUT = "failed to get cpu utilization: missing request for cpu in container dump of Pod nightly-x7";

async function counted(owner: unknown) {
  const asker = knowing({ [HPAS]: { items: [hpa("fine"), hpa(WITHOUT)] }, [NIGHTLY]: owner });
  return (await namesOf(gathered(), asker, undefined)([], undefined)).autoscaler;
}

test("an autoscaler is found by what it counts, and not one that misses a request of its own workload's pod", async () => {
  const found = { namespace: "shop", name: "checkout", container: "dump", pod: "nightly-x7" };
  expect(await counted({ metadata: {} })).toEqual(found);
  expect(await counted(owned("Job", "nightly"))).toEqual(found);
  expect(await counted(owned("ReplicaSet", "web-api-5d8f7"))).toEqual(found);
  expect(await counted(owned("ReplicaSet", "web-5d8f7"))).toBeUndefined();
  expect(await counted(undefined)).toBeUndefined();
});

/** The pattern of a fault that has the Service's address in it. */
async function dialPattern(service: unknown) {
  const asker = knowing({ "/api/v1/namespaces/monitoring/services/figures": service });
  const pod = podOf({ podAge: 60 });
  const there = pod ? [{ object: { ...pod, status: { podIPs: [{ ip: "10.1.2.3" }] } }, facts: pod }] : [];
  const ask = namesOf(gathered(), asker, undefined);
  const names = await ask(there as never, SERVICE);
  const scenario = scenarios.find(({ id }) => id === "control-plane-off-the-pod-network");
  const signature = scenario && scenarioIn(scenario, names).symptom.signatures[1];
  return { names, pattern: signature?.kind === "apiservice" ? signature.message?.[0] : undefined };
}
const dials = (address: string) => `v1beta1": dial tcp ${address}: connect: no route to host`;

test("where the Service's address is told it alone will do, else whichever is dialled", async () => {
  const told = await dialPattern({
    spec: { clusterIPs: ["172.30.0.9", "fd00::9"], ports: [{ port: 8443, targetPort: 10_250 }] },
  });
  expect(told.names.service?.dialled).toEqual(["172.30.0.9:8443", "[fd00::9]:8443"]);
  expect(told.names.pods).toEqual(["10.1.2.3:10250"]);
  expect(told.pattern?.test(dials("172.30.0.9:8443"))).toBe(true);
  expect(told.pattern?.test(dials("10.1.2.3:10250"))).toBe(false);
  const untold = await dialPattern(undefined);
  expect(untold.pattern?.test(dials("172.30.0.9:443"))).toBe(true);
  expect(untold.pattern?.test(dials("10.1.2.3:10250"))).toBe(false);
});

test("a Service that leads to where no pod serves is refused from wherever, which is no barred way", async () => {
  const leadingTo = async (targetPort: number | string) => {
    const spec = { clusterIPs: ["172.30.0.9"], ports: [{ port: 443, targetPort }] };
    const { names, pattern } = await dialPattern({ spec });
    return [names.service?.leadsElsewhere, pattern?.test(dials("172.30.0.9:443"))];
  };
  expect(await leadingTo(9_999)).toEqual([true, false]);
  expect(await leadingTo(10_250)).toEqual([false, true]);
  // Of a name that no container has nothing is known.
  expect(await leadingTo("https")).toEqual([false, true]);
});

test("an APIService that names no address is out of date where the Service selects a pod that has long been ready", async () => {
  const selectingA = async (selector: Readonly<Record<string, string>>, pod: Parameters<typeof podOf>[0]) => {
    const service = { spec: { clusterIPs: [], ports: [], selector } };
    const asker = knowing({ "/api/v1/namespaces/monitoring/services/figures": service });
    const there = [{ object: podOf(pod), facts: podOf(pod) }];
    const found = gathered();
    seePods(found, there as never, Date.now());
    const names = await namesOf(found, asker, undefined)(there as never, SERVICE);
    const scenario = scenarios.find(({ id }) => id === "service-selects-nothing");
    const signature = scenario && scenarioIn(scenario, names).symptom.signatures[1];
    const [pattern] = (signature?.kind === "apiservice" && signature.message) || [];
    return pattern?.test('endpoints for service/figures have no addresses with port name "https"');
  };
  const its = { "k8s-app": "metrics-server" };
  expect(await selectingA(its, { podAge: 3_600 })).toBe(false);
  // Its own signs: it selects nothing, or what is there is not ready, or only just.
  expect(await selectingA({ app: "metrics-server" }, { podAge: 3_600 })).toBe(true);
  expect(await selectingA({}, { podAge: 3_600 })).toBe(true);
  expect(await selectingA(its, { podAge: 3_600, ready: false })).toBe(true);
  expect(await selectingA(its, { podAge: 20 })).toBe(true);
});

test("the distribution is the one that the version names", () => {
  expect(distributionOf('{"gitVersion":"v1.31.6+k3s1"}')).toBe("k3s");
  expect(distributionOf('{"gitVersion":"v1.32.3+k0s.0"}')).toBe("k0s");
  expect(distributionOf('{"gitVersion":"v1.32.5"}')).toBeUndefined();
});
