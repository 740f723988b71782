import { describe, expect, test } from "vitest";
import { Client } from "../api/client.ts";
import { barriers, eachSize, sees, seesNoMore, useWorld } from "./browser.ts";

const world = useWorld();

describe.each(eachSize)("on a %s", (size) => {
  test("a visitor makes an account, names three people, an ask and an offer, and finds Today filled", async () => {
    const visitor = await world.visitor(size);
    const page = await visitor.open("/");
    await sees(page.getByRole("heading", { name: "Welcome to Confrere" }));
    // Only the first visitor of a server is asked at once.
    const own = page.getByRole("button", { name: "Start my own network" });
    await own.first().waitFor();
    if (!(await page.getByLabel("Your name").isVisible())) await own.click();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel("Your name").fill("Ada Okafor");
    await page.getByLabel("E-mail").fill(`ada.${size}@example.org`);
    await page.getByLabel("Password").fill("correct horse battery");
    await own.click();

    await sees(page.getByRole("heading", { name: "Hello Ada. Whom would you not want to lose touch with?" }));
    const people = ["Grace Brandt", "Tom Sandoval", "Meera Rao"];
    for (const [index, name] of people.entries()) {
      const person = page.getByRole("group", { name: `Person ${index + 1}` });
      await person.getByLabel("Name").fill(name);
      await person.getByLabel("One line").fill("We met at the spring meeting");
    }
    await page.getByRole("button", { name: "Keep them and go on" }).click();
    await page.getByLabel("I am looking for").fill("a partner practice for hernias");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByLabel("I can help with").fill("a second look at difficult scans");
    await page.getByRole("button", { name: "Show me Today" }).click();

    await sees(page.getByRole("heading", { level: 1, name: /^(One person|Two people|Three people), about / }));
    await sees(page.getByRole("article").first());
    await page.goto("/people");
    for (const name of people) await sees(page.getByRole("link", { name }));
    await page.goto("/goals");
    await sees(page.getByText("a partner practice for hernias"));
    await page.goto("/my_card");
    await sees(page.getByText("a second look at difficult scans"));
  });

  test("a visitor brings an address book instead, sorts it, and is asked for the ask and the offer all the same", async () => {
    const visitor = await world.visitor(size, await Client.member(world.server, "Ada"));
    const page = await visitor.open("/welcome");
    await sees(page.getByRole("button", { name: "Choose files" }));
    const buffer = Buffer.from("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Grace Brandt\r\nEND:VCARD\r\n");
    await page.locator("input[type=file]").setInputFiles({ name: "grace.vcf", mimeType: "text/vcard", buffer });
    await page.getByRole("button", { name: "Save 1 person" }).click();
    await page.getByRole("link", { name: "Sort the people who matter" }).click();
    await page.getByRole("button", { name: "Matters" }).click();
    await page.getByRole("link", { name: "One thing more" }).click();
    await page.getByLabel("I am looking for").fill("a partner practice for hernias");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByLabel("I can help with").fill("a second look at difficult scans");
    await page.getByRole("button", { name: "Show me Today" }).click();
    await sees(page.getByRole("heading", { level: 1, name: /^One person, about / }));
    await sees(page.getByRole("region", { name: "Goals" }).getByText("a partner practice for hernias"));
    await seesNoMore(page.getByRole("region", { name: "One ask, one offer" }));
  });

  test("a member signs out, and in again with the right password only", async () => {
    const grace = await Client.member(world.server, `Grace ${size}`);
    await grace.post("/contacts", { name: "Tom Sandoval" });
    const visitor = await world.visitor(size);
    visitor.expected = /^401 /; // what a page asked for at the moment of the sign-out may be answered after it
    const page = await visitor.open("/settings");
    await page.getByLabel("E-mail").fill(grace.email);
    await page.getByLabel("Password").fill("a wrong password");
    const signIn = page.getByRole("button", { name: "Sign in" });
    await signIn.click();
    await sees(page.getByText("This e-mail and password do not go together. Please try again."));
    await page.getByLabel("Password").fill(grace.password);
    await signIn.click();
    await sees(page.getByRole("heading", { name: "Settings" }));
    await page.goto("/people");
    await sees(page.getByText("Tom Sandoval"));
    await page.goto("/settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await sees(page.getByRole("heading", { name: "Welcome to Confrere" }));
    await page.goto("/people");
    await sees(signIn);
    expect(await page.getByText("Tom Sandoval").count()).toBe(0);
  });
});
