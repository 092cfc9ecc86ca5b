import { defineScenario } from "../../../../harness/scenario/define.ts";
import type { Act } from "../../../../harness/scenario/types.ts";
import { TOP_FAILS } from "../../../../harness/scenario/words/signs.ts";
import { restart } from "../../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../../stacks/healthy/kind.ts";

const ANNOTATION = "metrics.k8s.io/resource-metrics-path";
const REMOVE: Act = {
  kubectl: ["annotate", "node", "--all", `${ANNOTATION}-`],
  why: "the annotation again, away",
};

/** A fault and a fix that the program does not know of. */
export default defineScenario({
  id: "annotated-node",
  mode: "F97",
  title: "Somebody annotated the nodes",
  sources: [{ ref: "owner/repo#1", kind: "report" }],
  tags: ["nodes"],
  reportedOn: "nothing: a fixture",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "kubectl annotate node",
    edit: (spec) => spec,
    allowedChanges: [],
    act: [{ kubectl: ["annotate", "node", "--all", `${ANNOTATION}=/metrics/cadvisor`], why: "by hand" }],
    undo: [REMOVE],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS],
    withinSeconds: 60,
    persists: { seconds: 30 },
  },
  fixes: [
    {
      id: "remove-annotation",
      title: "Remove it",
      edit: (spec) => spec,
      allowedChanges: [],
      act: [REMOVE],
      claim: { outcome: "heals", by: "nobody" },
      expect: { outcome: "heals", why: "the kubelet is asked as before" },
      withinSeconds: 90,
    },
    {
      id: "restart",
      title: "Restart metrics-server",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [{ resource: "Deployment", path: "spec.template.metadata" }],
      claim: { outcome: "heals", by: "popular advice" },
      expect: { outcome: "no effect", why: "the node is annotated still" },
      control: true,
      withinSeconds: 30,
    },
  ],
});
