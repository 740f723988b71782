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

/** Everything a contact can say. */
const whole = {
  name: "Dr Grace Hopper",
  name_parts: { family: "Hopper", given: "Grace", prefix: "Dr" },
  nicknames: ["Amazing Grace"],
  emails: [{ value: "grace@elm.example", labels: ["work"], preferred: true }, { value: "g@home.example", labels: ["home"] }],
  phones: [{ value: "+44 20 7946 0018", labels: ["mobile"] }],
  addresses: [{ street: "1 Elm Street", city: "Elm", postcode: "E1 1AA", country: "UK", labels: ["work"] }],
  links: [{ value: "https://grace.example" }],
  messengers: [{ value: "xmpp:grace@elm.example" }],
  dates: [{ kind: "birthday", date: "--12-09" }, { kind: "anniversary", date: "2001-06" }],
  languages: ["en", "fr"],
  pronouns: "she/her",
  roles: [
    { title: "GP partner", organisation: "Elm Street Surgery", sector: "primary", started: "2015" },
    { title: "Lecturer", organisation: "Elm University", sector: "academia", started: "2010", ended: "2014-07" },
  ],
  specialties: ["General practice"],
  how_we_met: { date: "2019-07", place: "Leeds", event: "Summer school", through: "Alan" },
  cares_about: "plain words",
  cases_loved: "minor surgery",
  cases_unwanted: "none",
  ask: "a mentor for her trainee",
  offer: "teaching",
  note: "**Likes** sailing",
};

const create = async (fields: object, who = ada) => {
  const answer = await who.post("/contacts", fields);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};

describe("POST /contacts", () => {
  test("a name is enough", async () => {
    const contact = await create({ name: "Alan Kay" });
    expect(contact).toMatchObject({ name: "Alan Kay", emails: [], roles: [], note: "", archived: false, photo: null });
    expect((await ada.get(`/contacts/${contact.id}`)).body).toEqual(contact);
  });

  test("keeps all that can be said of a person", async () => {
    const contact = await create(whole);
    const { how_we_met, ...plain } = whole;
    expect(contact).toMatchObject(plain);
    expect(contact.how_we_met).toMatchObject(how_we_met);
    expect((await ada.get(`/contacts/${contact.id}`)).body).toEqual(contact);
  });

  test.each([
    [{}, "$.name"],
    [{ name: "" }, "$.name"],
    [{ name: "n".repeat(301) }, "$.name"],
    [{ name: "A", emails: [{ labels: ["work"] }] }, "$.emails[0].value"],
    [{ name: "A", emails: "a@example.org" }, "$.emails"],
    [{ name: "A", dates: [{ kind: "birthday", date: "yesterday" }] }, "$.dates[0].date"],
    [{ name: "A", dates: [{ kind: "birthday", date: "2001-02-30" }] }, "$.dates[0].date"],
    [{ name: "A", roles: [{ title: "GP", sector: "space" }] }, "$.roles[0].sector"],
    [{ name: "A", circles: ["not-an-id"] }, "$.circles[0]"],
    [{ name: "A", favourite: "blue" }, "$.favourite"],
  ])("names what is wrong: %j", async (fields, field) => {
    expectProblem(await ada.post("/contacts", fields), 422, "invalid", field);
  });

  test.each([
    ["note", "MRN 1234567"],
    ["cares_about", "her patient 943 476 5919"],
    ["ask", "SSN 078-05-1120"],
  ])("refuses a patient's number in %s until it is confirmed to be none", async (field, text) => {
    const fields = { name: "Careful", [field]: text };
    const refused = await ada.post("/contacts", fields);
    expectProblem(refused, 422, "patient_identifier", `$.${field}`);
    const { start, end } = refused.body.position;
    expect([...text].slice(start, end).join("")).toMatch(/\d/);
    expect((await ada.get("/contacts?query=Careful")).body.items.filter((each: any) => each.name === "Careful")).toEqual([]);
    const kept = await ada.post("/contacts", { ...fields, no_patient_confirmed: true });
    expect(kept.status).toBe(201);
    expect(kept.body).not.toHaveProperty("no_patient_confirmed");
    await ada.delete(`/contacts/${kept.body.id}`);
  });
});

describe("PATCH /contacts/{id}", () => {
  test("changes what is given, keeps the rest, and null empties", async () => {
    const contact = await create(whole);
    const changed = await ada.patch(`/contacts/${contact.id}`, { note: "New", how_we_met: null, phones: [] });
    expect(changed.body).toMatchObject({ note: "New", phones: [], emails: contact.emails, roles: contact.roles });
    expect(changed.body.how_we_met ?? null).toBeNull();
    expect(changed.body.version).toBeGreaterThan(contact.version);
    expect((await ada.get(`/contacts/${contact.id}`)).body).toEqual(changed.body);
  });

  test("of an outdated version is refused and changes nothing", async () => {
    const { id } = await create({ name: "Two Tabs" });
    const tag = (await ada.get(`/contacts/${id}`)).headers.get("etag")!;
    const first = await ada.patch(`/contacts/${id}`, { ask: "first" }, { headers: { "If-Match": tag } });
    expect(first.status).toBe(200);
    const second = await ada.patch(`/contacts/${id}`, { ask: "second" }, { headers: { "If-Match": tag } });
    expectProblem(second, 412, "precondition_failed");
    expect((await ada.get(`/contacts/${id}`)).body.ask).toBe("first");
  });

  test("names what is wrong, and nothing is half-saved", async () => {
    const contact = await create({ name: "Whole" });
    expectProblem(await ada.patch(`/contacts/${contact.id}`, { ask: "x", name: "" }), 422, "invalid", "$.name");
    expectProblem(await ada.patch(`/contacts/${contact.id}`, { ask: "x", id: contact.id }), 422, "invalid", "$.id");
    expect((await ada.get(`/contacts/${contact.id}`)).body).toEqual(contact);
  });
});

describe("GET /contacts", () => {
  test("gives everybody once, page by page, in the order of names", async () => {
    const own = await Client.member(server, "Paging");
    const names = ["Åsa Öberg", "Bo Ek", "Cy Fox", "Di Gray", "Ed Hill", "Flo Ivy", "Gus Jay"];
    for (const name of [...names].reverse()) await create({ name }, own);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: any = (await own.get(`/contacts?limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`)).body;
      expect(page.items.length).toBeLessThanOrEqual(3);
      expect(page.total).toBe(names.length);
      seen.push(...page.items.map((each: any) => each.name));
      cursor = page.next_cursor;
    }
    expect([...seen].sort()).toEqual([...names].sort());
    const from = await own.get("/contacts?offset=5&limit=50");
    expect(from.body.items.map((each: any) => each.name)).toEqual(seen.slice(5));
  });

  test("finds people as they are typed: accents, prefixes, organisations, notes, one slip", async () => {
    const own = await Client.member(server, "Search");
    await create({ name: "Łukasz Ångström-Müller", note: "met on the ferry" }, own);
    await create({ name: "Margaret Hamilton", roles: [{ title: "Director", organisation: "Apollo Hospital" }] }, own);
    await create({ name: "Someone Else" }, own);
    const names = async (query: string) =>
      (await own.get(`/contacts?query=${encodeURIComponent(query)}`)).body.items.map((each: any) => each.name);
    expect(await names("angstrom")).toEqual(["Łukasz Ångström-Müller"]);
    expect(await names("luk mul")).toEqual(["Łukasz Ångström-Müller"]);
    expect(await names("apollo")).toEqual(["Margaret Hamilton"]);
    expect(await names("ferry")).toEqual(["Łukasz Ångström-Müller"]);
    expect(await names("margraet")).toEqual(["Margaret Hamilton"]);
    expect(await names("nobodyatall")).toEqual([]);
    expect(await names('"; DROP TABLE contact; --')).toEqual([]);
    expect(await names("* OR NOT (")).toEqual([]);
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=501", "limit"],
    ["limit=many", "limit"],
    ["cursor=nonsense", "cursor"],
    ["circle=nonsense", "circle"],
    ["archived=perhaps", "archived"],
    ["offset=-1", "offset"],
  ])("names what is wrong: %s", async (query, field) => {
    expectProblem(await ada.get(`/contacts?${query}`), 422, "invalid", field);
  });

  test("never shows anybody else's", async () => {
    await create({ name: "Secretive Person", note: "Ada's own note" });
    for (const query of ["", "?query=Secretive", "?query=own+note", "?archived=true"]) {
      const answer = await eve.get(`/contacts${query}`);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain("Secretive");
    }
    expect((await eve.get("/organisations?query=Elm")).body.items).toEqual([]);
  });
});

describe("a contact that goes", () => {
  test("archived, it leaves the list and comes back", async () => {
    const { id } = await create({ name: "Archived Archie" });
    expect((await ada.put(`/contacts/${id}/archive`)).status).toBe(204);
    expect((await ada.get("/contacts?query=Archie")).text).not.toContain(id);
    expect((await ada.get("/contacts?archived=true")).text).toContain(id);
    expect((await ada.get(`/contacts/${id}`)).body.archived).toBe(true);
    expect((await ada.delete(`/contacts/${id}/archive`)).status).toBe(204);
    expect((await ada.get("/contacts?query=Archie")).text).toContain(id);
  });

  test("deleted, it is nowhere, and undo brings it back as it was", async () => {
    const contact = await create({ ...whole, name: "Deleted Delia" });
    const deleted = await ada.delete(`/contacts/${contact.id}`);
    expect(deleted.status).toBe(200);
    expectNotFound(await ada.get(`/contacts/${contact.id}`), "Delia");
    expect((await ada.get("/contacts?query=Delia")).body.items).toEqual([]);
    expectNotFound(await eve.post(`/undos/${deleted.body.undo.id}`));
    expect((await ada.post(`/undos/${deleted.body.undo.id}`)).status).toBe(204);
    expect((await ada.get(`/contacts/${contact.id}`)).body).toMatchObject({ name: "Deleted Delia", emails: contact.emails });
    expect((await ada.get("/contacts?query=Delia")).text).toContain(contact.id);
    expectNotFound(await ada.post(`/undos/${deleted.body.undo.id}`));
  });
});

describe("a photo", () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const put = (id: string, raw: BodyInit, type = "image/png", who = ada) =>
    who.put(`/contacts/${id}/photo`, undefined, { raw, headers: { "content-type": type } });

  test("is kept, shown to its owner, and goes", async () => {
    const { id } = await create({ name: "Pictured" });
    expect((await put(id, png)).status).toBe(204);
    expect((await ada.get(`/contacts/${id}`)).body.photo).toContain(id);
    const shown = await ada.get(`/contacts/${id}/photo`);
    expect(shown.status).toBe(200);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expectNotFound(await eve.get(`/contacts/${id}/photo`));
    expectNotFound(await put(id, png, "image/png", eve));
    expectNotFound(await eve.delete(`/contacts/${id}/photo`));
    expect((await ada.delete(`/contacts/${id}/photo`)).status).toBe(204);
    expect((await ada.get(`/contacts/${id}`)).body.photo).toBeNull();
  });

  test("must be a picture, whatever it says it is", async () => {
    const { id } = await create({ name: "Not pictured" });
    expect((await put(id, "<script>alert(1)</script>")).status).toBe(422);
    expect((await put(id, Buffer.alloc(3 << 20))).status).toBe(413);
    expect((await ada.get(`/contacts/${id}`)).body.photo).toBeNull();
  });
});

describe("ties, circles and acquaintances", () => {
  test("what is stated of a tie shows on the contact", async () => {
    const { id, tie: untold } = await create({ name: "Tied" });
    expect(untold).toMatchObject({ closeness: null, rhythm: null, matters: null, word: "not_yet" });
    const tie = await ada.put(`/contacts/${id}/tie`, { closeness: "trusted", rhythm: "monthly", matters: true });
    expect(tie.body).toMatchObject({ closeness: "trusted", rhythm: "monthly", rhythm_from: "contact", matters: true, word: "knows_well" });
    const again = await ada.put(`/contacts/${id}/tie`, { closeness: null });
    expect(again.body).toMatchObject({ closeness: null, rhythm: "monthly" });
    expect((await ada.get(`/contacts/${id}`)).body.tie).toEqual(again.body);
    expectProblem(await ada.put(`/contacts/${id}/tie`, { closeness: "best" }), 422, "invalid", "$.closeness");
    expectNotFound(await eve.put(`/contacts/${id}/tie`, { closeness: "trusted" }), "Tied");
  });

  test("a circle lends its rhythm and leaves its people when it goes", async () => {
    const circle = (await ada.post("/circles", { name: "Leads", rhythm: "quarterly" })).body;
    const contact = await create({ name: "Circled", circles: [circle.id] });
    expect(contact.circles).toEqual([{ id: circle.id, name: "Leads" }]);
    expect(contact.tie).toMatchObject({ rhythm: "quarterly", rhythm_from: "circle" });
    expect((await ada.get(`/contacts?circle=${circle.id}`)).body.items.map((each: any) => each.id)).toEqual([contact.id]);
    expect((await ada.patch(`/circles/${circle.id}`, { name: "Leaders" })).body.name).toBe("Leaders");
    expect((await ada.get("/circles")).body.items).toMatchObject([{ name: "Leaders", contacts: 1 }]);
    expectProblem(await ada.post("/circles", { name: "" }), 422, "invalid", "$.name");
    expect((await eve.get("/circles")).body.items).toEqual([]);
    expectNotFound(await eve.patch(`/circles/${circle.id}`, { name: "Mine" }), "Leaders");
    expectNotFound(await eve.delete(`/circles/${circle.id}`));
    const stolen = await eve.post("/contacts", { name: "Thief", circles: [circle.id] });
    expect(stolen.status).toBeGreaterThanOrEqual(400);
    expect(stolen.text).not.toContain("Leaders");
    expect((await ada.delete(`/circles/${circle.id}`)).status).toBe(204);
    expect((await ada.get(`/contacts/${contact.id}`)).body.circles).toEqual([]);
  });

  test("who knows whom is said of two own contacts, and replaced by what is said later", async () => {
    const [a, b] = [await create({ name: "Knows" }), await create({ name: "Known" })];
    const said = await ada.post("/acquaintances", { contact_a: a.id, contact_b: b.id, where_from: "medical school" });
    expect(said.status).toBe(201);
    const later = await ada.post("/acquaintances", { contact_a: b.id, contact_b: a.id, kind: "do_not_know" });
    expect(later.status).toBe(201);
    const listed = (await ada.get(`/contacts/${a.id}/acquaintances`)).body.items;
    expect(listed).toMatchObject([{ kind: "do_not_know" }]);
    expectProblem(await ada.post("/acquaintances", { contact_a: a.id, contact_b: a.id }), 422, "invalid", "$.contact_b");
    const hers = await create({ name: "Eve's" }, eve);
    const mixed = await eve.post("/acquaintances", { contact_a: hers.id, contact_b: a.id });
    expect([404, 422]).toContain(mixed.status);
    expect(mixed.text).not.toContain("Knows");
    expectNotFound(await eve.get(`/contacts/${a.id}/acquaintances`), "Known");
    expectNotFound(await eve.delete(`/acquaintances/${listed[0].id}`));
    expect((await ada.delete(`/acquaintances/${listed[0].id}`)).status).toBe(204);
    expect((await ada.get(`/contacts/${a.id}/acquaintances`)).body.items).toEqual([]);
  });
});

test("organisations and specialties complete what is typed", async () => {
  await create({ name: "Employed", roles: [{ title: "Nurse", organisation: "Willow Hospice" }] });
  const organisations = (await ada.get("/organisations?query=wil")).body.items;
  expect(organisations).toMatchObject([{ name: "Willow Hospice", contacts: 1 }]);
  const specialties = (await ada.get("/specialties?query=cardio")).body.items.map((each: any) => each.name);
  expect(specialties.some((name: string) => /cardio/i.test(name))).toBe(true);
});

test("my card is one's own, and says itself as vCard and QR code", async () => {
  const fields = { name: "Dr Ada Test", headline: "Surgeon", emails: [{ value: "ada@elm.example" }], ask: "a partner", offer: "teaching" };
  const put = await ada.put("/my_card", fields);
  expect(put.status, put.text).toBe(200);
  expect(put.body).toMatchObject(fields);
  expect(put.body.vcard).toContain("FN:Dr Ada Test");
  expect(put.body.qr_svg).toMatch(/^M/);
  expect((await ada.get("/my_card")).body).toEqual(put.body);
  expect((await eve.get("/my_card")).text).not.toContain("Dr Ada Test");
  expectProblem(await ada.put("/my_card", { name: "" }), 422, "invalid", "$.name");
  expectProblem(await ada.put("/my_card", { ...fields, biography: "NHS 943 476 5919" }), 422, "patient_identifier", "$.biography");
});

test("a stranger meets nothing at a contact's address", async () => {
  const contact = await create({ ...whole, name: "Only Ada's" });
  const at = `/contacts/${contact.id}`;
  const answers = [
    await eve.get(at),
    await eve.patch(at, { name: "Mine now" }),
    await eve.delete(at),
    await eve.put(`${at}/archive`),
    await eve.delete(`${at}/archive`),
    await eve.get(`${at}/timeline`),
  ];
  for (const answer of answers) expectNotFound(answer, "Only Ada's", "Likes", "grace@elm.example");
  expect((await ada.get(at)).body).toEqual(contact);
});
