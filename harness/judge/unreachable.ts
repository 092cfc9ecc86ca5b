import { firstLine } from "../../base/text/first-line.ts";
import { samplesOf, type View } from "./view.ts";

/** What kubectl and our own client say when no API server answers at all; a request that hangs is not among them. */
const NOBODY_THERE =
  /The connection to the server \S+ was refused|Unable to connect to the server: (dial tcp|EOF|read tcp)|\bECONNREFUSED\b|^EHOSTUNREACH/;

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
