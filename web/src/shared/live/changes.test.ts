import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EntityKey } from '@/shared/api/queries';
import { entityOf, gathered, paced } from './changes';
import { invalidate } from './invalidate';

afterEach(() => vi.useRealTimers());

const keys: EntityKey[] = [['today', 'five'], ['contact', 'one', '1'], ['timeline', '1'], ['goal'], ['me']];

function stale(entities: string[]): string[] {
  const client = new QueryClient();
  keys.forEach((key) => client.setQueryData(key, {}));
  invalidate(client, entities);
  return keys.filter((key) => client.getQueryState(key)?.isInvalidated).map(([entity]) => entity);
}

describe('a change of the server', () => {
  it('makes old only what shows it', () => {
    expect(stale(['encounter'])).toEqual(['today', 'contact', 'timeline']);
    expect(stale(['goal'])).toEqual(['today', 'goal']);
    expect(stale(['circle'])).toEqual(['contact']);
    expect(stale(['unheard_of'])).toEqual([]);
  });

  it('is read from its event, and nonsense is passed over', () => {
    expect(entityOf('{"seq":1,"entity":"tie","kind":"update","id":"x"}')).toBe('tie');
    expect(entityOf('nonsense')).toBeNull();
    expect(entityOf('null')).toBeNull();
  });

  it('is told once for many of a kind', () => {
    vi.useFakeTimers();
    const told = vi.fn();
    const tell = gathered(told);
    for (let i = 0; i < 1000; i++) tell('contact');
    tell('tie');
    tell(null);
    vi.advanceTimersByTime(1000);
    expect(told).toHaveBeenCalledExactlyOnceWith(['contact', 'tie']);
    tell('goal');
    vi.advanceTimersByTime(1000);
    expect(told).toHaveBeenLastCalledWith(['goal']);
  });
});

describe('a batch that is saved in parts', () => {
  it('is told at once, rarely while it goes on, and after its last part', () => {
    vi.useFakeTimers();
    const told = vi.fn();
    const tell = paced(told);
    tell();
    expect(told).toHaveBeenCalledTimes(1);
    for (let part = 0; part < 500; part++) {
      vi.advanceTimersByTime(120);
      tell();
    }
    expect(told.mock.calls.length).toBeLessThan(15);
    const before = told.mock.calls.length;
    vi.advanceTimersByTime(8_000);
    expect(told).toHaveBeenCalledTimes(before + 1);
    vi.advanceTimersByTime(60_000);
    expect(told).toHaveBeenCalledTimes(before + 1);
    tell();
    expect(told).toHaveBeenCalledTimes(before + 2);
  });

  it('is told within half a second more when it is of two parts', () => {
    vi.useFakeTimers();
    const told = vi.fn();
    const tell = paced(told);
    tell();
    tell();
    vi.advanceTimersByTime(500);
    expect(told).toHaveBeenCalledTimes(2);
  });
});
