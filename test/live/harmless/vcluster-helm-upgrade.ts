import { harmless, HELM_UPGRADE, VCLUSTER } from "../harmless-change.ts";

export default harmless("vcluster-helm-upgrade", VCLUSTER, HELM_UPGRADE);
