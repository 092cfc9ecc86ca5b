import type { Exec } from "../../base/exec.ts";

/** What putting the plugins into place needs of the outside. */
export interface InstallOptions {
  /** PULUMI_HOME of the stacks to come; created where absent. */
  readonly pulumiHome: string;
  /** The Pulumi CLI, asked to install the real Kubernetes plugin. */
  readonly pulumi: string;
  readonly exec: Exec;
  readonly env: NodeJS.ProcessEnv;
  /** Which plugin serves @pulumi/kubernetes: the real one where it can be had (default), or the stand-in in any case. */
  readonly kubernetes?: "real where possible" | "stand-in";
  /** False: nothing outside is asked, only an installed real plugin is used. Default true. */
  readonly download?: boolean;
}
