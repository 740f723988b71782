import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Client, expectProblem } from "./client.ts";
import { databaseFlags, emptyDatabase, onPostgres } from "./database.ts";
import { Line } from "./line.ts";
import { confrere, Server, temporaryFolder } from "./program.ts";

const flags = ["--sign-up", "open"];

test("an address that is none is told as wrong use", async () => {
  const data = join(await temporaryFolder(), "data");
  const refused = await confrere(["serve", "--data", data, "--database", "mysql://localhost/x"]);
  expect(refused).toMatchObject({ status: 2, stdout: "" });
  expect(refused.stderr).toContain("postgres://");
});

test("a server that is not there is told, and not waited for", async () => {
  const data = join(await temporaryFolder(), "data");
  const refused = await confrere(["serve", "--data", data, "--database", "postgres://confrere@/none?host=/nowhere"]);
  expect(refused).toMatchObject({ status: 3, stdout: "" });
  expect(refused.stderr).toContain("cannot be opened");
});

test("a second server on one folder is refused", async () => {
  const server = await Server.start(flags);
  const second = await confrere(["serve", "--data", server.data, ...(await databaseFlags(server.data))]);
  expect(second).toMatchObject({ status: 3, stdout: "" });
  expect(second.stderr).toContain("One folder has one server");
  await server.remove();
});

describe.runIf(onPostgres)("on PostgreSQL", () => {
  test("a folder remembers its database for commands, and keeps it for its owner", async () => {
    const server = await Server.start(flags);
    await Client.member(server, "Ada Test");
    const file = join(server.data, "database");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const [, address] = await databaseFlags(server.data);
    expect((await readFile(file, "utf8")).trim()).toBe(address);
    await server.stop();
    const other = await confrere(["serve", "--data", server.data, "--database", await emptyDatabase()]);
    expect(other).toMatchObject({ status: 3, stdout: "" });
    expect(other.stderr).toContain("belongs to another database");
    await server.remove();
  });

  test("backup and restore say whose business they are", async () => {
    const server = await Server.start(flags);
    const file = join(server.data, "backup");
    const backup = await confrere(["backup", "--data", server.data, file]);
    expect(backup.status).toBe(2);
    expect(backup.stderr).toContain("pg_dump");
    const restore = await confrere(["restore", "--data", server.data, join(server.data, "database")]);
    expect(restore.status).toBe(2);
    expect(restore.stderr).toContain("pg_restore");
    await server.remove();
  });

  test("two servers on one database see each other's writes, as they happen", async () => {
    const here = await Server.start(flags);
    const [, address] = await databaseFlags(here.data);
    const data = join(await temporaryFolder(), "there");
    const there = await Server.start([...flags, "--database", address!], data);
    const ada = await Client.member(here, "Ada Test");
    const alsoAda = new Client(there);
    const signedIn = await alsoAda.post("/session", { email: ada.email, password: ada.password });
    expect(signedIn.status, signedIn.text).toBe(200);
    let id = "";
    const times: number[] = [];
    for (let time = 0; time < 3; ++time) {
      let written = 0;
      id = "";
      const heard = await alsoAda.changesUntil(
        (text) => id !== "" && text.includes(id),
        async () => {
          id = (await ada.post("/contacts", { name: "Grace Hopper" })).body.id;
          written = performance.now();
        },
      );
      times.push(performance.now() - written);
      expect(heard).toContain('"entity":"contact","kind":"created"');
    }
    expect(times.sort((a, b) => a - b)[1], "within a second, as a rule").toBeLessThan(1000);
    expect((await alsoAda.get(`/contacts/${id}`)).body.name).toBe("Grace Hopper");
    await there.remove();
    await here.remove();
  });

  test("without its database a server says so, and is well again by itself", async () => {
    const line = await Line.to(await emptyDatabase());
    const data = join(await temporaryFolder(), "data");
    const server = await Server.start([...flags, "--database", line.address], data);
    const health = async () => (await fetch(`${server.address}/healthz`)).status;
    const ada = await Client.member(server, "Ada Test");
    expect(await health()).toBe(200);
    await line.cut();
    expect(await health()).toBe(503);
    const refused = await ada.post("/contacts", { name: "Refused Person" });
    expectProblem(refused, 503, "unavailable");
    await line.mend();
    // The writer tries by itself, and nobody wrote.
    for (let tries = 0; tries < 100 && (await health()) !== 200; ++tries) await new Promise((later) => setTimeout(later, 100));
    const well = await (await fetch(`${server.address}/healthz`)).json();
    expect(well).toMatchObject({ status: "ok", saving_again_since: expect.any(String) });
    expect((await ada.post("/contacts", { name: "Grace Hopper" })).status).toBe(201);
    expect((await ada.get("/contacts")).body.items.map((item: { name: string }) => item.name)).toEqual(["Grace Hopper"]);
    await server.remove();
    await line.cut();
  });

  test("a network moves to SQLite and back, and everything is as it was", async () => {
    const first = await Server.start(flags);
    const [, address] = await databaseFlags(first.data);
    const ada = await Client.member(first, "Ada Test");
    const { body: grace } = await ada.post("/contacts", { name: "Grace Hopper", note: "Likes compilers" });
    expect((await ada.post("/encounters", { with: [grace.id], note: "Coffee" })).status).toBe(201);

    const data = join(await temporaryFolder(), "data");
    const early = await confrere(["migrate-store", "--from", address!, "--to", data]);
    expect(early).toMatchObject({ status: 3, stdout: "" });
    expect(early.stderr).toContain("stop it first");
    const before = await everything(ada);
    await first.stop();

    const there = await confrere(["migrate-store", "--from", address!, "--to", data]);
    expect(there, there.stderr).toMatchObject({ status: 0, stdout: "" });
    expect(there.stderr).toContain("they are the same");
    expect((await stat(join(data, "confrere.sqlite"))).mode & 0o077).toBe(0);
    const again = await confrere(["migrate-store", "--from", address!, "--to", data]);
    expect(again).toMatchObject({ status: 3, stdout: "" });

    const back = await emptyDatabase();
    const returned = await confrere(["migrate-store", "--from", data, "--to", back]);
    expect(returned, returned.stderr).toMatchObject({ status: 0, stdout: "" });
    const home = join(await temporaryFolder(), "home");
    await mkdir(home, { mode: 0o700 });
    const second = await Server.start([...flags, "--database", back], home);
    const later = new Client(second);
    expect((await later.post("/session", { email: ada.email, password: ada.password })).status).toBe(200);
    expect(await everything(later)).toEqual(before);
    expect((await later.get("/contacts?q=compiler")).body.items[0].name).toBe("Grace Hopper");
    expect((await later.post("/contacts", { name: "Ben New" })).status).toBe(201);
    await second.remove();
    await first.remove();
  });
});

async function everything(client: Client): Promise<unknown> {
  const pages = ["/contacts", "/encounters", "/follow-ups", "/me", "/contacts?q=grace"];
  return Promise.all(pages.map(async (path) => (await client.get(path)).body));
}
