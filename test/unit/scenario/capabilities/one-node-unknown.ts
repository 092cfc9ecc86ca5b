import { defineScenario } from "../../../../harness/scenario/define.ts";
import type { Scenario } from "../../../../harness/scenario/types.ts";
import { whole } from "../../../../harness/scenario/words/allowed-changes.ts";
import { restart, withNodeRule, withoutNodeRule } from "../../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../../stacks/healthy/kind.ts";

type CommandSignature = NonNullable<Scenario["symptom"]["unhealed"]>[number];

const ROW_UNKNOWN: CommandSignature = {
  kind: "command",
  on: { kind: "top-nodes" },
  exit: 0,
  text: [/-worker\s+<unknown>/],
};

/** A failure of which no command fails, a log without a line, a node by its place, and two who claim one fix. */
export default defineScenario({
  id: "one-node-unknown",
  mode: "F97",
  title: "One node's row says <unknown>",
  sources: [{ ref: "owner/repo#1", kind: "report" }],
  tags: ["nodes"],
  reportedOn: "nothing: a fixture",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand({ cluster: { workers: 1 } }),
  fault: {
    summary: "the worker's kubelet port rejected",
    edit: (spec) =>
      withNodeRule(spec, {
        name: "reject",
        node: "worker",
        table: "filter",
        chain: "INPUT",
        match: ["-p", "tcp", "--dport", "10250"],
        target: ["REJECT"],
      }),
    allowedChanges: [whole("NodeRule")],
  },
  symptom: {
    command: "kubectl top node {worker}",
    signatures: [
      ROW_UNKNOWN,
      {
        kind: "command",
        on: { kind: "raw", path: "/api/v1/nodes/{worker}/proxy/metrics/resource" },
        exit: "non-zero",
        text: [/connection refused/],
      },
      {
        kind: "command",
        on: { kind: "kubectl", args: ["logs", "-n=kube-system", "deploy/metrics-server", "--since=20s"] },
        exit: 0,
        text: [/x509/],
        absent: true,
      },
    ],
    unhealed: [ROW_UNKNOWN],
    withinSeconds: 60,
    persists: { seconds: 30 },
  },
  fixes: [
    {
      id: "open-the-port",
      title: "Take the rule away",
      edit: (spec) => withoutNodeRule(spec, "reject"),
      allowedChanges: [whole("NodeRule")],
      claim: { outcome: "heals", by: "one" },
      alsoClaimed: [{ outcome: "no effect", by: "another", quote: "It did not help." }],
      expect: { outcome: "heals", why: "the kubelet answers" },
      withinSeconds: 90,
    },
    {
      id: "restart",
      title: "Restart metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [{ resource: "Deployment", path: "spec.template.metadata" }],
      claim: { outcome: "heals", by: "popular advice" },
      expect: { outcome: "no effect", why: "the rule is there still" },
      control: true,
      withinSeconds: 30,
    },
  ],
});
