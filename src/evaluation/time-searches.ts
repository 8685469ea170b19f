/** Hits of a search where nothing else is asked for, on the command line and over HTTP. */
export const USUAL_HITS = 10;

/** Searches before the first that is timed, so that code is compiled and pages are in memory. */
const WARM_UP = 50;

/** Milliseconds of a whole search for each question, the question's embedding included; one at a time. */
export async function timeSearches(
  search: (question: string, limit: number) => Promise<unknown>,
  questions: readonly { readonly text: string }[],
): Promise<number[]> {
  for (const { text } of questions.slice(0, WARM_UP)) await search(text, USUAL_HITS);
  const times: number[] = [];
  for (const { text } of questions) {
    const begun = performance.now();
    await search(text, USUAL_HITS);
    times.push(performance.now() - begun);
  }
  return times;
}
