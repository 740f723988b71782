import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EntityKey } from '@/shared/api/queries';
import { entityOf, gathered } from './changes';
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
