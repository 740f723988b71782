import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** After a whole run, every operation of the contract was answered well at least once. */
export default function setup(project: { config: { testNamePattern?: RegExp; filters?: string[] } }): () => Promise<void> {
  const file = join(tmpdir(), `confrere-asked-${process.pid}`);
  writeFileSync(file, "");
  process.env.CONFRERE_ASKED = file;
  return async () => {
    const asked = readFileSync(file, "utf8").split("\n");
    rmSync(file);
    // A run of some tests only says nothing about the others.
    const whole = !project.config.testNamePattern && !process.argv.some((word) => word.endsWith(".test.ts"));
    if (!whole) return;
    const { operations } = await import("./contract.ts");
    const good = new Set(asked.filter((line) => /\t2\d\d$/.test(line)).map((line) => line.split("\t")[0]));
    const missing = operations.filter((name) => !good.has(name));
    if (missing.length > 0) throw new Error(`No test has a good answer of:\n  ${missing.join("\n  ")}`);
  };
}
