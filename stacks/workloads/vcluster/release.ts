/** Helm's name of the virtual cluster; the chart's policies, for one, are `vc-cp-<release>`. */
export const RELEASE = "vc";

/** Namespace on the host, as the vcluster CLI would name it. */
export const VCLUSTER_NAMESPACE = "vcluster-vc";
