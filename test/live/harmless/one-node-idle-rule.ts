import { harmless, IDLE_RULE, ONE_NODE } from "../harmless-change.ts";

export default harmless("one-node-idle-rule", ONE_NODE, IDLE_RULE);
