import { API_SERVER_RESTART, harmless, ONE_NODE } from "../harmless-change.ts";

export default harmless("one-node-api-server-restart", ONE_NODE, API_SERVER_RESTART);
