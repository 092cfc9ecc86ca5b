export const NAMESPACE = "kube-system";
export const LABELS = { "k8s-app": "kube-dns" } as const;
