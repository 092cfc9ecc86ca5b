import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { html, Markup } from "./markup.ts";

/** In this order: a later one overrides an earlier one, or imports it. */
const STYLES = ["page", "matrix", "cell", "timeline", "stands", "print"];
const SCRIPTS = ["address", "filters", "data", "lanes", "probes", "cells", "start"];

export interface Inlined {
  readonly style: Markup;
  readonly script: Markup;
  /** A policy that lets nothing be loaded, and nothing run but this style and this script. */
  readonly policy: string;
}

/** The page's style and script, in the page itself: it is one file. */
export function inlined(): Inlined {
  const style = STYLES.map((name) => source(`style/${name}.css`)).join("\n");
  const script = `"use strict";\n(() => {\n${SCRIPTS.map((name) => unlinked(source(`client/${name}.js`))).join("\n")}\n})();`;
  return {
    style: html`<style>${new Markup(style)}</style>`,
    script: html`<script>${new Markup(script)}</script>`,
    policy: [
      "default-src 'none'",
      "img-src data:",
      `style-src '${digest(style)}'`,
      `script-src '${digest(script)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join("; "),
  };
}

const source = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/** A module as part of one script, where all names are known anyway: nothing can be imported from file://. */
function unlinked(module: string): string {
  return module.replaceAll(/^import [^;]*;\n/gm, "").replaceAll(/^export /gm, "");
}

const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
