import { HELM_UPGRADE, harmless, VCLUSTER } from "../harmless-change.ts";

export default harmless("vcluster-helm-upgrade", VCLUSTER, HELM_UPGRADE);
