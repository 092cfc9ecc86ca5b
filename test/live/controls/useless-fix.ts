import { defineScenario } from "../../../harness/scenario/define.ts";
import { API_SERVICE, POD_ANNOTATIONS } from "../../../harness/scenario/words/allowed-changes.ts";
import { TOP_FAILS, unavailable } from "../../../harness/scenario/words/signs.ts";
import { restart, withApiService } from "../../../stacks/edits/metrics-server.ts";
import { healthyStand } from "../../../stacks/healthy/kind.ts";

/** A control of faultline itself: a real fault whose fix has been taken out must end in `fail`. */
export default defineScenario({
  id: "useless-fix",
  mode: "F99",
  title: "A real fault with a fix that repairs nothing",
  sources: [
    { ref: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/", kind: "documentation" },
  ],
  tags: ["control"],
  reportedOn: "nothing: a control of faultline itself",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "the APIService names a Service that does not exist",
    edit: (spec) => withApiService(spec, { serviceName: "metrics-srv" }),
    allowedChanges: [API_SERVICE],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS, unavailable("ServiceNotFound")],
    withinSeconds: 30,
    persists: { seconds: 12 },
  },
  fixes: [
    {
      id: "restart",
      title: "A restart instead of the right name",
      edit: (spec) => restart(spec, "fix"),
      allowedChanges: [POD_ANNOTATIONS],
      claim: { outcome: "heals", by: "this control" },
      expect: { outcome: "heals", why: "the fix was taken out to see the verdict turn" },
      withinSeconds: 30,
    },
  ],
});
