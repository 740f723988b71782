import { afterAll, beforeAll, expect, test } from "vitest";
import { Client, expectNotFound, expectProblem } from "./client.ts";
import { Server } from "./program.ts";

let server: Server;
let ada: Client;
let eve: Client;
const people: Record<string, string> = {};
beforeAll(async () => {
  server = await Server.start();
  ada = await Client.member(server, "Ada", { time_zone: "Europe/London" });
  eve = await Client.member(server, "Eve");
  people.Grace = await met("Grace Hopper", { ask: "A speaker on palliative sedation" });
  people.Tom = await met("Tom Rao", { offer: "Teaching palliative medicine" });
  people.Ann = await met("Ann Lee", { cares_about: "chess" });
});
afterAll(() => server.remove());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+/, "");
async function met(name: string, fields: object): Promise<string> {
  const { id } = (await ada.post("/contacts", { name, ...fields })).body;
  const logged = await ada.post("/encounters", { with: [id], happened_at: daysAgo(40), channel: "call" });
  expect(logged.status, logged.text).toBe(201);
  return id;
}
const suggested = async (who = ada, query = "") => (await who.get(`/introductions/suggestions${query}`)).body.items;

test("two people who would give each other something are suggested, with why and a draft", async () => {
  const items = await suggested();
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ contact: { name: "Grace Hopper" }, other: { name: "Tom Rao" } });
  expect(items[0].id).toBe([people.Grace, people.Tom].sort().join("."));
  expect(items[0].why).toHaveLength(2);
  expect(items[0].why[0].text).toContain("A speaker on palliative sedation");
  expect(items[0].draft.text).toContain("May I introduce you?");
  expect(await suggested(ada, `?contact_id=${people.Tom}`)).toEqual(items);
  expect(await suggested(ada, `?contact_id=${people.Ann}`)).toEqual([]);
  expectProblem(await ada.get("/introductions/suggestions?limit=51"), 422, "invalid", "limit");
  expectProblem(await ada.get("/introductions/suggestions?contact_id=x"), 422, "invalid", "contact_id");
});

test("what was done or dismissed is not suggested until that is taken back", async () => {
  const [{ id }] = await suggested();
  for (const step of ["completion", "dismissal"]) {
    const at = `/introductions/suggestions/${id}/${step}`;
    expect((await ada.put(at)).status).toBe(204);
    expect(await suggested()).toEqual([]);
    expect((await ada.delete(at)).status).toBe(204);
    expect(await suggested()).toHaveLength(1);
  }
  expectNotFound(await ada.put("/introductions/suggestions/nonsense/dismissal"), "Grace");
});

test("a stranger meets nothing of it", async () => {
  const [{ id }] = await suggested();
  expect(await suggested(eve)).toEqual([]);
  const answers = [
    await eve.get(`/introductions/suggestions?contact_id=${people.Grace}`),
    await eve.put(`/introductions/suggestions/${id}/completion`),
    await eve.delete(`/introductions/suggestions/${id}/completion`),
    await eve.put(`/introductions/suggestions/${id}/dismissal`),
    await eve.delete(`/introductions/suggestions/${id}/dismissal`),
    await eve.get(`/contacts/${people.Grace}/tie/history`),
  ];
  for (const answer of answers) expectNotFound(answer, "Grace", "Tom", "sedation");
  expect(await suggested()).toHaveLength(1);
});

test("a tie over time is a line, its encounters and a sentence", async () => {
  const history = (await ada.get(`/contacts/${people.Grace}/tie/history`)).body;
  expect(history.encounters).toMatchObject([{ channel: "call" }]);
  expect(Math.max(...history.points.map((point: any) => point.level))).toBe(1);
  expect(history.text.text).toMatch(/^In touch once, in \w+ \d{4}\.$/);
  const card = (await ada.post("/contacts", { name: "Only A Card" })).body.id;
  const empty = (await ada.get(`/contacts/${card}/tie/history`)).body;
  expect(empty).toMatchObject({ points: [], encounters: [], text: { text: "You have not been in touch yet." } });
});
