import { shellQuote } from "../../base/text/shell-quote.ts";
import type { Act } from "./types.ts";

/** An act as a person types it: quoted for a shell, and on a virtual cluster's host with the host's own kubeconfig. */
export function commandLine({ kubectl, on }: Act): string {
  const words = kubectl.map((word) => (/^[\w./:=@,+-]+$/.test(word) ? word : shellQuote(word)));
  return `${on === "host" ? "KUBECONFIG=$HOST_KUBECONFIG " : ""}kubectl ${words.join(" ")}`;
}
