import { beforeEach, describe, expect, test } from "vitest";
import { Client } from "../api/client.ts";
import { eachSize, sees, seesNoMore, useWorld } from "./browser.ts";

const world = useWorld();
let ada: Client;
let grace: string;

/** A promise to Grace and one to Tom, both due. */
beforeEach(async () => {
  ada = await Client.member(world.server, "Ada");
  for (const [name, promise] of [
    ["Grace Brandt", "Send the rota"],
    ["Tom Sandoval", "Recommend a course"],
  ]) {
    const emails = [{ value: `${name!.split(" ")[0]!.toLowerCase()}@example.org` }];
    const { id } = (await ada.post("/contacts", { name, emails })).body;
    if (name === "Grace Brandt") grace = id;
    const happened_at = new Date(Date.now() - 5 * 86_400_000).toISOString();
    const due = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const answer = await ada.post("/encounters", { with: [id], happened_at, promises: [{ text: promise, due }] });
    expect(answer.status, answer.text).toBe(201);
  }
});

describe.each(eachSize)("on a %s", (size) => {
  test("a message is written in the mail program, asked about on return, and logged with one tap", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    await sees(page.getByRole("heading", { level: 1, name: /^Two people, about / }));
    const card = page.getByRole("article", { name: "Grace Brandt" });
    await sees(card.getByText(/^You promised Grace to send the rota/));
    await card.getByRole("button", { name: "Write to Grace" }).click();
    await card.getByLabel("Your words").fill("Dear Grace, here is the rota.");
    const mail = card.getByRole("link", { name: "Open in mail" });
    expect(await mail.getAttribute("href")).toMatch(/^mailto:grace@example\.org\?.*body=Dear%20Grace/);
    // The machine that tests has no mail program: the page is left and come back to without one.
    await mail.evaluate((link) => link.addEventListener("click", (event: any) => event.preventDefault()));
    await mail.click();
    const question = page.getByRole("dialog", { name: "Did you write to Grace?" });
    // It is looked at for patients before the page is left.
    await expect
      .poll(async () => {
        await page.evaluate(() => dispatchEvent(new Event("focus")));
        return question.isVisible();
      })
      .toBe(true);
    await question.getByRole("button", { name: "Yes, I wrote" }).click();
    await sees(page.getByText("Remembered. Grace has your message now."));
    await sees(page.getByRole("heading", { level: 1, name: /^One person left/ }));
    const [logged] = (await ada.get(`/contacts/${grace}/timeline`)).body.items;
    expect(logged.encounter).toMatchObject({ channel: "message", begun_by: "me", awaits_answer: true });
  });

  test("what is put off or not wanted can be taken back", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    const card = page.getByRole("article", { name: "Grace Brandt" });
    const takeBack = page.getByRole("button", { name: "Take back: Grace Brandt" });
    await card.getByRole("button", { name: "Later" }).click();
    await page.getByRole("menuitem", { name: "In three days" }).click();
    await sees(page.getByText("Grace comes back later."));
    await takeBack.click();
    await sees(card);
    await card.getByRole("button", { name: "Not this" }).click();
    await sees(page.getByText("Understood. Less of this for Grace."));
    await takeBack.click();
    await sees(card);
    await sees(page.getByRole("heading", { level: 1, name: /^Two people/ }));
  });

  test("the list can be finished", async () => {
    const visitor = await world.visitor(size, ada);
    const page = await visitor.open("/today");
    for (const name of ["Grace Brandt", "Tom Sandoval"]) {
      const card = page.getByRole("article", { name });
      await card.getByRole("button", { name: "Done" }).click();
      await seesNoMore(card);
    }
    await sees(page.getByRole("heading", { level: 1, name: "That is all for today" }));
    await page.reload();
    await sees(page.getByRole("heading", { level: 1, name: "That is all for today" }));
  });

  test("who has an address book that is not sorted yet is asked to, not praised", async () => {
    const ben = await Client.member(world.server, "Ben");
    await ben.post("/contacts", { name: "Grace Brandt" });
    await ben.post("/contacts", { name: "Tom Sandoval" });
    const visitor = await world.visitor(size, ben);
    const page = await visitor.open("/today");
    await sees(page.getByRole("heading", { name: "Who matters to you?" }));
    expect(await page.getByText("looked after").count()).toBe(0);
    await page.getByRole("main").getByRole("link", { name: "Sort people" }).first().click();
    await sees(page.getByRole("button", { name: "Matters" }));
  });
});
