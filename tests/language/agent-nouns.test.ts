import { describe, expect, it } from 'vitest';
import { listAgentForms } from '../../src/language/agent-nouns.ts';
import { stem } from '../../src/language/stem.ts';

describe('who does what a verb says', () => {
  it.each([
    ['fr', 'porte', 'porteur'],
    ['fr', 'cherche', 'chercheuse'],
    ['fr', 'fonde', 'fondateur'],
    ['fr', 'fonde', 'fondatrice'],
    ['en', 'owns', 'owner'],
    ['en', 'edits', 'editor'],
  ] as const)('%s: “%s” and “%s” meet, both ways', (language, verb, agent) => {
    const stems = { verb: stem(verb, language), agent: stem(agent, language) };
    expect(listAgentForms(stems.verb, language)).toContain(stems.agent);
    expect(listAgentForms(stems.agent, language)).toContain(stems.verb);
  });

  it('is not looked for in a short word that only ends so', () => {
    expect(listAgentForms('peur', 'fr')).toEqual([]);
  });
});
