import { harmless, KUBELET_RESTART, VCLUSTER } from "../harmless-change.ts";

export default harmless("vcluster-kubelet-restart", VCLUSTER, KUBELET_RESTART);
