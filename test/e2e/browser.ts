import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Client } from "../api/client.ts";
import { Server } from "../api/program.ts";

export const sizes = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1440, height: 900 },
} as const;
export type Size = keyof typeof sizes;
export const eachSize = Object.keys(sizes) as Size[];
export type Theme = "light" | "dark";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How long a test waits for what it expects to see, on a busy machine too. */
const patience = 30_000;

export class World {
  server!: Server;
  browser!: Browser;
  visitors: Visitor[] = [];

  /** Somebody at a device of their own; `client`: already signed in as this member. */
  async visitor(size: Size, client?: Client, theme: Theme = "light"): Promise<Visitor> {
    const context = await this.browser.newContext({
      baseURL: this.server.address,
      viewport: sizes[size],
      hasTouch: size === "phone",
      colorScheme: theme,
      reducedMotion: "reduce",
      locale: "en-GB",
    });
    context.setDefaultTimeout(patience);
    if (client) {
      const { email, password } = client;
      const answer = await context.request.post("/api/v1/session", { data: { email, password } });
      expect(answer.status(), await answer.text()).toBe(200);
    }
    const visitor = new Visitor(context, size);
    this.visitors.push(visitor);
    return visitor;
  }
}

/** What a visitor saw when a test failed is kept here. */
const pictures = resolve(import.meta.dirname, "../../build/e2e");

/**
 * One server and one browser for a test file; after each test every visitor leaves, and none may have seen a fault. Of a
 * test that failed a picture of each page is left in build/e2e.
 */
export function useWorld(): World {
  const world = new World();
  beforeAll(async () => {
    world.server = await Server.start();
    world.browser = await chromium.launch({ executablePath, args: flags });
  });
  afterEach(async ({ task }) => {
    const failed = task.result?.state === "fail";
    const faults = world.visitors.splice(0).map(async (visitor) => {
      if (failed) await visitor.leavePicture(`${task.suite?.name ?? ""} ${task.name}`);
      await visitor.context.close();
      return visitor.faults;
    });
    expect((await Promise.all(faults)).flat()).toEqual([]);
  });
  afterAll(async () => {
    await world.browser?.close();
    await world.server?.remove();
  });
  return world;
}

export class Visitor {
  /** Errors of the page, of its console, of the content security policy, and answers that should not be. */
  readonly faults: string[] = [];
  page!: Page;
  /** Answers that a story makes come, as "404 GET /api/v1/…". */
  expected: RegExp = /^422 |^401 GET .*\/me$|^401 POST .*\/session$/;

  constructor(
    readonly context: BrowserContext,
    readonly size: Size,
  ) {
    context.on("page", (page) => this.watch(page));
  }

  private watch(page: Page): void {
    page.on("pageerror", (error) => this.faults.push(`page: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      // The browser also logs answers that are no success; which of them are faults is judged below.
      const network = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !network) this.faults.push(`console: ${message.text()}`);
    });
    page.on("response", (response) => {
      if (response.status() < 400) return;
      const answer = `${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`;
      if (!this.expected.test(answer)) this.faults.push(answer);
    });
  }

  async open(path: string): Promise<Page> {
    this.page ??= await this.context.newPage();
    await this.page.goto(path);
    return this.page;
  }

  async leavePicture(test: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    const name = test.trim().replace(/\W+/g, "_").slice(0, 120);
    for (const [index, page] of this.context.pages().entries()) {
      const path = resolve(pictures, `${name}.${index + 1}.png`);
      await page.screenshot({ path, fullPage: true }).catch(() => {}); // a page that crashed has no picture
    }
  }

  /** Another tab of the same browser. */
  async tab(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(path);
    return page;
  }

  /** Opens the capture sheet as one does on this device. */
  async startLogging(page = this.page) {
    const name = this.size === "phone" ? "Log" : "Log an encounter";
    await page.getByRole("navigation", { name: "Main" }).getByRole("button", { name, exact: true }).click();
    return page.getByRole("dialog", { name: "Log an encounter" });
  }
}

/** That something comes to be seen. */
export const sees = (locator: { waitFor(options: { state: "visible" }): Promise<void> }) =>
  locator.waitFor({ state: "visible" });

/** That something goes. */
export const seesNoMore = (locator: { waitFor(options: { state: "hidden" }): Promise<void> }) =>
  locator.waitFor({ state: "hidden" });

/** What keeps people with a disability from using the page as it is now: one line for each place. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (globalThis as any).axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return violations.flatMap((rule: any) =>
    rule.nodes.map((node: any) => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary.replace(/\s+/g, " ")}`),
  );
}

/** By how many pixels the page can be pushed sideways; nobody should have to. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = (globalThis as any).document.documentElement;
    return scrollWidth - clientWidth;
  });
