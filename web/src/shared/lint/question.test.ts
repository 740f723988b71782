import { describe, expect, it, vi } from 'vitest';
import type { LintFinding } from '@/shared/api/types';
import { createAsker } from './question';

const found: LintFinding[] = [
  { rule: 'ill-word', severity: 'advice', start: 0, end: 1, text: 'x', reason: 'why', suggestion: 'better' },
];
const { signal } = new AbortController();

describe('asking about a text', () => {
  it('is done once for a text of a kind, and again for another kind', async () => {
    const server = vi.fn(() => Promise.resolve(found));
    const ask = createAsker(server);
    expect(await ask('x', { kind: 'note' }, signal)).toBe(found);
    expect(await ask('x', { kind: 'note' }, signal)).toBe(found);
    expect(server).toHaveBeenCalledTimes(1);
    await ask('x', { kind: 'message', contact_id: 'grace' }, signal);
    expect(server).toHaveBeenLastCalledWith({ text: 'x', kind: 'message', contact_id: 'grace' }, signal);
  });

  it('is silent when nobody answers, and tries anew the next time', async () => {
    const server = vi.fn(() => Promise.resolve<LintFinding[] | null>(found));
    server.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce(null);
    const ask = createAsker(server);
    expect(await ask('x', { kind: 'note' }, signal)).toBeNull();
    expect(await ask('x', { kind: 'note' }, signal)).toBeNull();
    expect(await ask('x', { kind: 'note' }, signal)).toBe(found);
  });

  it('is not done for nothing, nor for a book', async () => {
    const server = vi.fn(() => Promise.resolve(found));
    const ask = createAsker(server);
    expect(await ask('  \n', { kind: 'note' }, signal)).toEqual([]);
    expect(await ask('a'.repeat(20_001), { kind: 'note' }, signal)).toEqual([]);
    expect(server).not.toHaveBeenCalled();
  });

  it('forgets the oldest of many answers', async () => {
    const server = vi.fn(() => Promise.resolve(found));
    const ask = createAsker(server);
    for (let index = 0; index <= 100; index++) await ask(`text ${index}`, { kind: 'note' }, signal);
    await ask('text 100', { kind: 'note' }, signal);
    expect(server).toHaveBeenCalledTimes(101);
    await ask('text 0', { kind: 'note' }, signal);
    expect(server).toHaveBeenCalledTimes(102);
  });
});
