import { shellQuote } from "../../base/text/shell-quote.ts";
import type { Act } from "./types.ts";

/** An act as a person types it: quoted for a shell, with the names that only the cluster knows, and on a virtual cluster's host with the host's own kubeconfig. */
export function commandLine({ kubectl, namesFrom, on }: Act): string {
  const typed = (args: readonly string[]) =>
    [`${on === "host" ? "KUBECONFIG=$HOST_KUBECONFIG " : ""}kubectl`, ...args.map(quoted)].join(" ");
  return namesFrom ? `${typed(kubectl)} $(${typed(namesFrom)})` : typed(kubectl);
}

const quoted = (word: string) => (/^[\w./:=@,+-]+$/.test(word) ? word : shellQuote(word));
