import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, expectNotFound, expectProblem } from "./client.ts";
import { Server } from "./program.ts";

let server: Server;
let ada: Client;
let eve: Client;
let grace: string;
let alan: string;
beforeAll(async () => {
  server = await Server.start();
  ada = await Client.member(server, "Ada", { time_zone: "Europe/London" });
  eve = await Client.member(server, "Eve");
  grace = (await ada.post("/contacts", { name: "Grace Hopper" })).body.id;
  alan = (await ada.post("/contacts", { name: "Alan Kay" })).body.id;
});
afterAll(() => server.remove());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+/, "");
const dateIn = (days: number) => daysAgo(-days).slice(0, 10);
const log = async (fields: object, who = ada) => {
  const answer = await who.post("/encounters", fields);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};

describe("POST /encounters", () => {
  test("keeps who, when, how, what they need and what was promised", async () => {
    const fields = {
      happened_at: daysAgo(1),
      channel: "call",
      depth: "deep",
      begun_by: "them",
      awaits_answer: false,
      place: "Elm",
      event: "Grand round",
      note: "Talked about rotas",
      needs: ["a locum"],
    };
    const encounter = await log({ ...fields, with: [grace, alan], promises: [{ text: "Send the rota", due: dateIn(3) }] });
    expect(encounter).toMatchObject({ ...fields, state: "held" });
    expect(encounter.with.map((each: any) => each.name).sort()).toEqual(["Alan Kay", "Grace Hopper"]);
    expect(encounter.promises).toMatchObject([{ text: "Send the rota", due: dateIn(3), promise: true, state: "open" }]);
    expect((await ada.get(`/encounters/${encounter.id}`)).body).toEqual(encounter);
    expect((await ada.get(`/contacts/${grace}`)).body.tie.last_encounter_at).toBe(fields.happened_at);
  });

  test.each([
    [{}, "$.with"],
    [{ with: [] }, "$.with"],
    [{ with: ["nobody"] }, "$.with[0]"],
    [{ with: ["ID"], channel: "pigeon" }, "$.channel"],
    [{ with: ["ID"], depth: "abyss" }, "$.depth"],
    [{ with: ["ID"], happened_at: "yesterday" }, "$.happened_at"],
    [{ with: ["ID"], promises: [{ text: "x", due: "2026-02-30" }] }, "$.promises[0].due"],
    [{ with: ["ID"], promises: [{ due: "2026-12-01" }] }, "$.promises[0].text"],
    [{ with: ["ID"], mood: "good" }, "$.mood"],
  ])("names what is wrong: %j", async (fields: Record<string, unknown>, field) => {
    const asked = JSON.parse(JSON.stringify(fields).replace('"ID"', `"${grace}"`));
    expectProblem(await ada.post("/encounters", asked), 422, "invalid", field);
  });

  test("refuses a patient's number in any text, and nothing is half-saved", async () => {
    const before = (await ada.get("/encounters")).body.items.length;
    const number = "NHS 943 476 5919";
    expectProblem(await ada.post("/encounters", { with: [grace], note: number }), 422, "patient_identifier", "$.note");
    expectProblem(await ada.post("/encounters", { with: [grace], needs: ["x", number] }), 422, "patient_identifier", "$.needs[1]");
    const promised = { with: [grace], promises: [{ text: number }] };
    expectProblem(await ada.post("/encounters", promised), 422, "patient_identifier", "$.promises[0].text");
    expect((await ada.get("/encounters")).body.items).toHaveLength(before);
  });

  test("with somebody else's contact is as with nobody", async () => {
    const answer = await eve.post("/encounters", { with: [grace], note: "I know her" });
    expect([404, 422]).toContain(answer.status);
    expect(answer.text).not.toContain("Grace");
    expect((await eve.get("/encounters")).body.items).toEqual([]);
  });
});

describe("an encounter", () => {
  test("changes, is answered, is deleted and comes back", async () => {
    const encounter = await log({ with: [grace], channel: "message", begun_by: "me", awaits_answer: true, happened_at: daysAgo(2) });
    const at = `/encounters/${encounter.id}`;
    const changed = await ada.patch(at, { note: "Asked for a date" });
    expect(changed.body).toMatchObject({ note: "Asked for a date", awaits_answer: true });
    expectProblem(await ada.patch(at, { channel: "smoke" }), 422, "invalid", "$.channel");
    const answered = await ada.post(`${at}/answer`, {});
    expect(answered.body.answered_at).not.toBeNull();
    const deleted = await ada.delete(at);
    expectNotFound(await ada.get(at), "Asked for a date");
    expect((await ada.get(`/contacts/${grace}/timeline`)).text).not.toContain("Asked for a date");
    expect((await ada.post(`/undos/${deleted.body.undo.id}`)).status).toBe(204);
    expect((await ada.get(at)).body).toMatchObject({ note: "Asked for a date" });
  });

  test("is listed newest first, by contact and by state", async () => {
    const own = await Client.member(server, "Lists");
    const a = (await own.post("/contacts", { name: "A" })).body.id;
    const b = (await own.post("/contacts", { name: "B" })).body.id;
    await log({ with: [a], note: "old", happened_at: daysAgo(20) }, own);
    await log({ with: [b], note: "new", happened_at: daysAgo(2) }, own);
    await log({ with: [a], note: "to come", state: "planned", happened_at: daysAgo(-5) }, own);
    const notes = async (query: string) => (await own.get(`/encounters${query}`)).body.items.map((each: any) => each.note);
    expect(await notes("")).toEqual(["to come", "new", "old"]);
    expect(await notes(`?contact=${a}`)).toEqual(["to come", "old"]);
    expect(await notes("?state=held")).toEqual(["new", "old"]);
    const first = (await own.get("/encounters?limit=2")).body;
    expect(first.next_cursor).not.toBeNull();
    expect(await notes(`?limit=2&cursor=${encodeURIComponent(first.next_cursor)}`)).toEqual(["old"]);
    expectProblem(await own.get("/encounters?state=dreamt"), 422, "invalid", "state");
    const timeline = (await own.get(`/contacts/${a}/timeline`)).body.items;
    expect(timeline.filter((each: any) => each.kind === "encounter").map((each: any) => each.encounter.note)).toEqual(["to come", "old"]);
  });

  test("of somebody else is not there", async () => {
    const { id } = await log({ with: [grace], note: "Between us" });
    const answers = [
      await eve.get(`/encounters/${id}`),
      await eve.patch(`/encounters/${id}`, { note: "x" }),
      await eve.delete(`/encounters/${id}`),
      await eve.post(`/encounters/${id}/answer`, {}),
      await eve.get(`/contacts/${grace}/timeline`),
    ];
    for (const answer of answers) expectNotFound(answer, "Between us", "Grace");
    expectProblem(await eve.get("/encounters?contact=x"), 422, "invalid", "contact");
    expect((await eve.get(`/encounters?contact=${grace}`)).text).not.toContain("Between us");
  });
});

describe("follow-ups", () => {
  test("are made, snoozed, done, reopened, changed and deleted", async () => {
    const made = await ada.post("/follow_ups", { contact_id: grace, text: "Send the book", kind: "write", due: dateIn(2) });
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({ text: "Send the book", kind: "write", due: dateIn(2), state: "open", origin: "own" });
    const at = `/follow_ups/${made.body.id}`;
    expect((await ada.get(at)).body).toEqual(made.body);
    expect((await ada.put(`${at}/snooze`, { until: dateIn(9) })).body.snoozed_until).toBe(dateIn(9));
    expect((await ada.put(`${at}/completion`)).body.state).toBe("done");
    const open = (await ada.get("/follow_ups")).body.items.map((each: any) => each.id);
    expect(open).not.toContain(made.body.id);
    expect((await ada.get("/follow_ups?state=done")).text).toContain(made.body.id);
    expect((await ada.delete(`${at}/completion`)).body.state).toBe("open");
    expect((await ada.patch(at, { text: "Send both books" })).body.text).toBe("Send both books");
    expect((await ada.put(`${at}/dropping`)).body.state).toBe("dropped");
    expect((await ada.get("/follow_ups")).text).not.toContain(made.body.id);
    expect((await ada.delete(at)).status).toBe(204);
    expectNotFound(await ada.get(at), "books");
  });

  test("name what is wrong", async () => {
    expectProblem(await ada.post("/follow_ups", { contact_id: grace }), 422, "invalid", "$.text");
    expectProblem(await ada.post("/follow_ups", { text: "x" }), 422, "invalid", "$.contact_id");
    expectProblem(await ada.post("/follow_ups", { contact_id: grace, text: "x", kind: "shout" }), 422, "invalid", "$.kind");
    expectProblem(await ada.post("/follow_ups", { contact_id: grace, text: "MRN 1234567" }), 422, "patient_identifier", "$.text");
    expectProblem(await ada.get("/follow_ups?state=lost"), 422, "invalid", "state");
  });

  test("of others are not there", async () => {
    const { id } = (await ada.post("/follow_ups", { contact_id: alan, text: "Private promise", promise: true })).body;
    const at = `/follow_ups/${id}`;
    const answers = [
      await eve.get(at),
      await eve.patch(at, { text: "x" }),
      await eve.delete(at),
      await eve.put(`${at}/completion`),
      await eve.delete(`${at}/completion`),
      await eve.put(`${at}/dropping`),
      await eve.put(`${at}/snooze`, { until: dateIn(9) }),
    ];
    for (const answer of answers) expectNotFound(answer, "Private promise", "Alan");
    const stolen = await eve.post("/follow_ups", { contact_id: alan, text: "mine" });
    expect([404, 422]).toContain(stolen.status);
    expect(stolen.text).not.toContain("Alan");
    expect((await eve.get("/follow_ups")).body.items).toEqual([]);
  });
});

describe("goals", () => {
  test("are the member's own", async () => {
    const goal = (await ada.post("/goals", { text: "Find a partner practice" })).body;
    expect(goal).toMatchObject({ text: "Find a partner practice", state: "active" });
    expect((await ada.patch(`/goals/${goal.id}`, { state: "reached" })).body.state).toBe("reached");
    expectProblem(await ada.post("/goals", { text: "" }), 422, "invalid", "$.text");
    expectProblem(await ada.patch(`/goals/${goal.id}`, { state: "forgotten" }), 422, "invalid", "$.state");
    expectNotFound(await eve.patch(`/goals/${goal.id}`, { text: "Mine" }), "partner practice");
    expectNotFound(await eve.delete(`/goals/${goal.id}`));
    expect((await eve.get("/goals")).text).not.toContain("partner practice");
    expect((await ada.delete(`/goals/${goal.id}`)).status).toBe(204);
    expect((await ada.get("/goals")).text).not.toContain(goal.id);
  });
});

describe("today", () => {
  test("shows what was promised, carries it through to written, and forgets it when it is taken back", async () => {
    const own = await Client.member(server, "Today", { time_zone: "Europe/London" });
    const { id } = (await own.post("/contacts", { name: "Promised Person", emails: [{ value: "pp@example.org" }] })).body;
    await log({ with: [id], happened_at: daysAgo(3), promises: [{ text: "send the audit figures", due: dateIn(0) }] }, own);
    const today = (await own.get("/today")).body;
    expect(today.items.length).toBeLessThanOrEqual(5);
    const item = today.items.find((each: any) => each.kind === "promise");
    expect(item).toMatchObject({ contact: { id, name: "Promised Person" }, overdue: false, state: "open" });
    expect(item.reason.text).toContain("send the audit figures");
    expect((await own.get("/today")).body).toEqual(today);

    const at = `/today/items/${encodeURIComponent(item.id)}`;
    const stateOf = (answer: any) => answer.body.items.find((each: any) => each.id === item.id)?.state;
    expect(stateOf(await own.put(`${at}/completion`))).toBe("done");
    expect(stateOf(await own.delete(`${at}/completion`))).toBe("open");
    expect(stateOf(await own.put(`${at}/snooze`, { until: dateIn(4) }))).toBe("snoozed");
    expect(stateOf(await own.delete(`${at}/completion`))).toBe("open");
    expect(stateOf(await own.put(`${at}/dismissal`))).toBe("dismissed");
    expect(stateOf(await own.delete(`${at}/completion`))).toBe("open");
    expect(stateOf(await own.put(`${at}/writing`, { channel: "message", awaits_answer: true }))).toBe("written");
    const encounters = (await own.get(`/encounters?contact=${id}`)).body.items;
    expect(encounters[0]).toMatchObject({ channel: "message", begun_by: "me", awaits_answer: true });
    expectNotFound(await eve.put(`${at}/completion`), "Promised Person");
    expectProblem(await own.put(`${at}/snooze`, { until: "later" }), 422, "invalid", "$.until");
    expectNotFound(await own.put("/today/items/nothing/completion"));
  });

  test("looked at for another day fixes nothing", async () => {
    const own = await Client.member(server, "Ahead", { time_zone: "Europe/London" });
    const { id } = (await own.post("/contacts", { name: "Met Once" })).body;
    await log({ with: [id], happened_at: daysAgo(1) }, own);
    const ahead = await own.get(`/today?at=${encodeURIComponent(daysAgo(-30))}&all=true`);
    expect(ahead.body.date).toBe(dateIn(30));
    expect(ahead.text).toContain("Met Once");
    const now = await own.get("/today");
    expect(now.body.date).toBe(dateIn(0));
    expectProblem(await own.get("/today?at=tomorrow"), 422, "invalid", "at");
    expectProblem(await own.get("/today?all=perhaps"), 422, "invalid", "all");
    expect((await eve.get("/today?all=true")).text).not.toContain("Met Once");
  });

  test("of nobody yet is empty and kind", async () => {
    const own = await Client.member(server, "Empty");
    expect((await own.get("/today")).body).toMatchObject({ items: [], more: 0 });
    expect((await own.get("/triage")).body).toEqual({ items: [], sorted: 0, remaining: 0 });
  });
});

test("triage offers the unsorted one by one, until they are sorted", async () => {
  const own = await Client.member(server, "Triage");
  const ids = [];
  for (const name of ["First", "Second", "Third"]) ids.push((await own.post("/contacts", { name })).body.id);
  expect((await own.get("/triage")).body).toMatchObject({ sorted: 0, remaining: 3 });
  await own.put(`/contacts/${ids[0]}/tie`, { matters: true, closeness: "friendly", rhythm: "quarterly" });
  await own.put(`/contacts/${ids[1]}/tie`, { matters: false });
  const left = (await own.get("/triage?limit=1")).body;
  expect(left).toMatchObject({ sorted: 2, remaining: 1, items: [{ contact: { name: "Third" } }] });
  expect((await eve.get("/triage")).text).not.toContain("Third");
});
