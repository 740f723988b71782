import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, expectProblem } from "./client.ts";
import { openOperations, operations } from "./contract.ts";
import { confrere, Server } from "./program.ts";

let server: Server;
let ada: Client;
beforeAll(async () => {
  server = await Server.start();
  ada = await Client.member(server, "Ada");
});
afterAll(() => server.remove());

describe("the contract", () => {
  test("names every route of the program, and the program has every route of the contract", async () => {
    const listed = (await confrere(["routes"])).stdout
      .trim()
      .split("\n")
      .map((line) => line.replace(/\s+/, " "))
      .filter((line) => line.includes(" /api/v1/"))
      .map((line) => line.replace("/api/v1", ""));
    expect(listed.sort()).toEqual([...operations].sort());
  });

  test("every operation needs a sign-in unless it says otherwise", async () => {
    const nobody = new Client(server);
    for (const operation of operations.filter((name) => !openOperations.includes(name))) {
      const [method, path] = operation.split(" ") as [string, string];
      const answer = await nobody.ask(method, path.replace("{id}", ada.me.member.id), {});
      expect(answer.status, operation).toBe(401);
      expect(answer.body.code).toBe("unauthenticated");
    }
  });

  test("what is for the machine is not there for the network", async () => {
    for (const path of ["accounts", "password", "backup"]) {
      const answer = await fetch(`${server.address}/local/v1/${path}`, { method: path === "password" ? "PUT" : "POST", body: "{}" });
      expect(answer.status).toBe(404);
    }
  });
});

describe("a request that is wrong", () => {
  const send = (raw: BodyInit, headers = {}) => ada.ask("POST", "/tokens", { raw, headers: { "content-type": "application/json", ...headers } });

  test.each(["{", "{\"name\":}", "[1,2", "{\"name\":\"a\"} x", "\u0000"])("JSON that is none: %j", async (raw) => {
    expect((await send(raw)).status).toBe(400);
  });
  test("JSON of another kind", async () => {
    expectProblem(await send("[]"), 422, "invalid", "$");
    expectProblem(await send('"name"'), 422, "invalid", "$");
  });
  test("text that is not UTF-8", async () => {
    const raw = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    expect([400, 422]).toContain((await send(raw)).status);
  });
  test("a body that is too large", async () => {
    expectProblem(await send(JSON.stringify({ name: "n".repeat(300_000) })), 413, "too_large");
  });
  test("an address that is none, and a method that it has not", async () => {
    const nowhere = await fetch(`${server.address}/api/v1/nowhere`);
    expect(nowhere.status).toBe(404);
    expect(nowhere.headers.get("content-type")).toBe("application/problem+json");
    const put = await fetch(`${server.address}/api/v1/tokens`, { method: "PUT", body: "{}" });
    expect(put.status).toBe(405);
    expect(put.headers.get("allow")).toContain("POST");
  });
  test("none of these left anything behind", async () => {
    expect((await ada.get("/tokens")).body.items).toEqual([]);
  });
});

describe("Idempotency-Key", () => {
  const key = () => ({ headers: { "Idempotency-Key": `key-${Math.random()}` } });

  test("a repeated POST is done once and answered as the first time", async () => {
    const once = key();
    const first = await ada.post("/goals", { text: "find a partner practice" }, once);
    const again = await ada.post("/goals", { text: "find a partner practice" }, once);
    expect(first.status).toBe(201);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect((await ada.get("/goals")).body.items).toHaveLength(1);
  });

  test("a key used for another request is refused", async () => {
    const once = key();
    await ada.post("/goals", { text: "one" }, once);
    const other = await ada.post("/goals", { text: "two" }, once);
    expect([409, 422]).toContain(other.status);
    expect((await ada.get("/goals")).text).not.toContain("two");
  });

  test("somebody else's key is another key", async () => {
    const once = key();
    await ada.post("/goals", { text: "ada's own goal" }, once);
    const eve = await Client.member(server, "Eve");
    const hers = await eve.post("/goals", { text: "ada's own goal" }, once);
    expect(hers.headers.get("idempotency-replayed")).toBeNull();
    expect((await eve.get("/goals")).body.items).toHaveLength(1);
  });

  test("a token's secret is not kept for a second showing", async () => {
    const once = key();
    expect((await ada.post("/tokens", { name: "once" }, once)).body.secret).toMatch(/^cfr_/);
    const again = await ada.post("/tokens", { name: "once" }, once);
    expect(again.status).toBeGreaterThanOrEqual(400);
    expect(again.text).not.toContain("cfr_");
  });
});

describe("GET /changes", () => {
  test("tells a member's own changes as they happen, and nobody else's", async () => {
    const eve = await Client.member(server, "Eve");
    let hers = "";
    let own = "";
    const events = await ada.changesUntil(
      (text) => text.includes(own || "not yet"),
      async () => {
        hers = (await eve.post("/goals", { text: "hers" })).body.id;
        own = (await ada.post("/goals", { text: "told at once" })).body.id;
      },
    );
    const data = events.split("\n").filter((line) => line.startsWith("data:"));
    expect(JSON.parse(data.at(-1)!.slice(5))).toMatchObject({ entity: "goal", kind: "created", id: own });
    expect(events).not.toContain(hers);
    expect(events).not.toContain("told at once");
  });
});

describe("serve", () => {
  test("answers /healthz and stops at SIGTERM with status 0", async () => {
    const own = await Server.start();
    expect((await fetch(`${own.address}/healthz`)).status).toBe(200);
    expect(await own.stop()).toBe(0);
    await expect(fetch(`${own.address}/healthz`)).rejects.toThrow();
    await own.remove();
  });

  test("a second server on the same folder is refused, and the first goes on", async () => {
    const second = await confrere(["serve", "--data", server.data, "--listen", "127.0.0.1:0"]);
    expect(second.status).toBe(3);
    expect(second.stderr).toContain("One folder has one server");
    expect((await ada.get("/me")).status).toBe(200);
  });
});
