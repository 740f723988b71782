import type { Locator, Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { Client } from "../api/client.ts";
import { barriers, eachSize, sees, seesNoMore, sidewaysScroll, useWorld, type Theme, type Visitor } from "./browser.ts";

const world = useWorld();
let ada: Client;
let grace: string;
beforeEach(async () => {
  ada = await Client.member(world.server, "Ada");
  const card = { name: "Grace Brandt", emails: [{ value: "grace@example.org" }] };
  grace = (await ada.post("/contacts", card)).body.id;
});

const noteLabel = "A line to remember it by";
const notes = async () => (await ada.get("/encounters")).body.items.map((each: any) => each.note);

async function startNote(visitor: Visitor): Promise<{ page: Page; sheet: Locator; note: Locator }> {
  const page = await visitor.open("/people");
  await sees(page.getByRole("link", { name: "Grace Brandt" }));
  const sheet = await visitor.startLogging();
  await sheet.getByRole("combobox", { name: "Who was it?" }).fill("grace");
  await sheet.getByRole("option", { name: /Grace Brandt/ }).click();
  const note = sheet.getByLabel(noteLabel);
  await note.focus();
  return { page, sheet, note };
}

/** The words that are underlined in a field, as they stand there. */
const underlined = (field: Locator): Promise<string[]> =>
  field.locator("xpath=following-sibling::*[@aria-hidden][1]//span").allTextContents();
const isTyping = (field: Locator): Promise<boolean> => field.evaluate((each: any) => each.ownerDocument.activeElement === each);
const caretAt = (field: Locator, index: number): Promise<void> =>
  field.evaluate((each: any, at) => each.setSelectionRange(at, at), index);
const height = async (each: Locator): Promise<number | undefined> => (await each.boundingBox())?.y;

describe.each(eachSize)("on a %s", (size) => {
  test("what could be about a patient is underlined while one writes, explained when the caret is there, asked about at the save", async () => {
    const visitor = await world.visitor(size, ada);
    const { page, sheet, note } = await startNote(visitor);
    const before = await height(note);
    await page.keyboard.type("\u{1F3E5} NHS number 943 476 5919");
    await expect.poll(() => underlined(note)).toEqual(["943 476 5919"]);
    const reason = sheet.getByText("This looks like an NHS number.", { exact: true });
    expect(await reason.count(), "it is in the way of whoever only types").toBe(0);
    expect(await height(note), "the field moved").toBe(before);
    expect(await isTyping(note)).toBe(true);

    await page.keyboard.type(", and the beds at night");
    expect(await underlined(note)).toEqual(["943 476 5919"]);
    expect(await note.inputValue()).toBe("\u{1F3E5} NHS number 943 476 5919, and the beds at night");

    await caretAt(note, 18);
    await sees(reason);
    expect(await isTyping(note)).toBe(true);
    expect(await note.evaluate((each: any) => [...each.ariaDescribedByElements].map((by: any) => by.textContent).join())).toContain(
      "This looks like an NHS number. Take it out",
    );
    await page.keyboard.press("Escape");
    await seesNoMore(reason);
    await sees(sheet);
    await caretAt(note, 17);
    await sees(reason);
    await page.keyboard.press("Delete");
    await seesNoMore(reason);
    await expect.poll(() => underlined(note)).toEqual([]);
    await page.keyboard.press("Control+z");
    await expect.poll(() => underlined(note)).toEqual(["943 476 5919"]);

    await sheet.getByRole("button", { name: "Log it" }).click();
    const question = page.getByRole("dialog", { name: "Could this be about a patient?" });
    await sees(question.locator("mark", { hasText: "943 476 5919" }));
    await question.getByRole("button", { name: "Go back and change it" }).click();
    await seesNoMore(question);
    await note.fill("The beds at night");
    await expect.poll(() => underlined(note)).toEqual([]);
    await sheet.getByRole("button", { name: "Log it" }).click();
    await seesNoMore(sheet);
    expect(await notes()).toEqual(["The beds at night"]);
  });

  test("a message is looked at for whom it goes to, by keys alone, and stopped when it could be about a patient", async () => {
    const due = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await ada.post("/encounters", { with: [grace], promises: [{ text: "Send the rota", due }] });
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    const card = page.getByRole("article", { name: "Grace Brandt" });
    await card.getByRole("button", { name: "Write to Grace" }).click();
    const draft = card.getByLabel("Your words");
    const text = "Dear Grace, the rota is attached. Between us, the man is an idiot. I will ring on Monday at 3.";
    await draft.fill(text);
    await expect.poll(() => underlined(draft)).toEqual([expect.stringContaining("idiot")]);
    const [ill] = await underlined(draft);
    await draft.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const reason = card.getByText("To somebody who hardly knows you, ill words about others say more about you.", { exact: true });
    await sees(reason);
    await sees(card.getByText(/If you worry about anybody's safety, raise it where it helps/).first());
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await isTyping(draft)).toBe(true);
    const kinder = text.replace(ill!, "hours are long");
    await page.keyboard.type("hours are long");
    expect(await draft.inputValue()).toBe(kinder);
    await expect.poll(() => underlined(draft)).toEqual([]);

    await draft.fill(`${kinder} NHS number 943 476 5919.`);
    const mail = card.getByRole("link", { name: "Open in mail" });
    await mail.evaluate((link: any) => link.addEventListener("click", (event: any) => event.preventDefault()));
    await mail.click();
    const question = page.getByRole("dialog", { name: "Could this be about a patient?" });
    await sees(question.locator("mark", { hasText: "943 476 5919" }));
    await sees(question.getByRole("button", { name: /send anyway/ }));
    await question.getByRole("button", { name: "Go back and change it" }).click();
    await seesNoMore(question);
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    expect(await page.getByRole("dialog").count(), "it was not sent").toBe(0);
    expect(await draft.inputValue()).toContain("943 476 5919");
  });

  test.each([
    ["/goals", "A goal"],
    ["/people/GRACE?edit=cares_about", "What they care about"],
    ["/people/GRACE?edit=note", "Private note"],
    ["/my_card", "About you"],
    ["/welcome?step=offer", "I can help with"],
  ])("every editor looks at what is written: %s", async (path, label) => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open(path.replace("GRACE", grace));
    if (path.startsWith("/my_card")) await page.getByRole("button", { name: "Edit" }).click();
    const field = page.getByLabel(label, { exact: true });
    await field.fill("The ward keeps asking about NHS number 943 476 5919 all the time");
    await expect.poll(() => underlined(field)).toContain("943 476 5919");
    expect(await sidewaysScroll(page)).toBe(0);
  });

  test("without a network nobody is bothered; refused afterwards, it is asked about, and nothing is lost", async () => {
    const visitor = await world.visitor(size, ada);
    const { page, sheet, note } = await startNote(visitor);
    await page.evaluate(() => (globalThis as any).navigator.serviceWorker.ready);
    await visitor.context.setOffline(true);
    const text = "NHS number 943 476 5919, in the lift";
    await page.keyboard.type(text);
    await sheet.getByRole("button", { name: "Keep it to send later" }).click();
    await sees(page.getByText("One encounter is waiting to send."));
    await visitor.context.setOffline(false);
    await sees(page.getByText(/The encounter with Grace Brandt needs another look/));
    expect(await notes()).toEqual([]);

    const look = page.getByRole("button", { name: "Look at it" });
    const question = page.getByRole("dialog", { name: "Could this be about a patient?" });
    await look.evaluate((button: any) => [button.click(), button.click()]); // two taps ask once
    await sees(question.locator("mark", { hasText: "943 476 5919" }));
    await question.getByRole("button", { name: "Go back and change it" }).click();
    await expect.poll(() => note.inputValue()).toBe(text);
    await sheet.getByRole("button", { name: "Close" }).click();
    await seesNoMore(sheet);
    expect(await notes()).toEqual([]);

    await look.click();
    await question.getByRole("button", { name: /save anyway/ }).click();
    await sees(page.getByText("The waiting encounter is sent."));
    await seesNoMore(look);
    expect(await notes()).toEqual([text]);
  });

  test("what was refused can be thrown away, and even that be taken back", async () => {
    const visitor = await world.visitor(size, ada);
    const { page, sheet } = await startNote(visitor);
    await page.evaluate(() => (globalThis as any).navigator.serviceWorker.ready);
    await visitor.context.setOffline(true);
    await page.keyboard.type("NHS number 943 476 5919");
    await sheet.getByRole("button", { name: "Keep it to send later" }).click();
    await sees(page.getByText("One encounter is waiting to send."));
    await visitor.context.setOffline(false);
    const look = page.getByRole("button", { name: "Look at it" });
    await look.click();
    await page.getByRole("button", { name: "Go back and change it" }).click();
    await sheet.getByRole("button", { name: "Throw away" }).click();
    await seesNoMore(look);
    await page.getByRole("button", { name: "Undo" }).click();
    await sees(look);
  });

  test("somebody new who was met over a refused note comes into the address book once", async () => {
    const visitor = await world.visitor(size, ada);
    const { page, sheet, note } = await startNote(visitor);
    await sheet.getByRole("combobox", { name: "Who was it?" }).fill("Tom Sandoval");
    await sheet.getByRole("option", { name: /^Add / }).click();
    await note.fill("NHS number 943 476 5919");
    const question = page.getByRole("dialog", { name: "Could this be about a patient?" });
    await sheet.getByRole("button", { name: "Log it" }).click();
    await question.getByRole("button", { name: "Go back and change it" }).click();
    await sheet.getByRole("button", { name: "Log it" }).click();
    await question.getByRole("button", { name: /save anyway/ }).click();
    await sees(page.getByText("Logged."));
    const people = (await ada.get("/contacts")).body.items.map((each: any) => each.name);
    expect(people.sort()).toEqual(["Grace Brandt", "Tom Sandoval"]);
  });

  describe.each(["light", "dark"] as Theme[])("in the %s", (theme) => {
    test("what is found can be seen and reached by everybody", async () => {
      const visitor = await world.visitor(size, ada, theme);
      const { page, sheet, note } = await startNote(visitor);
      await note.fill("She asked about my patient John Smith, NHS number 943 476 5919, and the beds");
      await expect.poll(() => underlined(note)).toEqual(["John Smith", "943 476 5919"]);
      expect(await barriers(page)).toEqual([]);
      await caretAt(note, 30);
      await sees(sheet.getByText("This looks like the name of a patient, or of somebody close to one.", { exact: true }));
      expect(await barriers(page)).toEqual([]);
      await sheet.getByRole("button", { name: /^A patient\?/ }).click();
      await sees(sheet.getByText("This looks like an NHS number.", { exact: true }));
      expect(await barriers(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
    });
  });
});
