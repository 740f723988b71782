import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { Client } from "./client.ts";
import { databaseFlags, onPostgres } from "./database.ts";
import { confrere, program, Server, temporaryFolder } from "./program.ts";

/** A client restarts the server before each write then, which many at once cannot. */
const restarts = process.env.CONFRERE_RESTART === "1";

const servers: Server[] = [];
afterAll(() => Promise.all(servers.map((server) => server.remove())));

async function started(data?: string, flags: string[] = []): Promise<Server> {
  const server = await Server.start(["--sign-up", "open", ...flags], data);
  servers.push(server);
  return server;
}

/** Somebody who logs encounters, each with a promise, until they are told to stop or the server is gone. */
class Writer {
  readonly acknowledged: string[] = [];
  private goesOn = true;
  private done: Promise<void> | undefined;

  constructor(
    private readonly who: Client,
    private readonly contact: string,
    private readonly word: string,
  ) {}

  start(): this {
    this.done = this.work();
    return this;
  }
  async stop(): Promise<void> {
    this.goesOn = false;
    await this.done;
  }
  private async work(): Promise<void> {
    for (let i = 0; this.goesOn; ++i) {
      const text = `${this.word} ${i}`;
      try {
        const answer = await this.who.post("/encounters", { with: [this.contact], note: text, promises: [{ text: `promise of ${text}` }] });
        if (answer.status === 201) this.acknowledged.push(text);
      } catch {
        return; // the server is gone
      }
    }
  }
}

interface Kept {
  notes: string[];
  promises: string[];
}

/** Everything a member has written. */
async function kept(who: Client): Promise<Kept> {
  const found: Kept = { notes: [], promises: [] };
  for (let cursor = ""; ; ) {
    const page = (await who.get(`/encounters?limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)).body;
    for (const encounter of page.items) {
      found.notes.push(encounter.note);
      for (const promise of encounter.promises) found.promises.push(promise.text);
    }
    cursor = page.next_cursor ?? "";
    if (cursor === "") return found;
  }
}

/** Every encounter has its promise: none was saved in part. */
function expectWhole(found: Kept): void {
  expect([...found.promises].sort()).toEqual(found.notes.map((note) => `promise of ${note}`).sort());
  expect(new Set(found.notes).size).toBe(found.notes.length);
}

async function writers(server: Server, count: number): Promise<{ ada: Client; all: Writer[] }> {
  const ada = await Client.member(server, "Ada");
  const grace = (await ada.post("/contacts", { name: "Grace Hopper" })).body.id;
  return { ada, all: Array.from({ length: count }, (_, number) => new Writer(ada, grace, `writer ${number} note`).start()) };
}

const someTime = (milliseconds: number) => new Promise((later) => setTimeout(later, milliseconds));

test.skipIf(restarts)("kill -9 under load loses nothing that was acknowledged and keeps nothing in part", async () => {
  const server = await started();
  const { ada, all } = await writers(server, 8);
  for (let time = 0; time < 3; ++time) {
    await someTime(300 + 150 * time);
    for (let tries = 0; tries < 100 && all.some((writer) => writer.acknowledged.length === 0); ++tries) await someTime(100);
    await server.kill();
    await Promise.all(all.map((writer) => writer.stop()));
    await server.startAgain();
    const found = await kept(ada);
    expectWhole(found);
    for (const note of all.flatMap((writer) => writer.acknowledged)) expect(found.notes).toContain(note);
    expect(all.every((writer) => writer.acknowledged.length > 0)).toBe(true);
    const more = (await ada.get("/contacts")).body.items[0].id;
    all.push(...Array.from({ length: 8 }, (_, number) => new Writer(ada, more, `time ${time} writer ${number} note`).start()));
  }
  await Promise.all(all.map((writer) => writer.stop()));
}, 60_000);

/** Makes a backup while people write, and starts a server on what `restore` makes of it. */
async function backUpUnderLoad(backUp: (server: Server) => Promise<unknown>, restore: () => Promise<Server>): Promise<void> {
  const server = await started();
  const { all } = await writers(server, 4);
  await someTime(300);
  const before = all.flatMap((writer) => writer.acknowledged);
  await backUp(server);
  await someTime(100);
  await Promise.all(all.map((writer) => writer.stop()));
  const after = all.flatMap((writer) => writer.acknowledged);
  expect(before.length).toBeGreaterThan(0);
  expect(after.length).toBeGreaterThan(before.length);

  const ada = new Client(await restore());
  const who = all[0]!["who"];
  expect((await ada.post("/session", { email: who.email, password: who.password })).status).toBe(200);
  const found = await kept(ada);
  expectWhole(found);
  for (const note of before) expect(found.notes).toContain(note);
  expect((await ada.post("/contacts", { name: "Ben New" })).status).toBe(201);
}

const aStateThatWas = "a backup made under load is a state that was: whole, and with all that was acknowledged before it";

test.skipIf(onPostgres || restarts)(aStateThatWas, async () => {
  const file = join(await temporaryFolder(), "backup.sqlite");
  const data = join(await temporaryFolder(), "data");
  await backUpUnderLoad(
    async (server) => expect((await confrere(["backup", "--data", server.data, file])).status).toBe(0),
    async () => {
      expect((await confrere(["restore", "--data", data, file])).status).toBe(0);
      return started(data);
    },
  );
}, 60_000);

test.runIf(onPostgres && !restarts)(`${aStateThatWas}, as the guide tells it for PostgreSQL`, async () => {
  const run = promisify(execFile);
  const file = join(await temporaryFolder(), "backup.dump");
  let address = "";
  await backUpUnderLoad(
    async (server) => {
      address = (await databaseFlags(server.data))[1]!;
      const schema = /search_path%3D(\w+)/.exec(address)![1]!;
      await run("pg_dump", ["--format=custom", `--schema=${schema}`, `--file=${file}`, address]);
    },
    async () => {
      const name = `restored_${randomUUID().replaceAll("-", "")}`;
      await run("psql", ["--no-psqlrc", "--quiet", `--command=CREATE DATABASE ${name}`, address]);
      const restored = address.replace("/postgres?", `/${name}?`);
      await run("pg_restore", ["--clean", "--if-exists", `--dbname=${restored}`, file]);
      return started(join(await temporaryFolder(), "data"), ["--database", restored]);
    },
  );
}, 60_000);

/** Runs serve as a user who may write nothing there; root may everywhere. */
function serveWithoutRights(data: string): Promise<{ status: number | null; said: string }> {
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0"], { ...nobody, cwd: "/" });
  let said = "";
  child.stderr.on("data", (part: Buffer) => (said += part.toString()));
  return new Promise((done) => child.once("exit", (status) => done({ status, said })));
}

test("a folder that must not be written is named, with the reason", async () => {
  const data = join(await temporaryFolder(), "data");
  await mkdir(data);
  await chmod(join(data, ".."), 0o755);
  await chmod(data, 0o555);
  const { status, said } = await serveWithoutRights(data);
  expect(status).toBe(3);
  expect(said).toContain(data);
  expect(said).toMatch(/Permission denied|cannot be written/);
  await chmod(data, 0o755);
});
