/** Plain tables and a progress bar for terminals; nothing here knows what it prints. */

const plain = (text: string) => text.normalize('NFC');

/** Columns padded to their widest cell, at most `widest` characters each. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], widest = 44): string {
  const cut = (text: string) => (plain(text).length > widest ? `${plain(text).slice(0, widest - 1)}…` : plain(text));
  const all = [head, ...rows].map((row) => row.map(cut));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [first = [], ...rest] = all;
  return [line(first), widths.map((width) => '─'.repeat(width)).join('  '), ...rest.map(line)].join('\n');
}

/** A bar on standard error, redrawn in place on a terminal and silent elsewhere. */
export function progressBar(label: string): (done: number, total: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (done, total) => {
    const share = total === 0 ? 0 : Math.min(1, done / total);
    const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
    process.stderr.write(`\r\u001b[K${label} ${bar} ${done}/${total}${done >= total && total > 0 ? '\n' : ''}`);
  };
}
