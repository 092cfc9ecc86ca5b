import { harmless, IDLE_RULE, THREE_SERVERS } from "../harmless-change.ts";

export default harmless("three-servers-idle-rule", THREE_SERVERS, IDLE_RULE);
