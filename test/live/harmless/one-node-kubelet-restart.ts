import { harmless, KUBELET_RESTART, ONE_NODE } from "../harmless-change.ts";

export default harmless("one-node-kubelet-restart", ONE_NODE, KUBELET_RESTART);
