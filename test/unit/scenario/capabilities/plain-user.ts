import { defineScenario } from "../../../../harness/scenario/define.ts";
import type { Observable } from "../../../../harness/scenario/types.ts";
import { withObject, withoutMetricsServerObject, withoutObject } from "../../../../stacks/edits/objects.ts";
import { healthyStand } from "../../../../stacks/healthy/kind.ts";
import type { ObjectSpec } from "../../../../stacks/spec.ts";

const ROLE: ObjectSpec = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "metrics-reader" },
  rules: [{ apiGroups: ["metrics.k8s.io"], resources: ["nodes", "pods"], verbs: ["get", "list"] }],
};
const BINDING: ObjectSpec = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "jane-reads-metrics" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "metrics-reader" },
  subjects: [{ kind: "User", name: "jane", apiGroup: "rbac.authorization.k8s.io" }],
};
const CAN_I: Observable = {
  kind: "kubectl",
  args: ["auth", "can-i", "list", "nodes.metrics.k8s.io", "--as=jane"],
};
const TOUCH = { resource: "ClusterRoleBinding", name: "jane-reads-metrics", path: "" };

/** Objects that are none of metrics-server's, and a recovery in another command's words. */
export default defineScenario({
  id: "plain-user",
  mode: "F97",
  title: "A plain user may not list metrics",
  sources: [{ ref: "owner/repo#1", kind: "report" }],
  tags: ["rbac"],
  reportedOn: "nothing: a fixture",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => [ROLE, BINDING].reduce(withObject, healthyStand()),
  fault: {
    summary: "the binding deleted",
    edit: (spec) => withoutObject(spec, { kind: "ClusterRoleBinding", name: "jane-reads-metrics" }),
    allowedChanges: [TOUCH],
  },
  symptom: {
    command: "kubectl auth can-i list nodes.metrics.k8s.io --as=jane",
    signatures: [{ kind: "command", on: CAN_I, exit: 1, text: [/^no/] }],
    withinSeconds: 30,
    persists: { seconds: 12 },
    recovery: [{ kind: "command", on: CAN_I, exit: 0, text: [/^yes/] }],
    unhealed: [{ kind: "command", on: CAN_I, exit: 1, text: [/^no/] }],
    staysNormal: [{ kind: "top-nodes" }],
  },
  fixes: [
    {
      id: "bind",
      title: "The binding again",
      edit: (spec) => withObject(spec, BINDING),
      allowedChanges: [TOUCH],
      claim: { outcome: "heals", by: "the documentation" },
      expect: { outcome: "heals", why: "jane is bound to the role" },
      withinSeconds: 30,
    },
    {
      id: "without-aggregation",
      title: "Without the aggregated role",
      edit: (spec) => withoutMetricsServerObject(spec, "ClusterRole/system:aggregated-metrics-reader"),
      allowedChanges: [{ resource: "ClusterRole", name: "system:aggregated-metrics-reader", path: "" }],
      claim: { outcome: "heals", by: "nobody" },
      expect: { outcome: "no effect", why: "jane has none of the roles that it adds to" },
      control: true,
      withinSeconds: 30,
    },
  ],
});
