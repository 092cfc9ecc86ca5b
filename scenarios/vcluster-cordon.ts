import { lt } from "semver";
import { defineScenario } from "../harness/scenario/define.ts";
import type { Act, Signature } from "../harness/scenario/types.ts";
import { VCLUSTER, VCLUSTERS, vclusterValues } from "../harness/scenario/words/vcluster.ts";
import { withVClusterValues } from "../stacks/edits/vcluster.ts";
import { healthyVCluster } from "../stacks/healthy/vcluster.ts";
import type { JsonObject } from "../stacks/json.ts";
import type { StandSpec } from "../stacks/spec.ts";

const POD = "after-cordon";
const NODES = ["get", "nodes", "--output=name"];

const FORGET_POD: Act = {
  kubectl: ["delete", "pod", POD, "--ignore-not-found", "--grace-period=1", "--timeout=60s"],
  why: "a pod that was scheduled earlier says nothing of the next cordon",
  timeoutSeconds: 70,
};
const CORDON: Act = {
  kubectl: ["cordon"],
  namesFrom: NODES,
  why: "the reporter's command; it says `cordoned` and ends well",
  until: { output: /cordoned/, withinSeconds: 60 },
};
const TAINT: Act = {
  kubectl: ["taint", "nodes", "--all", "--overwrite", "maintenance=yes:NoSchedule"],
  why: "what keeps new pods away without spec.unschedulable",
  until: { output: /tainted|modified/, withinSeconds: 60 },
};
const NEW_POD: Act = {
  kubectl: ["run", POD, "--image=registry.k8s.io/pause:3.10", "--restart=Never"],
  why: "where it lands shows what a cordon is worth",
  until: { output: /created/, withinSeconds: 60 },
};

/** Landed on the node, or held back by a scheduler, whichever: `kubectl wait` ends well as soon as it is so, else after its time with a failure. */
const podIs = (scheduled: "True" | "False"): Extract<Signature, { kind: "command" }> => ({
  kind: "command",
  on: {
    kind: "kubectl",
    args: ["wait", `--for=condition=PodScheduled=${scheduled}`, `pod/${POD}`, "--timeout=5s"],
  },
  exit: 0,
  text: [/condition met/],
});
/** Seconds: a virtual scheduler that has just come with the control plane took up to 41 to look at its first pod. */
const FIRST_POD = 60;
const CORDONED = ["wait", "--for=jsonpath={.spec.unschedulable}=true", "nodes", "--all", "--timeout=1s"];
const TIMED_OUT = /timed out waiting for the condition/;

const withNodes = (spec: StandSpec, nodes: JsonObject) =>
  withVClusterValues(spec, { sync: { fromHost: { nodes } } });

/** Called `controlPlane.advanced.virtualScheduler` before it, which newer charts still take. */
const SCHEDULER_OF_DISTRO = "0.26.0";
const withScheduler = (spec: StandSpec) =>
  withVClusterValues(spec, {
    controlPlane:
      spec.vcluster !== undefined && lt(spec.vcluster.version, SCHEDULER_OF_DISTRO)
        ? { advanced: { virtualScheduler: { enabled: true } } }
        : { distro: { k8s: { scheduler: { enabled: true } } } },
  });
const SCHEDULER = vclusterValues("controlPlane");

export default defineScenario({
  id: "vcluster-cordon",
  mode: "F23",
  title: "A cordon inside a vCluster is taken back at once",
  sources: [
    {
      ref: "loft-sh/vcluster#2121",
      kind: "report",
      quote: "`translateUpdateBackwards` func will update virtual node spec by host node spec.",
    },
    {
      ref: "loft-sh/vcluster#2430",
      kind: "related",
      quote:
        "Fixed an issue where vcluster would not allow cordoning a node from within the virtual cluster context",
    },
    { ref: "loft-sh/vcluster#2688", kind: "related" },
    { ref: "loft-sh/vcluster#4130", kind: "related" },
  ],
  tags: ["vcluster", "nodes", "first-reports"],
  reportedOn: "vCluster 0.19.6",
  platforms: VCLUSTERS,
  corrections: [
    "Not a periodic overwriting: the syncer reacts to the change, and the cordon is gone within milliseconds.",
    "The virtual scheduler, the retelling's recommended solution, does not make `kubectl cordon` last in any version: the syncer copies the host's spec whatever schedules. It makes `kubectl taint` count.",
    "syncBackChanges copies spec.unschedulable only since 0.23.0; before, the cordon is answered with success and discarded.",
    "`kubectl cordon node <name>`, as typed in the report, is no valid command line: `node` is taken for a node's name.",
    "The configuration that the retelling leaves out, sync.fromHost.nodes.enabled, is what the fault needs; with the default, pretended nodes, a cordon stays and has no effect.",
  ],
  healthy: ({ version }) => healthyVCluster(version),
  fault: {
    summary: "sync.fromHost.nodes.enabled, then kubectl cordon and a new pod",
    edit: (spec) => withNodes(spec, { enabled: true, selector: { all: true } }),
    allowedChanges: [vclusterValues("sync.fromHost")],
    act: [FORGET_POD, CORDON, NEW_POD],
    undo: [
      FORGET_POD,
      {
        on: "host",
        kubectl: ["patch", "--type=merge", '--patch={"spec":{"unschedulable":null,"taints":null}}'],
        namesFrom: NODES,
        why: "syncBackChanges cordons and taints the host's node, too",
      },
      {
        kubectl: ["delete", "nodes", "--all", "--wait=false"],
        why: "the syncer makes them anew from the host's: without the taints that only they had",
      },
    ],
  },
  symptom: {
    command: `kubectl cordon $(kubectl get nodes -o name); kubectl get nodes; kubectl get pod ${POD} -o wide`,
    signatures: [
      { kind: "node", unschedulable: { from: false, to: true } },
      { kind: "node", unschedulable: { from: true, to: false } },
      { kind: "command", on: { kind: "kubectl", args: CORDONED }, exit: "non-zero", text: [TIMED_OUT] },
      podIs("True"),
    ],
    withinSeconds: 60,
    persists: { seconds: 12 },
    shows: "in the act",
    recovery: [podIs("False")],
    unhealed: [podIs("True")],
  },
  fixes: [
    {
      id: "virtual-scheduler",
      title: "The virtual scheduler, then the same cordon",
      edit: withScheduler,
      allowedChanges: [SCHEDULER],
      act: [FORGET_POD, CORDON, NEW_POD],
      claim: { outcome: "heals", by: "a retelling of loft-sh/vcluster#2121, as the recommended solution" },
      expect: {
        outcome: "no effect",
        why: "the syncer goes on copying the host's spec over the virtual node",
      },
      control: true,
      withinSeconds: FIRST_POD,
    },
    {
      id: "sync-back-changes",
      title: "sync.fromHost.nodes.syncBackChanges, then the same cordon",
      edit: (spec) => withNodes(spec, { syncBackChanges: true }),
      allowedChanges: [vclusterValues("sync.fromHost.nodes.syncBackChanges")],
      act: [FORGET_POD, CORDON, NEW_POD],
      claim: { outcome: "heals", by: "a retelling of loft-sh/vcluster#2121, as the other solution" },
      expect: {
        outcome: "no effect",
        why: "labels, taints and capacity are taken to the host, spec.unschedulable is not",
        from: {
          version: "0.23.0",
          outcome: "heals",
          why: "loft-sh/vcluster#2430 takes spec.unschedulable along: the host's node is cordoned, too",
        },
      },
      withinSeconds: VCLUSTER.watchNew,
    },
    {
      id: "taint-alone",
      title: "kubectl taint instead of a cordon",
      edit: (spec) => spec,
      allowedChanges: [],
      act: [FORGET_POD, TAINT, NEW_POD],
      claim: { outcome: "heals", by: "nobody here; it is what one tries next" },
      expect: { outcome: "no effect", why: "the taint stays, but the host's scheduler does not see it" },
      control: true,
      withinSeconds: VCLUSTER.watchNew,
    },
    {
      id: "taint-with-virtual-scheduler",
      title: "The virtual scheduler, and kubectl taint instead of a cordon",
      edit: withScheduler,
      allowedChanges: [SCHEDULER],
      act: [FORGET_POD, TAINT, NEW_POD],
      claim: {
        outcome: "heals",
        by: "FabianKramm (maintainer) in loft-sh/vcluster#2688, of taints in general",
        quote: "This will only work if you enable the virtual scheduler",
      },
      expect: { outcome: "heals", why: "taints of the virtual node are kept, and its scheduler minds them" },
      withinSeconds: VCLUSTER.heals,
    },
  ],
});
