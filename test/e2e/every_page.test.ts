import { beforeAll, describe, expect, test } from "vitest";
import { Client } from "../api/client.ts";
import { barriers, eachSize, sees, sidewaysScroll, useWorld, type Theme } from "./browser.ts";

const world = useWorld();
let ada: Client;
let grace: string;
beforeAll(async () => {
  ada = await Client.member(world.server, "Ada");
  const fields = {
    name: "Grace Brandt-Oyelaran-Featherstonehaugh",
    emails: [{ value: "grace.brandt.oyelaran.featherstonehaugh@a.very.long.domain.example.org" }],
    phones: [{ value: "+44 20 7946 0000", labels: ["mobile"] }],
    roles: [{ title: "Consultant anaesthetist", organisation: "Elm Hospital" }],
    cares_about: "Fewer night calls",
    ask: "A speaker on sedation",
    note: "**Met** at the spring meeting",
  };
  const answer = await ada.post("/contacts", fields);
  expect(answer.status, answer.text).toBe(201);
  grace = answer.body.id;
  const tom = (await ada.post("/contacts", { name: "Tom Sandoval" })).body.id;
  const ravi = (await ada.post("/contacts", { name: "Ravi Menon", offer: "Talks on sedation" })).body.id;
  await ada.post("/encounters", { with: [ravi], note: "Courses" });
  await ada.post("/circles", { name: "Hernias" });
  await ada.post("/goals", { text: "Find a partner practice" });
  await ada.post("/encounters", { with: [grace, tom], note: "Rotas", promises: [{ text: "Send the rota" }] });
});

const pages: [string, string][] = [
  ["/today", "article, h2"],
  ["/people", "a[href^='/people/0']"],
  ["/people/GRACE", "figure svg[role=img]"],
  ["/people/GRACE", "section[aria-label$='should know']"],
  ["/people/GRACE?edit=name", "form"],
  ["/people/new", "form"],
  ["/follow_ups", "main h1"],
  ["/circles", "main h1"],
  ["/goals", "main h1"],
  ["/my_card", "main h1"],
  ["/imports", "main h1"],
  ["/triage", "main h1"],
  ["/settings", "main h1"],
  ["/welcome", "form"],
  ["/welcome?step=offer", "form"],
  ["/more", "main h1"],
  ["/nowhere", "main h1, main h2"],
];

describe.each(eachSize)("on a %s", (size) => {
  describe.each(["light", "dark"] as Theme[])("in the %s", (theme) => {
    test("every page is open to everybody and never scrolls sideways", async () => {
      const visitor = await world.visitor(size, ada, theme);
      const page = await visitor.open("/today");
      const found: Record<string, string[]> = {};
      for (const [path, sign] of pages) {
        await page.goto(path.replace("GRACE", grace));
        await sees(page.locator(sign).first());
        await page.waitForFunction(() => !(globalThis as any).document.body.innerText.includes("Loading"));
        const wrong = await barriers(page);
        const sideways = await sidewaysScroll(page);
        if (sideways > 0) wrong.push(`scrolls ${sideways} px sideways`);
        if (wrong.length > 0) found[path] = wrong;
      }
      const sheet = await visitor.startLogging();
      await sees(sheet.getByRole("button", { name: "Log it" }));
      const wrong = await barriers(page);
      if (wrong.length > 0) found["the capture sheet"] = wrong;
      expect(found).toEqual({});
    });
  });
});

test("a theme that is chosen stays, also where the device has the other", async () => {
  const visitor = await world.visitor("laptop", ada, "light");
  const page = await visitor.open("/settings");
  const background = () => page.evaluate(() => getComputedStyle((globalThis as any).document.body).backgroundColor);
  const light = await background();
  await page.getByRole("group", { name: "Light or dark" }).getByText("Dark", { exact: true }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  await sees(page.getByRole("heading", { name: "Settings" }));
  expect(await background()).toBe(dark);
});
