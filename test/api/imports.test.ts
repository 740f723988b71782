import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, expectNotFound, expectProblem } from "./client.ts";
import { Server } from "./program.ts";

let server: Server;
let ada: Client;
let eve: Client;
beforeAll(async () => {
  server = await Server.start();
  ada = await Client.member(server, "Ada");
  eve = await Client.member(server, "Eve");
});
afterAll(() => server.remove());

const card = (name: string, more = "") => `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name}\r\n${more}END:VCARD\r\n`;
const linkedin =
  "Notes:\r\n\"When exporting your connection data, you may notice that some of the email addresses are missing.\"\r\n\r\n" +
  "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n" +
  "Grace,Hopper,https://www.linkedin.com/in/grace,,Elm Hospital,Consultant,09 Jul 2019\r\n";

const send = (who: Client, id: string, name: string, text: BodyInit) =>
  who.post(`/imports/${id}/files?name=${encodeURIComponent(name)}`, undefined, {
    raw: text,
    headers: { "content-type": "application/octet-stream" },
  });

async function settled(who: Client, id: string): Promise<any> {
  for (;;) {
    const answer = await who.get(`/imports/${id}`);
    if (!["reading", "applying", "undoing"].includes(answer.body.state)) return answer.body;
    await new Promise((later) => setTimeout(later, 20));
  }
}

async function preview(who: Client, ...files: [string, BodyInit][]): Promise<any> {
  const { id } = (await who.post("/imports")).body;
  for (const [name, text] of files) expect((await send(who, id, name, text)).status).toBe(201);
  const reading = await who.post(`/imports/${id}/reading`);
  expect(reading.status, reading.text).toBe(202);
  return settled(who, id);
}

async function apply(who: Client, id: string, body: object = {}): Promise<any> {
  const answer = await who.post(`/imports/${id}/application`, body);
  expect(answer.status, answer.text).toBe(202);
  return settled(who, id);
}

test("an import is previewed, applied, repeated without effect, and taken back", async () => {
  const own = await Client.member(server, "Importer");
  const cards = card("Grace Hopper", "EMAIL:g@example.org\r\nX-SHOE-SIZE:39\r\n") + card("Alan Kay") + "BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n";
  const read = await preview(own, ["cards.vcf", cards]);
  expect(read).toMatchObject({ state: "ready", counts: { read: 3, created: 2, rejected: 1 }, rejected: [{ file: "cards.vcf", line: 11 }] });
  expect((await own.get("/contacts")).body.total).toBe(0);
  const rows = (await own.get(`/imports/${read.id}/rows`)).body.items;
  expect(rows.map((row: any) => row.outcome)).toEqual(["created", "created", "rejected"]);
  expect((await own.get(`/imports/${read.id}/rows?outcome=rejected`)).body.items).toHaveLength(1);

  expect(await apply(own, read.id)).toMatchObject({ state: "applied", counts: read.counts });
  expect((await own.get("/contacts")).body.total).toBe(2);
  const exported = await own.get("/export.vcf");
  expect(exported.headers.get("content-type")).toMatch(/^text\/vcard/);
  expect(exported.text).toContain("X-SHOE-SIZE:39");
  expect((await own.get("/export.json")).text).toContain("Grace Hopper");

  const again = await preview(own, ["cards.vcf", cards]);
  expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  expect((await own.delete(`/imports/${again.id}`)).status).toBe(204);

  const grace = (await own.get("/contacts?query=grace")).body.items[0];
  await own.patch(`/contacts/${grace.id}`, { note: "Changed since" });
  expect((await own.post(`/imports/${read.id}/undo`)).status).toBe(202);
  expect(await settled(own, read.id)).toMatchObject({ state: "undone", kept: 1 });
  expect((await own.get("/contacts")).body.items.map((each: any) => each.name)).toEqual(["Grace Hopper"]);
  expect((await own.get("/imports")).body.items.map((each: any) => each.id)).toEqual([read.id]);
});

test("LinkedIn's connections become people with their role", async () => {
  const own = await Client.member(server, "Linked");
  const read = await preview(own, ["Connections.csv", linkedin]);
  expect(read.counts).toMatchObject({ read: 1, created: 1, rejected: 0 });
  await apply(own, read.id);
  expect((await own.get("/contacts")).body.items).toMatchObject([{ name: "Grace Hopper", headline: "Consultant, Elm Hospital" }]);
});

test("a card that seems to name a patient waits for a word", async () => {
  const own = await Client.member(server, "Careful");
  const read = await preview(own, ["cards.vcf", card("Grace", "NOTE:MRN 1234567\r\n") + card("Alan")]);
  expect(read.counts).toMatchObject({ created: 1, rejected: 1, aside: 1 });
  await apply(own, read.id);
  expect((await own.get("/contacts")).body.items.map((each: any) => each.name)).toEqual(["Alan"]);
});

describe("what is no address book", () => {
  test.each([
    ["text", "Dear all,\nplease find attached"],
    ["binary", "\u0001\u0002\u0003\u0004"],
  ])("%s gets a reason, and nothing is saved", async (_what, text) => {
    const read = await preview(ada, ["file.vcf", text]);
    expect(["ready", "failed"]).toContain(read.state);
    expect(read.counts.created).toBe(0);
    expect(read.problem !== null || read.rejected.length > 0).toBe(true);
  });

  test("a file needs a name, and steps come in their order", async () => {
    const { id } = (await ada.post("/imports")).body;
    const nameless = await ada.post(`/imports/${id}/files`, undefined, { raw: "x" });
    expectProblem(nameless, 422, "invalid", "name");
    expect((await ada.post(`/imports/${id}/application`, {})).status).toBe(409);
    expect((await ada.post(`/imports/${id}/undo`)).status).toBe(409);
    expectProblem(await ada.get(`/imports/${id}/rows?outcome=lost`), 422, "invalid", "outcome");
  });
});

test("an import of somebody else is not there", async () => {
  const read = await preview(ada, ["secret.vcf", card("Secret Person")]);
  const at = `/imports/${read.id}`;
  const answers = [
    await eve.get(at),
    await eve.get(`${at}/rows`),
    await send(eve, read.id, "more.vcf", card("More")),
    await eve.post(`${at}/reading`),
    await eve.post(`${at}/application`, {}),
    await eve.post(`${at}/undo`),
    await eve.delete(at),
  ];
  for (const answer of answers) expectNotFound(answer, "Secret", "secret.vcf");
  expect((await eve.get("/imports")).body.items).toEqual([]);
  for (const path of ["/export.vcf", "/export.json"]) expect((await eve.get(path)).text).not.toContain("Secret");
});

const data = resolve(process.env.CONFRERE_DATA ?? join(import.meta.dirname, "../../../shared/data"));
test.skipIf(!existsSync(data))("real address books come in, and twice is as once", { timeout: 120_000 }, async () => {
  const own = await Client.member(server, "Real");
  const files: [string, BodyInit][] = [];
  for (const entry of (await readdir(data, { recursive: true })).sort()) {
    if (!/^vcards\/.*\.vcf$|^contacts-csv\/linkedin.*\.csv$/i.test(entry)) continue;
    files.push([entry.replaceAll("/", "-"), await readFile(join(data, entry))]);
  }
  expect(files.length).toBeGreaterThan(0);
  const read = await preview(own, ...files);
  const { counts } = read;
  expect(counts.read).toBe(counts.created + counts.updated + counts.unchanged + counts.duplicates + counts.rejected);
  await apply(own, read.id);
  const again = await preview(own, ...files);
  expect(again.counts).toMatchObject({ created: 0, updated: 0 });
});
