import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, expectProblem } from "./client.ts";
import { Server } from "./program.ts";

let server: Server;
let ada: Client;

beforeAll(async () => {
  server = await Server.start();
  ada = await Client.member(server, "Ada");
});
afterAll(() => server.remove());

const rules = async (body: Record<string, unknown>): Promise<string[]> =>
  (await ada.post("/lint", body)).body.items.map((item: { rule: string }) => item.rule);

describe("a text is looked at before it is sent", () => {
  test("with the place, the reason and a better way", async () => {
    const answer = await ada.post("/lint", { text: "\u{1F469} Mrs Jones in bed 4 asked for you." });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.items).toMatchObject([{ rule: "patient-identifier", severity: "stop", start: 6, end: 11, text: "Jones" }]);
    expect(answer.body.items[0].reason).toContain("patient");
  });

  test("for what it is, and to whom it goes", async () => {
    const text = "The paper is attached. Between us, the man is an idiot.";
    expect(await rules({ text })).toEqual(["ill-word"]);
    expect(await rules({ text, met: 3 })).toEqual([]);
    expect(await rules({ text, kind: "note" })).toEqual([]);
    expect(await rules({ text: "Just checking in, I will ring on Monday at 3.", nudges: 2 })).toEqual(["third-nudge"]);
  });

  test("for what is known of the contact it goes to, and only for the one whose contact it is", async () => {
    const text = "The paper is attached. Between us, the man is an idiot.";
    const contact_id = (await ada.post("/contacts", { name: "Grace Hopper" })).body.id;
    expect(await rules({ text, contact_id })).toEqual(["ill-word"]);
    for (const note of ["first", "second", "third"]) await ada.post("/encounters", { with: [contact_id], note });
    expect(await rules({ text, contact_id })).toEqual([]);
    expect(await rules({ text, contact_id, met: 0 })).toEqual(["ill-word"]);

    const nudge = { text: "Just checking in, I will ring on Monday at 3.", contact_id };
    const message = { with: [contact_id], channel: "message", awaits_answer: true };
    for (let sent = 0; sent < 3; sent++) await ada.post("/encounters", message);
    expect(await rules(nudge)).toEqual(["third-nudge"]);
    expect(await rules({ ...nudge, kind: "note" })).toEqual([]);

    const eve = await Client.member(server, "Eve");
    const refusal = await eve.post("/lint", { text, contact_id });
    expectProblem(refusal, 404, "not_found", "$.contact_id");
    expect(refusal.text).not.toContain("Grace");
    const nobody = contact_id.replace(/.$/, (last: string) => (last === "0" ? "1" : "0"));
    expectProblem(await eve.post("/lint", { text, contact_id: nobody }), 404, "not_found", "$.contact_id");
  });

  test.each([
    [{}, "$.text"],
    [{ text: 1 }, "$.text"],
    [{ text: "x", kind: "poem" }, "$.kind"],
    [{ text: "x", met: -1 }, "$.met"],
    [{ text: "x", nudges: -1 }, "$.nudges"],
    [{ text: "x", contact_id: "Grace" }, "$.contact_id"],
    [{ text: "x", mood: "good" }, "$.mood"],
  ])("names what is wrong: %j", async (body, field) => {
    expectProblem(await ada.post("/lint", body), 422, "invalid", field);
  });

  test("not when it is longer than 100 kB", async () => {
    expectProblem(await ada.post("/lint", { text: "a".repeat(100_001) }), 413, "too_large");
  });

  test("and by nobody who is not signed in", async () => {
    expectProblem(await new Client(server).post("/lint", { text: "x" }), 401, "unauthenticated");
  });
});

test("a name in words about a patient stops a note until it is confirmed to be none", async () => {
  const fields = { name: "Grace Hopper", note: "asked me about my patient John Smith" };
  expectProblem(await ada.post("/contacts", fields), 422, "patient_identifier", "$.note");
  expect((await ada.post("/contacts", { ...fields, no_patient_confirmed: true })).status).toBe(201);
});
