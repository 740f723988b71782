import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";

/** The address of an empty PostgreSQL for these tests (tools/with_postgres); without one they run on SQLite. */
const server = process.env.CONFRERE_TEST_DATABASE;
export const onPostgres = server !== undefined;

const addresses = new Map<string, Promise<string>>();

/** The address of an empty schema of its own; REQUIRES: `onPostgres`. */
export async function emptyDatabase(): Promise<string> {
  const schema = `api_${randomUUID().replaceAll("-", "")}`;
  await promisify(execFile)("psql", ["--no-psqlrc", "--quiet", `--command=CREATE SCHEMA ${schema}`, server!]);
  return `${server}&options=-csearch_path%3D${schema}`;
}

/** What a command that begins on this folder is told of its database. */
export async function databaseFlags(data: string): Promise<string[]> {
  if (!onPostgres) return [];
  if (!addresses.has(data)) addresses.set(data, emptyDatabase());
  return ["--database", await addresses.get(data)!];
}
