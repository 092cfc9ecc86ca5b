import { API_SERVER_RESTART, harmless, THREE_SERVERS } from "../harmless-change.ts";

export default harmless("three-servers-api-server-restart", THREE_SERVERS, API_SERVER_RESTART);
