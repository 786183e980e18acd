/** The shortest words that are corrected: an edit makes another word of a shorter one too easily. */
const shortest = 5;
/** From this length on, a word may have two errors. */
const long = 8;

/**
 * The words of a vocabulary that an unknown word was probably meant for: those with the fewest edits, or longer words
 * that begin with it. The first letter must be right.
 */
export function spellingsOf(word: string, vocabulary: Iterable<string>): string[] {
  if (word.length < shortest || !/^\p{L}+$/u.test(word)) return [];
  const most = word.length >= long ? 2 : 1;
  const found: { known: string; edits: number }[] = [];
  for (const known of vocabulary) {
    if (known[0] !== word[0]) continue;
    if (known.startsWith(word)) found.push({ known, edits: most });
    else if (known.length >= shortest - 1 && Math.abs(known.length - word.length) <= most) {
      const edits = editsBetween(word, known, most);
      if (edits <= most) found.push({ known, edits });
    }
  }
  const least = Math.min(...found.map(({ edits }) => edits));
  return found.filter(({ edits }) => edits === least).map(({ known }) => known);
}

/** The number of letters inserted, deleted, replaced or swapped with the next one; above `most`, any number above it. */
function editsBetween(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}
