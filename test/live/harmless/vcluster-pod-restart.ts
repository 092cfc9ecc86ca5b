import { harmless, POD_RESTART, VCLUSTER } from "../harmless-change.ts";

export default harmless("vcluster-pod-restart", VCLUSTER, POD_RESTART);
