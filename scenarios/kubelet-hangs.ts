import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, whole } from "../harness/scenario/words/allowed-changes.ts";
import { NO_ENDPOINTS, NODES_LISTED, TOP_FAILS } from "../harness/scenario/words/signs.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withArgs } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

/** A unit that is on while the kubelet is stopped, as `systemctl kill` sends signals. */
const STOPPED = {
  name: "kubelet-stopped",
  node: "control-plane",
  files: {
    "kubelet-stopped.service": `[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/systemctl kill --signal=SIGSTOP kubelet.service
ExecStop=/usr/bin/systemctl kill --signal=SIGCONT kubelet.service
`,
  },
  start: "kubelet-stopped.service",
};

export default defineScenario({
  id: "kubelet-hangs",
  mode: "F18",
  title: "The kubelet accepts connections and answers nothing",
  sources: [
    {
      ref: "kubernetes-sigs/metrics-server#917",
      kind: "report",
      quote: "Scraping takes too long (I have no clue why), increase scraping interval",
    },
    {
      ref: "kubernetes-sigs/metrics-server#1057",
      kind: "related",
      quote: "The main branch can be resolved by adjusting the `--kubelet-request-timeout` flag.",
    },
    { ref: "kubernetes-sigs/metrics-server#907", kind: "related" },
  ],
  tags: ["kubelet", "node"],
  reportedOn: "metrics-server v0.6 on small or busy hosts, Docker Desktop and minikube among them",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  corrections: [
    "The reports' kubelets are slow, this one is stopped (SIGSTOP): how slow a starved kubelet is differs from machine to machine.",
  ],
  healthy: () => healthyStand(),
  fault: {
    summary: "SIGSTOP to the kubelet",
    edit: (spec) => ({ ...spec, nodeUnits: [STOPPED] }),
    allowedChanges: [whole("NodeUnit")],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [
      TOP_FAILS,
      NO_ENDPOINTS,
      { kind: "command", on: NODES_LISTED, exit: 0, text: [/\bNotReady\b/] },
    ],
    // A node is called NotReady when its lease is 40 s old.
    withinSeconds: 120,
    persists: { seconds: POD.persists },
  },
  fixes: [
    {
      id: "kubelet-continues",
      title: "SIGCONT to the kubelet",
      edit: ({ nodeUnits: _, ...spec }) => spec,
      allowedChanges: [whole("NodeUnit")],
      claim: { outcome: "heals", by: "faultline, to see that nothing else is wrong" },
      expect: { outcome: "heals", why: "the next two scrapes are answered" },
      withinSeconds: POD.heals,
    },
    {
      id: "longer-interval-and-timeout",
      title: "--metric-resolution=60s and --kubelet-request-timeout=50s",
      edit: (spec) => withArgs(spec, { "metric-resolution": "60s", "kubelet-request-timeout": "50s" }),
      allowedChanges: [ARGS],
      claim: {
        outcome: "heals",
        by: "thesalmonidae in kubernetes-sigs/metrics-server#917",
        quote: "Scraping takes too long (I have no clue why), increase scraping interval",
      },
      expect: {
        outcome: "no effect",
        why: "nobody answers later either, and a kubelet that hangs does not start the new pod",
      },
      control: true,
      withinSeconds: 75,
    },
  ],
});
