import { beforeAll, describe, expect, test } from "vitest";
import { Client } from "../api/client.ts";
import { eachSize, sees, seesNoMore, useWorld } from "./browser.ts";

const world = useWorld();
let ada: Client;
beforeAll(async () => {
  ada = await Client.member(world.server, "Ada");
});
const add = async (name: string): Promise<string> => (await ada.post("/contacts", { name })).body.id;

describe.each(eachSize)("on a %s", (size) => {
  test("a person is found, opened and changed", async () => {
    const id = await add(`Grace ${size}`);
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/people");
    await page.getByRole("searchbox", { name: "Search people" }).fill(`grace ${size}`);
    await page.getByRole("link", { name: `Grace ${size}` }).click();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("What they care about").fill("Fewer night calls");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await sees(page.getByText("Saved."));
    await sees(page.getByRole("definition").filter({ hasText: "Fewer night calls" }));
    expect((await ada.get(`/contacts/${id}`)).body.cares_about).toBe("Fewer night calls");
  });

  test("what is typed into a person survives a reload until it is saved", async () => {
    const id = await add(`Ines ${size}`);
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open(`/people/${id}?edit=offer`);
    await page.getByLabel("What they can give").fill("A room for talks");
    await page.reload();
    await page.waitForFunction(
      () => (globalThis as any).document.querySelector('[data-section="offer"] textarea')?.value === "A room for talks",
    );
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await sees(page.getByText("Saved."));
    expect((await ada.get(`/contacts/${id}`)).body.offer).toBe("A room for talks");
  });

  test("how close somebody is, is saved with one tap", async () => {
    const id = await add(`Tom ${size}`);
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open(`/people/${id}`);
    const saved = page.waitForResponse((response) => response.url().endsWith(`/contacts/${id}/tie`));
    await page.getByRole("group", { name: "How close" }).getByText("Trusted").click();
    expect((await saved).status()).toBe(200);
    expect((await ada.get(`/contacts/${id}`)).body.tie.closeness).toBe("trusted");
  });

  test("the tie is drawn, and whom they should know is suggested with a draft", async () => {
    const who = `Lena ${size}`;
    const ids = [
      (await ada.post("/contacts", { name: who, ask: `A ${size} course on sedation` })).body.id,
      (await ada.post("/contacts", { name: `Kofi ${size}`, offer: `Sedation, taught on a ${size}` })).body.id,
    ];
    for (const id of ids) await ada.post("/encounters", { with: [id] });
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open(`/people/${ids[0]}`);
    await sees(page.getByRole("img", { name: /^In touch once, in / }));
    const suggested = page.getByRole("region", { name: `People ${who} should know` });
    const kofi = suggested.getByRole("listitem").filter({ hasText: `Kofi ${size}` });
    await kofi.getByRole("button", { name: "Read the draft" }).click();
    expect(await kofi.getByLabel("Message").inputValue()).toContain("May I introduce you?");
    await kofi.getByRole("button", { name: "Not these two" }).click();
    await seesNoMore(kofi);
    await page.getByRole("button", { name: "Undo" }).click();
    await sees(kofi);
  });

  test("a deleted person comes back with undo", async () => {
    const name = `Meera ${size}`;
    const id = await add(name);
    const visitor = await world.visitor(size, ada);
    // The news that somebody is gone may reach the page before the answer does.
    visitor.expected = new RegExp(`^404 GET /api/v1/(contacts/${id}|introductions/suggestions)`);
    const page = await visitor.open(`/people/${id}`);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await sees(page.getByText(`${name} is deleted.`));
    const row = page.getByRole("link", { name });
    await seesNoMore(row);
    expect((await ada.get(`/contacts/${id}`)).status).toBe(404);
    await page.getByRole("button", { name: "Undo" }).click();
    await sees(row);
    expect((await ada.get(`/contacts/${id}`)).status).toBe(200);
  });

  test("a change in one tab is seen in the other", async () => {
    const id = await add(`Omar ${size}`);
    const visitor = await world.visitor(size, ada);
    const first = await visitor.open(`/people/${id}`);
    const second = await visitor.tab(`/people/${id}?edit=ask`);
    await sees(first.getByRole("heading", { level: 1, name: `Omar ${size}` }));
    await second.getByLabel("What they need").fill("A locum in May");
    await second.getByRole("button", { name: "Save", exact: true }).click();
    await sees(first.getByText("A locum in May"));
  });

  test("a change on another device is seen at once", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/people");
    const people = page.getByRole("searchbox", { name: "Search people" });
    await sees(people);
    await add(`Yusuf ${size}`);
    await sees(page.getByRole("link", { name: `Yusuf ${size}` }));
  });
});

test("Ctrl-K reaches a person by keys alone", async () => {
  const id = await add("Zora Quill");
  const visitor = await world.visitor("laptop", ada);
  const page = await visitor.open("/today");
  await sees(page.getByRole("heading", { level: 1 }));
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await palette.locator(":focus[role=combobox]").waitFor();
  await page.keyboard.type("zora");
  await sees(palette.getByRole("option", { name: /Zora Quill/, selected: true }));
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/people/${id}`);
});
