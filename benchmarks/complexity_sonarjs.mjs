// Texts in (JSON lines of {path, text} on stdin), cognitive complexities out (JSON lines of [[line, column, amount], …]).
// Run by complexity_sonarjs.py with NODE_PATH at the folder where ESLint and SonarSource's plugin are installed.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const load = createRequire(process.argv[2] + "/");
const { Linter } = load("eslint");
const linter = new Linter({ configType: "eslintrc" });
linter.defineParser("typescript", load("@typescript-eslint/parser"));
linter.defineRule("cognitive", load("eslint-plugin-sonarjs").rules["cognitive-complexity"]);

for await (const line of createInterface({ input: process.stdin })) {
  const { path, text } = JSON.parse(line);
  const found = linter.verify(text, {
    parser: "typescript",
    parserOptions: { ecmaVersion: "latest", sourceType: "module", ecmaFeatures: { jsx: !/\.[mc]?ts$/.test(path) } },
    rules: { cognitive: ["error", 0] },
  }, { filename: path, allowInlineConfig: false });
  const broken = found.some((message) => message.fatal);
  const amounts = found.map(({ line, column, message }) => [line, column, Number(/from (\d+) to/.exec(message)?.[1])]);
  console.log(JSON.stringify(broken ? null : amounts));
}
