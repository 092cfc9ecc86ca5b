import { type Asker, isGood, type Told } from "../observe/asker.ts";
import { errorWords, parsed } from "./error-words.ts";
import { jsonpath } from "./jsonpath.ts";
import { parseArgs, type Typed } from "./parse-args.ts";
import { resourcePath } from "./resource-path.ts";
import { rolloutStatus } from "./rollout.ts";
import { TABLE_ACCEPT, tableText } from "./table.ts";
import type { Said } from "./top.ts";
import { isMet } from "./wait-for.ts";

/** Where metrics-server is in this cluster: scenarios say `-n kube-system` and `deployment/metrics-server`. */
export interface Place {
  readonly namespace: string;
  readonly deployment: string;
  /** One of its pods; absent where there is none. */
  readonly pod?: string;
}

/** A `kubectl wait` for so long that one look does not replace it, or what nobody was asked any more; and a command that is not known here. */
type Unsaid = "not yet" | "not asked";

/** Seconds: what a look, and the one after it, may take the place of. */
const SHORT_WAIT = 5;

/** What a kubectl command would say, by the GETs that it would make: no kubectl is needed, and no command of it can change anything. */
export async function askAsKubectl(
  args: readonly string[],
  asker: Asker,
  place: Place,
): Promise<Said | Unsaid> {
  const typed = inPlace(parseArgs(args), place);
  switch (typed.verb) {
    case "get":
      return get(typed, asker);
    case "wait":
      return wait(typed, asker);
    case "rollout status":
      return rollout(typed, asker);
    case "logs":
      return logs(typed, asker, place);
    default:
      return "not asked";
  }
}

function inPlace(typed: Typed, place: Place): Typed {
  const word = "deployment/metrics-server";
  if (!typed.words.includes(word)) return typed;
  const words = typed.words.map((each) => (each === word ? `deployment/${place.deployment}` : each));
  return { ...typed, words, namespace: place.namespace };
}

async function get(
  { words: [kind = "", name], namespace, flags }: Typed,
  asker: Asker,
): Promise<Said | Unsaid> {
  const at = resourcePath(kind, namespace, name);
  const template = flags.o ?? flags.output;
  if (!at) return "not asked";
  const told = await asker.ask(at.path, template === undefined ? { headers: { accept: TABLE_ACCEPT } } : {});
  if (!isGood(told)) return failed(told, at.what);
  const text =
    template === undefined
      ? tableText(told.body)
      : jsonpath(template.replace(/^jsonpath=/, ""), parsed(told.body));
  return text === undefined ? "not asked" : { exit: 0, text };
}

async function wait({ words, namespace, flags }: Typed, asker: Asker): Promise<Said | Unsaid> {
  const [kind = "", name] = (words[0] ?? "").split("/");
  const at = resourcePath(kind, namespace, name);
  if (!at) return "not asked";
  const told = await asker.ask(at.path);
  if (!isGood(told)) return failed(told, at.what);
  const met = isMet(flags.for ?? "", told.body);
  if (met === undefined) return "not asked";
  const what = name === undefined ? at.what : `${at.what}/${name}`;
  if (met) return { exit: 0, text: `${what} condition met` };
  return Number.parseInt(flags.timeout ?? "30", 10) > SHORT_WAIT
    ? "not yet"
    : { exit: 1, text: `error: timed out waiting for the condition on ${what}` };
}

async function rollout({ words, namespace }: Typed, asker: Asker): Promise<Said | Unsaid> {
  const [kind = "", name] = (words[0] ?? "").split("/");
  const at = resourcePath(kind, namespace, name);
  if (!at || name === undefined) return "not asked";
  const told = await asker.ask(at.path);
  return isGood(told) ? rolloutStatus(told.body) : failed(told, at.what);
}

async function logs({ namespace, flags }: Typed, asker: Asker, { pod }: Place): Promise<Said | Unsaid> {
  // kubectl waits for a pod for 20 s, and then says only that it has waited.
  if (pod === undefined) return { exit: 1, text: "error: no pod is there to have a log" };
  const query = new URLSearchParams({ tailLines: flags.tail ?? "10" });
  const told = await asker.ask(`/api/v1/namespaces/${namespace}/pods/${pod}/log?${query}`);
  return isGood(told) ? { exit: 0, text: told.body.trimEnd() } : failed(told, "pods");
}

/** What nobody was asked has no answer. */
function failed(told: Told, what: string): Said | Unsaid {
  return told.unasked ? "not yet" : { exit: 1, text: errorWords(told, what) };
}
