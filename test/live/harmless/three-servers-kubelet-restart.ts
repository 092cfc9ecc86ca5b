import { harmless, KUBELET_RESTART, THREE_SERVERS } from "../harmless-change.ts";

export default harmless("three-servers-kubelet-restart", THREE_SERVERS, KUBELET_RESTART);
