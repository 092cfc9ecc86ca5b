import { readFileSync } from "node:fs";
import ts from "typescript";

/** A property as its schema or interface is written. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  /** Its comment, on one line; empty where it has none. */
  readonly doc: string;
}

/** A file of the repository, parsed. */
export function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

/** The comment right before a node, without its marks. */
export function docOf(node: ts.Node): string {
  const text = node.getSourceFile().text;
  const [last] = (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).toReversed();
  if (!last || !text.startsWith("/**", last.pos)) return "";
  return text
    .slice(last.pos + "/**".length, last.end - "*/".length)
    .replaceAll(/^\s*\* ?/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The initializer of a constant of the file. @throws Error where it has none of that name: it was renamed. */
export function constantOf(
  source: ts.SourceFile,
  name: string,
): ts.VariableDeclaration & { readonly initializer: ts.Expression } {
  const found = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find((declared) => declared.name.getText(source) === name);
  if (!found?.initializer) throw new Error(`${source.fileName} has no constant ${name}`);
  return found as ReturnType<typeof constantOf>;
}

/** The fields of `z.strictObject({...})` or of what extends one. */
export function fieldsOf(schema: ts.Expression): readonly Field[] {
  const literal = objectIn(schema);
  return literal ? literal.properties.flatMap(fieldOf) : [];
}

/** The members of a union, each with its own comment. */
export function membersOf(
  union: ts.Expression,
): readonly { readonly doc: string; readonly schema: ts.Expression }[] {
  const list = ts.isCallExpression(union) ? union.arguments.find(ts.isArrayLiteralExpression) : undefined;
  return (list?.elements ?? []).map((schema) => ({ doc: docOf(schema), schema }));
}

function fieldOf(property: ts.ObjectLiteralElementLike): readonly Field[] {
  if (ts.isShorthandPropertyAssignment(property)) {
    const name = property.name.text;
    return [{ name, type: typeText(property.name), optional: OPTIONAL.has(name), doc: docOf(property) }];
  }
  if (!ts.isPropertyAssignment(property)) return [];
  const { initializer } = property;
  const name = property.name.getText();
  const optional = calledName(initializer) === "exactOptional" || OPTIONAL.has(initializer.getText());
  return [{ name, type: typeText(initializer), optional, doc: docOf(property) }];
}

/** Schemas that are optional themselves. */
const OPTIONAL = new Set(["acts"]);

/** What schemas that have a name are to whoever writes a scenario. */
const NAMED: Readonly<Record<string, string>> = {
  acts: "list of [act](#act)",
  commandSignature: "command signature",
  edit: "`(spec) => spec`",
  folder: "folder",
  kebab: "kebab-case",
  outcomeSchema: '"heals" | "no effect" | "refused" | "hides"',
  fidelitySchema: '"reported" | "same mechanism"',
  logSource: "[logSource](#logsource)",
  pattern: "regular expression",
  patterns: "regular expressions, any of them",
  seconds: "seconds, 1 to 300",
  sentence: "text",
  version: "version without the v",
  words: "list of texts",
};

const LINKED = new Set([
  "act",
  "claim",
  "expectation",
  "fault",
  "fix",
  "observable",
  "platform",
  "signature",
  "since",
  "source",
  "symptom",
  "touch",
]);

/** A schema in the words of who fills it in. */
function typeText(schema: ts.Expression): string {
  if (ts.isIdentifier(schema))
    return (
      NAMED[schema.text] ??
      (LINKED.has(schema.text) ? `[${schema.text}](#${schema.text.toLowerCase()})` : schema.text)
    );
  if (!ts.isCallExpression(schema)) return schema.getText();
  const [first] = schema.arguments;
  switch (calledName(schema)) {
    case "exactOptional":
      return first ? typeText(first) : "";
    case "literal":
      return first?.getText() ?? "";
    case "enum":
      return first ? choices(first) : "";
    case "array":
      return first ? `list of ${typeText(first)}` : "list";
    case "union":
      return membersOf(schema)
        .map((member) => typeText(member.schema))
        .join(" | ");
    case "string":
      return "text";
    case "int":
      return "whole number";
    case "boolean":
      return "true | false";
    case "custom":
      return `\`${schema.typeArguments?.[0]?.getText().replaceAll(/\s+/g, " ") ?? ""}\``;
    case "strictObject":
      return inBraces(schema);
    case "extend": {
      const base = ts.isPropertyAccessExpression(schema.expression)
        ? typeText(schema.expression.expression)
        : "";
      const shape =
        first && ts.isPropertyAccessExpression(first) ? typeText(first.expression) : inBraces(schema);
      return `${base} and ${shape}`;
    }
    default:
      // `.min(1)`, `.refine(...)`: what it is of.
      return ts.isPropertyAccessExpression(schema.expression)
        ? typeText(schema.expression.expression)
        : schema.getText();
  }
}

function inBraces(schema: ts.Expression): string {
  const fields = fieldsOf(schema).map(({ name, optional, type }) => `${name}${optional ? "?" : ""}: ${type}`);
  return `{ ${fields.join(", ")} }`;
}

/** The texts of an enum, written in it or as a constant of its file. */
function choices(list: ts.Expression): string {
  if (ts.isIdentifier(list)) return choices(constantOf(list.getSourceFile(), list.text).initializer);
  if (ts.isSatisfiesExpression(list)) return choices(list.expression);
  return ts.isArrayLiteralExpression(list)
    ? list.elements.map((each) => each.getText()).join(" | ")
    : list.getText();
}

function calledName(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return node.expression.name.text;
}

/** The object literal of `z.strictObject`, or of `x.extend`, whatever is called on it after. */
function objectIn(schema: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (!ts.isCallExpression(schema)) return undefined;
  const [first] = schema.arguments;
  if (
    first &&
    ts.isObjectLiteralExpression(first) &&
    ["strictObject", "extend"].includes(calledName(schema) ?? "")
  )
    return first;
  return ts.isPropertyAccessExpression(schema.expression)
    ? objectIn(schema.expression.expression)
    : undefined;
}
