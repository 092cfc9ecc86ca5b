import { API_SERVER_RESTART, harmless, VCLUSTER } from "../harmless-change.ts";

export default harmless("vcluster-api-server-restart", VCLUSTER, API_SERVER_RESTART);
