import { fileURLToPath } from "node:url";
import { defineScenario, type Scenario, type Signature } from "../../harness/scenario/define.ts";
import { loadCatalog } from "../../harness/scenario/load/load.ts";
import {
  API_SERVER_ARGS,
  KUBELET,
  POD_ANNOTATIONS,
  whole,
} from "../../harness/scenario/words/allowed-changes.ts";
import { NODES_LISTED } from "../../harness/scenario/words/signs.ts";
import { vclusterValues } from "../../harness/scenario/words/vcluster.ts";
import { withApiServerArgs, withKubelet } from "../../stacks/edits/cluster.ts";
import { restart } from "../../stacks/edits/metrics-server.ts";
import { withArrivingUdp } from "../../stacks/edits/overlay.ts";
import { withVClusterValues } from "../../stacks/edits/vcluster.ts";
import { healthyStand } from "../../stacks/healthy/kind.ts";
import { healthyOverlay } from "../../stacks/healthy/overlay.ts";
import { healthyVCluster } from "../../stacks/healthy/vcluster.ts";

const CATALOG = fileURLToPath(new URL("../../scenarios", import.meta.url));
export const catalog = await loadCatalog(CATALOG);

/**
 * What the catalog's signatures look at, so that a sign does not go unseen because nobody looked; but nothing is found there. The words
 * of a virtual control plane are kept, because only what is looked for is read of its log.
 */
function lookedAt(distribution: string): readonly Signature[] {
  const signatures = catalog
    .filter(({ platforms }) => platforms.some((platform) => platform.distribution === distribution))
    .flatMap(({ symptom }) => symptom.signatures);
  const commands = signatures.flatMap((signature): Signature[] =>
    signature.kind === "command"
      ? [{ kind: "command", on: signature.on, exit: "non-zero", text: [/shown by nothing/] }]
      : [],
  );
  const lines = signatures.filter((signature) => signature.kind === "log" && signature.of === "vcluster");
  const distinct = new Map(commands.map((each) => [JSON.stringify(each), each]));
  return [...distinct.values(), ...lines];
}
/** The longest that a scenario gives a look: a server that dials in vain says so after 30 s. */
const PATIENCE = Math.max(...catalog.map(({ symptom }) => symptom.patienceSeconds ?? 10));

type Stand = Pick<Scenario, "healthy"> & { readonly platform: Scenario["platforms"][number] };
type Change = Pick<Scenario["fault"], "summary" | "edit" | "allowedChanges">;

const kind = { distribution: "kind", version: "1.32.5", fidelity: "same mechanism" } as const;

export const ONE_NODE: Stand = { healthy: () => healthyStand(), platform: kind };
export const THREE_SERVERS: Stand = { healthy: () => healthyOverlay(), platform: kind };
export const VCLUSTER: Stand = {
  healthy: ({ version }) => healthyVCluster(version),
  platform: {
    distribution: "vcluster",
    version: "0.36.1",
    kubernetes: "1.32.5",
    fidelity: "same mechanism",
  },
};

export const POD_RESTART: Change = {
  summary: "metrics-server's pod is replaced",
  edit: (spec) => restart(spec, "harmless"),
  allowedChanges: [POD_ANNOTATIONS],
};
export const API_SERVER_RESTART: Change = {
  summary: "a flag of the API server is set to its default",
  edit: (spec) => withApiServerArgs(spec, { profiling: "true" }),
  allowedChanges: [API_SERVER_ARGS],
};
export const KUBELET_RESTART: Change = {
  summary: "a setting of the kubelet is set to its default",
  edit: (spec) => withKubelet(spec, { maxPods: 110 }),
  allowedChanges: [KUBELET],
};
export const IDLE_RULE: Change = {
  summary: "a rule of the node for packets that nobody sends",
  edit: (spec) => withArrivingUdp(spec, { name: "idle-rule", port: 9, target: "DROP" }),
  allowedChanges: [whole("NodeRule")],
};
export const HELM_UPGRADE: Change = {
  summary: "an annotation for the virtual control plane's pod, which Helm replaces",
  edit: (spec) =>
    withVClusterValues(spec, {
      controlPlane: { statefulSet: { pods: { annotations: { "faultline.dev/harmless": "yes" } } } },
    }),
  allowedChanges: [vclusterValues("controlPlane")],
};

/** Seconds after the change in which no scenario may be read into what is seen: a restart of API servers is over by then. */
const WATCHED = 75;

/**
 * A change that breaks nothing, as if it were a fault: the mirror image of a control. Its own symptom is one that nothing shows, so that
 * the cell ends in `fail` after the whole watch; what the scenarios of the catalog make of it is the question.
 */
export function harmless(id: string, { healthy, platform }: Stand, change: Change): Scenario {
  return defineScenario({
    id,
    mode: "F98",
    title: change.summary,
    sources: [{ ref: "https://kubernetes.io/docs/concepts/cluster-administration/", kind: "documentation" }],
    tags: ["control"],
    reportedOn: "nothing: a control of faultline itself",
    platforms: [platform],
    healthy,
    fault: change,
    symptom: {
      command: "kubectl top nodes",
      signatures: lookedAt(platform.distribution),
      patienceSeconds: PATIENCE,
      withinSeconds: WATCHED,
      persists: { seconds: 10 },
      staysNormal: [NODES_LISTED],
    },
    fixes: [
      {
        id: "take-back",
        title: "The change taken back",
        edit: () => healthy(platform),
        allowedChanges: change.allowedChanges,
        claim: { outcome: "heals", by: "this control" },
        expect: { outcome: "heals", why: "there is nothing to heal" },
        withinSeconds: 90,
      },
    ],
  });
}
