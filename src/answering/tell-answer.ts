import type { Answer, AnswerListener } from '../domain.ts';

/** Sends an answer that is complete: a paragraph at a time, each with the citations that it marks. */
export async function tellAnswer({ text, citations }: Answer, { emit }: AnswerListener): Promise<void> {
  const told = new Set<number>();
  let start = 0;
  for (const paragraph of text.split(/(?<=\n\n)/u)) {
    const end = start + paragraph.length;
    await emit({ type: 'text-delta', text: paragraph });
    for (const citation of citations) {
      const isMarked = citation.positions.some((position) => position >= start && position < end);
      if (!isMarked || told.has(citation.marker)) continue;
      told.add(citation.marker);
      await emit({ type: 'citation', citation });
    }
    start = end;
  }
}
