import { harmless, IDLE_RULE, VCLUSTER } from "../harmless-change.ts";

export default harmless("vcluster-idle-rule", VCLUSTER, IDLE_RULE);
