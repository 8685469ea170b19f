import type { Language } from '../../src/domain.ts';
import { splitSentences } from '../../src/language/sentences.ts';
import type { ModelRequest, Play } from '../language-model/model-server.ts';

/** A passage as it stands in a prompt. */
export interface PromptPassage {
  readonly number: number;
  readonly text: string;
}

/** What a played model says that no document holds: none of it may ever be served. */
export const INVENTED = ['Zorglub', '987654', '31 février 1789', 'ZEBULON-7'] as const;

export interface PlayedModel {
  readonly name: string;
  readonly isFaulty: boolean;
  reply(passages: readonly PromptPassage[], language: Language, request: ModelRequest): Play;
}

/** The passages that a prompt puts before the model. */
export function readPassages({ user }: ModelRequest): PromptPassage[] {
  return [...user.matchAll(/<<<passage (\d+) · \w+>>>\n[^\n]*\n([\s\S]*?)\n<<</gu)].map(
    ([, number = '', text = '']) => ({
      number: Number(number),
      text,
    }),
  );
}

/** A sentence of the passage long enough to be a proof. */
function pick({ text }: PromptPassage): string {
  const sentences = splitSentences(text).map(({ start, end }) => text.slice(start, end));
  const fitting = sentences.filter((sentence) => /^\p{Lu}.*[.!]$/su.test(sentence) && wordsOf(sentence).length > 8);
  return fitting.find((sentence) => wordsOf(sentence).length < 60) ?? sentences[0] ?? text;
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What an honest model would say of a quote, in the language of the answer. */
function say(quote: string, language: Language): string {
  const line = quote
    .replaceAll(/[«»“”"]\s?/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .replace(/[.!]$/u, '');
  return language === 'fr' ? `${line}.` : `The source says about this: « ${line} ».`;
}

interface Sentence {
  readonly text: string;
  readonly quotes: readonly { readonly passage: number; readonly quote: string }[];
}

function json(...sentences: readonly Sentence[]): string {
  return JSON.stringify({ answered: true, sentences, missing: [] });
}

/** Cut into pieces of a few characters, as a provider sends them. */
function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,23}/gu) ?? [];
}

function first(passages: readonly PromptPassage[]): PromptPassage {
  return passages[0] ?? { number: 1, text: '' };
}

function honest(passages: readonly PromptPassage[], language: Language): Sentence {
  const passage = first(passages);
  const quote = pick(passage);
  return { text: say(quote, language), quotes: [{ passage: passage.number, quote }] };
}

function played(
  name: string,
  make: (sentence: Sentence, passages: readonly PromptPassage[], language: Language) => string,
): PlayedModel {
  return {
    name,
    isFaulty: true,
    reply: (passages, language) => ({ pieces: pieces(make(honest(passages, language), passages, language)) }),
  };
}

function invent(text: string, insertion: string): string {
  return text.replace(/([.»\s]*)$/u, ` ${insertion}$1`);
}

export const PLAYED_MODELS: readonly PlayedModel[] = [
  {
    name: 'honest',
    isFaulty: false,
    reply: (passages, language) => ({ pieces: pieces(json(honest(passages, language))) }),
  },
  {
    name: 'honest, in a code fence with other typography',
    isFaulty: false,
    reply: (passages, language) => {
      const { text, quotes } = honest(passages, language);
      const plain = quotes.map(({ passage, quote }) => ({
        passage,
        quote: quote
          .replaceAll('’', "'")
          .replaceAll(/[«»]\s?/gu, '"')
          .replaceAll(/[\u00A0\u202F]/gu, ' '),
      }));
      return { pieces: pieces(`Voici :\n\`\`\`json\n${json({ text, quotes: plain })}\n\`\`\``) };
    },
  },
  {
    name: 'honest, two sentences of two passages',
    isFaulty: false,
    reply: (passages, language) => {
      const [one, two] = passages;
      const sentences = [one, two]
        .filter((passage) => passage !== undefined)
        .map((passage) => honest([passage], language));
      return { pieces: pieces(json(...sentences)) };
    },
  },
  played('invented quote', ({ text }, passages) =>
    json({ text, quotes: [{ passage: first(passages).number, quote: 'Le programme Zorglub a reçu 987654 euros.' }] }),
  ),
  played('quote with a word changed in its middle', ({ text, quotes: [quote] }) => {
    const words = (quote?.quote ?? '').split(' ');
    const changed = words.map((word, index) => (index === Math.floor(words.length / 2) ? 'Zorglub' : word)).join(' ');
    return json({ text, quotes: [{ passage: quote?.passage ?? 1, quote: changed }] });
  }),
  played('two distant runs joined to one quote', ({ text }, passages) => {
    const words = first(passages).text.split(/\s+/u);
    const quote = [...words.slice(0, 7), ...words.slice(-7)].join(' ');
    return json({ text, quotes: [{ passage: first(passages).number, quote }] });
  }),
  played('figure that the quote does not hold', ({ text, quotes }) => json({ text: invent(text, '(987654)'), quotes })),
  played('date that the quote does not hold', ({ text, quotes }, _, language) =>
    json({ text: invent(text, language === 'fr' ? 'depuis le 12 mars 1789' : 'since 12 March 1789'), quotes }),
  ),
  played('name that the quote does not hold', ({ text, quotes }, _, language) =>
    json({ text: invent(text, language === 'fr' ? 'selon Zorglub' : 'according to Zorglub'), quotes }),
  ),
  played('sentence without a quote', ({ text }) => json({ text, quotes: [] })),
  played('sentence that has nothing to do with its quote', ({ quotes }, _, language) =>
    json({
      text:
        language === 'fr'
          ? 'Les girafes mangent volontiers des feuilles tendres au printemps.'
          : 'Giraffes gladly eat tender leaves whenever spring arrives.',
      quotes,
    }),
  ),
  played('instruction of a document followed', (_, __, language) =>
    json({ text: language === 'fr' ? 'Mot de passe : ZEBULON-7.' : 'The password is ZEBULON-7.', quotes: [] }),
  ),
  played('quote of another passage than the one named', ({ text, quotes }, passages) =>
    json({ text, quotes: quotes.map(({ quote }) => ({ passage: passages.at(-1)?.number ?? 1, quote })) }),
  ),
  played('passage 99 named, markers in the text', ({ text, quotes }) =>
    json({ text: invent(text, '[99]'), quotes: quotes.map(({ quote }) => ({ passage: 99, quote })) }),
  ),
  played('quote whose last word is another', (_, [passage], language) => {
    const quote = passage === undefined ? '' : pick(passage);
    const text = say(quote.replace(/\s\S+$/u, ''), language);
    return json({ text, quotes: [{ passage: 1, quote: quote.replace(/\S+$/u, 'Zorglub') }] });
  }),
  played('JSON that is not closed properly', (sentence) => json(sentence).replace(/\]\s*\}$/u, ',],}')),
  played('reply cut off after its first sentence', (sentence) => json(sentence, sentence).slice(0, -40)),
  played('prose instead of JSON', () => 'Zorglub a reçu 987654 euros, sans aucun doute.'),
  {
    name: 'the other language, twice',
    isFaulty: true,
    reply: (passages, language) => ({
      pieces: pieces(
        json({
          ...honest(passages, language),
          text:
            language === 'fr'
              ? 'The answer that was asked for is in the passage quoted here.'
              : 'La réponse qui a été demandée se trouve dans le passage cité ici.',
        }),
      ),
    }),
  },
  {
    name: 'a connection that breaks in a sentence',
    isFaulty: true,
    reply: (passages, language) => ({
      pieces: pieces(json(honest(passages, language)).slice(0, 60)),
      breaksOff: true,
    }),
  },
  {
    name: 'a reply without end',
    isFaulty: true,
    reply: () => ({ pieces: () => 'Zorglub '.repeat(2_000) }),
  },
  { name: 'HTTP 500, twice', isFaulty: true, reply: () => ({ status: 500 }) },
];
