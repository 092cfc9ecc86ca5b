import { firstLine } from "../../base/text/first-line.ts";
import { samplesOf, type View } from "./view.ts";

/**
 * What kubectl and our own client say when no API server answers at all, breaks off, or has a certificate of another time (somebody set
 * the clock); a request that hangs is not among them. What a server says of the one behind it begins otherwise: "Error from server".
 */
const NOBODY_THERE = new RegExp(
  [
    "The connection to the server \\S+ was refused",
    "Unable to connect to the server: (dial tcp|EOF|read tcp|tls: failed to verify certificate: x509: certificate has expired or is not yet valid)",
    '^(error: )?(Get|Post|Patch|Put|Delete) "https://[^"]+": (dial tcp|read tcp|EOF|unexpected EOF|http2: )',
    "\\bECONNREFUSED\\b",
    "^EHOSTUNREACH",
  ].join("|"),
  "m",
);

/** True for a text which says that nobody is there to ask, so that it says nothing of what was asked. */
export const isNobodyThere = (text: string): boolean => NOBODY_THERE.test(text);

/**
 * The text by which every vantage point's last probe said that there is no API server, or null. A cluster that is gone fails every
 * command for ever: that is neither a documented symptom nor a fix without effect.
 */
export function unreachable(view: View): string | null {
  const probes = samplesOf(view, "command");
  const last = view.vantages.map((vantage) => probes.findLast((probe) => probe.vantage === vantage));
  const texts = last.map((probe) =>
    probe && probe.exit !== 0 ? (NOBODY_THERE.exec(probe.text)?.input ?? null) : null,
  );
  return texts.length > 0 && texts.every((text) => text !== null) ? firstLine(texts[0] ?? "") : null;
}
