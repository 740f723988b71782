import { beforeAll, describe, expect, test } from "vitest";
import { Client } from "../api/client.ts";
import { eachSize, sees, seesNoMore, sidewaysScroll, useWorld, type Visitor } from "./browser.ts";

const world = useWorld();
let ada: Client;
beforeAll(async () => {
  ada = await Client.member(world.server, "Ada");
  await ada.post("/contacts", { name: "Grace Brandt" });
});
const add = async (name: string): Promise<string> => (await ada.post("/contacts", { name })).body.id;
const times = async (note: string): Promise<number> =>
  (await ada.get("/encounters")).body.items.filter((each: any) => each.note === note).length;

async function fillIn(visitor: Visitor, note: string) {
  const sheet = await visitor.startLogging();
  await sheet.getByRole("combobox", { name: "Who was it?" }).fill("grace");
  await sheet.getByRole("option", { name: /Grace Brandt/ }).click();
  await sheet.getByLabel("A line to remember it by").fill(note);
  return sheet;
}

describe.each(eachSize)("on a %s", (size) => {
  test("a double tap logs an encounter once", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    const note = `Twice tapped, by ${size}`;
    const sheet = await fillIn(visitor, note);
    await sheet.getByRole("button", { name: "Log it" }).dblclick();
    await sees(page.getByText("Logged."));
    await seesNoMore(sheet);
    expect(await times(note)).toBe(1);
  });

  test("an answer that is lost on the way neither loses an encounter nor doubles it", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    const note = `Lost on the way, by ${size}`;
    const sheet = await fillIn(visitor, note);
    await page.route("**/api/v1/encounters", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await sheet.getByRole("button", { name: "Log it" }).click();
    const waiting = page.getByText("One encounter is waiting to send.");
    await sees(waiting);
    expect(await times(note)).toBe(1);
    await page.unrouteAll({ behavior: "wait" });
    await seesNoMore(waiting); // the app tries again by itself
    expect(await times(note)).toBe(1);
  });

  test("what waits goes at a tap, before the app tries again by itself", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    await page.clock.install();
    await page.reload();
    const note = `By a tap, by ${size}`;
    const sheet = await fillIn(visitor, note);
    await page.route("**/api/v1/encounters", (route) => route.abort("connectionreset"));
    await sheet.getByRole("button", { name: "Log it" }).click();
    const waiting = page.getByText("One encounter is waiting to send.");
    await sees(waiting);
    await seesNoMore(sheet);
    await page.clock.pauseAt(Date.now() + 1000);
    await page.unrouteAll({ behavior: "wait" });
    expect(await times(note)).toBe(0);
    await page.getByRole("button", { name: "Send now" }).click();
    await seesNoMore(waiting);
    expect(await times(note)).toBe(1);
  });

  test("what is typed outlives a session that ends, and is saved after signing in again", async () => {
    const eve = await Client.member(world.server, `Eve ${size}`);
    const id = (await eve.post("/contacts", { name: "Omar Haddad" })).body.id;
    const visitor = await world.visitor(size, eve);
    visitor.expected = /^401 /;
    const page = await visitor.open("/goals");
    await page.getByLabel("A goal").fill("Find a partner practice");
    const second = await visitor.tab(`/people/${id}?edit=offer`);
    await second.getByLabel("What they can give").fill("A room for talks");
    await eve.delete("/sessions");
    await second.getByRole("button", { name: "Save", exact: true }).click();
    const signIn = second.getByRole("dialog", { name: "Please sign in again" });
    await signIn.getByLabel("Password").fill(eve.password);
    await signIn.getByRole("button", { name: "Sign in" }).click();
    await seesNoMore(signIn);
    expect(await second.getByLabel("What they can give").inputValue()).toBe("A room for talks");
    await second.getByRole("button", { name: "Save", exact: true }).click();
    await sees(second.getByText("Saved."));
    // The other tab has the new session too, whether or not it asked to sign in meanwhile.
    await page.reload();
    await sees(page.getByRole("heading", { level: 1, name: "Goals" }));
  });

  test("signing in again leaves a form that is not kept anywhere else as it was", async () => {
    const eve = await Client.member(world.server, `Mia ${size}`);
    const visitor = await world.visitor(size, eve);
    visitor.expected = /^401 /;
    const page = await visitor.open("/goals");
    const goal = page.getByLabel("A goal");
    await goal.fill("Find a partner practice");
    await eve.delete("/sessions");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    const signIn = page.getByRole("dialog", { name: "Please sign in again" });
    await signIn.getByLabel("Password").fill(eve.password);
    await signIn.getByRole("button", { name: "Sign in" }).click();
    await seesNoMore(signIn);
    expect(await goal.inputValue()).toBe("Find a partner practice");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await sees(page.getByRole("listitem").filter({ hasText: "Find a partner practice" }));
  });

  test("what is half written is there again after the page was left, and gone once it is saved", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/goals");
    const goal = page.getByLabel("A goal");
    const text = `Find a room, by ${size}`;
    await goal.fill(text);
    await page.goto("/people");
    await sees(page.getByRole("link", { name: "Grace Brandt" }));
    await page.goto("/goals");
    await expect.poll(() => goal.inputValue()).toBe(text);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await sees(page.getByRole("listitem").filter({ hasText: text }));
    await page.reload();
    await sees(page.getByRole("listitem").filter({ hasText: text }));
    expect(await goal.inputValue()).toBe("");
  });

  test("the back button closes the sheet, keeps what was typed, and stays on the page", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    await page.goto("/people");
    await sees(page.getByRole("link", { name: "Grace Brandt" }));
    const note = `Not yet, by ${size}`;
    const sheet = await fillIn(visitor, note);
    await page.goBack();
    await seesNoMore(sheet);
    expect(new URL(page.url()).pathname).toBe("/people");
    await visitor.startLogging();
    await expect.poll(() => sheet.getByLabel("A line to remember it by").inputValue()).toBe(note);
    await sheet.getByRole("button", { name: "Throw away" }).click();
    await seesNoMore(sheet);
    await page.goBack();
    await page.waitForURL("**/today");
  });

  test("strange names are shown as they are, and break nothing", async () => {
    const names = [
      "<script>alert(1)</script><b>Bold</b>",
      "👩🏽‍⚕️ Zoë 🏥",
      "د. ليلى الحسن",
      "Wolfeschlegelsteinhausenbergerdorff".repeat(5),
    ];
    const visitor = await world.visitor(size, ada);
    let asked = 0;
    const page = await visitor.open("/people");
    page.on("dialog", (dialog) => {
      asked++;
      void dialog.dismiss();
    });
    const ids: string[] = [];
    for (const name of names) {
      const id = await add(name);
      ids.push(id);
      const answer = await ada.post("/encounters", { with: [id], note: name, promises: [{ text: name }] });
      expect(answer.status, answer.text).toBe(201);
      await page.goto(`/people/${id}`);
      await sees(page.getByRole("heading", { level: 1, name }));
      await sees(page.getByText(`You promised: ${name}`));
      expect(await sidewaysScroll(page), name).toBe(0);
    }
    for (const place of ["/people", "/today", "/follow_ups"]) {
      await page.goto(place);
      for (const name of names) if (place !== "/today") await sees(page.getByRole("link", { name }));
      await page.waitForFunction(() => !(globalThis as any).document.body.innerText.includes("Loading"));
      expect(await sidewaysScroll(page), place).toBe(0);
    }
    for (const id of ids) expect((await ada.delete(`/contacts/${id}`)).status).toBe(200);
    expect(asked).toBe(0);
  });

  test("a name that is too long is refused in words, and stays to be shortened", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/people/new");
    const name = page.getByLabel("Name", { exact: true });
    await name.fill("Ann ".repeat(1250));
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await sees(page.getByText(/too long|at most/).first());
    expect((await name.inputValue()).length).toBeGreaterThan(4990);
    expect(await sidewaysScroll(page)).toBe(0);
    await name.fill(`Ann ${size}`);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await sees(page.getByRole("heading", { level: 1, name: `Ann ${size}` }));
  });
});
