import { harmless, POD_RESTART, THREE_SERVERS } from "../harmless-change.ts";

export default harmless("three-servers-pod-restart", THREE_SERVERS, POD_RESTART);
