import { createRequire } from "node:module";

const { version } = createRequire(import.meta.url)("@pulumi/kubernetes/package.json") as { version: string };

/** Version of the installed @pulumi/kubernetes: the engine asks for the plugin of exactly this version. */
export const KUBERNETES_VERSION: string = version;
