import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

/** What went wrong in the engine's own words, one line a resource; falls back to the end of the CLI's error. */
export function failureText(events: readonly EngineEvent[], error: unknown): string {
  const lines = events
    .flatMap(({ diagnosticEvent }) => (diagnosticEvent?.severity === "error" ? [diagnosticEvent] : []))
    .map(({ urn, message }) => `${urn ? `${urn.slice(urn.lastIndexOf("::") + 2)}: ` : ""}${plain(message)}`);
  const distinct = [...new Set(lines)].filter(
    (line) => line !== "" && !/: update failed$|^update failed$/.test(line),
  );
  if (distinct.length > 0) return distinct.join("\n");
  const stderr = /stderr: ([\s\S]*?)(?:\n err\?: |$)/.exec(String(error))?.[1];
  return plain(stderr || String(error)).slice(-2000);
}

/** Engine messages carry colour directives, `<{%fg 1%}>`. */
function plain(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "").trim();
}
