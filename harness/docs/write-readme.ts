import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { totalsLine } from "../report/header.ts";
import { markdownTable } from "../report/markdown.ts";
import { matrixSchema } from "../report/matrix-schema.ts";

/** `npm run docs:readme -- <matrix.json>`: puts the table of a real run into the README, with the run it comes from. */
const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const [path = "results/latest/matrix.json"] = process.argv.slice(2);
const matrix = matrixSchema.parse(JSON.parse(await readFile(path, "utf8")));
const { run } = matrix;
const minutes = (Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt)) / 60_000;
const origin = `Run ${run.id}, ${run.host?.os}, ${run.host?.cpus} CPUs, ${minutes.toFixed(1)} minutes, stand-ins: ${run.standIns.join("; ") || "none"}. ${totalsLine(matrix)}.`;
const text = [origin, "", ...markdownTable(matrix)].join("\n");
const readme = await readFile(README, "utf8");
const between = /(<!-- matrix:[^>]*-->\n)[\s\S]*?(\n<!-- \/matrix -->)/;
await writeFile(
  README,
  readme.replace(between, (_all, head: string, tail: string) => head + text + tail),
);
