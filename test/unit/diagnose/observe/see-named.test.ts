import { expect, test } from "vitest";
import type { Asker } from "../../../../harness/diagnose/observe/asker.ts";
import { type Gathered, gathered } from "../../../../harness/diagnose/observe/gathered.ts";
import { seeNamed } from "../../../../harness/diagnose/observe/see-named.ts";
import type { Observable } from "../../../../harness/scenario/types.ts";

const PLACE = { namespace: "kube-system", deployment: "metrics-server" };
const OF_KUBELET: Observable = { kind: "raw", path: "/api/v1/nodes/{node}/proxy/metrics/resource" };
const NODE: Observable = { kind: "kubectl", args: ["get", "node", "{node}", "-o=jsonpath={.kind}"] };

/** Asks a cluster of these nodes, all Ready. */
async function asked(observable: Observable, nodes: readonly string[]) {
  const paths: string[] = [];
  const ask = (path: string) => {
    paths.push(path);
    return Promise.resolve({ status: 200, body: '{"kind":"Node"}', askedAt: "", toldAt: "" });
  };
  const found: Gathered = gathered();
  found.nodes.push({ at: 0, ready: nodes });
  const asker = { name: "a", ask, now: () => "" } as Pick<Asker, "name" | "ask" | "now"> as Asker;
  await seeNamed(found, asker, [observable], PLACE);
  return { paths, found };
}

test("a node that a scenario leaves open is one that is Ready, and what it says stands for it", async () => {
  const raw = await asked(OF_KUBELET, ["ip-10-0-0-7"]);
  expect(raw.paths).toEqual(["/api/v1/nodes/ip-10-0-0-7/proxy/metrics/resource"]);
  expect(raw.found.samples).toMatchObject([
    { observable: "raw /api/v1/nodes/{node}/proxy/metrics/resource", exit: 0 },
  ]);
  const typed = await asked(NODE, ["ip-10-0-0-7"]);
  expect(typed.paths).toEqual(["/api/v1/nodes/ip-10-0-0-7"]);
  expect(typed.found.samples).toMatchObject([
    { observable: "kubectl get node {node} -o=jsonpath={.kind}", exit: 0, text: "Node" },
  ]);
});

test.each([OF_KUBELET, NODE])(
  "where no node is Ready none is asked, which rules nothing out",
  async (each) => {
    const { paths, found } = await asked(each, []);
    expect({ paths, samples: found.samples }).toEqual({ paths: [], samples: [] });
    expect([...found.blind.values()]).toContainEqual(
      expect.objectContaining({ how: "not asked", why: "no such node is known to be Ready" }),
    );
  },
);
