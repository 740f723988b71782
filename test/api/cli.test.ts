import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onPostgres } from "./database.ts";
import { confrere, Server, temporaryFolder } from "./program.ts";

const email = "ada@example.org";
const password = "three quiet words";

async function initialised(): Promise<string> {
  const data = join(await temporaryFolder(), "data");
  const made = await confrere(["init", "--data", data, "--name", "Ada Test", "--email", email, "--password-stdin"], password);
  expect(made, made.stderr).toMatchObject({ status: 0, stdout: "" });
  return data;
}

/** As Ada, on this folder. */
const as = (data: string, command: string, ...more: string[]) => confrere([command, "--data", data, "--as", email, ...more]);

const card = (name: string, more = "") => `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name}\r\n${more}END:VCARD\r\n`;

async function withCards(data: string, ...names: string[]): Promise<string> {
  const file = join(data, "cards.vcf");
  await writeFile(file, names.map((name) => card(name)).join(""));
  return file;
}

describe("wrong use is told with status 2 and nothing on standard output", () => {
  test.each([
    [[], "Usage"],
    [["tooday"], "Did you mean today?"],
    [["serve"], "--data is missing"],
    [["serve", "--data", "x", "--lisen", "y"], "Did you mean --listen?"],
    [["serve", "--data", "x", "--tls-cert", "y"], "go together"],
    [["serve", "--data", "x", "--sign-up", "maybe"], "automatic, open or closed"],
    [["token", "--data", "x", "--as"], "--as needs a value"],
    [["backup", "--data", "x"], "FILE is missing"],
    [["export", "--data", "x", "--as", "y", "--format", "pdf"], "vcard or json"],
    [["import", "--data", "x", "--as", "y", "/nowhere/cards.vcf"], "cannot be read"],
    [["today", "--data", "x", "--as", "y", "--at", "tomorrow"], "--at is a time"],
    [["log", "--data", "x", "--as", "y", "--note", "hello"], "--with is missing"],
    [["lint"], "FILE is missing"],
    [["lint", "/nowhere/message.txt"], "cannot be read"],
    [["lint", "--kind", "poem", "-"], "message, blurb, note or event"],
    [["lint", "--met", "-1", "-"], "nought or more"],
  ])("confrere %j", async (args, said) => {
    const outcome = await confrere(args);
    expect(outcome.stderr).toContain(said);
    expect(outcome).toMatchObject({ status: 2, stdout: "" });
  });
});

test("every command has a help of its own", async () => {
  const commands = ["serve", "init", "token", "password", "import", "export", "today", "log", "backup", "restore", "migrate-store", "demo", "lint", "routes"];
  const help = await confrere(["--help"]);
  expect(help.status).toBe(0);
  for (const command of commands) {
    expect(help.stdout).toContain(`  ${command} `);
    const own = await confrere([command, "--help"]);
    expect(own).toMatchObject({ status: 0, stderr: "" });
    expect(own.stdout).toContain(`Usage: confrere ${command}`);
  }
  expect((await confrere(["--version"])).stdout).toMatch(/^confrere \d+\.\d+\.\d+\n$/);
});

describe("init", () => {
  test("makes a folder for its owner alone", async () => {
    const data = await initialised();
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    expect((await stat(join(data, onPostgres ? "database" : "confrere.sqlite"))).mode & 0o077).toBe(0);
  });
  test("names the network, and refuses a taken e-mail and a weak password", async () => {
    const data = await initialised();
    const init = (mail: string, secret: string, ...more: string[]) =>
      confrere(["init", "--data", data, "--name", "Ben", "--email", mail, "--password-stdin", "--json", ...more], secret);
    expect(JSON.parse((await init("ben@example.org", password, "--network", "Elm Valley")).stdout).network.name).toBe("Elm Valley");
    expect(await init(email, password)).toMatchObject({ status: 3, stdout: "" });
    expect(await init("cy@example.org", "short")).toMatchObject({ status: 2, stdout: "" });
    expect(await init("cy@example.org", "")).toMatchObject({ status: 2, stdout: "" });
  });
});

test("nobody acts as somebody who is not there, or on a folder that is none", async () => {
  const data = await initialised();
  const unknown = await confrere(["token", "--data", data, "--as", "eve@example.org", "--name", "x"]);
  expect(unknown).toMatchObject({ status: 3, stdout: "" });
  expect(unknown.stderr).toContain("eve@example.org");
  const nowhere = await confrere(["token", "--data", "/nowhere", "--as", email, "--name", "x"]);
  expect(nowhere).toMatchObject({ status: 3, stdout: "" });
  expect(existsSync("/nowhere")).toBe(false);
});

describe.each(["beside a running server", "without a server"])("%s", (place) => {
  let data: string;
  let server: Server | null = null;
  beforeAll(async () => {
    data = await initialised();
    if (place === "beside a running server") server = await Server.start([], data);
  });
  afterAll(async () => server?.stop());

  test("token prints a token alone, and password changes what signs in", async () => {
    const token = await as(data, "token", "--name", "a script");
    expect(token).toMatchObject({ status: 0, stderr: "" });
    expect(token.stdout).toMatch(/^cfr_[\w-]{32}\n$/);
    const set = (secret: string) => confrere(["password", "--data", data, "--as", email, "--password-stdin"], secret);
    expect(await set("weak")).toMatchObject({ status: 2, stdout: "" });
    expect(await set("another quiet word")).toMatchObject({ status: 0, stdout: "" });
    if (!server) return;
    const signIn = (secret: string) =>
      fetch(`${server!.address}/api/v1/session`, { method: "POST", body: JSON.stringify({ email, password: secret }) });
    expect((await signIn(password)).status).toBe(401);
    expect((await signIn("another quiet word")).status).toBe(200);
    const me = await fetch(`${server.address}/api/v1/me`, { headers: { authorization: `Bearer ${token.stdout.trim()}` } });
    expect(me.status).toBe(200);
  });

  test("import counts what it did, and twice is as once", async () => {
    const file = join(data, "import.vcf");
    await writeFile(
      file,
      card("Grace Hopper", "EMAIL:grace@example.org\r\n") +
        card("Grace Hopper", "EMAIL:grace@example.org\r\n") +
        card("Alan Kay") +
        "BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n",
    );
    const counts = (outcome: { stdout: string }) => JSON.parse(outcome.stdout);
    const dry = await as(data, "import", "--json", "--dry-run", file);
    expect(dry.status, dry.stderr).toBe(0);
    expect(counts(dry)).toMatchObject({ read: 4, created: 2, updated: 0, unchanged: 0, duplicates: 1 });
    expect(counts(dry).rejected).toMatchObject([{ file: "import.vcf", line: 15 }]);
    const first = await as(data, "import", "--json", file);
    expect(counts(first)).toEqual(counts(dry));
    const second = await as(data, "import", file, "--json");
    expect(counts(second)).toMatchObject({ read: 4, created: 0, updated: 0, unchanged: 2, duplicates: 1 });
  });

  test("export gives the contacts back", async () => {
    await as(data, "import", await withCards(data, "Edsger Dijkstra"));
    const vcard = await as(data, "export", "--format", "vcard");
    expect(vcard.stdout).toContain("FN:Edsger Dijkstra");
    const output = join(data, "all.json");
    expect(await as(data, "export", "--format", "json", "--output", output)).toMatchObject({ status: 0, stdout: "" });
    expect(JSON.stringify(JSON.parse(await readFile(output, "utf8")))).toContain("Edsger Dijkstra");
    expect((await as(data, "export", "--format", "json", "--output", "/nowhere/x.json")).status).toBe(3);
  });

  test("log finds the person, and lists candidates rather than guess", async () => {
    await as(data, "import", await withCards(data, "Barbara Liskov", "Barbara McClintock", "Tony Hoare"));
    const logged = await as(data, "log", "--with", "tony hoare", "--note", "Null pointers", "--promise", "Send the paper", "--json");
    expect(logged.status, logged.stderr).toBe(0);
    const encounter = JSON.parse(logged.stdout);
    expect(encounter).toMatchObject({ note: "Null pointers", with: [{ name: "Tony Hoare" }], promises: [{ text: "Send the paper" }] });
    expect((await as(data, "log", "--with", "Liskov", "Tony", "--note", "Both")).status).toBe(0);
    const ambiguous = await as(data, "log", "--with", "Barbara", "--note", "Which one?");
    expect(ambiguous).toMatchObject({ status: 2, stdout: "" });
    expect(ambiguous.stderr).toContain("Barbara Liskov");
    expect(ambiguous.stderr).toContain("Barbara McClintock");
    expect(ambiguous.stderr).not.toContain("Tony Hoare");
    expect((await as(data, "log", "--with", "Nobody Atall", "--note", "x")).status).toBe(2);
    expect((await as(data, "log", "--with", "Tony Hoare", "--note", "x", "--channel", "pigeon")).status).toBe(2);
    expect((await as(data, "log", "--with", "Tony Hoare", "--note", "MRN 1234567")).status).toBe(3);
    expect((await as(data, "export", "--format", "json")).stdout).not.toContain("Which one?");
  });

  test("today --json is the API's answer, and --at changes nothing", async () => {
    const later = await as(data, "today", "--json", "--at", "2031-01-01T08:00:00Z");
    expect(later.status, later.stderr).toBe(0);
    expect(JSON.parse(later.stdout).date).toBe("2031-01-01");
    const now = await as(data, "today", "--json");
    expect(JSON.parse(now.stdout).items.length).toBeLessThanOrEqual(5);
    expect((await as(data, "today", "--json")).stdout).toBe(now.stdout);
    const text = await as(data, "today");
    expect(text.stdout).toContain("·");
    expect(text.stdout).not.toContain("\x1b[");
    if (!server) return;
    const token = (await as(data, "token", "--name", "t")).stdout.trim();
    const api = await fetch(`${server.address}/api/v1/today`, { headers: { authorization: `Bearer ${token}` } });
    expect(`${await api.text()}\n`).toBe((await as(data, "today", "--json")).stdout);
  });

  test.skipIf(onPostgres)("backup is whole, and does not replace a file", async () => {
    const file = join(data, "backup.sqlite");
    expect(await confrere(["backup", "--data", data, file])).toMatchObject({ status: 0, stdout: "" });
    expect((await stat(file)).size).toBeGreaterThan(4096);
    expect((await confrere(["backup", "--data", data, file])).status).toBe(3);
    expect((await confrere(["backup", "--data", data, "/nowhere/backup"])).status).toBe(3);
  });
});


describe.skipIf(onPostgres)("restore", () => {
  test("brings back what was there, but not under a running server", async () => {
    const data = await initialised();
    const backup = join(data, "backup.sqlite");
    await confrere(["backup", "--data", data, backup]);
    await as(data, "import", await withCards(data, "Added Later"));
    const server = await Server.start([], data);
    expect(await confrere(["restore", "--data", data, backup])).toMatchObject({ status: 3, stdout: "" });
    await server.stop();
    expect((await confrere(["restore", "--data", data, backup])).status).toBe(0);
    const after = await as(data, "export", "--format", "json");
    expect(after.status).toBe(0);
    expect(after.stdout).not.toContain("Added Later");
    expect(existsSync(join(data, "confrere.sqlite.before-restore"))).toBe(false);
  });

  test("leaves everything as it was when the file is no backup", async () => {
    const data = await initialised();
    await as(data, "import", await withCards(data, "Still Here"));
    const backup = join(data, "backup.sqlite");
    await confrere(["backup", "--data", data, backup]);
    const whole = await readFile(backup);
    const damaged = {
      "no database": Buffer.from("no database at all"),
      "cut off": whole.subarray(0, whole.length / 2),
      scrambled: Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(whole.length - 8192, 0x5a)]),
    };
    for (const [what, bytes] of Object.entries(damaged)) {
      const file = join(data, `${what}.sqlite`);
      await writeFile(file, bytes);
      const refused = await confrere(["restore", "--data", data, file]);
      expect(refused, what).toMatchObject({ status: 3, stdout: "" });
      expect((await as(data, "export", "--format", "vcard")).stdout).toContain("FN:Still Here");
    }
    expect((await confrere(["restore", "--data", data, "/nowhere/backup"])).status).toBe(2);
  });
});

describe("lint", () => {
  const text = "Dear Dr Tan,\n\u00c5sa and I thank you for the tour. The man is an idiot.\n";

  test("points at the place like a compiler, and says what is better", async () => {
    const outcome = await confrere(["lint", "-"], text);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toMatch(/^-:2:39: advice: .* \[ill-word\]\n +2 \| .*\n +\| {39}\^~+\n +=/);
  });
  test("quotes of a long line only what is around the place", async () => {
    const long = `${"We walked on. ".repeat(500)}MRN 4471902.${" So it goes.".repeat(500)}`;
    const { stdout } = await confrere(["lint", "--kind", "note", "-"], long);
    const [, quoted = "", carets = ""] = stdout.split("\n");
    expect(quoted).toMatch(/^ +1 \| … .*MRN 4471902\. So it.* …$/);
    expect(quoted.length).toBeLessThan(300);
    expect(quoted.indexOf("MRN 4471902")).toBe(carets.indexOf("^"));
  });
  test("prints code points as JSON", async () => {
    const outcome = await confrere(["lint", "--json", "-"], text);
    const [finding] = JSON.parse(outcome.stdout);
    expect(Object.keys(finding)).toEqual(["rule", "severity", "start", "end", "text", "reason", "suggestion"]);
    expect([...text].slice(finding.start, finding.end).join("")).toBe(finding.text);
  });
  test("says nothing where nothing is to be said", async () => {
    expect(await confrere(["lint", "--met", "5", "-"], text)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(await confrere(["lint", "--json", "--kind", "note", "-"], text)).toMatchObject({ status: 0, stdout: "[]\n" });
  });
  test("refuses what is too long", async () => {
    expect(await confrere(["lint", "-"], "a".repeat(100_001))).toMatchObject({ status: 3, stdout: "" });
  });
});
