import type { Channel } from '@/shared/api/types';

export interface Draft {
  subject: string;
  text: string;
}

export type Way = 'mailto' | 'sms' | 'tel' | 'web';

export function wayOf(href: string): Way {
  if (href.startsWith('mailto:')) return 'mailto';
  if (href.startsWith('sms:')) return 'sms';
  return href.startsWith('tel:') ? 'tel' : 'web';
}

/** What going that way is logged as. */
export const channelOf = (href: string | null): Channel =>
  href !== null && wayOf(href) === 'tel' ? 'call' : 'message';

// Mail programs want CRLF, percent-encoded, and no "+" for a space (RFC 6068, section 5).
const encoded = (text: string): string => encodeURIComponent(text.replace(/\r?\n/g, '\r\n'));

/** The action's link with the words as they stand in the editor; whatever words it carried before are replaced. */
export function linkWith(href: string, draft: Draft): string {
  const [address = ''] = href.split('?');
  const way = wayOf(href);
  if (way === 'mailto') {
    const fields = [draft.subject && `subject=${encoded(draft.subject)}`, draft.text && `body=${encoded(draft.text)}`];
    const query = fields.filter(Boolean).join('&');
    return query ? `${address}?${query}` : address;
  }
  if (way === 'sms') return draft.text ? `${address}?body=${encodeURIComponent(draft.text)}` : address;
  return href;
}

/** A web page takes no words along: they go over the clipboard. */
export const needsClipboard = (href: string): boolean => wayOf(href) === 'web';
