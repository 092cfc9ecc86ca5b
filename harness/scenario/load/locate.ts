import { readFile } from "node:fs/promises";
import type ts from "typescript";
import type { Problem } from "./problem.ts";

/** Both count from 1, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where a property path lies in the object literal a scenario file exports. A path that leaves the literal (through a function
 * call, or a value made elsewhere) gives the deepest place that is still in the file; an absent key gives the object it is missing from.
 */
export async function locate(file: string, path: Problem["path"], at: Problem["at"]): Promise<Position> {
  // The compiler is a hundred times the size of a scenario, so it is loaded only once there is something to point at.
  const { default: compiler } = await import("typescript");
  const source = compiler.createSourceFile(
    file,
    await readFile(file, "utf8"),
    compiler.ScriptTarget.Latest,
    true,
  );
  const finder = new Finder(compiler, source);
  return positionOf(source, finder.find(path, at));
}

export function positionOf(source: ts.SourceFile, node: ts.Node): Position {
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { line: line + 1, column: character + 1 };
}

class Finder {
  readonly #ts: typeof ts;
  readonly #source: ts.SourceFile;

  constructor(compiler: typeof ts, source: ts.SourceFile) {
    this.#ts = compiler;
    this.#source = source;
  }

  find(path: Problem["path"], at: Problem["at"]): ts.Node {
    let node: ts.Node = this.#exported();
    for (const [index, part] of path.entries()) {
      const next = this.#step(this.#literal(node), part);
      if (next === undefined) return node;
      node = at === "key" && index === path.length - 1 ? next.name : next.value;
    }
    return node;
  }

  /** The scenario object: the argument of `defineScenario(...)`, or whatever else is exported as the default. */
  #exported(): ts.Node {
    const { isExportAssignment, isCallExpression } = this.#ts;
    const statement = this.#source.statements.find((candidate) => isExportAssignment(candidate));
    if (statement === undefined || !isExportAssignment(statement)) return this.#source;
    const value = this.#literal(statement.expression);
    return isCallExpression(value) && value.arguments[0] !== undefined ? value.arguments[0] : value;
  }

  /** Sees through parentheses, `as`, `satisfies` and constants of the same file. */
  #literal(node: ts.Node): ts.Node {
    const { isParenthesizedExpression, isAsExpression, isSatisfiesExpression, isIdentifier } = this.#ts;
    if (isParenthesizedExpression(node) || isAsExpression(node) || isSatisfiesExpression(node)) {
      return this.#literal(node.expression);
    }
    if (!isIdentifier(node)) return node;
    const declared = this.#constant(node.text);
    return declared === undefined ? node : this.#literal(declared);
  }

  #constant(name: string): ts.Expression | undefined {
    const { isVariableStatement } = this.#ts;
    return this.#source.statements
      .filter((statement) => isVariableStatement(statement))
      .flatMap((statement) => [...statement.declarationList.declarations])
      .find((declaration) => declaration.name.getText(this.#source) === name)?.initializer;
  }

  #step(node: ts.Node, part: string | number): { name: ts.Node; value: ts.Node } | undefined {
    const { isArrayLiteralExpression, isObjectLiteralExpression } = this.#ts;
    if (typeof part === "number" && isArrayLiteralExpression(node)) {
      const element = this.#elements(node)[part];
      return element && { name: element, value: element };
    }
    if (typeof part === "string" && isObjectLiteralExpression(node)) return this.#property(node, part);
    return undefined;
  }

  /** Elements with spreads of literals expanded; what follows a spread that cannot be seen through is left out. */
  #elements(node: ts.ArrayLiteralExpression): readonly ts.Expression[] {
    const { isSpreadElement, isArrayLiteralExpression } = this.#ts;
    const found: ts.Expression[] = [];
    for (const element of node.elements) {
      if (!isSpreadElement(element)) {
        found.push(element);
        continue;
      }
      const inner = this.#literal(element.expression);
      if (!isArrayLiteralExpression(inner)) break;
      found.push(...this.#elements(inner));
    }
    return found;
  }

  #property(node: ts.ObjectLiteralExpression, key: string): { name: ts.Node; value: ts.Node } | undefined {
    const {
      isPropertyAssignment,
      isSpreadAssignment,
      isObjectLiteralExpression,
      isIdentifier,
      isStringLiteral,
    } = this.#ts;
    for (const property of node.properties.toReversed()) {
      if (isSpreadAssignment(property)) {
        const inner = this.#literal(property.expression);
        const found = isObjectLiteralExpression(inner) ? this.#property(inner, key) : undefined;
        if (found) return found;
        continue;
      }
      const { name } = property;
      if ((isIdentifier(name) || isStringLiteral(name)) && name.text === key) {
        return { name, value: isPropertyAssignment(property) ? property.initializer : name };
      }
    }
    return undefined;
  }
}
