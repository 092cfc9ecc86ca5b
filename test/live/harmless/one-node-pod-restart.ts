import { harmless, ONE_NODE, POD_RESTART } from "../harmless-change.ts";

export default harmless("one-node-pod-restart", ONE_NODE, POD_RESTART);
