/** A vCluster as its thread reports it. */
export const virtual = {
  distribution: "vcluster",
  version: "0.36.1",
  kubernetes: "1.32.5",
  fidelity: "reported",
} as const;
