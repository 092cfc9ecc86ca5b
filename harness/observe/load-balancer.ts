/** The vantage point of a client that goes through what the kubeconfig names, where that is none of the servers. */
export const LOAD_BALANCER = "load-balancer";
