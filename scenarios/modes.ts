import type { FailureModes } from "../harness/scenario/define.ts";

/** The catalog of failure modes, printed as docs/modes.md. A mode that no scenario shows says why. */
export const modes: FailureModes = {
  F1: {
    title: "The kubelet's serving certificate is not accepted",
    meaning:
      "metrics-server checks the certificate the kubelet serves, finds no CA or address it can accept, and scrapes nothing.",
  },
  F2: {
    title: "A node's name does not resolve",
    meaning:
      "metrics-server calls the nodes by a host name that the cluster's DNS does not know, and scrapes nothing.",
  },
  F3: {
    title: "metrics-server lacks a permission",
    meaning:
      "The ClusterRole of metrics-server does not allow what it reads from kubelets, which answer 403 Forbidden.",
  },
  F4: {
    title: "The port is taken on the host network",
    meaning:
      "metrics-server runs on the host network and wants a port that the kubelet already has, so it crashes at the start.",
  },
  F5: {
    title: "The kubelet accepts no service account tokens",
    meaning:
      "Webhook authentication is off in the kubelet, so it answers metrics-server's token with 401 Unauthorized.",
  },
  F6: {
    title: "metrics-server does not trust the API server",
    meaning:
      "The client certificate with which the API server forwards requests is of a CA that metrics-server was not told of.",
  },
  F7: {
    title: "The API server asks an HTTP proxy",
    meaning:
      "Proxy variables of the API server cover the cluster's own addresses, so its calls to metrics-server go to the proxy.",
  },
  F8: {
    title: "The overlay between the nodes is cut",
    meaning:
      "Packets between pods of different nodes are lost, so an API server reaches metrics-server only on its own node.",
  },
  F9: {
    title: "A firewall stands before the kubelet",
    meaning:
      "A node drops or rejects what pods send to the kubelet's port 10250, so its figures are missing.",
  },
  F10: {
    title: "A NetworkPolicy stands before metrics-server",
    meaning:
      "A policy allows another port or source than the API server's packets have when they reach metrics-server's pod.",
  },
  F11: {
    title: "The control plane is off the pod network",
    meaning:
      "The API server's machine has neither a route nor a tunnel to pods and Services, so it cannot call metrics-server.",
  },
  F12: {
    title: "The tunnel's agents cannot connect",
    meaning:
      "konnectivity is on, but its agents do not reach the server's port 8132, and the API server says `No agent available`.",
    absent: "it was reproduced on k0s by hand (8132/tcp rejected) and is not written as a scenario yet",
    threads: ["k0sproject/k0s#5809", "k0sproject/k0s#5503"],
  },
  F13: {
    title: "The kubelet reports zeros",
    meaning:
      "The kubelet's figures are zero or missing because of the host's cgroups, so metrics-server has nothing to give.",
  },
  F14: {
    title: "Two flags exclude each other",
    meaning: "metrics-server finds that its flags contradict each other and exits at the start.",
  },
  F15: {
    title: "The APIService leads nowhere",
    meaning:
      "metrics-server is well, but the APIService or its Service names something that is not there, not ready or not trusted.",
  },
  F16: {
    title: "The APIService was left behind",
    meaning:
      "metrics-server is gone and its APIService is not, so discovery fails and no namespace can be deleted.",
  },
  F17: {
    title: "A node announces the wrong address",
    meaning:
      "The pod network sends a node's packets to an address of another interface, so `kubectl top` works on one server only.",
  },
  F18: {
    title: "The kubelet answers too late",
    meaning: "A kubelet accepts connections and does not answer in time, so its node's figures are missing.",
  },
  F19: {
    title: "Probed before there are metrics",
    meaning:
      "Readiness is asked before metrics-server has scraped twice, so a healthy start looks like a failure for a while.",
  },
  F21: {
    title: "vCluster's network policy stands before metrics-server",
    meaning:
      "The policy that vCluster installs keeps its control plane from metrics-server's pods on the host cluster.",
  },
  F22: {
    title: "vCluster looks for metrics-server in the wrong place",
    meaning: "vCluster's proxy calls a Service name, namespace or port that the host cluster does not have.",
  },
  F23: {
    title: "vCluster takes a change of a node back",
    meaning:
      "What is changed on a node inside a vCluster is overwritten with the host node's state a moment later.",
  },
  F24: {
    title: "The kubelet has no serving certificate",
    meaning:
      "serverTLSBootstrap is on and nobody approves what the kubelet asks for, so every TLS handshake with it ends in an internal error.",
  },
  F25: {
    title: "Nobody registered the metrics API",
    meaning:
      "metrics-server is well and there is no APIService, so the API server answers its paths with 404.",
  },
  F26: {
    title: "The kubelet listens elsewhere",
    meaning:
      "The kubelet is bound to another address than the one its Node names, so whoever dials that is refused.",
  },
  F27: {
    title: "A probe kills what is well",
    meaning:
      "The liveness probe takes a late answer for a dead process, and the restart keeps metrics-server from its second scrape.",
  },
  F28: {
    title: "A rollout has no place to go",
    meaning:
      "What a rollout must keep and what it must add exclude each other, so it never ends while the old pods serve on.",
  },
  F29: {
    title: "metrics-server may not learn whom to trust",
    meaning:
      "It is not allowed to read extension-apiserver-authentication in kube-system, without which it does not start.",
  },
  F30: {
    title: "The user lacks a permission",
    meaning: "The API server forbids what `kubectl top` asks for on behalf of whoever runs it.",
  },
  F31: {
    title: "An autoscaler counts what is not its own",
    meaning:
      "Pods are found by labels, so one of another workload spoils the figure although metrics are all there.",
  },
  F32: {
    title: "No node takes the pod in",
    meaning: "The scheduler finds no node for metrics-server, so there is nobody to ask.",
  },
  F33: {
    title: "A version is registered that nobody serves",
    meaning:
      "The APIService names a version of the metrics API that metrics-server does not have, and is called unavailable for ever.",
  },
  F34: {
    title: "A tool waits for what cannot end",
    meaning:
      "With one group of the API down no namespace can be deleted, and what waits for that fails or hangs though it has nothing to do with metrics.",
  },
  F35: {
    title: "Kubelets do not report their containers",
    meaning:
      "The container runtime gives the kubelet no figures of containers, so metrics-server knows nodes and no pod, and calls itself well.",
  },
  F36: {
    title: "Helm and a metrics API that is somebody else's, or down",
    meaning:
      "A chart brings objects that are there already and are not its release's, or discovery of a group that does not answer fails the whole command.",
    absent:
      "cells look at nothing that Helm says. By hand on kind 1.32.5 on 2026-11-30, with Helm 3.17.2 and 4.1.4 alike: with the APIService down install, upgrade, list, a dry run and uninstall end well, only `.Capabilities` lacks the group, so that what Helm 2 and 3 beta met is gone. metrics-server's chart beside its release manifest is refused (`cannot be imported into the current release: invalid ownership metadata`), and its dry run ends well with `--take-ownership`, or where it creates no APIService, RBAC and ServiceAccount",
    threads: ["kubernetes-retired/dashboard#8143", "helm/helm#6439", "helm/helm#6361"],
  },
  F37: {
    title: "One of two replicas is gone with its node",
    meaning:
      "The API server goes on using its connection to a metrics-server that is no more, until HTTP/2's own ping gives it up.",
    absent:
      "it is over before a fix can be tried: of a symptom that clears by itself, cells can say what a fix does to the next start of a pod alone. By hand on kind 1.32.5 on 2026-12-01, two replicas on two workers, and all that comes to one worker dropped: where it was the one that the API server was connected to (its connections all go to one replica, seen by conntrack), the first request hung for 43, 44 and 44 s and ended in `http2: client connection lost`, and the next was answered, while the APIService stayed Available and the node Ready for 50 s; where it was the other worker, nothing showed. With HTTP2_READ_IDLE_TIMEOUT_SECONDS=5 and HTTP2_PING_TIMEOUT_SECONDS=3 on the API server the request failed after 7 and 8 s, and metrics were back after 10 and 21 s, because a new connection may be sent to the dead replica once more. So a second replica spares nobody the first three quarters of a minute, and the two variables shorten them",
    threads: ["kubernetes/kubernetes#141318", "kubernetes/kubernetes#97118", "kubernetes/kubernetes#121793"],
  },
};
