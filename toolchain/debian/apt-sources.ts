import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";

/** The machine's own way to a Debian archive: the address as its apt configuration has it, and the suite it follows. */
export interface DebianMirror {
  readonly uri: string;
  readonly suite: string;
}

interface Source {
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
}

/** No line of the apt configuration names a Debian archive (Ubuntu, Fedora, an image without sources …). */
export class NoDebianMirror extends FaultlineError {
  readonly code = "TOOLCHAIN_NO_DEBIAN_MIRROR";
  readonly exit = EXIT_CODES.environment.code;
}

// A suite with a dash is an add-on of another (bookworm-updates, bookworm-security): those addresses may lack the main archive.
const DEBIAN_SUITES = /^(bullseye|bookworm|trixie|forky|sid|oldoldstable|oldstable|stable|testing|unstable)$/;

/**
 * Finds the Debian archive in the texts of /etc/apt/sources.list and sources.list.d/*: one-line entries and deb822 stanzas.
 * @throws NoDebianMirror when none of them has `main` of a Debian release.
 */
export function debianMirrorFrom(
  texts: readonly { readonly name: string; readonly text: string }[],
): DebianMirror {
  const sources = texts.flatMap(({ name, text }) =>
    name.endsWith(".sources") ? fromDeb822(text) : fromOneLine(text),
  );
  const found = sources.find((s) => DEBIAN_SUITES.test(s.suite) && s.components.includes("main"));
  if (!found) {
    throw new NoDebianMirror(
      "apt on this machine names no Debian archive, so the private Docker engine cannot be installed: install Docker yourself and start it, or use Debian 12 or 13.",
    );
  }
  return { uri: found.uri.replace(/\/+$/, ""), suite: found.suite };
}

function fromOneLine(text: string): Source[] {
  const sources: Source[] = [];
  for (const line of text.split("\n")) {
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line);
    const [, uri, suite, components] = match ?? [];
    if (uri && suite && components) sources.push({ uri, suite, components: components.trim().split(/\s+/) });
  }
  return sources;
}

function fromDeb822(text: string): Source[] {
  return text.split(/\n[ \t]*\n/).flatMap((stanza) => {
    const fields = deb822Fields(stanza);
    if (fields.get("enabled")?.[0] === "no" || !fields.get("types")?.includes("deb")) return [];
    const components = fields.get("components") ?? [];
    return (fields.get("uris") ?? []).flatMap((uri) =>
      (fields.get("suites") ?? []).map((suite) => ({ uri, suite, components })),
    );
  });
}

function deb822Fields(stanza: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let name = "";
  for (const line of stanza.split("\n")) {
    if (line.startsWith("#")) continue;
    const start = /^([A-Za-z-]+):(.*)$/.exec(line);
    if (start?.[1]) name = start[1].toLowerCase();
    const words = (start ? (start[2] ?? "") : line).split(/\s+/).filter(Boolean);
    if (name) fields.set(name, [...(fields.get(name) ?? []), ...words]);
  }
  return fields;
}
