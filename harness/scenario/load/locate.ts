import { readFile } from "node:fs/promises";
import ts from "typescript";
import type { LocatedProblem } from "../errors.ts";
import type { Problem } from "./problem.ts";

type Position = Pick<LocatedProblem, "line" | "column">;

/**
 * Where a property path lies in the object literal a scenario file exports. A path that leaves the literal (through a function
 * call, or a value made elsewhere) gives the deepest place that is still in the file; an absent key gives the object it is missing from.
 */
export async function locate(file: string, { path, at, word }: Problem): Promise<Position> {
  const source = ts.createSourceFile(file, await readFile(file, "utf8"), ts.ScriptTarget.Latest, true);
  let node = exported(source);
  for (const [index, part] of path.entries()) {
    const next = step(literal(node), part);
    if (next === undefined) break;
    node = at === "key" && index === path.length - 1 ? next.name : next.value;
  }
  const said = word === undefined ? undefined : (literalOf(node, word) ?? literalOf(source, word));
  return positionOf(source, (said ?? node).getStart(source));
}

/** The first string of that text in a part of the file. */
function literalOf(node: ts.Node, text: string): ts.Node | undefined {
  if (ts.isStringLiteralLike(node) && node.text === text) return node;
  return ts.forEachChild(node, (child) => literalOf(child, text));
}

export function positionOf(source: ts.SourceFile, offset: number): Position {
  const { line, character } = source.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}

/** The scenario object: the argument of `defineScenario(...)`, or whatever else is exported as the default. */
function exported(source: ts.SourceFile): ts.Node {
  const statement = source.statements.find(ts.isExportAssignment);
  if (statement === undefined) return source;
  const value = literal(statement.expression);
  return ts.isCallExpression(value) && value.arguments[0] !== undefined ? value.arguments[0] : value;
}

/** Sees through parentheses, `as`, `satisfies` and constants of the same file. */
function literal(node: ts.Node): ts.Node {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    return literal(node.expression);
  }
  const declared = ts.isIdentifier(node) ? constant(node.getSourceFile(), node.text) : undefined;
  return declared === undefined ? node : literal(declared);
}

function constant(source: ts.SourceFile, name: string): ts.Expression | undefined {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .find((declaration) => declaration.name.getText(source) === name)?.initializer;
}

interface Place {
  readonly name: ts.Node;
  readonly value: ts.Node;
}

function step(node: ts.Node, part: string | number): Place | undefined {
  if (typeof part === "number" && ts.isArrayLiteralExpression(node)) {
    const element = elements(node)[part];
    return element && { name: element, value: element };
  }
  if (typeof part === "string" && ts.isObjectLiteralExpression(node)) return property(node, part);
  return undefined;
}

/** Elements with spreads of literals expanded; what follows a spread that cannot be seen through is left out. */
function elements(node: ts.ArrayLiteralExpression): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  for (const element of node.elements) {
    const inner = ts.isSpreadElement(element) ? literal(element.expression) : undefined;
    if (inner === undefined) found.push(element);
    else if (ts.isArrayLiteralExpression(inner)) found.push(...elements(inner));
    else break;
  }
  return found;
}

function property(node: ts.ObjectLiteralExpression, key: string): Place | undefined {
  for (const each of node.properties.toReversed()) {
    if (ts.isSpreadAssignment(each)) {
      const inner = literal(each.expression);
      const found = ts.isObjectLiteralExpression(inner) ? property(inner, key) : undefined;
      if (found) return found;
    } else if ((ts.isIdentifier(each.name) || ts.isStringLiteral(each.name)) && each.name.text === key) {
      return { name: each.name, value: ts.isPropertyAssignment(each) ? each.initializer : each.name };
    }
  }
  return undefined;
}
