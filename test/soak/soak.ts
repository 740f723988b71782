/**
 * A long mixed load on the real program: reads, writes and sign-ins. Tells every ten minutes how it goes; fails on an
 * error or when the server's memory goes on growing.
 *
 *   node soak.ts PROGRAM HOURS
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program = "", hours = "2"] = process.argv.slice(2);
const minute = 60_000;
const wholeTime = Number(hours) * 60 * minute;
const tellsEvery = Math.min(10 * minute, wholeTime / 5);
const members = 4;
/** Of the memory after the first fifth, which fills caches. */
const mostGrowth = 1.2;
const pause = 5;

class Member {
  private cookie = "";
  private contacts: string[] = [];
  private readonly address: string;
  private readonly email: string;
  private readonly count: (milliseconds: number, error?: string) => void;

  constructor(address: string, email: string, count: (milliseconds: number, error?: string) => void) {
    this.address = address;
    this.email = email;
    this.count = count;
  }

  async ask(method: string, path: string, body?: unknown): Promise<any> {
    const began = performance.now();
    try {
      const answer = await fetch(`${this.address}/api/v1${path}`, {
        method,
        headers: { cookie: this.cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      this.cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? this.cookie;
      this.count(performance.now() - began, answer.ok ? undefined : `${method} ${path}: ${answer.status} ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    } catch (error) {
      this.count(performance.now() - began, `${method} ${path}: ${String(error)}`);
      return undefined;
    }
  }

  private readonly password = "a long secret for the soak";
  signUp = () => this.ask("POST", "/accounts", { name: "Soak", email: this.email, password: this.password });
  async signInAgain(): Promise<void> {
    await this.ask("DELETE", "/session");
    await this.ask("POST", "/session", { email: this.email, password: this.password });
  }

  /** One of the things people do, most of them reading. */
  async act(): Promise<void> {
    const chance = Math.random();
    const contact = this.contacts[Math.floor(Math.random() * this.contacts.length)];
    if (!contact || (chance < 0.03 && this.contacts.length < 500)) {
      const made = await this.ask("POST", "/contacts", { name: `Person ${this.contacts.length} Soak` });
      if (made) this.contacts.push(made.id);
    } else if (chance < 0.1) {
      const logged = await this.ask("POST", "/encounters", { with: [contact], note: "in the corridor", promises: [{ text: "send the paper" }] });
      // What is written is taken back, so that the data stays as large as it is and growth is the program's.
      if (logged) await this.ask("DELETE", `/encounters/${logged.id}`);
    } else if (chance < 0.102) {
      await this.signInAgain();
    } else if (chance < 0.4) {
      await this.ask("GET", "/today");
    } else if (chance < 0.7) {
      await this.ask("GET", "/contacts?q=pers");
    } else {
      await this.ask("GET", `/contacts/${contact}`);
    }
  }
}

async function serve(data: string): Promise<{ address: string; pid: number; stop: () => Promise<unknown> }> {
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0", "--sign-up", "open", "--access-log", "off"]);
  const ended = new Promise((done) => child.once("exit", done));
  const address = await new Promise<string>((started, failed) => {
    let said = "";
    child.stdout.on("data", (part: Buffer) => {
      said += part.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) started(found[0]);
    });
    child.stderr.pipe(process.stderr);
    void ended.then(() => failed(new Error("the server ended")));
  });
  return { address, pid: child.pid!, stop: () => (child.kill("SIGTERM"), ended) };
}

/** At its least within two seconds: each password that is being checked takes 19 MB for a moment. */
async function memoryAtRest(pid: number): Promise<number> {
  let least = Infinity;
  for (let sample = 0; sample < 40; ++sample) {
    least = Math.min(least, await megabytesOf(pid));
    await new Promise((later) => setTimeout(later, 50));
  }
  return least;
}
const megabytesOf = async (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8"))![1]) / 1024;

const data = await mkdtemp(join(tmpdir(), "confrere-soak-"));
const server = await serve(join(data, "data"));
let times: number[] = [];
const errors: string[] = [];
const memory: number[] = [];
const count = (milliseconds: number, error?: string) => {
  times.push(milliseconds);
  if (error) errors.push(error);
};

const end = performance.now() + wholeTime;
const work = Array.from({ length: members }, async (_, number) => {
  const member = new Member(server.address, `soak.${number}@example.org`, count);
  await member.signUp();
  while (performance.now() < end && errors.length === 0) {
    await member.act();
    await new Promise((later) => setTimeout(later, pause));
  }
});

for (let began = performance.now(); began < end && errors.length === 0; ) {
  const until = Math.min(end, began + tellsEvery);
  while (performance.now() < until && errors.length === 0) await new Promise((later) => setTimeout(later, 200));
  const sorted = times.sort((a, b) => a - b);
  times = [];
  memory.push(await memoryAtRest(server.pid));
  const seconds = (performance.now() - began) / 1000;
  began = until;
  console.log(
    `${new Date().toISOString().slice(0, 19)}Z  ${(sorted.length / seconds).toFixed(0)} requests/s, ` +
      `p99 ${sorted[Math.floor(sorted.length * 0.99)]?.toFixed(1)} ms, ${errors.length} errors, ${memory.at(-1)!.toFixed(1)} MB`,
  );
}
await Promise.all(work);
const status = await server.stop();
await rm(data, { recursive: true, force: true });

const grew = memory.at(-1)! / memory[0]!;
const faults = [...errors.slice(0, 5), ...(grew > mostGrowth ? [`memory grew ${grew.toFixed(2)} times since the first line`] : []), ...(status === 0 ? [] : [`the server ended with ${String(status)}`])];
for (const fault of faults) console.log(`FAILED: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
