import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, expectNotFound, expectProblem, restarts } from "./client.ts";
import { Server } from "./program.ts";

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server.remove());

const account = (changes: Record<string, unknown> = {}) => ({
  name: "Ada Test",
  email: `ada.${Math.random()}@example.org`,
  password: "three quiet words",
  ...changes,
});

describe("POST /accounts", () => {
  test("makes an account that owns a network, and signs in", async () => {
    const nobody = new Client(server);
    const made = await nobody.post("/accounts", account({ time_zone: "Europe/London", language: "en" }));
    expect(made.status).toBe(201);
    expect(made.body.network.name).toBe("Ada Test's network");
    expect(made.body.member.role).toBe("owner");
    expect(made.body.account.time_zone).toBe("Europe/London");
    expect(made.text).not.toContain("three quiet words");
    expect(made.text).not.toContain("argon2");
    expect((await nobody.get("/me")).body).toEqual(made.body);
  });

  test("sets a cookie that no script and no other site can use", async () => {
    const made = await new Client(server).post("/accounts", account());
    const cookie = made.headers.getSetCookie()[0]!;
    expect(cookie).toMatch(/^confrere_session=[\w-]{32}; /);
    for (const part of ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"]) expect(cookie).toContain(part);
    expect(cookie).not.toContain("Secure"); // this server is reached by plain HTTP
  });

  test.each([
    [{ name: " " }, "$.name"],
    [{ email: "ada" }, "$.email"],
    [{ email: "ada@nowhere" }, "$.email"],
    [{ password: "too short" }, "$.password"],
    [{ name: "Ada Lovelace", password: "ada lovelace" }, "$.password"],
    [{ network: "" }, "$.network"],
    [{ language: "english, please" }, "$.language"],
    [{ time_zone: "Middle-earth/Shire" }, "$.time_zone"],
    [{ name: 7 }, "$.name"],
    [{ nickname: "Ada" }, "$.nickname"],
    [{ email: undefined }, "$.email"],
  ])("names what is wrong: %j", async (changes, field) => {
    expectProblem(await new Client(server).post("/accounts", account(changes)), 422, "invalid", field);
  });

  test("refuses a second account of the same e-mail, however it is written", async () => {
    const first = account();
    await new Client(server).post("/accounts", first);
    const second = account({ email: ` ${first.email.toUpperCase()} `, password: "another long secret" });
    expectProblem(await new Client(server).post("/accounts", second), 409, "conflict", "$.email");
  });
});

describe("sign-up on a server of one's own", () => {
  test("is open for the first account only", async () => {
    const own = await Server.start([]);
    try {
      const nobody = new Client(own);
      expect((await nobody.get("/server")).body).toMatchObject({ setup_needed: true, sign_up_open: true, demo: null });
      expect((await nobody.post("/accounts", account())).status).toBe(201);
      const late = new Client(own);
      expect((await late.get("/server")).body).toMatchObject({ setup_needed: false, sign_up_open: false });
      expectProblem(await late.post("/accounts", account()), 403, "sign_up_closed");
    } finally {
      await own.remove();
    }
  });
});

describe("/session", () => {
  test("opens with e-mail and password, and ends", async () => {
    const ada = await Client.member(server, "Ada");
    const phone = new Client(server);
    const signedIn = await phone.post("/session", { email: ada.email.toUpperCase(), password: ada.password });
    expect(signedIn.status).toBe(200);
    expect(signedIn.body).toEqual(ada.me);
    expect((await phone.delete("/session")).status).toBe(204);
    expectProblem(await phone.get("/me"), 401, "unauthenticated");
    expect((await ada.get("/me")).status).toBe(200);
  });

  test("does not tell an unknown e-mail from a wrong password", async () => {
    const ada = await Client.member(server, "Ada");
    const wrong = await new Client(server).post("/session", { email: ada.email, password: "not her secret" });
    const unknown = await new Client(server).post("/session", { email: "no.one@example.org", password: "not her secret" });
    expectProblem(wrong, 401, "sign_in_failed");
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  test("a stale cookie does not keep anybody from signing in", async () => {
    const ada = await Client.member(server, "Ada");
    const stale = { headers: { cookie: "confrere_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" } };
    expectProblem(await new Client(server).get("/me", stale), 401, "unauthenticated");
    const signedIn = await new Client(server).post("/session", { email: ada.email, password: ada.password }, stale);
    expect(signedIn.status).toBe(200);
  });

  test("refuses a network that is not the account's", async () => {
    const [ada, eve] = [await Client.member(server, "Ada"), await Client.member(server, "Eve")];
    const network_id = eve.me.network.id;
    const elsewhere = { email: ada.email, password: ada.password, network_id };
    expectProblem(await new Client(server).post("/session", elsewhere), 422, "invalid", "$.network_id");
    expectNotFound(await ada.patch("/session", { network_id }), eve.me.network.name);
    expect((await ada.patch("/session", { network_id: ada.me.network.id })).body).toEqual(ada.me);
    expectProblem(await ada.patch("/session", { network_id: "Eve's" }), 422, "invalid", "$.network_id");
  });

  test.skipIf(restarts)("slows down who guesses, says how long, and lets the owner in", async () => {
    const own = await Server.start();
    try {
      const ada = await Client.member(own, "Ada");
      const guesses = [];
      for (let i = 0; i < 6; ++i) guesses.push(await new Client(own).post("/session", { email: ada.email, password: `guess ${i}` }));
      expect(guesses.slice(0, 5).map((guess) => guess.status)).toEqual([401, 401, 401, 401, 401]);
      expectProblem(guesses[5]!, 429, "rate_limited");
      expect(guesses[5]!.body.retry_after).toBeGreaterThan(0);
      expect(guesses[5]!.headers.get("retry-after")).toBe(String(guesses[5]!.body.retry_after));
      await new Promise((later) => setTimeout(later, 1100));
      expect((await new Client(own).post("/session", { email: ada.email, password: ada.password })).status).toBe(200);
    } finally {
      await own.remove();
    }
  });

  test("a page of another site cannot act with the cookie", async () => {
    const ada = await Client.member(server, "Ada");
    const foreign = { headers: { origin: "https://evil.example" } };
    expectProblem(await ada.delete("/sessions", foreign), 403, "cross_site");
    expect((await ada.get("/me")).status).toBe(200);
  });
});

describe("/sessions", () => {
  test("are listed with this one marked, and end all at once", async () => {
    const ada = await Client.member(server, "Ada");
    const phone = new Client(server);
    const headers = { "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1" };
    await phone.post("/session", { email: ada.email, password: ada.password }, { headers });
    const sessions = (await phone.get("/sessions")).body.items;
    expect(sessions.map((session: any) => session.current)).toEqual([true, false]);
    expect(sessions[0].device).toBe("Safari on iPhone");
    expect((await ada.delete("/sessions")).status).toBe(204);
    expectProblem(await phone.get("/sessions"), 401, "unauthenticated");
    expectProblem(await ada.get("/sessions"), 401, "unauthenticated");
  });

  test("of others are not among them", async () => {
    const [ada, eve] = [await Client.member(server, "Ada"), await Client.member(server, "Eve")];
    const hers = (await ada.get("/sessions")).body.items.map((session: any) => session.id);
    const theirs = await eve.get("/sessions");
    expect(theirs.body.items).toHaveLength(1);
    for (const id of hers) expect(theirs.text).not.toContain(id);
    await eve.delete("/sessions");
    expect((await ada.get("/me")).status).toBe(200);
  });
});

describe("/me", () => {
  test("changes what is given and nothing else", async () => {
    const ada = await Client.member(server, "Ada", { time_zone: "Europe/London" });
    const changed = await ada.patch("/me", { name: " Ada  King ", time_zone: "Pacific/Auckland" });
    expect(changed.body.account).toEqual({ ...ada.me.account, name: "Ada King", time_zone: "Pacific/Auckland" });
    expect((await ada.get("/me")).body).toEqual(changed.body);
  });

  test.each([
    [{ name: "" }, "$.name"],
    [{ time_zone: "Nowhere" }, "$.time_zone"],
    [{ language: "x" }, "$.language"],
    [{ email: "new@example.org" }, "$.email"],
    [{ role: "owner" }, "$.role"],
  ])("names what is wrong: %j", async (changes, field) => {
    const ada = await Client.member(server, "Ada");
    expectProblem(await ada.patch("/me", changes), 422, "invalid", field);
    expect((await ada.get("/me")).body).toEqual(ada.me);
  });

  test("is nobody without a sign-in, whatever account a stranger names", async () => {
    const ada = await Client.member(server, "Ada");
    const claim = await new Client(server).get("/me", { headers: { "x-confrere-as": ada.email } });
    expectProblem(claim, 401, "unauthenticated");
    expect(claim.text).not.toContain(ada.email);
  });
});

describe("PUT /me/password", () => {
  test("ends the other sessions and keeps this one", async () => {
    const ada = await Client.member(server, "Ada");
    const phone = new Client(server);
    await phone.post("/session", { email: ada.email, password: ada.password });
    expect((await ada.put("/me/password", { current: ada.password, new: "a different secret" })).status).toBe(204);
    expect((await ada.get("/me")).status).toBe(200);
    expectProblem(await phone.get("/me"), 401, "unauthenticated");
    expectProblem(await phone.post("/session", { email: ada.email, password: ada.password }), 401, "sign_in_failed");
    expect((await phone.post("/session", { email: ada.email, password: "a different secret" })).status).toBe(200);
  });

  test.each([
    [{ current: "wrong", new: "a different secret" }, "$.current"],
    [{ current: "right", new: "short" }, "$.new"],
    [{ current: "right" }, "$.new"],
    [{ new: "a different secret" }, "$.current"],
    [{ current: "right", new: "a different secret", again: "x" }, "$.again"],
  ])("names what is wrong: %j", async (body: Record<string, string>, field) => {
    const ada = await Client.member(server, "Ada");
    const asked = body.current === "right" ? { ...body, current: ada.password } : body;
    expectProblem(await ada.put("/me/password", asked), 422, "invalid", field);
    expect((await new Client(server).post("/session", { email: ada.email, password: ada.password })).status).toBe(200);
  });
});

describe("/tokens", () => {
  test("stand for their owner until they are deleted, and show their secret once", async () => {
    const ada = await Client.member(server, "Ada");
    const made = await ada.post("/tokens", { name: " phone  book " });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: "phone book", last_used_at: null });
    expect(made.body.secret).toMatch(/^cfr_/);
    const program = new Client(server);
    program.token = made.body.secret;
    expect((await program.get("/me")).body).toEqual(ada.me);
    const listed = await ada.get("/tokens");
    expect(listed.body.items.map((token: any) => token.id)).toEqual([made.body.id]);
    expect(listed.text).not.toContain("cfr_");
    expect((await ada.delete(`/tokens/${made.body.id}`)).status).toBe(204);
    expectProblem(await program.get("/me"), 401, "unauthenticated");
    expectNotFound(await ada.delete(`/tokens/${made.body.id}`));
  });

  test("need a name", async () => {
    const ada = await Client.member(server, "Ada");
    for (const name of ["", "  ", "n".repeat(101), null]) {
      expectProblem(await ada.post("/tokens", { name }), 422, "invalid", "$.name");
    }
    expectProblem(await ada.post("/tokens", {}), 422, "invalid", "$.name");
    expect((await ada.get("/tokens")).body.items).toEqual([]);
  });

  test("of others cannot be seen or deleted", async () => {
    const [ada, eve] = [await Client.member(server, "Ada"), await Client.member(server, "Eve")];
    const token = (await ada.post("/tokens", { name: "hers" })).body;
    expect((await eve.get("/tokens")).body.items).toEqual([]);
    expectNotFound(await eve.delete(`/tokens/${token.id}`), "hers");
    expectNotFound(await eve.delete("/tokens/not-an-id"));
    expect((await ada.get("/tokens")).body.items).toHaveLength(1);
  });
});
