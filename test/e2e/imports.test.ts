import { beforeEach, describe, expect, test } from "vitest";
import { Client } from "../api/client.ts";
import { eachSize, sees, seesNoMore, useWorld } from "./browser.ts";

const world = useWorld();
let ada: Client;
beforeEach(async () => {
  ada = await Client.member(world.server, "Ada");
});
const card = (name: string, more = "") => `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name}\r\n${more}END:VCARD\r\n`;
const addressBook = {
  name: "friends.vcf",
  mimeType: "text/vcard",
  buffer: Buffer.from(
    card("Grace Brandt", "ORG:Elm Hospital\r\nTITLE:Consultant\r\n") +
      card("Tom Sandoval", "EMAIL:tom@example.org\r\n") +
      card("Meera Rao") +
      "BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n",
  ),
};
const people = async () => (await ada.get("/contacts")).body.total;

describe.each(eachSize)("on a %s", (size) => {
  test("an address book is looked at, saved, and taken back whole", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/imports");
    await sees(page.getByRole("button", { name: "Choose files" }));
    await page.locator("input[type=file]").setInputFiles(addressBook);
    await sees(page.getByRole("heading", { level: 1, name: "This is what would happen" }));
    for (const name of ["Grace Brandt", "Tom Sandoval", "Meera Rao"]) await sees(page.getByText(name));
    await page.getByRole("button", { name: "1 Cannot be read" }).click();
    await sees(page.getByText("friends.vcf, line 16"));
    expect(await people()).toBe(0);

    await page.getByRole("button", { name: "Save 3 people" }).click();
    await sees(page.getByRole("heading", { level: 1, name: "Your people are here" }));
    expect(await people()).toBe(3);
    await page.getByRole("button", { name: "Take the whole import back" }).click();
    await sees(page.getByRole("heading", { level: 1, name: "The import is taken back" }));
    expect(await people()).toBe(0);
  });

  test("nothing is saved of an import that is turned down", async () => {
    const visitor = await world.visitor(size, ada);
    // The news that the import is gone may reach the page before the answer does.
    visitor.expected = /^404 GET \/api\/v1\/imports\//;
    const page = await visitor.open("/imports");
    await sees(page.getByRole("button", { name: "Choose files" }));
    await page.locator("input[type=file]").setInputFiles(addressBook);
    await page.getByRole("button", { name: "Save nothing" }).click();
    await sees(page.getByText("Nothing was saved."));
    expect(await people()).toBe(0);
  });
});

test("people are sorted by keys, and the last one is taken back", async () => {
  for (const name of ["Grace Brandt", "Tom Sandoval", "Meera Rao"]) await ada.post("/contacts", { name });
  const visitor = await world.visitor("laptop", ada);
  const page = await visitor.open("/triage");
  const shown = page.getByRole("article");
  await sees(page.getByText("3 people to go"));
  const first = (await shown.getByRole("heading").textContent())!;
  await page.keyboard.press("1");
  await page.keyboard.press("q");
  await page.keyboard.press("ArrowRight");
  await sees(page.getByText("2 people to go"));
  const second = (await shown.getByRole("heading").textContent())!;
  await page.keyboard.press("ArrowLeft");
  await sees(page.getByText("1 person to go"));
  await page.keyboard.press("u");
  await sees(page.getByRole("article", { name: second }));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await sees(page.getByRole("heading", { name: "Well sorted" }));
  await expect.poll(async () => (await ada.get("/triage")).body.remaining).toBe(0);
  const { items } = (await ada.get("/contacts")).body;
  const tieOf = async (name: string) => {
    const { id } = items.find((each: any) => each.name === name);
    return (await ada.get(`/contacts/${id}`)).body.tie;
  };
  expect(await tieOf(first)).toMatchObject({ matters: true, closeness: "trusted", rhythm: "quarterly" });
  expect(await tieOf(second)).toMatchObject({ matters: true });
});

test("a thumb sorts people on a phone", async () => {
  await ada.post("/contacts", { name: "Grace Brandt" });
  await ada.put("/my_card", { name: "Ada", ask: "a partner practice", offer: "a second look" });
  const visitor = await world.visitor("phone", ada);
  const page = await visitor.open("/triage");
  await page.getByRole("group", { name: "How close" }).getByText("Friendly").click();
  await page.getByRole("button", { name: "Matters" }).click();
  await sees(page.getByRole("heading", { name: "Well sorted" }));
  await page.getByRole("link", { name: "See Today" }).click();
  await page.waitForURL("**/today");
  await seesNoMore(page.getByText("to sort"));
});
