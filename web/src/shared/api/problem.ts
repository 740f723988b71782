import type { Problem } from './types';

/** What the server refused, as it explained it; or why it could not be reached (`offline`). */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}

/** True when trying again later, unchanged, may succeed. */
export function isPassing(error: unknown): boolean {
  return isProblem(error) && ['offline', 'unavailable', 'rate_limited', 'internal'].includes(error.code);
}

export const offlineProblem = (): ApiProblem =>
  new ApiProblem({
    type: 'about:blank',
    title: 'The server cannot be reached',
    detail: 'The server cannot be reached just now. What you typed is still here: try again when you are back online.',
    status: 0,
    code: 'offline',
  });

function isProblemBody(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

export function problemFrom(status: number, body: unknown): ApiProblem {
  if (isProblemBody(body)) return new ApiProblem(body);
  const unavailable = status === 502 || status === 503 || status === 504;
  return new ApiProblem({
    type: 'about:blank',
    title: unavailable ? 'The server is not there just now' : 'The server gave an answer that makes no sense',
    detail: unavailable
      ? 'The server is not there just now. Please try again in a moment.'
      : 'The server gave an answer that this page does not understand. Please reload the page.',
    status,
    code: unavailable ? 'unavailable' : 'internal',
  });
}

/** A sentence for people, whatever went wrong. */
export function explain(error: unknown): string {
  if (!isProblem(error)) return 'Something went wrong on this page. Please reload it.';
  const { code, retry_after: seconds } = error.problem;
  if (code === 'rate_limited' && seconds) return `${error.message} You can try again in ${waitInWords(seconds)}.`;
  return error.message;
}

function waitInWords(seconds: number): string {
  if (seconds < 90) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
