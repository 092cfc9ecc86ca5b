import { describe, expect, it } from "vitest";
import { rendered } from "../../../harness/stand/rendered.ts";
import { withK0s, withKubelet } from "../../../stacks/edits/cluster.ts";
import { withDns, withNodeRule } from "../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";
import { realise } from "../../../stacks/index.ts";
import type { Distribution, NodeRuleSpec, StandSpec } from "../../../stacks/spec.ts";
import { UnsupportedPart } from "../../../stacks/unsupported-part.ts";

const RULE: NodeRuleSpec = {
  name: "cut",
  node: "worker",
  table: "filter",
  chain: "INPUT",
  match: ["-p", "udp"],
  target: ["DROP"],
};
const on = (distribution: Distribution) => healthyStand({ cluster: { distribution, workers: 1 } });
/** Throws before it needs a Pulumi program around it. */
const drawn = (spec: StandSpec) => realise(spec, { name: "x", nodeImage: () => "image", labels: {} });

describe("a part that a distribution's stand does not have", () => {
  it("is named with the distribution and the remedy, all of them at once", () => {
    const spec = withDns(withNodeRule(on("k3d"), RULE), { unknownNames: "nxdomain" });
    expect(() => drawn(spec)).toThrow(UnsupportedPart);
    expect(() => drawn(spec)).toThrow("a k3d stand has no dns, no nodeRules; leave them out");
  });

  it.each([
    [
      "a KubeletConfiguration on k0s",
      withKubelet(on("k0s"), { address: "127.0.0.1" }),
      "k0s stand has no cluster.kubelet",
    ],
    ["k0s' settings on kind", withK0s(on("kind"), {}), "kind stand has no cluster.k0s"],
  ])("%s is not passed over", (_, spec, message) => {
    expect(() => drawn(spec)).toThrow(message);
  });
});

it("node rules are made on k0s, whose controller and workers are containers too", async () => {
  const all = await rendered(withNodeRule(on("k0s"), RULE));
  const rules = all.filter(({ type }) => type.endsWith(":NodeRule"));
  expect(rules).toMatchObject([{ name: "cut", inputs: { node: "worker", chain: "INPUT" } }]);
});
