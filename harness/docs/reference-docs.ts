import { globSync } from "node:fs";
import { join } from "node:path";
import type ts from "typescript";
import { ACT_SECONDS } from "../cell/act.ts";
import { HEALING_MS, SUSTAINED } from "../judge/health.ts";
import { PATIENCE_SECONDS, paceOf } from "../observe/plan.ts";
import type { PhaseName } from "../plan/cell.ts";
import { generatedPage, list, table } from "./markdown.ts";
import { NODE_FACTS } from "./node-facts.ts";
import { exportsOf, interfacesOf } from "./typescript-source.ts";
import { constantOf, docOf, type Field, fieldsOf, membersOf, parsed } from "./zod-source.ts";

/** What a field is where it is left out, for those that are something then. Read from the code that decides it. */
const DEFAULTS: Readonly<Record<string, string>> = {
  "act.expectExit": "0",
  "act.on": "the cluster `top` is asked of",
  "act.timeoutSeconds": `${ACT_SECONDS} s`,
  "symptom.patienceSeconds": `${PATIENCE_SECONDS} s`,
  "symptom.vantage": "anywhere",
  "symptom.recovery": "the metrics API works from every vantage",
  "symptom.unhealed": "the signatures' commands that fail",
  "fix.control": "no control",
  "platform.kubernetes": "`version`",
  "log.of": "metrics-server",
};

/** When a signature is looked for, and what holds it. */
const WHEN: Readonly<Record<string, string>> = {
  command: `polled, see [paces](#when-it-is-looked); it must last from its first sight to the end of \`persists\`, without one success`,
  apiservice:
    "watched; False must stay the last False with that reason, True must stay, `overwritten` is counted",
  "no-apiservice": "watched; counts from the fault on if it is so then, and must stay",
  log: "followed from each pod's start; a line counts by the time at which it was written, once, and while its pod is there",
  event: "watched; a new event, or a higher count of one, seen once",
  namespace: "watched; the condition must stay True",
  node: "watched; seen once, however short",
  pod: "watched from before the fault on; it must stay ready",
};

/** docs/reference.md: what a scenario may say, from the schemas that the loader checks it with. */
export function referenceDocs(root: string): string {
  const schema = parsed(join(root, "harness/scenario/load/schema.ts"));
  const symptom = parsed(join(root, "harness/scenario/load/schema-symptom.ts"));
  const since = parsed(join(root, "harness/scenario/load/schema-since.ts"));
  const config = parsed(join(root, "harness/cli/config/schema.ts"));
  const section = (source: ts.SourceFile, name: string, title = name) => {
    const declared = constantOf(source, name);
    const text = docOf(declared.parent.parent);
    return [`### ${title}`, text && sentence(text), fieldTable(title, fieldsOf(declared.initializer))];
  };
  const interfaces = (file: string) =>
    interfacesOf(parsed(join(root, file))).flatMap(({ name, doc, fields }) => [
      `### ${name}`,
      doc && sentence(doc),
      fieldTable(name, fields),
    ]);
  return generatedPage(
    "# Reference",
    "What a scenario, and a project's configuration, may say. [scenarios/README.md](../scenarios/README.md) has the rules and an example; `npx faultline new <thread>` writes a file with all of it, and `npx faultline check <id>` says what is wrong with one.",
    "## A scenario",
    ...section(schema, "scenarioSchema", "scenario"),
    ...section(schema, "source"),
    ...section(schema, "platform"),
    ...section(schema, "fault"),
    ...section(schema, "fix"),
    ...section(schema, "claim"),
    ...section(schema, "expectation"),
    ...section(schema, "touch"),
    ...section(schema, "act"),
    ...section(since, "since"),
    ...section(symptom, "symptom"),
    "## observable",
    sentence(docOf(constantOf(symptom, "observable").parent.parent)),
    unionTable(constantOf(symptom, "observable").initializer, () => []),
    "## signature",
    sentence(docOf(constantOf(symptom, "signature").parent.parent)),
    unionTable(
      constantOf(symptom, "signature").initializer,
      (kind) => [whenOf(kind)],
      fieldsOf(constantOf(symptom, "commandSignature").initializer),
    ),
    "### logsource",
    sentence(docOf(constantOf(symptom, "logSource").parent.parent)),
    "## When it is looked",
    "Seconds between two looks with one server; with several each look is 1.5 times as far apart. What the watches and the cheap metrics probe (every 0.5 s) find new wakes a look before its time, and the end of a wait asks for one.",
    paceTable(),
    list([
      `Healthy: from every vantage \`top nodes\` lists every Ready node with values, \`top pods -A\` is not empty and the APIService is Available, for ${SUSTAINED.ms / 1_000} s and ${SUSTAINED.probes} looks. A healing must last ${HEALING_MS / 1_000} s.`,
      "The symptom: every signature within `withinSeconds` of the end of the fault's change; then it stays for `persists`, and for 1.5 times the healthy start of its cluster, or clears by itself.",
      "No effect: two looks after the change show the documented failure, the last at the end of the watch, while `kubectl get nodes` answers.",
    ]),
    "## Node facts",
    table(["", "kind", "k0s", "k3d"], NODE_FACTS),
    "## Healthy states",
    "Of a package: `faultline/healthy`.",
    ...exported(root, "stacks/healthy"),
    ...interfaces("stacks/healthy/kind.ts"),
    "## Edits",
    "Of a package: `faultline/edits`.",
    ...exported(root, "stacks/edits"),
    "## Words that scenarios share",
    "Of a package: `faultline/words`.",
    ...exported(root, "harness/scenario/words"),
    "## The desired state",
    ...interfaces("stacks/spec.ts"),
    "## faultline.config.ts",
    ...section(config, "configSchema", "configuration").slice(1),
  );
}

/** What the files of a folder export, a table a file. */
function exported(root: string, folder: string): readonly string[] {
  return globSync(`${folder}/*.ts`, { cwd: root })
    .toSorted()
    .flatMap((file) => {
      const rows = exportsOf(parsed(join(root, file))).map(({ written, doc }) => [`\`${written}\``, doc]);
      return [`### ${file}`, table(["written", "what it is"], rows)];
    });
}

function fieldTable(owner: string, fields: readonly Field[]): string {
  if (fields.length === 0) return "";
  const rows = fields.map(({ name, type, optional, doc }) => [
    `\`${name}\``,
    type,
    byDefault(owner, name, optional),
    doc,
  ]);
  return table(["field", "what it takes", "if left out", "meaning"], rows);
}

function byDefault(owner: string, name: string, optional: boolean): string {
  return optional ? (DEFAULTS[`${owner}.${name}`] ?? "none") : "must be there";
}

/** A row for each kind; `named` are the fields of one that has a name of its own. */
function unionTable(
  union: ts.Expression,
  more: (kind: string) => readonly string[],
  named: readonly Field[] = [],
): string {
  const rows = membersOf(union).map(({ doc, schema }) => {
    const own = fieldsOf(schema);
    const fields = own.length > 0 ? own : named;
    const kind = JSON.parse(fields.find(({ name }) => name === "kind")?.type ?? '""') as string;
    const others = fields.filter(({ name }) => name !== "kind");
    const written = others.map(
      ({ name, type, optional, doc: said }) =>
        `\`${name}${optional ? "?" : ""}\`: ${type}${said ? ` (${said})` : ""}`,
    );
    return [`\`${kind}\``, written.join("; ") || "nothing else", doc, ...more(kind)];
  });
  const heads = ["kind", "takes", "meaning", "looked at and judged"];
  return table(heads.slice(0, rows[0]?.length), rows);
}

/** @throws Error for a kind of signature that is new: nobody has written down what becomes of it. */
function whenOf(kind: string): string {
  const when = WHEN[kind];
  if (when === undefined)
    throw new Error(`docs/reference.md does not say when a signature of kind ${kind} is looked for`);
  return when;
}

function paceTable(): string {
  const phases: readonly PhaseName[] = ["baseline", "fault", "symptom", "recovery"];
  const kinds = {
    "`top nodes` and the signatures' commands": { fromOnePlace: false, afterTopNodes: false, steady: false },
    "`top pods -A`, once `top nodes` works": { fromOnePlace: false, afterTopNodes: true, steady: false },
    "`staysNormal`, from the last vantage alone": { fromOnePlace: true, afterTopNodes: false, steady: true },
  };
  const one = { vantages: 1, answers: true };
  return table(
    ["what", ...phases],
    Object.entries(kinds).map(([what, polled]) => [
      what,
      ...phases.map((phase) =>
        polled.fromOnePlace && phase === "baseline" ? "-" : `${paceOf(phase, polled, one) / 1_000}`,
      ),
    ]),
  );
}

const sentence = (text: string) => (text === "" || /[.:]$/.test(text) ? text : `${text}.`);
