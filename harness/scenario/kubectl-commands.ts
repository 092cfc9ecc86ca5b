import { closest, distance } from "fastest-levenshtein";

/** kubectl's commands (k8s.io/kubectl pkg/cmd at v0.34) and, of those that only hold others, their own; aliases too. */
const COMMANDS: Readonly<Record<string, readonly string[] | null>> = {
  annotate: null,
  "api-resources": null,
  "api-versions": null,
  apply: null,
  attach: null,
  auth: ["can-i", "reconcile", "whoami"],
  autoscale: null,
  certificate: ["approve", "deny"],
  "cluster-info": null,
  config: null,
  cordon: null,
  cp: null,
  create: null,
  debug: null,
  delete: null,
  describe: null,
  diff: null,
  drain: null,
  edit: null,
  events: null,
  exec: null,
  explain: null,
  expose: null,
  get: null,
  kustomize: null,
  label: null,
  logs: null,
  patch: null,
  "port-forward": null,
  proxy: null,
  replace: null,
  rollout: ["history", "pause", "restart", "resume", "status", "undo"],
  run: null,
  scale: null,
  set: ["env", "image", "resources", "selector", "serviceaccount", "sa", "subject"],
  taint: null,
  top: ["node", "nodes", "no", "pod", "pods", "po"],
  uncordon: null,
  version: null,
  wait: null,
};

/** Flags of every kubectl command whose value is the next word; those of a command come after its name. */
const WITH_VALUE = new Set(
  "-n --namespace -s --server --as --as-group --as-uid --cache-dir --context --cluster --user --kubeconfig --request-timeout --token -v --v".split(
    " ",
  ),
);

/** The word among kubectl's arguments that names no command of it, and what may have been meant; undefined where all is well. */
export function unknownCommand(
  args: readonly string[],
): { readonly at: number; readonly message: string } | undefined {
  const at = nextWord(args, 0);
  const command = args[at];
  if (command === undefined) return { at: 0, message: "names no command of kubectl" };
  if (!Object.hasOwn(COMMANDS, command)) return unknown(at, `kubectl ${command}`, command, known());
  const inner = COMMANDS[command];
  if (!inner) return undefined;
  const second = nextWord(args, at + 1);
  const word = args[second];
  if (word === undefined) return { at, message: `kubectl ${command} takes one of ${inner.join(", ")}` };
  return inner.includes(word) ? undefined : unknown(second, `kubectl ${command} ${word}`, word, inner);
}

function nextWord(args: readonly string[], from: number): number {
  for (let at = from; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (!arg.startsWith("-")) return at;
    if (WITH_VALUE.has(arg)) at++;
  }
  return args.length;
}

function unknown(at: number, typed: string, word: string, names: readonly string[]) {
  const near = closest(word, names);
  const meant = distance(word, near) <= 2 ? `; did you mean ${near}?` : "";
  return { at, message: `there is no \`${typed}\`${meant}` };
}

const known = (): readonly string[] => Object.keys(COMMANDS);
