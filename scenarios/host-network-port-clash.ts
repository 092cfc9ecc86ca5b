import { defineScenario } from "../harness/scenario/define.ts";
import { ARGS, CONTAINER_PORTS, HOST_NETWORK } from "../harness/scenario/words/allowed-changes.ts";
import { podNotReady } from "../harness/scenario/words/symptoms.ts";
import { POD } from "../harness/scenario/words/waits.ts";
import { withArgs, withDeployment, withSecurePort } from "../stacks/edits/metrics-server.ts";
import { healthyStand } from "../stacks/healthy/kind.ts";

export default defineScenario({
  id: "host-network-port-clash",
  mode: "F4",
  title: "On the host network metrics-server's port is the kubelet's",
  sources: [
    {
      ref: "k3s-io/k3s#11362",
      kind: "report",
      quote:
        "panic: failed to create listener: failed to listen on 0.0.0.0:10250: listen tcp 0.0.0.0:10250: bind: address already in use",
    },
    { ref: "cozystack/cozystack#3361", kind: "report" },
    { ref: "kubernetes-sigs/metrics-server#1026", kind: "related" },
  ],
  tags: ["network", "pod", "crash"],
  reportedOn: "metrics-server v0.7 and its chart with hostNetwork on; K3s",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "hostNetwork: true with the manifest's port 10250",
    edit: (spec) => withDeployment(spec, { hostNetwork: true }),
    allowedChanges: [HOST_NETWORK],
  },
  symptom: podNotReady(/listen tcp \S+:10250: bind: address already in use/),
  fixes: [
    {
      id: "another-port",
      title: "--secure-port=4443 and containerPort 4443 (the Service's targetPort is the port's name)",
      edit: (spec) => withSecurePort(spec, 4443),
      allowedChanges: [ARGS, CONTAINER_PORTS],
      claim: {
        outcome: "heals",
        by: "lexfrei in cozystack/cozystack#3361, after upstream's advice to set a port of one's own",
        quote: "declined to change the chart default, advising hostNetwork users to set their own port",
      },
      expect: {
        outcome: "heals",
        why: "nothing else listens on 4443, and probe and Service follow the port's name",
      },
      withinSeconds: POD.heals,
    },
    {
      id: "pod-network",
      title: "hostNetwork off again",
      edit: (spec) => withDeployment(spec, { hostNetwork: false }),
      allowedChanges: [HOST_NETWORK],
      claim: {
        outcome: "heals",
        by: "stevehipwell in kubernetes-sigs/metrics-server#1026",
        quote: "Using host network is non-standard in this context",
      },
      expect: { outcome: "heals", why: "in a network namespace of its own the pod has port 10250 to itself" },
      withinSeconds: POD.heals,
    },
    {
      id: "only-the-flag",
      title: "--secure-port=4443 without the container port",
      edit: (spec) => withArgs(spec, { "secure-port": "4443" }),
      allowedChanges: [ARGS],
      claim: {
        outcome: "heals",
        by: "what one does after reading the panic; the flag is all it names",
      },
      expect: {
        outcome: "no effect",
        why: "it starts, but probe and Service still go to 10250, where the kubelet answers 404",
      },
      control: true,
      withinSeconds: POD.watch,
    },
  ],
});
