import { afterAll, beforeAll, expect, test } from "vitest";
import { Client, restarts } from "./client.ts";
import { Server } from "./program.ts";

let server: Server;
beforeAll(async () => {
  server = await Server.start(["--sign-up", "open", "--metrics", "127.0.0.1:0"]);
});
afterAll(() => server.remove());

async function metrics(): Promise<string> {
  await expect.poll(() => server.greeting).toMatch(/Metrics +http:/);
  const address = /Metrics +(http:\S+)/.exec(server.greeting)![1]!;
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  return answer.text();
}

const valueOf = (text: string, sample: string) => Number(text.split("\n").find((line) => line.startsWith(`${sample} `))?.slice(sample.length));

// Counters begin at nought with every start.
test.skipIf(restarts)("a monitor sees what is asked and written, by route", async () => {
  const before = await metrics();
  const ada = await Client.member(server, "Ada");
  const goal = (await ada.post("/goals", { text: "find a partner practice" })).body;
  await ada.patch(`/goals/${goal.id}`, { text: "find two" });
  const after = await metrics();
  expect(after).toContain('confrere_http_requests_total{route="/api/v1/goals/{id}",method="PATCH",status="2xx"} 1\n');
  expect(valueOf(after, "confrere_writer_jobs_total")).toBeGreaterThanOrEqual(valueOf(before, "confrere_writer_jobs_total") + 3);
  expect(valueOf(after, "process_resident_memory_bytes")).toBeGreaterThan(1e6);
  expect(valueOf(after, "confrere_writing_works")).toBe(1);
});

test("it is not told who, nor what", async () => {
  const ada = await Client.member(server, "Ada Secret");
  const goal = (await ada.post("/goals", { text: "a secret aim" })).body;
  await ada.get(`/goals/${goal.id}`);
  await ada.get("/contacts?q=secretquery");
  const text = await metrics();
  for (const secret of [ada.email, "Secret", "secret aim", "secretquery", goal.id, ada.me.member.id]) {
    expect(text).not.toContain(secret);
  }
});

test("every line is a help, a type or a sample", async () => {
  for (const line of (await metrics()).trimEnd().split("\n")) {
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"\n]*",?)+\})? [0-9.e+-]+)$/);
  }
});

test("the app's own address does not tell it", async () => {
  const answer = await fetch(`${server.address}/metrics`, { headers: { accept: "text/plain" } });
  expect(answer.status).toBe(404);
});
