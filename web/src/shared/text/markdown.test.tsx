import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from './markdown';

const html = (text: string): string => renderToStaticMarkup(<Markdown text={text} />);

describe('Markdown', () => {
  it('shows paragraphs, lists, emphasis and links', () => {
    expect(html('One **two** *three*')).toBe('<p>One <strong>two</strong> <em>three</em></p>');
    expect(html('- a\n- b')).toBe('<ul><li>a</li><li>b</li></ul>');
    expect(html('1. a\n2. b')).toBe('<ol><li>a</li><li>b</li></ol>');
    expect(html('# Title')).toBe('<h4>Title</h4>');
    expect(html('[paper](https://example.org/a)')).toContain('href="https://example.org/a"');
    expect(html('see https://example.org.')).toContain('href="https://example.org"');
  });

  it('never makes elements of HTML', () => {
    expect(html('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
    expect(html('<script>alert(1)</script>')).not.toContain('<script');
  });

  it.each(['javascript:alert(1)', 'JavaScript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example'])(
    'makes no link of %s',
    (address) => {
      expect(html(`[x](${address})`)).not.toContain('href');
    },
  );

  it('leaves snake_case and lone stars alone', () => {
    expect(html('a_b_c and 2 * 3 * 4')).toBe('<p>a_b_c and 2 * 3 * 4</p>');
  });

  it('keeps what is in code as it is, and an open fence does no harm', () => {
    expect(html('`**x**`')).toBe('<p><code>**x**</code></p>');
    expect(html('```\n<b>\n')).toBe('<pre>&lt;b&gt;\n</pre>');
  });
});
