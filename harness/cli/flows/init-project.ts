import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../usage-error.ts";
import { CONFIG_FILE } from "../config/find.ts";
import { moduleFor } from "../new/import-of.ts";

const SCENARIOS = "scenarios";

/**
 * Makes a folder (absolute) a project with scenarios of its own: the configuration, and the folder it names.
 * @throws UsageError where there is a configuration, or where Node would take the files for CommonJS.
 */
export async function initProject(folder: string): Promise<readonly string[]> {
  const file = join(folder, CONFIG_FILE);
  if (existsSync(file)) throw new UsageError(`${file} is there already and stays as it is`);
  await refuseCommonJs(join(folder, "package.json"));
  const text = `import { defineConfig } from "${moduleFor("config", folder)}";

export default defineConfig({
  // A file a scenario: \`npx faultline new <thread>\` writes one, \`npx faultline check\` says what is wrong with it.
  scenarios: "${SCENARIOS}",
  // A folder a run; nothing for version control.
  results: "results",
});
`;
  await writeFile(file, text, { flag: "wx" });
  await mkdir(join(folder, SCENARIOS), { recursive: true });
  return [
    `wrote ${CONFIG_FILE} and ${SCENARIOS}/`,
    "faultline new <owner/repo#number> writes the first scenario; faultline doctor says what this machine offers",
  ];
}

async function refuseCommonJs(file: string): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined || (JSON.parse(text) as { readonly type?: string }).type === "module") return;
  throw new UsageError(
    `${file} does not say "type": "module", and scenarios are modules: \`npm pkg set type=module\`, then again`,
  );
}
