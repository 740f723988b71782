import { beforeAll, describe, expect, test } from "vitest";
import { Client } from "../api/client.ts";
import { eachSize, sees, seesNoMore, useWorld } from "./browser.ts";

const world = useWorld();
let ada: Client;
let grace: string;
beforeAll(async () => {
  ada = await Client.member(world.server, "Ada");
  grace = (await ada.post("/contacts", { name: "Grace Brandt" })).body.id;
  await ada.post("/contacts", { name: "Tom Sandoval" });
});
const notes = async () => (await ada.get("/encounters")).body.items.map((each: any) => each.note);

describe.each(eachSize)("on a %s", (size) => {
  test("an encounter is logged with three taps and a name, and can be taken back", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    const sheet = await visitor.startLogging();
    await sheet.getByRole("combobox", { name: "Who was it?" }).fill("gra");
    await sheet.getByRole("option", { name: /Grace Brandt/ }).click();
    await sheet.getByLabel("A line to remember it by").fill(`Rotas, by ${size}`);
    await sheet.getByRole("button", { name: "Log it" }).click();
    await seesNoMore(sheet);
    await sees(page.getByText("Logged."));
    expect(await notes()).toContain(`Rotas, by ${size}`);
    await page.getByRole("button", { name: "Undo" }).click();
    await sees(page.getByText("Taken back."));
    expect(await notes()).not.toContain(`Rotas, by ${size}`);
  });

  test("somebody new comes into the address book with the encounter", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/people");
    const sheet = await visitor.startLogging();
    const name = `Noor ${size}`;
    await sheet.getByRole("combobox", { name: "Who was it?" }).fill(name);
    await sheet.getByRole("option", { name: `Add “${name}” as somebody new` }).click();
    await sheet.getByLabel("What did you promise?").fill("Send the referral form");
    await sheet.getByRole("button", { name: "Log it" }).click();
    await sees(page.getByText("Logged."));
    await page.getByRole("link", { name }).click();
    await sees(page.getByRole("heading", { level: 1, name }));
    await sees(page.getByText("You promised: Send the referral form"));
  });

  test("without a network an encounter waits, and goes once it is back", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/people");
    await sees(page.getByRole("link", { name: "Grace Brandt" }));
    await page.evaluate(() => (globalThis as any).navigator.serviceWorker.ready);
    await visitor.context.setOffline(true);
    await sees(page.getByText("You are offline."));
    const sheet = await visitor.startLogging();
    await sheet.getByRole("combobox", { name: "Who was it?" }).fill("grace");
    await sheet.getByRole("option", { name: /Grace Brandt/ }).click();
    await sheet.getByLabel("A line to remember it by").fill(`In the lift, by ${size}`);
    await sheet.getByRole("button", { name: "Keep it to send later" }).click();
    const waiting = page.getByText("One encounter is waiting to send.");
    await sees(waiting);
    expect(await notes()).not.toContain(`In the lift, by ${size}`);
    await visitor.context.setOffline(false);
    await seesNoMore(waiting);
    await sees(page.getByText("The waiting encounter is sent."));
    expect((await notes()).filter((note: string) => note === `In the lift, by ${size}`)).toHaveLength(1);
    await page.goto(`/people/${grace}`);
    await sees(page.getByText(`In the lift, by ${size}`));
  });

  test("what looks like a patient's number is asked about, keeps the text, and is saved once confirmed", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    const sheet = await visitor.startLogging();
    const note = `Room 943 476 5919, by ${size}`;
    await sheet.getByRole("combobox", { name: "Who was it?" }).fill("grace");
    await sheet.getByRole("option", { name: /Grace Brandt/ }).click();
    await sheet.getByLabel("A line to remember it by").fill(note);
    await sheet.getByRole("button", { name: "Log it" }).click();
    const question = page.getByRole("dialog", { name: "Could this be about a patient?" });
    await sees(question.locator("mark", { hasText: "943 476 5919" }));
    await question.getByRole("button", { name: "Go back and change it" }).click();
    await seesNoMore(question);
    expect(await sheet.getByLabel("A line to remember it by").inputValue()).toBe(note);
    expect(await notes()).not.toContain(note);
    await sheet.getByRole("button", { name: "Log it" }).click();
    await question.getByRole("button", { name: /save anyway/ }).click();
    await sees(page.getByText("Logged."));
    expect(await notes()).toContain(note);
  });
});
