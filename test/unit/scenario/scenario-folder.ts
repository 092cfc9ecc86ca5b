import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { tempFolder } from "../../temp-folder.ts";

const repository = resolve(import.meta.dirname, "../../..");

/** Import specifier of a file of the repository, for a scenario file that lies elsewhere. */
export function from(path: string): string {
  return pathToFileURL(join(repository, path)).href;
}

/** A folder with these files, removed when the test ends. */
export async function folderOf(files: Record<string, string>): Promise<string> {
  const dir = tempFolder("scenarios");
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(dir, name), text)));
  return dir;
}

/** A complete, valid scenario file with one line per field, so that tests can count lines. */
export function exampleText(id: string, change: (text: string) => string = (text) => text): string {
  return change(`import { defineScenario } from "${from("harness/scenario/define.ts")}";
import { TOP_FAILS } from "${from("harness/scenario/words/signs.ts")}";
import { withApiService } from "${from("stacks/edits/metrics-server.ts")}";
import { healthyStand } from "${from("stacks/healthy/kind.ts")}";

export default defineScenario({
  id: "${id}",
  mode: "F15",
  title: "An example",
  sources: [{ ref: "owner/repo#1", kind: "report" }],
  tags: ["example"],
  reportedOn: "nothing",
  platforms: [{ distribution: "kind", version: "1.32.5", fidelity: "same mechanism" }],
  healthy: () => healthyStand(),
  fault: {
    summary: "another port",
    edit: (spec) => withApiService(spec, { servicePort: 1 }),
    allowedChanges: [{ resource: "APIService", path: "spec" }],
  },
  symptom: {
    command: "kubectl top nodes",
    signatures: [TOP_FAILS],
    withinSeconds: 30,
    persists: { seconds: 12 },
  },
  fixes: [
    {
      id: "restore",
      title: "The port again",
      edit: (spec) => withApiService(spec, { servicePort: 443 }),
      allowedChanges: [{ resource: "APIService", path: "spec" }],
      claim: { outcome: "heals", by: "nobody" },
      expect: { outcome: "heals", why: "it was so before" },
      withinSeconds: 30,
    },
  ],
});
`);
}
