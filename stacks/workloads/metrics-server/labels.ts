export const NAMESPACE = "kube-system";

/** The release manifest's label on every object. */
export const LABELS = { "k8s-app": "metrics-server" } as const;

/** Name, namespace and label most of the manifest's objects share. */
export const METADATA = { name: "metrics-server", namespace: NAMESPACE, labels: LABELS } as const;
