import { expect, it } from 'vitest';
import { ApiProblem } from '@/shared/api/problem';
import { inTime } from './encounters_api';

// As browsers of before 2024 end a request, whatever ended it.
const neverAnswered = (signal: AbortSignal): Promise<never> =>
  new Promise((_, refuse) => signal.addEventListener('abort', () => refuse(new DOMException('Aborted', 'AbortError'))));

it('takes a network that never answers for none', async () => {
  await expect(inTime(neverAnswered, 5)).rejects.toMatchObject({ code: 'offline' });
});

it('hands on an answer, and a refusal', async () => {
  await expect(inTime(() => Promise.resolve('saved'), 5)).resolves.toBe('saved');
  const refusal = new ApiProblem({ type: 'about:blank', title: 'x', status: 422, code: 'invalid' });
  await expect(inTime(() => Promise.reject(refusal), 5)).rejects.toBe(refusal);
});
