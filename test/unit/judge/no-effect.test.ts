import { describe, expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { missingProof } from "../../../harness/judge/no-effect.ts";
import type { CommandSignature, Symptom } from "../../../harness/scenario/types.ts";
import { every, nodesListed, nodesOk, probed, SERVER, scenario, T0, topFails, view } from "./synthetic.ts";

/** The fix was in at 52 s and is watched for 30 s. */
const window = { from: T0 + 52_000, until: T0 + 82_000 };
const answering = every(5, 53, 83, nodesListed);
const LISTING: CommandSignature = {
  kind: "command",
  on: { kind: "kubectl", args: ["get", "nodes"] },
  exit: 0,
  text: [/^NAME/],
};
const missing = (samples: readonly Sample[], { symptom = scenario.symptom }: { symptom?: Symptom } = {}) =>
  missingProof(symptom, view(samples, 84), window);

test("two probes that show the documented text, the last at the window's end, beside one that answers, prove it", () => {
  expect(missing([topFails(60), topFails(80), ...answering])).toBeNull();
});

describe("not proven", () => {
  test("nobody looked", () => {
    expect(missing(answering)).toContain("0 of 2 probes");
  });

  test("one probe only, or one that began before the change", () => {
    expect(missing([topFails(80), ...answering])).toContain("1 of 2");
    expect(missing([topFails(52.1), topFails(80), ...answering])).toContain("1 of 2");
  });

  test.each([
    ["was killed", probed(60, "top nodes", 128, "")],
    ["met no server", topFails(60, "The connection to the server localhost:8080 was refused")],
    ["met a slow one", topFails(60, "Unable to connect to the server: net/http: TLS handshake timeout")],
  ])("a kubectl that %s shows nothing", (_, unknown) => {
    const late = { ...unknown, startedAt: "2026-01-01T00:01:19.800Z", endedAt: "2026-01-01T00:01:20.000Z" };
    expect(missing([unknown, late as Sample, ...answering])).toContain("0 of 2");
  });

  test("seen last long before the end of the window", () => {
    expect(missing([topFails(54), topFails(60), ...answering])).toContain("22.2 s before the end");
  });

  test("a success has come since", () => {
    expect(missing([topFails(60), topFails(78), nodesOk(80), ...answering])).toContain("0 of 2");
  });

  test("nothing else answered either", () => {
    const failing = [topFails(60), topFails(80)];
    expect(missing(failing)).toContain("was not asked");
    expect(missing([...failing, probed(80, "kubectl get nodes", 1, "Unauthorized")])).toContain("failed");
    expect(missing([...failing, nodesListed(54)])).toContain("long before");
  });

  test("a command that ends well, whatever it lists", () => {
    const signatures = [...scenario.symptom.signatures, LISTING];
    expect(missing(answering, { symptom: { ...scenario.symptom, signatures } })).toContain("0 of 2");
  });

  test("each from another server", () => {
    const samples = [topFails(60), topFails(80, undefined, "other"), ...answering];
    expect(
      missingProof(scenario.symptom, { ...view(samples, 84), vantages: [SERVER, "other"] }, window),
    ).toContain("1 of 2");
  });
});

test("a recovery of its own has a failure of its own", () => {
  const unhealed: CommandSignature[] = [
    { kind: "command", on: { kind: "kubectl", args: ["get", "ns", "x"] }, exit: 0, text: [/Terminating/] },
  ];
  const symptom = { ...scenario.symptom, unhealed };
  const stuck = every(5, 60, 80, (s) => probed(s, "kubectl get ns x", 0, "x Terminating"));
  expect(missing([...stuck, ...answering], { symptom })).toBeNull();
  expect(missing([topFails(60), topFails(80), ...answering], { symptom })).toContain("0 of 2");
});
