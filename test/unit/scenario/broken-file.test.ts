import { describe, expect, test } from "vitest";
import { type Broken, complains, complaint } from "./complaint.ts";
import { exampleText, from } from "./scenario-folder.ts";

const ALIKE = (...ids: readonly string[]) =>
  `persists: { seconds: 12 }, alike: [${ids.map((id) => `{ scenario: "${id}", why: "the same words" }`).join(", ")}],`;

describe("a broken scenario file is named with line and column", () => {
  const cases: readonly (readonly [string, ...Broken])[] = [
    [
      "a wrong value",
      (text) => text.replace('expect: { outcome: "heals"', 'expect: { outcome: "works"'),
      'broken.ts:33:26: fixes[0].expect.outcome: Invalid option: expected one of "heals"|"no effect"|"refused"|"hides"',
    ],
    [
      "an unknown key",
      (text) => text.replace('summary: "another port",', 'summary: "another port", summry: 1,'),
      "broken.ts:16:30: fault.summry: unknown key",
    ],
    [
      "a missing key, at the object that lacks it",
      (text) => text.replace('claim: { outcome: "heals", by: "nobody" }', 'claim: { outcome: "heals" }'),
      "broken.ts:32:14: fixes[0].claim.by: Invalid input: expected string, received undefined",
    ],
    [
      "an id that is not the file's name",
      (text) => text.replace('id: "broken"', 'id: "other"'),
      "broken.ts:7:7: id: must be the file's name, broken",
    ],
    [
      "a failure mode without an entry",
      (text) => text.replace('mode: "F15"', 'mode: "F77"'),
      "broken.ts:8:9: mode: F77 is not in the catalog of failure modes; add its title and meaning to modes.ts beside this file",
    ],
    [
      "a thread that is none",
      (text) => text.replace("owner/repo#1", "owner/repo"),
      "broken.ts:10:20: sources[0].ref: must be a GitHub thread (owner/repo#number) or a URL",
    ],
    [
      "no report and no documentation",
      (text) => text.replace('kind: "report"', 'kind: "related"'),
      "broken.ts:10:12: sources: at least one source must be a report or documentation",
    ],
    [
      "no platform",
      (text) => text.replace(/platforms: \[.*\]/, "platforms: []"),
      "broken.ts:13:14: platforms: Too small",
    ],
    [
      "a second fix of the same id",
      (text) =>
        text.replace("fixes: [", "fixes: [...same,").replace("export default", `${SAME}export default`),
      "broken.ts:39:11: fixes[1].id: restore is the id of an earlier fix",
    ],
    [
      "a control that is expected to heal",
      (text) =>
        text.replace("withinSeconds: 30,\n    },", "control: true,\n      withinSeconds: 30,\n    },"),
      "broken.ts:33:26: fixes[0].expect.outcome: a control must not heal",
    ],
    [
      "a deadline that is not sane",
      (text) => text.replace("persists: { seconds: 12 }", "persists: { seconds: 3000 }"),
      "broken.ts:24:26: symptom.persists.seconds: Too big",
    ],
    [
      "neither persists nor transient",
      (text) => text.replace("persists: { seconds: 12 },", ""),
      "broken.ts:20:12: symptom: must have exactly one of persists and transient",
    ],
    [
      "a refusal without its words",
      (text) => text.replace(/outcome: "heals", why/, 'outcome: "refused", why'),
      "broken.ts:33:15: fixes[0].expect: `refused` and `refusal`",
    ],
    [
      "a recovery of its own without what shows that it has not come",
      (text) =>
        text.replace(
          "persists: { seconds: 12 },",
          'persists: { seconds: 12 }, recovery: [{ kind: "log", text: [/x/] }],',
        ),
      "broken.ts:20:12: symptom: with a recovery goes unhealed",
    ],
    [
      "a scenario declared alike that is not there",
      (text) => text.replace("persists: { seconds: 12 },", ALIKE("goood")),
      "broken.ts:24:52: symptom.alike[0].scenario: goood is no scenario of this folder",
    ],
    [
      "a scenario declared alike to itself",
      (text) => text.replace("persists: { seconds: 12 },", ALIKE("broken")),
      "broken.ts:24:52: symptom.alike[0].scenario: a scenario is alike to another, not to itself",
    ],
    [
      "a scenario declared alike twice",
      (text) => text.replace("persists: { seconds: 12 },", ALIKE("good", "good")),
      "symptom.alike[1].scenario: good is named earlier",
    ],
    [
      "a symptom of which no command fails, without what shows that it is not healed",
      (text) => text.replace("[TOP_FAILS]", '[{ kind: "no-apiservice" }]'),
      "broken.ts:22:17: symptom.signatures: no command fails in them, so say in `unhealed`",
    ],
    [
      "a text that is absent from a command that failed",
      (text) => text.replace("[TOP_FAILS]", "[{ ...TOP_FAILS, absent: true }]"),
      "symptom.signatures[0].exit: that a text is absent is shown by a command that ends with 0",
    ],
    [
      "a syntax error",
      (text) => text.replace('mode: "F15",', 'mode: "F15'),
      "broken.ts:8:13: Unterminated string literal.",
    ],
    [
      "an import of a file that is not there",
      (text) => `import { x } from "./no.ts";\n${text}console.log(x);\n`,
      "broken.ts:1:19: imports ./no.ts, which does not exist",
    ],
    [
      "code that throws while the file is loaded",
      (text) => text.replace("export default", "null.oops;\nexport default"),
      "broken.ts:6:6: TypeError: Cannot read properties of null",
    ],
    [
      "no default export",
      (text) => text.replace("export default", "export const scenario ="),
      "broken.ts:1:1: has no default export",
    ],
    [
      "a default export that is no scenario",
      () => "export default 7;\n",
      "broken.ts:1:16: Invalid input: expected object",
    ],
  ];

  test.each(cases)("%s", (_, ...broken) => complains(...broken));

  test("a value made elsewhere is placed where it is used", async () => {
    const made = `import { TOP_FAILS } from "${from("harness/scenario/words/signs.ts")}";\nconst signatures = [TOP_FAILS, { kind: "log" }] as any;\n`;
    const text = await complaint(
      exampleText("broken", (example) =>
        example.replace(/import \{ TOP_FAILS.*\n/, made).replace("signatures: [TOP_FAILS]", "signatures"),
      ),
    );
    expect(text).toContain("broken.ts:3:32: symptom.signatures[1].text: ");
  });
});

const SAME = `const same = [
  {
    id: "restore",
    title: "The port again",
    edit: (spec: any) => withApiService(spec, { servicePort: 443 }),
    allowedChanges: [{ resource: "APIService", path: "spec" }],
    claim: { outcome: "heals" as const, by: "nobody" },
    expect: { outcome: "heals" as const, why: "it was so before" },
    withinSeconds: 30,
  },
];
`;
