import { z } from "zod";
import { UsageError } from "../../usage-error.ts";

/** A loss that somebody knows of: until when, and why. */
export interface Acceptance {
  readonly cell: string;
  /** "2026-12-31", the last day it counts. */
  readonly until: string;
  readonly reason: string;
}

const FORM = /^(?<cell>\S+)=(?<until>\d{4}-\d{2}-\d{2}):\s*(?<reason>\S.*)$/;

/** Undefined for a text of another form. */
export function acceptanceIn(text: string): Acceptance | undefined {
  const { cell = "", until = "", reason = "" } = FORM.exec(text)?.groups ?? {};
  return z.iso.date().safeParse(until).success ? { cell, until, reason } : undefined;
}

/** `--accept <cell>=<date>: <reason>`. @throws UsageError for anything else. */
export function acceptanceOf(text: string): Acceptance {
  const acceptance = acceptanceIn(text);
  if (!acceptance)
    throw new UsageError(
      `--accept "${text}" is not <cell>=<yyyy-mm-dd>: <reason>, as in "a/kind-1.37.2/restart=2026-12-31: waits for upstream"`,
    );
  return acceptance;
}
