import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { databaseFlags } from "./database.ts";

/** The program under test: CONFRERE_BIN, or the first build there is. */
export const program = (() => {
  const root = resolve(import.meta.dirname, "../..");
  const builds = ["build/confrere", "build/release/bin/confrere", "build/dev/bin/confrere"].map((path) => join(root, path));
  const found = process.env.CONFRERE_BIN ?? builds.find((path) => existsSync(path));
  if (!found) throw new Error("There is no build to test. Build one, or name it with CONFRERE_BIN.");
  return resolve(found);
})();

export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** Commands that make a folder, which then remembers its database. */
const beginning = ["init", "demo"];

/** Runs a command to its end. */
export async function confrere(args: string[], input = ""): Promise<Outcome> {
  const data = beginning.includes(args[0] ?? "") ? args[args.indexOf("--data") + 1] : undefined;
  const line = data === undefined || args.includes("--help") ? args : [...args, ...(await databaseFlags(data))];
  return new Promise((done) => {
    const child = execFile(program, line, { timeout: 20_000, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      done({ status, stdout, stderr });
    });
    child.stdin?.on("error", () => {}); // a refused command does not read on
    child.stdin?.end(input);
  });
}

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "confrere-api-"));
}

/** A server on a data folder of its own and a free port. */
export class Server {
  private child: ChildProcess | null = null;
  address = "";
  /** What it said on the terminal so far. */
  greeting = "";
  /** So many event streams are being read, which a restart would end. */
  streams = 0;

  private constructor(
    readonly data: string,
    private readonly flags: string[],
  ) {}

  /** `flags` are added to serve's; `data` is an existing folder, or a new one is made. */
  static async start(flags: string[] = ["--sign-up", "open"], data?: string): Promise<Server> {
    const server = new Server(data ?? join(await temporaryFolder(), "data"), flags);
    await server.run("127.0.0.1:0");
    return server;
  }

  /** Ends the server as a power cut or the system does when there is no memory left: it hears nothing of it. */
  async kill(): Promise<void> {
    const child = this.child!;
    this.child = null;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  /** Starts what was killed again, on the same data and port. */
  async startAgain(): Promise<void> {
    await this.run(new URL(this.address).host);
  }

  private async run(listen: string): Promise<void> {
    const database = this.flags.includes("--database") ? [] : await databaseFlags(this.data);
    const flags = ["--listen", listen, "--access-log", "off", ...database, ...this.flags];
    const child = spawn(program, ["serve", "--data", this.data, ...flags]);
    this.child = child;
    return new Promise((started, failed) => {
      let said = "";
      this.greeting = "";
      const hear = (part: Buffer) => {
        said += part.toString();
        this.greeting = said;
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (!address) return;
        this.address = address[0];
        started();
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", (part: Buffer) => (said += part.toString()));
      child.once("exit", (code) => failed(new Error(`serve ended with ${code}: ${said}`)));
    });
  }

  /** Ends the server as an administrator would, and says with which exit status. */
  async stop(): Promise<number | null> {
    const child = this.child;
    this.child = null;
    if (!child) return null;
    const ended = new Promise<number | null>((done) => child.once("exit", done));
    child.kill("SIGTERM");
    return ended;
  }

  /** Stops and starts again on the same data and port. */
  async restart(): Promise<void> {
    await this.stop();
    await this.run(new URL(this.address).host);
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }
}
