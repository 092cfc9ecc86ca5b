/** Where a virtual cluster's control plane runs on its host, as the vcluster CLI would name it. */
export const VCLUSTER_NAMESPACE = "vcluster-vc";
