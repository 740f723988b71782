import { expect } from "vitest";
import { breaches, noteAsked, operationFor } from "./contract.ts";
import type { Server } from "./program.ts";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON of the answer; undefined where there is none. */
  body: any;
}

export interface Ask {
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
}

/** Whether the server is started anew before every step that changes something. What lives as long as the process cannot
 * be tested so. */
export const restarts = process.env.CONFRERE_RESTART === "1";

/**
 * Somebody who uses the API: a browser with its cookies, or a program with a token. Every answer is held against
 * api/openapi.yaml, so a test need only say what is particular to it.
 */
export class Client {
  private cookie = "";
  token = "";
  email = "";
  password = "";
  me: any;

  constructor(readonly server: Server) {}

  /** A new account with a network of its own, signed in. */
  static async member(server: Server, name: string, more: Record<string, string> = {}): Promise<Client> {
    const client = new Client(server);
    client.email = `${name.toLowerCase().replace(/\W+/g, ".")}.${++accounts}@example.org`;
    client.password = `a long secret of ${name}`;
    const answer = await client.post("/accounts", { name, email: client.email, password: client.password, ...more });
    expect(answer.status, answer.text).toBe(201);
    client.me = answer.body;
    return client;
  }

  get(path: string, ask: Ask = {}) {
    return this.ask("GET", path, ask);
  }
  post(path: string, body?: unknown, ask: Ask = {}) {
    return this.ask("POST", path, { body, ...ask });
  }
  put(path: string, body?: unknown, ask: Ask = {}) {
    return this.ask("PUT", path, { body, ...ask });
  }
  patch(path: string, body?: unknown, ask: Ask = {}) {
    return this.ask("PATCH", path, { body, ...ask });
  }
  delete(path: string, ask: Ask = {}) {
    return this.ask("DELETE", path, ask);
  }

  async ask(method: string, path: string, ask: Ask): Promise<Answer> {
    if (restarts && method !== "GET" && this.server.streams === 0) await this.server.restart();
    const headers: Record<string, string> = { ...ask.headers };
    if (this.cookie) headers.cookie ??= this.cookie;
    if (this.token) headers.authorization ??= `Bearer ${this.token}`;
    if (ask.body !== undefined) headers["content-type"] ??= "application/json";
    const response = await fetch(`${this.server.address}/api/v1${path}`, {
      method,
      headers,
      body: ask.raw ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body)),
      redirect: "manual",
    });
    const text = await response.text();
    this.keepCookies(response.headers.getSetCookie());
    const type = response.headers.get("content-type");
    const body = type?.includes("json") && text !== "" ? JSON.parse(text) : text === "" ? undefined : text;
    this.holdAgainstContract(method, path, response.status, type, body);
    return { status: response.status, headers: response.headers, text, body };
  }

  /** The events of `GET /changes` as they come, until `enough` of their text. */
  async changesUntil(enough: (text: string) => boolean, meanwhile: () => Promise<unknown>): Promise<string> {
    const stop = new AbortController();
    const response = await fetch(`${this.server.address}/api/v1/changes`, { headers: { cookie: this.cookie }, signal: stop.signal });
    noteAsked("GET /changes", response.status);
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    this.server.streams++;
    await meanwhile();
    let text = "";
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (enough(text)) break;
    }
    stop.abort();
    this.server.streams--;
    return text;
  }

  private holdAgainstContract(method: string, path: string, status: number, type: string | null, body: any): void {
    const operation = operationFor(method, path.split("?")[0]!);
    if (!operation) return;
    noteAsked(operation, status);
    expect(breaches(operation, status, type, body)).toEqual([]);
  }

  private keepCookies(cookies: string[]): void {
    for (const cookie of cookies) {
      const pair = cookie.split(";")[0]!;
      this.cookie = pair.endsWith("=") ? "" : pair;
    }
  }
}
let accounts = 0;

/** That the answer is a problem with this status, code and field. */
export function expectProblem(answer: Answer, status: number, code: string, field?: string): void {
  expect({ status: answer.status, code: answer.body?.code, field: answer.body?.field }, answer.text).toEqual({
    status,
    code,
    field,
  });
  expect(answer.body.detail ?? "").not.toMatch(/SQL|sqlite|exception|std::/i);
}

/** That somebody else's thing is as if it were not there. */
export function expectNotFound(answer: Answer, ...mustNotAppear: string[]): void {
  expectProblem(answer, 404, "not_found");
  for (const secret of mustNotAppear) expect(answer.text).not.toContain(secret);
}
