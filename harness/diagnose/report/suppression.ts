import { z } from "zod";
import { UsageError } from "../../usage-error.ts";

/** A finding that somebody knows of: where, until when, and why. */
export interface Suppression {
  readonly code: string;
  /** As a finding names it, "kube-system/metrics-server"; `*` for any. */
  readonly resource: string;
  /** "2026-12-31", the last day it counts. */
  readonly until: string;
  readonly reason: string;
}

const FORM = /^(?<code>[a-z0-9-]+)=(?<resource>[^\s@]+)@(?<until>\d{4}-\d{2}-\d{2}):\s*(?<reason>\S.*)$/;

/** `--suppress <code>=<resource>@<date>: <reason>`. @throws UsageError for anything else. */
export function suppressionOf(text: string): Suppression {
  const { code = "", resource = "", until = "", reason = "" } = FORM.exec(text)?.groups ?? {};
  if (!z.iso.date().safeParse(until).success)
    throw new UsageError(
      `--suppress "${text}" is not <code>=<resource>@<yyyy-mm-dd>: <reason>, as in "bad-flag-pair=kube-system/metrics-server@2026-12-31: waits for the chart"`,
    );
  return { code, resource, until, reason };
}

/** The one that covers a finding today ("2026-11-29"), or undefined. */
export function suppressing(
  all: readonly Suppression[],
  { code, resource }: { readonly code: string; readonly resource: string },
  today: string,
): Suppression | undefined {
  return all.find(
    (each) =>
      each.code === code && (each.resource === "*" || each.resource === resource) && each.until >= today,
  );
}
