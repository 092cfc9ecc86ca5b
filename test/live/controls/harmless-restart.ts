import { defineScenario } from "../../../harness/scenario/define.ts";
import { POD_ANNOTATIONS } from "../../../harness/scenario/words/allowed-changes.ts";
import { NO_ENDPOINTS, TOP_FAILS } from "../../../harness/scenario/words/signs.ts";
import { restart } from "../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";

/** A control of faultline itself: a healthy restart looks broken for some 20 s and must not pass for a fault. */
export default defineScenario({
  id: "harmless-restart",
  mode: "F99",
  title: "A restart called a fault",
  sources: [
    { ref: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/", kind: "documentation" },
  ],
  tags: ["control"],
  reportedOn: "nothing: a control of faultline itself",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "one restart",
    edit: (spec) => restart(spec, "fault"),
    allowedChanges: [POD_ANNOTATIONS],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS, NO_ENDPOINTS],
    withinSeconds: 45,
    persists: { seconds: 30 },
  },
  fixes: [
    {
      id: "restart-again",
      title: "One more restart",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "this control" },
      expect: { outcome: "heals", why: "there is nothing to heal" },
      withinSeconds: 60,
    },
  ],
});
