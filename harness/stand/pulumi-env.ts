import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What the Pulumi CLI needs so that it neither asks nor downloads anything (`pulumi env vars` in its documentation). */
export function pulumiEnv(
  places: Readonly<Record<"backend" | "pulumiHome" | "passphraseFile", string>>,
): Record<string, string> {
  return {
    PULUMI_HOME: places.pulumiHome,
    PULUMI_BACKEND_URL: pathToFileURL(places.backend).href,
    PULUMI_CONFIG_PASSPHRASE_FILE: places.passphraseFile,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Copies of every earlier state: of no use to a cluster that lives minutes.
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    // Plugins are Node processes; compiled code they share starts them in half the time.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(places.pulumiHome, "compile-cache"),
  };
}
