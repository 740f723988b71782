import { describe, expect, it } from 'vitest';
import { channelOf, linkWith, needsClipboard } from './draft_link';

const draft = { subject: 'Q & A', text: 'Dear Grace,\nthank you + warm wishes' };

describe('the link of an action', () => {
  it('carries subject and words to the mail program', () => {
    expect(linkWith('mailto:g@example.org', draft)).toBe(
      'mailto:g@example.org?subject=Q%20%26%20A&body=Dear%20Grace%2C%0D%0Athank%20you%20%2B%20warm%20wishes',
    );
  });

  it('replaces the words that the link came with', () => {
    expect(linkWith('mailto:g@example.org?subject=old&body=old', { subject: '', text: 'new' })).toBe(
      'mailto:g@example.org?body=new',
    );
    expect(linkWith('mailto:g@example.org?body=old', { subject: '', text: '' })).toBe('mailto:g@example.org');
  });

  it('fits messages, calls and web pages', () => {
    expect(linkWith('sms:+447700900123', draft)).toContain('sms:+447700900123?body=Dear%20Grace');
    expect(linkWith('tel:+447700900123', draft)).toBe('tel:+447700900123');
    expect(linkWith('https://example.org/in/grace?x=1', draft)).toBe('https://example.org/in/grace?x=1');
    expect(needsClipboard('https://example.org')).toBe(true);
    expect(needsClipboard('mailto:g@example.org')).toBe(false);
  });

  it('is logged as what it was', () => {
    expect(channelOf('tel:+44')).toBe('call');
    expect(channelOf('mailto:g@example.org')).toBe('message');
    expect(channelOf(null)).toBe('message');
  });
});
