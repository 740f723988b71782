import { Fragment, type ReactNode } from 'react';

/**
 * Markdown as React elements: paragraphs, headings, lists, quotes, code, emphasis and links.
 * HTML in it is text, and a link leads only to web, mail and phone addresses, so a note can never run anything.
 */
const safeLink = /^(https?:\/\/|mailto:|tel:)/i;
const inlineSyntax =
  /`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?'"])|\*\*(.+?)\*\*|(?<!\w)[*_](?=\S)(.+?)(?<=\S)[*_](?!\w)/;

function Link({ href, children }: { href: string; children: ReactNode }) {
  if (!safeLink.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

function inline(text: string): ReactNode {
  const match = inlineSyntax.exec(text);
  if (!match) return text;
  const [whole, code, label, href, bare, strong, emphasis] = match;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + whole.length);
  return (
    <>
      {before}
      {code !== undefined && <code>{code}</code>}
      {label !== undefined && href !== undefined && <Link href={href}>{label}</Link>}
      {bare !== undefined && <Link href={bare}>{bare}</Link>}
      {strong !== undefined && <strong>{inline(strong)}</strong>}
      {emphasis !== undefined && <em>{inline(emphasis)}</em>}
      {inline(after)}
    </>
  );
}

const bullet = /^\s*[-*+]\s+/;
const number = /^\s*\d+[.)]\s+/;
const quote = /^>\s?/;
const heading = /^#{1,6}\s+/;

function kindOf(line: string): 'bullet' | 'number' | 'quote' | 'heading' | 'fence' | 'blank' | 'text' {
  if (line.trim() === '') return 'blank';
  if (line.startsWith('```')) return 'fence';
  if (heading.test(line)) return 'heading';
  if (bullet.test(line)) return 'bullet';
  if (number.test(line)) return 'number';
  return quote.test(line) ? 'quote' : 'text';
}

function Lines({ lines }: { lines: string[] }) {
  return lines.map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      {inline(line)}
    </Fragment>
  ));
}

function block(kind: string, lines: string[]): ReactNode {
  const items = (syntax: RegExp) => lines.map((line, index) => <li key={index}>{inline(line.replace(syntax, ''))}</li>);
  if (kind === 'bullet') return <ul>{items(bullet)}</ul>;
  if (kind === 'number') return <ol>{items(number)}</ol>;
  if (kind === 'quote')
    return (
      <blockquote>
        <Lines lines={lines.map((line) => line.replace(quote, ''))} />
      </blockquote>
    );
  if (kind === 'heading') return lines.map((line, index) => <h4 key={index}>{inline(line.replace(heading, ''))}</h4>);
  return (
    <p>
      <Lines lines={lines} />
    </p>
  );
}

function blocks(text: string): ReactNode[] {
  const result: ReactNode[] = [];
  const lines = text.split(/\r?\n/);
  let at = 0;
  while (at < lines.length) {
    const kind = kindOf(lines[at] ?? '');
    let end = at + 1;
    if (kind === 'fence') {
      while (end < lines.length && kindOf(lines[end] ?? '') !== 'fence') end++;
      result.push(<pre>{lines.slice(at + 1, end).join('\n')}</pre>);
      at = end + 1;
      continue;
    }
    while (end < lines.length && kindOf(lines[end] ?? '') === kind) end++;
    if (kind !== 'blank') result.push(block(kind, lines.slice(at, end)));
    at = end;
  }
  return result;
}

export function Markdown({ text }: { text: string }) {
  return blocks(text).map((element, index) => <Fragment key={index}>{element}</Fragment>);
}
